"""What a case knows already of what was read: who of its actors is meant, and which of its claims say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from detente.case.checks.evidence import made_on
from detente.case.intake import NewClaim
from detente.core.case import Case
from detente.core.claim import Claim
from detente.core.reading import Mention
from detente.reading.several.corroboration import RECIPROCAL
from detente.reading.several.resemblance import alike, rarity, same_outlet
from detente.reading.several.statements import Statement, actor_id, wordings
from detente.reading.words.stems import content

SAME = 0.6
"""Score from which two claims are taken to say the same."""
FEWEST_WORDS = 2
"""Words, besides names, that two claims must share to say the same, if the known one has as many: one is chance."""
APART, LOOSELY_APART = timedelta(days=10), timedelta(days=21)
"""How far apart two acts may be to be one: where both are dated, and where a source's date stands for one of them."""
_LASTING = frozenset(
    {"stance", "constraint", "red_line", "pressure", "opinion", "history", "cause", "forecast"}
)
"""Kinds that hold for a while: only for acts must the days be near."""
_NEAR_KINDS = (
    frozenset({"event", "signal"}), frozenset({"stance", "red_line"}), frozenset({"constraint", "red_line"}),
    frozenset({"pressure", "cause"}), frozenset({"stance", "signal"}), frozenset({"history", "event"}),
    frozenset({"opinion", "forecast"}), frozenset({"stance", "opinion"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A new claim and the claim of the case that says the same (or the opposite)."""

    new: str
    known: str
    score: float
    contradicts: bool = False


@dataclass(frozen=True)
class CaseClaims:
    """The claims of a case, made ready to be compared with others."""

    case: Case
    published: Mapping[str, date] = field(default_factory=dict)
    """Document -> its date, which stands for that of an act it does not date."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of names: who is meant is compared apart from what is said of them."""
        people = [f"{key} {actor.name or ''}" for key, actor in self.case.actors.items()]
        return content(
            " ".join([*people, *(who for claim in self.case.claims.values() for who in claim.actors)])
        )

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """Claim -> stems of what it says, without names."""
        return {name: content(claim.says) - self.names for name, claim in self.case.claims.items()}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Stem -> its rarity among the case's claims."""
        return rarity(claim.says for claim in self.case.claims.values())

    @cached_property
    def people(self) -> Mapping[str, frozenset[str]]:
        """Claim -> actors of the case it names; another name as it stands."""
        return {
            name: frozenset(one for actor in claim.actors for one in actors_called(self.case, actor))
            for name, claim in self.case.claims.items()
        }

    def matches(self, new: NewClaim, *, at_home: str | None = None) -> Known | None:
        """The claim that says the same as a new one, or None.

        One of the same sentence comes first, then one of the same origin, then the likeliest.

        Parameters
        ----------
        at_home : the case's source that is the new claim's own article, where the case has it already.
        """
        found = [
            known
            for name, claim in self.case.claims.items()
            if (known := self._compared(new, name, claim, at_home)) is not None
        ]

        def order(known: Known) -> tuple[bool, bool, float]:
            claim = self.case.claims[known.known]
            is_here = at_home is not None and (claim.source, claim.sentence) == (at_home, new.claim.sentence)
            return is_here, not known.contradicts and same_origin(self.case, new, claim), known.score

        return max(found, key=order, default=None)

    def _compared(self, new: NewClaim, name: str, claim: Claim, at_home: str | None) -> Known | None:
        told = new.statement
        is_here = at_home is not None and claim.source == at_home and claim.sentence == told.sentence
        if not _kinds_meet(told.claim.kind, claim.kind):
            return None
        ordered = [one for mention in told.actors for one in actors_meant(self.case, mention)]
        own, theirs = frozenset(ordered), self.people[name]
        shared = len(own & theirs) / max(1, min(len(own), len(theirs)))
        if own and theirs and not shared and not is_here:
            return None
        if not is_here and _is_the_other_way(self.case, told, ordered, claim):
            return None
        if not is_here and not _in_time(self.case, told, claim, self.published.get(told.document)):
            return None
        mine = _told_words(told) - self.names
        said = alike(mine, self.words[name], self.weights)
        if not is_here and len(mine & self.words[name]) < min(FEWEST_WORDS, len(self.words[name])):
            return None
        score = 0.6 * said + 0.25 * shared + 0.15 * (told.claim.kind == claim.kind)
        if is_here and told.claim.kind == claim.kind:
            score = max(score, SAME + 0.2 * said)
        if score < SAME or (not is_here and len(own & theirs) < min(2, len(own), len(theirs))):
            return None
        opposed = told.affirmed == (claim.hedge == "denied") or _opposite(told.claim, claim)
        return Known(new.id, name, round(score, 3), opposed and not is_here)


def _is_the_other_way(case: Case, told: Statement, ordered: Sequence[str], claim: Claim) -> bool:
    """Whether a claim tells of an act by the one whom the new claim has it done to."""
    if told.dyad is None or told.type in RECIPROCAL or len(ordered) < 2 or len(claim.actors) < 2:
        return False
    theirs = [actors_called(case, actor) for actor in claim.actors[:2]]
    return ordered[0] in theirs[1] and ordered[0] not in theirs[0]


def _told_words(told: Statement) -> frozenset[str]:
    """Stems of a new claim and its sentence, with the words that commonly tell of such an act."""
    subject = told.claim.about or ""
    words = content(f"{told.claim.says} {subject}") | told.words
    act = wordings().get(told.type or "")
    return words | content(act.get("words", "")) if act else words


def _opposite(one: Claim, other: Claim) -> bool:
    return one.kind != "event" and {one.direction, other.direction} == {"accommodation", "confrontation"}


def _kinds_meet(one: str, other: str) -> bool:
    return one == other or frozenset({one, other}) in _NEAR_KINDS


def _in_time(case: Case, told: Statement, claim: Claim, published: date | None) -> bool:
    """Whether two claims can be of one time, as far as both are dated."""
    mine, theirs = told.when or published, _first_day(claim.when) or made_on(case, claim)
    if mine is None or theirs is None or told.claim.kind in _LASTING:
        return True
    is_told = told.when is not None and claim.when is not None
    return abs(mine - theirs) <= (APART if is_told else LOOSELY_APART)


def _first_day(when: str | None) -> date | None:
    if when is None:
        return None
    for text in (when[:10], f"{when[:7]}-15", f"{when[:4]}-07-01"):
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    return None


def actors_meant(case: Case, mention: Mention) -> tuple[str, ...]:
    """Actors of the case that a mention in a text means: by code, by name, or by the last word of a name."""
    code = mention.country.casefold()
    if mention.kind == "state" and code in case.actors:
        return (code,)
    return actors_called(case, mention.name)


def actors_called(case: Case, name: str) -> tuple[str, ...]:
    """Actors of the case that a name means; the name's own id where it means none.

    A name means an actor if it is its id or name, or if all words of the actor's id stand in it (`Donald Trump`
    for `trump`), or the other way round.
    """
    own = actor_id(name)
    if own in case.actors:
        return (own,)
    words = set(own.split("_"))
    found = []
    for key, actor in case.actors.items():
        called = actor_id(actor.name) if actor.name else key
        of_id, of_name = set(key.casefold().split("_")), set(called.split("_"))
        if called == own or of_id <= words or (len(words) > 1 and words <= of_name):
            found.append(key)
    if found:
        return tuple(found)
    return (own,)


def same_origin(case: Case, new: NewClaim, known: Claim) -> bool:
    """Whether a new claim and one of the case come from one origin; an unnamed outlet is one of its own."""
    mine = new.claim.origin or ""
    theirs = known.origin or known.source
    source = case.sources.get(theirs)
    names = {theirs, source.publisher if source is not None else theirs}
    return bool(mine) and any(same_outlet(mine, name) for name in names)


def known_source(case: Case, sha256: str | None, url: str | None) -> str | None:
    """The source of a case that is an article already: the same text, or the same address."""
    for name, source in case.sources.items():
        if (sha256 and source.sha256 == sha256) or (
            url and source.url and source.url.rstrip("/") == url.rstrip("/")
        ):
            return name
    return None


def matched(
    case: Case, claims: Sequence[NewClaim], homes: Mapping[str, str], published: Mapping[str, date]
) -> dict[str, Known]:
    """New claim -> the claim of the case that it meets.

    Parameters
    ----------
    homes : document -> source of the case that it is already.
    published : document -> its date.
    """
    held = CaseClaims(case, published)
    found = {one.id: held.matches(one, at_home=homes.get(one.statement.document)) for one in claims}
    return {name: known for name, known in found.items() if known is not None}
