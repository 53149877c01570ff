"""What of a case a new claim bears on: issues, pressures, hazards, tracks, open events, mechanisms, and the inputs in them.

Everything here is a suggestion to a reader: a claim and a part of the case share people and rare words. Nothing is
changed by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from detente.case.intake import NewClaim
from detente.case.leaves import leaves
from detente.case.matching import Known, actors_meant
from detente.core.case import Case
from detente.core.explanation import Signpost
from detente.core.naming import issue_name, track_name
from detente.core.plain import spoken
from detente.reading.several.resemblance import rarity
from detente.reading.several.statements import wordings
from detente.reading.words.stems import content

ENOUGH = 2.0
"""Rarity, summed over shared words, from which a claim is taken to be about a part of a case."""
WEEKS_AROUND = 3
"""Weeks by which an act may come before or after the date of an event and still be it."""
MOST_INPUTS = 8
_BESIDES = frozenset(
    (
        "salience",
        "influence",
        "declared",
        "face",
        "fades",
        "jitter",
        "pace",
        "ceiling",
        "deal_scale",
        "models",
        "chance",
    )
)
"""Numbers that share their group's evidence but are not what a claim is about."""
Sense = Literal["up", "down"]
_EASING = content(
    "ease eased easing relief relieved recover recovery calmer subside abate improve lifted soften"
)
_MOUNTING = content(
    "mount mounting rise rising rose grow growing worsen deepen severe crippling strain crisis"
)
_YIELDING = content(
    "talk talks open deal accept give lift relief truce halt quiet free flow share withdraw withdrawal agree inspection "
    "contact concede full limited dialogue cooperate peace release settle compromise accommodation"
)
_HARD = content(
    "strike hard refuse refusal no none leave hold everything fight raid raids pressure break broken off maximum weapon "
    "war attack block close closed expel reject confrontation without"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a case that a claim is about.

    Attributes
    ----------
    section : `issues`, `pressures`, `hazards`, `tracks`, `events` or `mechanisms`.
    id : the entry; a branch as `event.branch`.
    score : how surely, by rarity of what they share.
    shared : the words they share.
    """

    section: str
    id: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """An input that a claim bears on, and why that is thought.

    Attributes
    ----------
    is_direct : whether the claim could support the input; False where it speaks against what the input rests on, or
        the input only expresses a mechanism that the claim is about.
    """

    claim: str
    path: str
    why: str
    is_direct: bool = True


@dataclass(frozen=True, slots=True)
class Sign:
    """A claim that seems to tell of a signpost."""

    claim: str
    signpost: str
    text: str
    question: str
    now: float
    if_seen: float


@dataclass(frozen=True)
class CaseParts:
    """The parts of a case, made ready to be compared with claims."""

    case: Case

    @cached_property
    def words(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Part -> stems of what it is called and what is said of it."""
        return {part: content(text) for part, text in _texts(self.case)}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Stem -> rarity among the parts."""
        return rarity(text for _, text in _texts(self.case))

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of actors' names: sharing an actor says nothing of the matter."""
        return frozenset(
            word for key, actor in self.case.actors.items() for word in content(f"{key} {actor.name or ''}")
        )

    def about(self, new: NewClaim, sections: Iterable[str]) -> list[Part]:
        """Parts of some sections that a claim is about, the surest first."""
        told = (content(f"{new.claim.says} {new.claim.about or ''}") | new.statement.words) - self.names
        act = wordings().get(new.statement.type or "")
        own = told | (content(act["words"]) if act else frozenset())
        found = []
        for (section, name), words in self.words.items():
            if section not in sections:
                continue
            shared = (own if section in ("hazards", "events", "tracks") else told) & words
            score = sum(self.weights.get(word, 0.0) for word in shared)
            is_named = bool(new.claim.about and content(new.claim.about) & content(name))
            is_act = section == "hazards" and self.case.hazards[name].code == new.statement.type is not None
            # One word alone is chance, unless it is the claim's own subject or the act itself.
            if (is_named or score >= ENOUGH) and (len(shared) > 1 or is_named or is_act):
                found.append(Part(section, name, round(score, 3), tuple(sorted(shared))))
        return sorted(found, key=lambda part: (-part.score, part.section, part.id))

    def people(self, new: NewClaim) -> tuple[str, ...]:
        """Actors of the case that a claim names, with the collectives they belong to, in the claim's order."""
        found = [key for mention in new.statement.actors for key in actors_meant(self.case, mention)]
        own = [key for key in found if key in self.case.actors]
        around = [self.case.actors[key].member_of for key in own]
        return tuple(dict.fromkeys([*own, *(key for key in around if key)]))

    def issues(self, new: NewClaim) -> list[Part]:
        """Issues that a claim is about."""
        return self.about(new, ["issues"])

    def pressures(self, new: NewClaim) -> list[Part]:
        """Pressures that a claim is about; one that is felt by somebody else is not."""
        people = set(self.people(new))
        found = []
        for part in self.about(new, ["pressures"]):
            of = self.case.pressures[part.id].of
            if of is None or not people or of in people:
                found.append(part)
        return found

    def hazards(self, new: NewClaim) -> list[Part]:
        """Hazards of which a claim tells a firing: the same kind of act, by the same actor."""
        people = self.people(new)
        if new.statement.type is None or not _happened(new):
            return []
        found = []
        for part in self.about(new, ["hazards"]):
            hazard = self.case.hazards[part.id]
            if hazard.code in (None, new.statement.type) and hazard.by in (None, *people[:1]):
                found.append(part)
        return found

    def tracks(self, new: NewClaim) -> list[Part]:
        """Tracks whose two sides a claim of talks or agreement names."""
        people = set(self.people(new))
        if new.statement.type not in ("CONSULT", "AGREE", "COOPERATE") or not _happened(new):
            return []
        scores = {part.id: part for part in self.about(new, ["tracks"])}
        found = []
        for name, track in self.case.tracks.items():
            if all(set(side) & people for side in track.sides):
                found.append(scores.get(name, Part("tracks", name, 1.0, ())))
        return sorted(found, key=lambda part: (-part.score, part.id))

    def events(self, new: NewClaim) -> list[Part]:
        """Open events (with a chance, branches, or a condition) that a claim may settle."""
        people = set(self.people(new))
        found = []
        for part in self.about(new, ["events"]):
            event = next(one for one in self.case.events if one.id == part.id.partition(".")[0])
            when = new.statement.when
            near = when is None or abs((when - event.on).days) <= 7 * WEEKS_AROUND or event.on <= when
            who = {one for one in (event.by, event.toward_whom) if one}
            if near and (not who or not people or who & people):
                found.append(part)
        return found

    def sense(self, new: NewClaim) -> Sense:
        """Whether a claim of pressure tells of a rise or an easing: of a rise, unless words of easing stand alone."""
        words = new.statement.words or content(new.claim.says)
        is_easing = bool(words & _EASING) and not words & _MOUNTING
        return "down" if is_easing == new.statement.affirmed else "up"

    def toward(self, new: NewClaim, issue: str) -> str | None:
        """The landmark at the end of an issue that a claim's direction points to; None where that cannot be told."""
        marks = sorted(self.case.issues[issue].landmarks.items())
        (low, bottom), (high, top) = marks[0], marks[-1]
        lean = _lean(top) - _lean(bottom)
        if new.claim.direction == "neutral" or lean == 0 or low == high:
            return None
        is_up = (new.claim.direction == "accommodation") == (lean > 0)
        return top if is_up else bottom


def _happened(new: NewClaim) -> bool:
    """Whether a claim says that something was done, not that it may be or was not."""
    told = new.statement
    return told.affirmed and told.happened and new.claim.hedge in ("asserted", "reported")


def _lean(landmark: str) -> int:
    words = content(landmark)
    return len(words & _YIELDING) - len(words & _HARD)


def _texts(case: Case) -> Iterator[tuple[tuple[str, str], str]]:
    for name, issue in case.issues.items():
        marks = " ".join(issue.landmarks.values())
        yield (
            ("issues", name),
            f"{name} {issue_name(case, name)} {marks} {issue.more_means or ''} {issue.about or ''}",
        )
    for name, pressure in case.pressures.items():
        yield ("pressures", name), f"{name.replace('.', ' ')} {pressure.says}"
    for name, hazard in case.hazards.items():
        yield ("hazards", name), f"{name} {hazard.says or ''}"
    for name, track in case.tracks.items():
        yield ("tracks", name), f"{name} {track_name(case, name)} {track.about or ''}"
    for name, mechanism in case.mechanisms.items():
        yield ("mechanisms", name), mechanism.title
    for event in case.events:
        if event.chance is not None or event.when is not None:
            yield ("events", event.id), f"{event.id} {event.says or ''}"
        for branch, told in event.branches.items():
            if not any(each.was for each in event.branches.values()):
                yield (
                    ("events", f"{event.id}.{branch}"),
                    f"{event.id} {branch} {event.says or ''} {told.says or ''}",
                )


def bearings(parts: CaseParts, new: NewClaim, known: Known | None) -> tuple[Bearing, ...]:
    """Inputs that a claim bears on, the surest first, at most eight.

    Parameters
    ----------
    known : the claim of the case that says the same or the opposite, if there is one: what rests on it is borne on.
    """
    by_known = dict(_by_known(parts.case, known)) if known is not None else {}
    by_words = dict(_by_words(parts, new))
    opposes = known is not None and known.contradicts
    direct = by_words if opposes else {**by_words, **by_known}
    through = {**dict(_by_mechanism(parts, new)), **(by_known if opposes else {})}
    ordered = list({**by_known, **by_words, **through})
    return tuple(
        Bearing(new.id, path, {**through, **direct}[path], is_direct=path in direct)
        for path in ordered[:MOST_INPUTS]
    )


def _by_known(case: Case, known: Known) -> Iterator[tuple[str, str]]:
    """Inputs that rest on the claim that a new one repeats or opposes."""
    word = "speaks against" if known.contradicts else "says the same as"
    for leaf in leaves(case):
        if known.known in leaf.evidence and leaf.keys[-1] not in _BESIDES:
            yield leaf.path, f"rests on {known.known}, and this {word} it"


def _by_words(parts: CaseParts, new: NewClaim) -> Iterator[tuple[str, str]]:
    case, people = parts.case, parts.people(new)
    for part in parts.hazards(new):
        yield f"hazards.{part.id}.rate", f"tells of an act of this kind ({_said(part)})"
    if new.claim.kind in ("pressure", "cause"):
        for part in parts.pressures(new)[:2]:
            yield f"pressures.{part.id}.now", f"tells of this pressure ({_said(part)})"
    if new.claim.kind not in ("pressure", "history"):
        for part in parts.issues(new)[:2]:
            for who in people:
                stance = case.actors[who].stances.get(part.id)
                if stance is not None and stance.position is not None:
                    yield (
                        f"actors.{who}.stances.{part.id}.position",
                        f"names {who} on {spoken(part.id)} ({_said(part)})",
                    )
    for part in parts.tracks(new)[:1]:
        yield f"tracks.{part.id}.chance_of_a_deal", "tells of talks between its sides"


def _by_mechanism(parts: CaseParts, new: NewClaim) -> Iterator[tuple[str, str]]:
    if new.claim.kind not in ("cause", "pressure", "constraint"):
        return
    for part in parts.about(new, ["mechanisms"])[:1]:
        for path in parts.case.mechanisms[part.id].inputs[:2]:
            yield path, f"expresses {part.id} ({_said(part)})"


def _said(part: Part) -> str:
    return ", ".join(part.shared[:4]) or part.id


def signs(parts: CaseParts, new: NewClaim, signposts: Iterable[Signpost]) -> Iterator[Sign]:
    """Signposts that a claim seems to tell of."""
    hazards = {part.id for part in parts.hazards(new)}
    tracks = {part.id for part in parts.tracks(new)}
    pressures = (
        {part.id for part in parts.pressures(new)} if new.claim.kind in ("pressure", "cause") else set()
    )
    issues = {part.id: parts.toward(new, part.id) for part in parts.issues(new)[:2]}
    events = {part.id for part in parts.events(new)} if _happened(new) else set()
    for sign in signposts:
        subject, _, rest = sign.id.rpartition(".")
        is_it = (
            (rest == "fires" and subject in hazards)
            or (rest == "open" and subject in tracks and new.statement.type == "CONSULT")
            or (rest == "reach" and subject in tracks and new.statement.type in ("AGREE", "COOPERATE"))
            or (rest in ("up", "down") and subject in pressures and parts.sense(new) == rest)
            or sign.id in events
            or _crosses(parts.case, sign.id, issues)
        )
        if is_it:
            yield Sign(new.id, sign.id, sign.text, sign.question, sign.now, sign.if_seen)


def _crosses(case: Case, sign: str, issues: Mapping[str, str | None]) -> bool:
    """Whether a signpost is an issue's level going the way that a claim points."""
    issue, _, rest = sign.partition(".")
    way = rest.partition(".")[0]
    mark = issues.get(issue)
    if mark is None or way not in ("up", "down"):
        return False
    levels = case.issues[issue].landmark_levels
    return (levels[mark] == max(levels.values())) == (way == "up")


def due(case: Case, since: date, until: date) -> tuple[str, ...]:
    """Open events whose day has come between two dates and of which the case does not say what became of them."""
    return tuple(
        event.id
        for event in case.events
        if since < event.on <= until
        and (
            event.chance is not None
            or (event.branches and not any(one.was for one in event.branches.values()))
        )
    )
