"""What a model may answer, as a schema; and what is taken from an answer: nothing whose quotations are not in the text."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.core.claim import ClaimKind, Direction, Hedge, Stage
from detente.core.reading import Attribution, CodedEvent, Mention, ReadClaim, Sentence, Span, Standing

CAMEO_ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "YIELD": "08", "CONCEDE": "08",
    "RETREAT": "08", "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14",
    "MOBILIZE": "15", "SANCTION": "16", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
"""PLOVER type -> the CAMEO root it mostly stands for."""
Type = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
LONGEST_RUN = 8
"""Words in a row that a paraphrase may share with its sentence; from then on it is a copy."""
_CODE = re.compile(r"[A-Z]{3}(?:[A-Z]{3}){0,2}")
_WORD = re.compile(r"\w+")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Actor(_Part):
    """Somebody who is named in the sentence."""

    quote: str = Field(min_length=1, description="The words that name the actor, exactly as in the sentence.")
    name: str = Field(min_length=1, description="Common English name, such as Iran or Ali Khamenei.")
    code: str = Field(
        description="ISO 3166 alpha-3 code of the country, then a PLOVER sector such as GOV; or empty."
    )
    kind: Literal["state", "leader", "office", "armed_group", "organisation", "bloc", "people"]


class _Said(_Part):
    """How surely, and on whose word."""

    hedge: Hedge
    hedge_quote: str | None = Field(
        description="The words that hedge, exactly as in the sentence; null for none."
    )
    negated: bool
    denied: bool
    conditional: bool
    future: bool
    possible: bool
    speaker_quote: str | None = Field(
        description="The words that name who says so; null for the outlet itself."
    )
    quantifier: Literal["all", "some", "former", "unnamed"] | None
    origin: str | None = Field(description="Publisher the outlet has it from; null for its own reporting.")


class _Event(_Said):
    """Who did what to whom."""

    sentence: int
    type: Type
    trigger: str = Field(min_length=1, description="The words that tell the act, exactly as in the sentence.")
    source: tuple[_Actor, ...]
    target: tuple[_Actor, ...]
    when: date | None


class _Claim(_Said):
    """A claim of analysis."""

    sentence: int
    kind: ClaimKind
    cue: str = Field(min_length=1, description="The words it is read from, exactly as in the sentence.")
    says: str = Field(
        min_length=3, description="The claim in your own words, one line, never the sentence itself."
    )
    actors: tuple[_Actor, ...]
    about: str | None = Field(description="The matter in one or two words, such as sanctions.")
    direction: Direction
    stage: Stage | None
    form: Literal["words", "deeds"] | None
    when: date | None


class Answer(_Part):
    """All that a passage tells."""

    events: tuple[_Event, ...]
    claims: tuple[_Claim, ...]


def answer_schema() -> dict[str, Any]:
    """JSON Schema of an answer, in the strict form that structured output asks for: every key is required."""
    made = Answer.model_json_schema()
    for part in (made, *made.get("$defs", {}).values()):
        if part.get("type") == "object":
            part["required"] = list(part["properties"])
    return made


@dataclass(slots=True)
class Taken:
    """What was taken from answers, and what was not.

    Attributes
    ----------
    refused : quotations that are not in their sentence; whatever rested on one is left out.
    copied : claims whose paraphrase is a copy of the text.
    malformed : entries that do not keep the schema.
    """

    events: list[CodedEvent] = field(default_factory=list)
    claims: list[ReadClaim] = field(default_factory=list)
    refused: int = 0
    copied: int = 0
    malformed: int = 0

    def take(self, answer: str, sentences: Sequence[Sentence]) -> None:
        """Take what holds of an answer about some sentences.

        Raises
        ------
        ValueError : the answer is no JSON, or not of the form asked for.
        """
        told = parsed(answer)
        by_number = {sentence.number: sentence for sentence in sentences}
        for stated in told["events"]:
            event = self._valid(_Event, stated, by_number)
            if event is not None:
                self._take_event(event, by_number[event.sentence])
        for stated in told["claims"]:
            claim = self._valid(_Claim, stated, by_number)
            if claim is not None:
                self._take_claim(claim, by_number[claim.sentence])

    def _valid(self, form: Any, stated: Any, by_number: dict[int, Sentence]) -> Any:
        try:
            made = form.model_validate(stated)
        except ValidationError:
            self.malformed += 1
            return None
        actors = (*getattr(made, "source", ()), *getattr(made, "target", ()), *getattr(made, "actors", ()))
        if made.sentence not in by_number or any(
            one.code and not _CODE.fullmatch(one.code) for one in actors
        ):
            self.malformed += 1
            return None
        return made

    def _take_event(self, event: _Event, sentence: Sentence) -> None:
        found = _Quotes(sentence)
        trigger = found.span(event.trigger)
        source, target = found.mentions(event.source), found.mentions(event.target)
        standing, attribution = found.standing(event), found.attribution(event)
        self.refused += found.missing
        if trigger is None or found.missing:
            return
        self.events.append(
            CodedEvent(
                event.sentence,
                event.type,
                CAMEO_ROOTS[event.type],
                trigger,
                source,
                target,
                standing,
                attribution,
                when=event.when,
            )
        )

    def _take_claim(self, claim: _Claim, sentence: Sentence) -> None:
        found = _Quotes(sentence)
        cue = found.span(claim.cue)
        actors = found.mentions(claim.actors)
        standing, attribution = found.standing(claim), found.attribution(claim)
        self.refused += found.missing
        if cue is None or found.missing:
            return
        if is_copy(claim.says, sentence.span.quote):
            self.copied += 1
            return
        self.claims.append(
            ReadClaim(
                claim.sentence,
                claim.kind,
                cue,
                " ".join(claim.says.split()),
                actors,
                claim.about,
                claim.direction,
                claim.stage,
                claim.form,
                standing,
                attribution,
                claim.when,
            )
        )


def parsed(answer: str) -> dict[str, list[Any]]:
    """An answer's lists of events and claims, whatever is in them.

    Raises
    ------
    ValueError : the answer is no JSON object with these two lists.
    """
    try:
        told = json.loads(_unfenced(answer))
    except (ValueError, RecursionError) as error:
        raise ValueError("the answer is not JSON") from error
    if not isinstance(told, dict) or not all(isinstance(told.get(key), list) for key in ("events", "claims")):
        raise ValueError("the answer is not an object with the lists `events` and `claims`")
    return told


def _unfenced(answer: str) -> str:
    """The answer without the fence that some models put around JSON."""
    found = re.fullmatch(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", answer, re.DOTALL)
    return found[1] if found else answer


def is_copy(says: str, quote: str) -> bool:
    """Whether a paraphrase repeats the text: a run of eight words, or all of a shorter sentence.

    Examples
    --------
    >>> is_copy("Iran is open to talks", "Iran said that it was open to talks with the Europeans.")
    False
    """
    own, theirs = ([word.casefold() for word in _WORD.findall(text)] for text in (says, quote))
    length = min(LONGEST_RUN, len(theirs))
    runs = {tuple(theirs[at : at + length]) for at in range(len(theirs) - length + 1)}
    return length > 0 and any(tuple(own[at : at + length]) in runs for at in range(len(own) - length + 1))


class _Quotes:
    """Quotations looked for in one sentence; those that are not there are counted."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.missing = 0

    def span(self, quote: str) -> Span | None:
        at = self.sentence.span.quote.find(quote)
        if at < 0 or not quote.strip():
            self.missing += 1
            return None
        start = self.sentence.span.start + at
        return Span(start, start + len(quote), quote)

    def mentions(self, actors: Sequence[_Actor]) -> tuple[Mention, ...]:
        return tuple(self._mentions(actors))

    def _mentions(self, actors: Sequence[_Actor]) -> Iterator[Mention]:
        for actor in actors:
            span = self.span(actor.quote)
            if span is not None:
                yield Mention(span, actor.code, " ".join(actor.name.split()), actor.kind)

    def standing(self, said: _Said) -> Standing:
        cue = self.span(said.hedge_quote) if said.hedge_quote else None
        flags = (said.negated, said.denied, said.conditional, said.future, said.possible)
        return Standing(said.hedge, *flags, cue=cue)

    def attribution(self, said: _Said) -> Attribution:
        speaker = self.span(said.speaker_quote) if said.speaker_quote else None
        return Attribution(speaker, quantifier=said.quantifier, origin=said.origin or None)
