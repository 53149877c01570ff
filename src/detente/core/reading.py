"""What a reader makes of a document: sentences, who did what to whom, what is claimed, and what was left uncoded and why."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from detente.core.claim import ClaimKind, Direction, Hedge, Stage

Factuality = Literal["asserted", "denied", "negated", "possible", "conditional", "future", "reported"]
"""Standing of an event in its sentence; the fields of `Standing` hold the parts."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: `text[start:end] == quote`, in code points."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `number` counts from 1, the headline is 0."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor where it is named: `code` is ISO 3166 alpha-3 (or an organisation's code), then the PLOVER sector if known."""

    span: Span
    code: str
    name: str
    kind: Literal["state", "leader", "office", "armed_group", "organisation", "bloc", "people", "pronoun"]

    @property
    def country(self) -> str:
        """First three letters of the code."""
        return self.code[:3]


@dataclass(frozen=True, slots=True)
class Standing:
    """How surely something is said: kept apart, never folded into a code."""

    hedge: Hedge = "asserted"
    negated: bool = False
    denied: bool = False
    conditional: bool = False
    future: bool = False
    possible: bool = False
    cue: Span | None = None
    certainty: float = 1.0
    """Author's certainty from -1 (surely not) to 1 (surely so)."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the speaker is not the actor, and the origin is whom the outlet had it from."""

    speaker: Mention | Span | None = None
    cue: Span | None = None
    content: Span | None = None
    quoted: bool = False
    quantifier: Literal["all", "some", "former", "unnamed"] | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """Who did what to whom: a PLOVER type with its CAMEO root."""

    sentence: int
    type: str
    cameo_root: str
    trigger: Span
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    standing: Standing = Standing()
    attribution: Attribution = Attribution()
    when: date | None = None
    """First day of when it happened, as the text tells; `until` is the last one where that is more than a day."""
    until: date | None = None
    when_span: Span | None = None
    mode: str | None = None
    confidence: float = 0.5

    @property
    def factuality(self) -> Factuality:
        """The weightiest word of its standing."""
        standing = self.standing
        if standing.denied:
            return "denied"
        if standing.negated:
            return "negated"
        if standing.conditional:
            return "conditional"
        if standing.future:
            return "future"
        if standing.possible:
            return "possible"
        return "reported" if standing.hedge == "reported" else "asserted"


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim of analysis in a sentence: stance, pressure, cause, constraint and the like, with its cue and arguments."""

    sentence: int
    kind: ClaimKind
    cue: Span
    says: str
    """In the reader's own words, put together from kind, arguments and direction; never the sentence itself."""
    actors: tuple[Mention, ...] = ()
    about: str | None = None
    direction: Direction = "neutral"
    stage: Stage | None = None
    form: Literal["words", "deeds"] | None = None
    standing: Standing = Standing()
    attribution: Attribution = Attribution()
    when: date | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A sentence that gave no event or claim, and what was missing (actor, target, verb, ...)."""

    sentence: int
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read: what is known of it, and its body; `dateline` is the date that relative dates count from."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    dateline: date | None = None
    url: str | None = None
    sha256: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one reader made of one document."""

    document: Document
    reader: str
    sentences: tuple[Sentence, ...]
    events: tuple[CodedEvent, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    uncoded: tuple[Uncoded, ...] = ()
    notes: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)
    """Hashes of the dictionaries used, the model's name and the like."""
