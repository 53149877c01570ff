"""Phrases of the claims' lexicons that really make a claim where they stand: verb or noun, past or to come."""

from functools import lru_cache
from typing import NamedTuple

from detente.core.claim import ClaimKind
from detente.reading.claims.acting import (
    DETERMINERS,
    MODALS,
    NUMBERS,
    PREPOSITIONS,
    bare_years,
    goes_on,
    is_act,
    is_adjective,
    is_past,
    plain_acts,
)
from detente.reading.speech.standing import scene_of
from detente.reading.words.clauses import BREAKS, Clauses, clauses_of
from detente.reading.words.inflect import word_set
from detente.reading.words.lexicon import CLAIM_TABLES, hits_of
from detente.reading.words.phrases import Hit

_BASE_BEFORE = word_set("to and we they i you who not n't also would people both which that")
_ORDERING = word_set(
    "order orders ordered urge urges urged ask asks asked tell tells told instruct instructed force forced allow "
    "allowed help helped pressure pressured persuade persuaded encourage encouraged push pushed invite invited press pressed "
    "pressing urging asking telling forcing allowing helping ordering pushing call called"
)
_VERBAL = frozenset(("stance", "signal", "cause", "opinion", "pressure", "red_line", "constraint"))
_SEVERAL = frozenset(("cause", "constraint", "pressure", "stance"))
"""Kinds of which a clause may make several claims, one on each side of `and`."""
_OBJECTS = word_set("him her them it us me the a an any their its his our all both each every more no")
_CONTROL = word_set("control authority influence power leverage sway rule grip debate")


class Candidate(NamedTuple):
    """A claim that a phrase makes, before it is known who makes it and how surely."""

    kind: ClaimKind
    hit: Hit
    clause: int


@lru_cache(maxsize=512)
def candidates_of(quote: str, year: int | None = None) -> tuple[Candidate, ...]:
    """Candidates of a sentence in order of place: at most one of a kind in a clause, but each act for itself.

    Parameters
    ----------
    quote : the sentence.
    year : the dateline's; acts of earlier years are history.
    """
    clauses = clauses_of(quote)
    acts = [hit for hit in hits_of(quote)["acts"] if is_act(quote, clauses, hit)]
    found = _told_acts(quote, clauses, acts, year)
    _add_others(quote, clauses, acts, found)
    for hit in bare_years(clauses, year):
        clause = clauses.number[hit.first]
        if not any(one.kind == "history" and one.clause == clause for one in found.values()):
            found["history", clause] = Candidate("history", hit, clause)
    if all(one.kind == "history" for one in found.values()):
        _add_plain_acts(quote, clauses, found, year)
    return tuple(sorted(found.values(), key=lambda one: (one.hit.first, one.hit.after, one.kind)))


def _told_acts(
    quote: str, clauses: Clauses, acts: list[Hit], year: int | None
) -> dict[tuple[str, int], Candidate]:
    """Acts as events, or as history where they lie before the period told of."""
    found: dict[tuple[str, int], Candidate] = {}
    past: Hit | None = None
    for hit in _longest(acts):
        earlier = is_past(quote, clauses, hit, year) or (past is not None and goes_on(clauses, past, hit))
        past = hit if earlier else None
        kind: ClaimKind = "history" if earlier else "event"
        found.setdefault((kind, _segment(clauses, hit)), Candidate(kind, hit, clauses.number[hit.first]))
    return found


def _add_others(
    quote: str, clauses: Clauses, acts: list[Hit], found: dict[tuple[str, int], Candidate]
) -> None:
    """Claims of the other kinds: one of a kind in a clause or on each side of `and`, a strong cue before a weak one."""
    for table in CLAIM_TABLES:
        for hit in _longest(hits_of(quote)[table]) if table != "acts" else ():
            if not stands(quote, clauses, hit, acts):
                continue
            if hit.entry.group == "before" and _marks_an_act(clauses, hit, found):
                continue
            key = (table, _segment(clauses, hit) if table in _SEVERAL else clauses.number[hit.first])
            known = found.get(key)
            if known is None or (known.hit.entry.marks.get("weak") and not hit.entry.marks.get("weak")):
                found[key] = Candidate(table, hit, clauses.number[hit.first])  # type: ignore[arg-type]


def _add_plain_acts(
    quote: str, clauses: Clauses, found: dict[tuple[str, int], Candidate], year: int | None
) -> None:
    """Past tenses that no lexicon knows, where a sentence says nothing else."""
    known = {one.hit.first for one in found.values()}
    for hit in plain_acts(clauses):
        if hit.first not in known:
            kind: ClaimKind = "history" if is_past(quote, clauses, hit, year) else "event"
            clause = clauses.number[hit.first]
            found.setdefault((kind, clause), Candidate(kind, hit, clause))


