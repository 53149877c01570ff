"""Timeline: dated events, claims and shifts on one line, and what is still to come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.app.pages.base import Page, Sight
from detente.core.case import Case
from detente.core.explanation import Shift


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, was reported, or is to come.

    Attributes
    ----------
    kind : `cause`, `outcome`, `context`, `source` or `shift`.
    chance : of an event that is not certain, as stated.
    """

    on: date
    kind: str
    says: str
    anchor: str = ""
    claims: tuple[str, ...] = ()
    is_future: bool = False
    branches: tuple[str, ...] = ()


def gather(sight: Sight) -> Mapping[str, Any]:
    """Everything with a date, by date."""
    assert sight.display is not None
    study = sight.display.shown.study
    wanted = sight.asked.get("show", "all")
    entries = [*_events(study.case), *_reports(study.case), *_shifts(study.explanation.shifts)]
    kinds = sorted({entry.kind for entry in entries})
    chosen = [entry for entry in entries if wanted in ("all", entry.kind)]
    return {
        "entries": sorted(chosen, key=lambda entry: (entry.on, entry.kind, entry.says)),
        "kinds": kinds,
        "wanted": wanted,
    }


def _events(case: Case) -> Iterator[Entry]:
    for event in case.events:
        branches = tuple(
            f"{name}{' (came to pass)' if branch.was else ''}" for name, branch in event.branches.items()
        )
        yield Entry(
            event.on,
            event.role,
            event.says or event.id.replace("_", " "),
            claims=event.evidence,
            is_future=event.on > case.as_of,
            branches=branches,
        )


def _reports(case: Case) -> Iterator[Entry]:
    held: dict[str, list[str]] = {}
    for name, claim in case.claims.items():
        held.setdefault(claim.source, []).append(name)
    for id, source in case.sources.items():
        says = f"{source.publisher}: {source.title}"
        yield Entry(source.date, "source", says, f"source-{id}", tuple(held.get(id, ())))


def _shifts(shifts: tuple[Shift, ...]) -> Iterator[Entry]:
    for shift in shifts:
        for side, name in ((shift.reported, "reports"), (shift.modelled, "the model")):
            if side.when is not None:
                yield Entry(side.when, "shift", f"Shift on “{shift.label}” by {name}: {side.stage}")


PAGE = Page(
    "timeline", "Timeline", "Events, reports and shifts by date, and what is still to come.", 2, gather=gather
)
