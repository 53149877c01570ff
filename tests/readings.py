"""Readings made by hand, for tests that need no reader: who did what to whom, and what is claimed, with true offsets."""

from datetime import date
from hashlib import sha256
from typing import Any

from detente.core.reading import (
    Attribution,
    CodedEvent,
    Document,
    Mention,
    ReadClaim,
    Reading,
    Sentence,
    Span,
    Standing,
    Uncoded,
)

NAMES = {
    "Norway": ("NOR", "state"),
    "Iceland": ("ISL", "state"),
    "Russia": ("RUS", "state"),
    "Jon Karlsson": ("ISLGOV", "leader"),
    "fishermen": ("ISLCIV", "people"),
}


class Maker:
    """A reading in the making: sentences are separated by lines, and every span is looked up in the text."""

    def __init__(
        self, id: str, *sentences: str, publisher: str | None = None, day: str | None = "2030-03-18"
    ) -> None:
        text = "\n".join(sentences)
        self.document = Document(
            id,
            text,
            title=sentences[0],
            publisher=publisher,
            dateline=date.fromisoformat(day) if day else None,
            sha256=sha256(text.encode()).hexdigest(),
        )
        self.sentences = []
        at = 0
        for number, sentence in enumerate(sentences):
            self.sentences.append(Sentence(number, Span(at, at + len(sentence), sentence)))
            at += len(sentence) + 1
        self.events: list[CodedEvent] = []
        self.claims: list[ReadClaim] = []

    def span(self, sentence: int, quote: str) -> Span:
        around = self.sentences[sentence].span
        at = self.document.text.index(quote, around.start, around.end)
        return Span(at, at + len(quote), quote)

    def mention(self, sentence: int, name: str) -> Mention:
        code, kind = NAMES[name]
        return Mention(self.span(sentence, name), code, name, kind)  # type: ignore[arg-type]

    def event(
        self, sentence: int, type: str, trigger: str, source: Any = (), target: Any = (), **more: Any
    ) -> "Maker":
        standing = Standing(
            **{key: more.pop(key) for key in list(more) if key in Standing.__dataclass_fields__}
        )
        origin = more.pop("origin", None)
        self.events.append(
            CodedEvent(
                sentence,
                type,
                "04",
                self.span(sentence, trigger),
                tuple(self.mention(sentence, name) for name in source),
                tuple(self.mention(sentence, name) for name in target),
                standing,
                Attribution(origin=origin),
                when=date.fromisoformat(more.pop("when")) if "when" in more else None,
            )
        )
        return self

    def claim(self, sentence: int, kind: str, cue: str, says: str, actors: Any = (), **more: Any) -> "Maker":
        standing = Standing(
            **{key: more.pop(key) for key in list(more) if key in Standing.__dataclass_fields__}
        )
        origin = more.pop("origin", None)
        self.claims.append(
            ReadClaim(
                sentence,
                kind,  # type: ignore[arg-type]
                self.span(sentence, cue),
                says,
                tuple(self.mention(sentence, name) for name in actors),
                standing=standing,
                attribution=Attribution(origin=origin),
                **more,
            )
        )
        return self

    def done(self) -> Reading:
        told = {one.sentence for one in (*self.events, *self.claims)}
        uncoded = tuple(Uncoded(one.number, "no act") for one in self.sentences if one.number not in told)
        return Reading(
            self.document,
            "by hand",
            tuple(self.sentences),
            tuple(self.events),
            tuple(self.claims),
            uncoded,
            provenance={"dictionary": "0" * 64},
        )


def courier() -> Reading:
    """What the Courier tells: talks, a refusal, a threat, strain, and a denial."""
    return (
        Maker(
            "courier",
            "Talks over mackerel",
            "Norway and Iceland held talks in Bergen over the mackerel quota.",
            "Iceland rejected a smaller share of the catch.",
            "Norway threatened Iceland with a ban on landings in Norwegian ports.",
            "A falling catch has put mounting economic strain on Iceland.",
            "Iceland denied that it had met Russia.",
            publisher="North Sea Courier",
        )
        .event(1, "CONSULT", "held talks", ["Norway", "Iceland"], when="2030-03-18")
        .claim(
            2,
            "stance",
            "rejected",
            "Iceland refuses a smaller share",
            ["Iceland"],
            about="catch_share",
            direction="confrontation",
            form="words",
        )
        .event(3, "THREATEN", "threatened", ["Norway"], ["Iceland"])
        .claim(
            4,
            "pressure",
            "strain",
            "Strain grows in Iceland",
            ["Iceland"],
            about="economic strain",
            direction="accommodation",
        )
        .event(5, "CONSULT", "met", ["Iceland"], ["Russia"], denied=True)
        .done()
    )


def daily() -> Reading:
    """What the Daily tells a day later: a seizure, a meeting that the Courier says was denied, and talks it relays."""
    return (
        Maker(
            "daily",
            "Trawler seized",
            "Iceland's coast guard seized a trawler of Norway.",
            "Iceland met Russia about the catch.",
            "Norway and Iceland held talks in Bergen, Reuters reported.",
            publisher="Fjord Daily",
            day="2030-03-19",
        )
        .event(1, "COERCE", "seized", ["Iceland"], ["Norway"], when="2030-03-17")
        .event(2, "CONSULT", "met", ["Iceland"], ["Russia"])
        .event(
            3,
            "CONSULT",
            "held talks",
            ["Norway", "Iceland"],
            when="2030-03-18",
            hedge="reported",
            origin="Reuters",
        )
        .done()
    )
