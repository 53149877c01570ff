"""Which way a claim points: by its cue, by the words it is about, or by what it refers back to."""

from detente.core.claim import ClaimKind, Direction
from detente.reading.claims.candidates import Candidate, candidates_of
from detente.reading.claims.direction import lean
from detente.reading.speech.context import Discourse
from detente.reading.words.clauses import Clauses
from detente.reading.words.inflect import word_set

_FIXED: frozenset[ClaimKind] = frozenset(("pressure", "red_line"))
"""Kinds whose lexicon alone says which way they point."""
_DEFAULT: dict[ClaimKind, Direction] = {
    "red_line": "confrontation",
    "constraint": "confrontation",
    "pressure": "accommodation",
}
_ANAPHORS = word_set(
    "shift pivot move change recalibration turn efforts step steps approach decision adjustment tone course"
)
_NEGATIONS = word_set(
    "not n't never no nobody none neither nor nothing without cannot refused refuses refuse failed"
)
OPPOSITE: dict[Direction, Direction] = {
    "accommodation": "confrontation",
    "confrontation": "accommodation",
    "neutral": "neutral",
}


def window_of(clauses: Clauses, candidate: Candidate) -> tuple[int, int]:
    """Words that a claim is about: its clause, with a complement that hangs on it."""
    clause = candidate.clause
    begin, end = clauses.begins[clause], clauses.end(clause)
    following = clause + 1
    while following < len(clauses.begins) and clauses.words.lower[clauses.begins[following]] in (
        "that",
        "whether",
        "how",
    ):
        end = clauses.end(following)
        following += 1
    return begin, end


def next_tie(candidate: Candidate, others: tuple[Candidate, ...]) -> int | None:
    """Where words of cause or purpose begin behind an act: they are not what was done."""
    if candidate.kind not in ("event", "history"):
        return None
    return min(
        (one.hit.first for one in others if one.kind == "cause" and one.hit.first >= candidate.hit.after),
        default=None,
    )


def direction_of(
    quote: str,
    clauses: Clauses,
    candidate: Candidate,
    context: Discourse | None = None,
    *,
    until: int | None = None,
) -> Direction:
    """Which way a claim points: by its lexicon, by the words it is about, or by what it refers back to."""
    marks = candidate.hit.entry.marks
    hit = candidate.hit
    marked: Direction | None = marks.get("direction")  # type: ignore[assignment]
    begin, end = window_of(clauses, candidate)
    if candidate.kind == "cause":
        return _effect(quote, clauses, candidate, context)
    if candidate.kind in _FIXED or (candidate.kind in ("constraint", "history") and marked):
        if candidate.kind == "constraint" and hit.entry.group == "resists":
            return _first_of(lean(quote, hit.first, end), marked)
        return marked or _DEFAULT.get(candidate.kind, "neutral")
    if hit.entry.group == "idle":
        return "neutral"
    if candidate.kind == "history" and hit.entry.table == "history":
        named = lean(quote, hit.first, hit.after, turned=False)
        return _first_of(named, _first_of(lean(quote, hit.first, end), lean(quote, begin, end)))
    told = _first_of(lean(quote, hit.first, min(end, until or end)), marked)
    if told == "neutral" and marked is None:
        told = lean(quote, begin, end)
    turned = hit.entry.group == "turned"
    if told == "neutral" and marked is None and (turned or _refers_back(clauses, begin, end)):
        told = context.trend if context else "neutral"
    return told


def _effect(quote: str, clauses: Clauses, candidate: Candidate, context: Discourse | None) -> Direction:
    """Direction of the effect in a tie of cause and effect."""
    hit = candidate.hit
    words = clauses.words.lower
    before, behind = (0, hit.first), (hit.after, len(words))
    behind_with_cue = (hit.first, len(words))
    effect, cause = (
        (behind_with_cue, before) if hit.entry.marks.get("effect") == "after" else (before, behind)
    )
    if hit.entry.group == "aims":
        effect = (0, len(words))
    told = lean(quote, *effect)
    weighed = _pressed(quote, effect, context)
    if weighed is not None and hit.entry.group != "aims":
        return weighed
    if told != "neutral":
        return told
    if context and context.trend != "neutral":
        return context.trend
    return lean(quote, *cause)


def _pressed(quote: str, effect: tuple[int, int], context: Discourse | None) -> Direction | None:
    """Direction of a pressure that is all the effect there is: unrest and losses press the one they befall."""
    inside = [
        one
        for one in candidates_of(quote, context.year if context else None)
        if effect[0] <= one.hit.first < effect[1] and one.kind in ("pressure", "event", "signal", "stance")
    ]
    if inside and all(one.kind == "pressure" for one in inside):
        marked: Direction | None = inside[0].hit.entry.marks.get("direction")  # type: ignore[assignment]
        return marked
    return None


def denied_from_outside(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether the negation of a claim stands outside its clause: `few believe that Serbia wants a war`."""
    if candidate.kind not in ("stance", "forecast", "event", "signal"):
        return False
    begin, end = clauses.begins[candidate.clause], clauses.end(candidate.clause)
    return _NEGATIONS.isdisjoint(clauses.words.lower[begin:end])


def _first_of(told: Direction, otherwise: Direction | None) -> Direction:
    return told if told != "neutral" else (otherwise or "neutral")


def _refers_back(clauses: Clauses, begin: int, end: int) -> bool:
    return not _ANAPHORS.isdisjoint(clauses.words.lower[begin:end])
