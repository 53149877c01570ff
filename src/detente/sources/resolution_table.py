"""Tables of resolutions: how questions were settled, when, and by whose word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.core.resolution import Resolution
from detente.sources.columns import Sheet, quoted
from detente.sources.score_columns import columns_of

MEANINGS = ("question", "outcome", "resolved_on", "source", "annulled", "note", "close_date")
ANNULLED = frozenset(
    {"annulled", "annul", "void", "voided", "n/a", "na", "cancelled", "canceled", "ambiguous"}
)
"""Outcomes that say that a question counts for nobody."""


@dataclass(frozen=True, slots=True)
class ResolutionTable:
    """What a file of resolutions holds.

    Attributes
    ----------
    lines : question -> its line.
    closes : question -> scheduled close, where the file states it.
    unread : columns that mean nothing to us.
    """

    name: str
    resolutions: tuple[Resolution, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    closes: Mapping[str, date] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def resolutions_of(sheet: Sheet) -> ResolutionTable:
    """The resolutions in a sheet.

    Parameters
    ----------
    sheet : with the columns `question, outcome, resolved_on`, and if wanted `source, annulled, note, close_date`. What is
        wrong is noted in it; its `settle` tells it all. An outcome is read once its question's kind is known.
    """
    columns = columns_of(sheet, MEANINGS)
    if not columns.need(("question", "outcome", "resolved_on")):
        return ResolutionTable(sheet.name, (), unread=columns.unread)
    found: dict[str, Resolution] = {}
    lines: dict[str, int] = {}
    closes: dict[str, date] = {}
    for row, line in enumerate(sheet.lines):
        question = columns.text(row, "question")
        resolved_on = columns.day(row, "resolved_on")
        close = columns.day(row, "close_date", needed=False)
        outcome = columns.cell(row, "outcome")
        annulled = outcome.casefold() in ANNULLED or columns.yes(row, "annulled")
        if not outcome and not annulled:
            mend = "fill it in, write annulled, or remove the row while the question is open"
            columns.fault(row, "outcome", "nothing", "an outcome, or annulled", mend)
            continue
        if question in found:
            once = f"{quoted(question)} again (first in line {lines[question]})"
            columns.fault(row, "question", once, "each question once", "remove one of the rows")
            continue
        if not question or resolved_on is None:
            continue
        lines[question] = line
        if close is not None:
            closes[question] = close
        found[question] = Resolution(
            question=question,
            outcome=None if annulled else outcome,
            resolved_on=resolved_on,
            source=columns.cell(row, "source") or None,
            annulled=annulled,
            note=columns.cell(row, "note") or None,
        )
    return ResolutionTable(sheet.name, tuple(found.values()), lines, closes, columns.unread)
