"""A document that claims are taken from; its text may be absent, its identity may not."""

from datetime import date
from typing import Literal

from pydantic import Field

from detente.core.noun import Noun

Reliability = Literal["A", "B", "C", "D", "E", "F"]


class Source(Noun):
    """A document: who published it, when, and whom it relays.

    The text itself is never part of a case: claims paraphrase it and say where the sentence stands.
    """

    title: str
    publisher: str
    date: date
    url: str | None = None
    relays: tuple[str, ...] = Field(
        default=(), description="Publishers whose reporting this document passes on."
    )
    reliability: Reliability = Field(
        default="F", description="Admiralty grade of the source; F: cannot be judged."
    )
    sha256: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{64}$", description="Hash of the text that was read."
    )
    access: Literal["primary", "secondary"] | None = None
    language: str = "en"
    note: str | None = None
