"""Claims of analysis in a sentence: what kind, whose, which way it points, how far along, and how surely."""

from collections.abc import Sequence
from dataclasses import replace

from detente.core.claim import ClaimKind, Direction, Hedge
from detente.core.reading import Attribution, Mention, ReadClaim, Sentence, Span, Standing
from detente.reading.claims.candidates import Candidate, candidates_of
from detente.reading.claims.direction import poles_of
from detente.reading.claims.paraphrase import paraphrase, subject_of
from detente.reading.claims.pointing import OPPOSITE, denied_from_outside, direction_of, next_tie, window_of
from detente.reading.speech.attribution import covering
from detente.reading.speech.context import Discourse
from detente.reading.speech.speakers import publishers_in
from detente.reading.speech.standing import standing_of
from detente.reading.words.clauses import Clauses, clauses_of

_HEDGES: tuple[Hedge, ...] = ("asserted", "reported", "suggested", "speculated", "denied")
_FORM = {"stance": "words", "signal": "words", "red_line": "words", "opinion": "words", "forecast": "words"}
_STAGE = {"red_line": "signalled", "signal": "signalled", "stance": "signalled"}
_OPENING = 15
"""Words of a sentence that tell its main point, more often than not."""
_TRUST: dict[ClaimKind, float] = {
    "event": 0.71,
    "stance": 0.61,
    "pressure": 0.70,
    "cause": 0.74,
    "constraint": 0.77,
    "red_line": 0.79,
    "signal": 0.65,
    "history": 0.80,
    "forecast": 0.66,
    "opinion": 0.73,
}
"""Precision by kind on the tuning half of our sentences and the two seed reports, drawn to the mean of .71 with the
weight of twenty claims; on the other half the Brier score is printed by benchmarks/claims_gold.py."""


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
    year = context.year if context else None
    found = []
    mentions = _without_publishers(sentence, clauses, mentions)
    kept = without_shadows(candidates_of(quote, year), sentence, attributions)
    for candidate in kept:
        cue = _span(sentence, text, clauses, candidate.hit.first, candidate.hit.after)
        begin, end = window_of(clauses, candidate)
        direction = direction_of(quote, clauses, candidate, context, until=next_tie(candidate, kept))
        standing = _weighed(standing_of(sentence, text, cue), candidate)
        if standing.negated and denied_from_outside(clauses, candidate):
            direction = OPPOSITE[direction]
        near = _nearby(sentence, clauses, mentions, (begin, end), candidate.hit.first)
        marks = candidate.hit.entry.marks
        about = subject_of(quote, begin, end)
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


def _weighed(standing: Standing, candidate: Candidate) -> Standing:
    """Standing with what the cue itself says: its hedge where that is weightier; a forecast is of what is to come.

    A red line is drawn now, although its words look ahead.
    """
    if candidate.kind == "red_line":
        standing = replace(standing, future=False)
    hedge = candidate.hit.entry.marks.get("hedge")
    if candidate.kind == "forecast":
        standing = replace(standing, future=True)
        if candidate.hit.entry.pattern == "would" and standing.hedge == "asserted":
            hedge = "speculated"
    if hedge is None or _HEDGES.index(hedge) <= _HEDGES.index(standing.hedge):
        return standing
    return replace(standing, hedge=hedge, denied=standing.denied or hedge == "denied")  # type: ignore[arg-type]


def trend_of(sentences: Sequence[Sentence]) -> Direction:
    """Which way a document's headline and first two sentences point: what `this shift` later refers to.

    Examples
    --------
    >>> text = "Kyiv offers truce and talks. Officials want peace."
    >>> trend_of((Sentence(1, Span(0, len(text), text)),))
    'accommodation'
    """
    balance = 0
    for weight, one in zip((3, 2, 1), sentences, strict=False):
        points = sum(pole.sign * (2 if pole.first < _OPENING else 1) for pole in poles_of(one.span.quote))
        balance += weight * ((points > 0) - (points < 0))
    return "accommodation" if balance > 0 else "confrontation" if balance < 0 else "neutral"


