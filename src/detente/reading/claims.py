"""Claims of analysis in a sentence: what kind, whose, which way it points, how far along, and how surely."""

from detente.core.claim import ClaimKind, Direction
from detente.core.reading import Attribution, Mention, ReadClaim, Sentence, Span
from detente.reading.attribution import covering
from detente.reading.candidates import Candidate, candidates_of
from detente.reading.clauses import Clauses, clauses_of
from detente.reading.direction import lean
from detente.reading.discourse import Discourse
from detente.reading.paraphrase import paraphrase, subject_of
from detente.reading.standing import standing_of

_FIXED: frozenset[ClaimKind] = frozenset(("pressure", "red_line"))
"""Kinds whose lexicon alone says which way they point."""
_DEFAULT: dict[ClaimKind, Direction] = {
    "red_line": "confrontation",
    "constraint": "confrontation",
    "pressure": "accommodation",
}
_FORM = {"stance": "words", "signal": "words", "red_line": "words", "opinion": "words", "forecast": "words"}
_STAGE = {"red_line": "signalled", "signal": "signalled", "stance": "signalled"}
_ANAPHORS = frozenset(
    "shift pivot move change recalibration turn efforts step steps approach decision adjustment tone course".split()
)


def claims_of(
    sentence: Sentence,
    text: str,
    mentions: tuple[Mention, ...] = (),
    attributions: tuple[Attribution, ...] = (),
    context: Discourse | None = None,
) -> tuple[ReadClaim, ...]:
    """Claims that a sentence makes, in order of their cues; several of one kind are normal.

    Parameters
    ----------
    sentence : the sentence, with offsets in the text.
    text : the document's text.
    mentions : actors named in the sentence.
    attributions : who says what in it, as `attributions_of` finds them.
    context : what the document says beyond the sentence: year, trend, whom it relays.

    Examples
    --------
    >>> text = "Moscow will not accept foreign troops, and parliament must approve any deal."
    >>> whole = Sentence(1, Span(0, len(text), text))
    >>> [(claim.kind, claim.cue.quote) for claim in claims_of(whole, text)]
    [('red_line', 'will not accept'), ('constraint', 'must approve')]
    """
    quote = sentence.span.quote
    clauses = clauses_of(quote)
    found = []
    for candidate in without_shadows(candidates_of(quote, context.year if context else None)):
        cue = _span(sentence, text, clauses, candidate.hit.first, candidate.hit.after)
        begin, end = window_of(clauses, candidate)
        direction = direction_of(quote, clauses, candidate, context)
        standing = standing_of(sentence, text, cue)
        near = _nearby(sentence, clauses, mentions, begin, end)
        marks = candidate.hit.entry.marks
        about = subject_of(clauses.words, begin, end)
        found.append(
            ReadClaim(
                sentence=sentence.number,
                kind=candidate.kind,
                cue=cue,
                says=paraphrase(
                    candidate.kind,
                    candidate.hit.entry.group,
                    [mention.name for mention in near],
                    about,
                    direction,
                    negated=standing.negated and candidate.kind == "event",
                ),
                actors=near,
                about=about,
                direction=direction,
                stage=marks.get("stage") or _STAGE.get(candidate.kind),  # type: ignore[arg-type]
                form=marks.get("form") or _FORM.get(candidate.kind),  # type: ignore[arg-type]
                standing=standing,
                attribution=covering(attributions, cue) or Attribution(origin=_origin(sentence, context)),
                confidence=_confidence(candidate),
            )
        )
    return tuple(found)


def without_shadows(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Leave out what a stronger reading of the same words says better: `will not accept` is no forecast too."""
    lines = [one.hit for one in candidates if one.kind == "red_line"]
    signals = [one.hit for one in candidates if one.kind in ("signal", "stance", "constraint", "red_line")]
    kept = []
    for one in candidates:
        hit = one.hit
        if one.kind == "forecast" and any(
            line.first < hit.after and hit.first < line.after for line in lines
        ):
            continue
        if (
            one.kind == "event"
            and hit.entry.group == "signalled"
            and any(other.first < hit.after and hit.first < other.after for other in signals)
        ):
            pass
        kept.append(one)
    return tuple(kept)


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


def direction_of(quote: str, clauses: Clauses, candidate: Candidate, context: Discourse | None) -> Direction:
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
    after = _act_end(clauses, hit, end) if candidate.kind in ("event", "history") else end
    told = _first_of(lean(quote, hit.first, after), marked)
    if told == "neutral" and marked is None:
        told = lean(quote, begin, end)
    if told == "neutral" and marked is None and _refers_back(clauses, begin, end):
        told = context.trend if context else "neutral"
    return told


def _effect(quote: str, clauses: Clauses, candidate: Candidate, context: Discourse | None) -> Direction:
    """Direction of the effect in a tie of cause and effect."""
    hit = candidate.hit
    words = clauses.words.lower
    before, behind = (0, hit.first), (hit.after, len(words))
    effect, cause = (behind, before) if hit.entry.marks.get("effect") == "after" else (before, behind)
    if hit.entry.group == "aims":
        effect = (0, len(words))
    told = lean(quote, *effect)
    if told != "neutral":
        return told
    if context and context.trend != "neutral":
        return context.trend
    return lean(quote, *cause)


def _act_end(clauses: Clauses, hit, end: int) -> int:  # type: ignore[no-untyped-def]
    """Where an act's own words end: before the next comma or `and` with a verb."""
    return end


def _first_of(told: Direction, otherwise: Direction | None) -> Direction:
    return told if told != "neutral" else (otherwise or "neutral")


def _refers_back(clauses: Clauses, begin: int, end: int) -> bool:
    return not _ANAPHORS.isdisjoint(clauses.words.lower[begin:end])


def _nearby(
    sentence: Sentence, clauses: Clauses, mentions: tuple[Mention, ...], begin: int, end: int
) -> tuple[Mention, ...]:
    """Actors named in a claim's clause; those of the sentence where it names none."""
    start = sentence.span.start + clauses.words.start[begin]
    stop = sentence.span.start + clauses.words.end[end - 1]
    inside = tuple(one for one in mentions if start <= one.span.start and one.span.end <= stop)
    return inside or tuple(mentions[:2])


def _origin(sentence: Sentence, context: Discourse | None) -> str | None:
    return context.origin(sentence.number) if context else None


def _confidence(candidate: Candidate) -> float:
    """How far a cue of this make is to be trusted: long phrases more than single words."""
    length = candidate.hit.after - candidate.hit.first
    weak = candidate.hit.entry.marks.get("weak") or candidate.hit.entry.group == "could"
    return round(min(0.85, (0.35 if weak else 0.5) + 0.1 * (length - 1)), 2)


def _span(sentence: Sentence, text: str, clauses: Clauses, first: int, after: int) -> Span:
    start = sentence.span.start + clauses.words.start[first]
    end = sentence.span.start + clauses.words.end[after - 1]
    return Span(start, end, text[start:end])
