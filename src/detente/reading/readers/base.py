"""The contract of a reader: a document in, a reading out."""

from dataclasses import dataclass
from typing import Protocol

from detente.core.reading import Document, Reading

FAMILY = "detente.reading.readers"


class Read(Protocol):
    """Read one document; what must call out (a model's client) is passed in as an option."""

    def __call__(self, document: Document, **options: object) -> Reading:
        """Everything the reader makes of the document."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One way of reading.

    Attributes
    ----------
    name : the file's name.
    summary : one line for lists and help.
    read : reads one document.
    """

    name: str
    summary: str
    read: Read