def without_shadows(
    candidates: tuple[Candidate, ...], sentence: Sentence, attributions: tuple[Attribution, ...]
) -> tuple[Candidate, ...]:
    """Leave out what a stronger reading of the same words says better: `will not accept` is no forecast too."""
    lines = [one.hit for one in candidates if one.kind == "red_line"]
    kept = []
    for one in candidates:
        hit = one.hit
        if one.kind == "forecast" and any(
            line.first < hit.after and hit.first < line.after for line in lines
        ):
            continue
        if one.hit.entry.group in ("signalled", "threatens") and _is_tag(sentence, attributions, one):
            continue
        if one.kind == "forecast" and hit.entry.group == "could" and _belongs_to(one, candidates):
            continue
        kept.append(one)
    return tuple(kept)


def _is_tag(sentence: Sentence, attributions: tuple[Attribution, ...], one: Candidate) -> bool:
    """Whether a verb of saying only tags what stands before it: `..., the minister warned`."""
    words = clauses_of(sentence.span.quote).words
    start = sentence.span.start + words.start[one.hit.first]
    return any(
        each.cue
        and each.content
        and each.cue.start <= start < each.cue.end
        and each.content.end <= each.cue.start
        for each in attributions
    )


def _belongs_to(one: Candidate, candidates: tuple[Candidate, ...]) -> bool:
    """Whether a bare modal goes with a signal, stance or fear that says more: `would consider`, `fears that it will`."""
    return any(
        (other.kind in ("signal", "stance", "red_line") and 0 <= other.hit.first - one.hit.after <= 1)
        or (
            other.kind == "pressure"
            and other.hit.entry.group == "fear"
            and 0 <= one.hit.first - other.hit.after <= 6
        )
        or (other.kind == "cause" and 0 <= one.hit.first - other.hit.after <= 2)
        for other in candidates
    )


def _without_publishers(
    sentence: Sentence, clauses: Clauses, mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Actors without the newspapers and agencies that only pass something on."""
    words, offset = clauses.words, sentence.span.start
    named = [
        (offset + words.start[first], offset + words.end[after - 1])
        for first, after, _ in publishers_in(sentence.span.quote)
    ]
    return tuple(
        one
        for one in mentions
        if not any(one.span.start < end and start < one.span.end for start, end in named)
    )


def _nearby(
    sentence: Sentence, clauses: Clauses, mentions: tuple[Mention, ...], clause: tuple[int, int], cue: int
) -> tuple[Mention, ...]:
    """Actors of a claim: those of its clause, the one before the cue first; else the sentence's subject leads.

    A clause that begins with its verb (`and imposed sanctions on Iran`) has its subject in the clauses before it.
    """
    words = clauses.words
    start, stop = sentence.span.start + words.start[clause[0]], sentence.span.start + words.end[clause[1] - 1]
    place = sentence.span.start + words.start[cue]
    inside = [one for one in mentions if start <= one.span.start and one.span.end <= stop]
    before = [one for one in inside if one.span.end <= place]
    if before:
        return tuple(dict.fromkeys((*before, *inside)))
    subject = [one for one in mentions if one.span.end <= place][:1]
    return tuple(dict.fromkeys((*subject, *inside))) or tuple(mentions[:2])


def _origin(sentence: Sentence, context: Discourse | None) -> str | None:
    return context.origin(sentence.number) if context else None


def _confidence(candidate: Candidate) -> float:
    """Share of claims of this kind that annotators bore out, less for a weak cue, a little more for a long one."""
    weak = candidate.hit.entry.marks.get("weak") or candidate.hit.entry.group == "could"
    long = candidate.hit.after - candidate.hit.first >= 3
    return round(_TRUST[candidate.kind] - (0.1 if weak else 0.0) + (0.05 if long else 0.0), 2)


def _span(sentence: Sentence, text: str, clauses: Clauses, first: int, after: int) -> Span:
    start = sentence.span.start + clauses.words.start[first]
    end = sentence.span.start + clauses.words.end[after - 1]
    return Span(start, end, text[start:end])