def _marks_an_act(clauses: Clauses, hit: Hit, found: dict[tuple[str, int], Candidate]) -> bool:
    """Whether words like `previously` only date an act of their clause that is history already."""
    clause = clauses.number[hit.first]
    return any(
        kind == "history" and abs(one.clause - clause) <= 1 and one.hit.entry.table == "acts"
        for (kind, _), one in found.items()
    )


def stands(quote: str, clauses: Clauses, hit: Hit, acts: list[Hit]) -> bool:
    """Whether a phrase of another lexicon makes its claim here."""
    lower = clauses.words.lower
    table, group, pattern = hit.entry.table, hit.entry.group, hit.entry.pattern
    before = lower[hit.first - 1] if hit.first else ""
    if hit.after - hit.first == 1 and hit.first and _is_name(quote, clauses, hit.first):
        return False
    if hit.entry.marks.get("weak") and table == "cause":
        return _hangs_on_act(clauses, hit, acts, before)
    if table == "forecast" and group == "could":
        return _tells_of_what_comes(lower, hit)
    if table == "cause" and group == "aims" and pattern.startswith("to ["):
        return not _is_complement(quote, hit)
    if table == "cause" and group == "therefore":
        return pattern not in ("making", "leaving") or before == ","
    if table in _VERBAL and pattern.split()[0].endswith("~") and not _verb_stands(lower, hit, before):
        return False
    if table == "opinion" and pattern == "should" and hit.first == 0:
        return False
    if table == "history" and group == "before":
        return _past_phrase_stands(lower, hit, pattern)
    return True


def _is_name(quote: str, clauses: Clauses, index: int) -> bool:
    """Whether a word is part of a name: a capital inside a sentence, next to another."""
    words = clauses.words
    beside = (words.start[at] for at in (index - 1, index + 1) if 0 <= at < len(words.start))
    return quote[words.start[index]].isupper() and any(quote[at].isupper() for at in beside)


def _is_complement(quote: str, hit: Hit) -> bool:
    """Whether `to` belongs to the predicate before it (`pledged to protect`) and tells no purpose."""
    scene = scene_of(quote)
    ordered = not _ORDERING.isdisjoint(scene.clauses.words.lower[max(0, hit.first - 5) : hit.first])
    return ordered or any(one.after == hit.first + 1 and one.first < hit.first for one in scene.operators)


def _verb_stands(lower: tuple[str, ...], hit: Hit, before: str) -> bool:
    """A verb of a pattern: not a noun after a determiner or adjective, nor a participle that only describes."""
    word = lower[hit.first]
    if word.endswith("ing"):
        return before not in DETERMINERS
    base = hit.entry.pattern.split()[0].rstrip("~")
    pronoun = before in ("this", "that", "these", "those") and word != base
    if before in DETERMINERS and not pronoun and hit.entry.table in ("stance", "cause", "signal"):
        return False
    nounlike = word == base or word.endswith("s")
    if hit.entry.table in ("cause", "stance") and word == base and " " not in hit.entry.pattern:
        follower = lower[hit.after] if hit.after < len(lower) else "."
        subject = (
            follower in _OBJECTS or before.endswith(("s", "ly")) or before in _BASE_BEFORE or before in MODALS
        )
        if not subject:
            return False
    return not (nounlike and (before in PREPOSITIONS or is_adjective(before)))


def _hangs_on_act(clauses: Clauses, hit: Hit, acts: list[Hit], before: str) -> bool:
    """`after`, `over` and the like tie a cause only to an act before them in the clause, or open the sentence."""
    lower = clauses.words.lower
    if before in _CONTROL or before in BREAKS or (hit.after < len(lower) and lower[hit.after] in NUMBERS):
        return False
    return any(act.after <= hit.first and hit.first - act.after <= 10 for act in acts)


def _tells_of_what_comes(lower: tuple[str, ...], hit: Hit) -> bool:
    rest = lower[hit.after : hit.after + 3]
    if not rest or rest[0] in BREAKS or "like" in rest[:1]:
        return False
    if lower[hit.first] in ("may", "will") and rest[0].isdigit():
        return False
    return "have" not in rest[:2] or lower[hit.first] == "will"


def _past_phrase_stands(lower: tuple[str, ...], hit: Hit, pattern: str) -> bool:
    if pattern == "old":
        return hit.after < len(lower) and lower[hit.after] in (
            "enemy",
            "enemies",
            "rival",
            "rivals",
            "foe",
            "foes",
            "mistakes",
        )
    if pattern in ("once",):
        return (
            hit.after < len(lower)
            and lower[hit.after] not in BREAKS
            and lower[hit.after] not in ("the", "it", "they", "a")
        )
    return True


def _segment(clauses: Clauses, hit: Hit) -> int:
    """Stretch that may hold one act: from one comma, `and` or clause's begin to the next."""
    lower = clauses.words.lower
    at = hit.first
    while at > clauses.begins[clauses.number[hit.first]] and lower[at - 1] not in ("and", "or", ","):
        at -= 1
    return at


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.after)):
        if not kept or hit.first >= kept[-1].after:
            kept.append(hit)
    return kept
