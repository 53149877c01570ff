"""Decisions of the past with their outcomes, from two tables: issues, and the stances taken on them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.core.decision import Decision
from detente.sources.columns import Sheet, quoted, read_sheet
from detente.sources.stance_table import LARGEST_WEIGHT

POINTS = "a number in [0, 100]"


def read_decisions(issues: Path, stances: Path) -> tuple[tuple[Decision, ...], int]:
    """Read decisions; those whose outcome nobody knows are left out.

    Parameters
    ----------
    issues : `issue, proposal, outcome`, and `reference_point` where known: what stands without a decision.
    stances : `issue, actor, capability, position, salience`; those on issues that are not listed are left aside.

    Returns
    -------
    Decisions in the order of the issues, and the number of issues left out.

    Raises
    ------
    WorkspaceError : a file cannot be read.
    CaseError : one of them holds faults; all of both are told.
    """
    settled, taken = read_sheet(issues), read_sheet(stances)
    whole = settled.need(["issue", "proposal", "outcome"])
    whole = taken.need(["issue", "actor", "capability", "position", "salience"]) and whole
    taken.faults = settled.faults + taken.faults
    if not whole:
        taken.settle()
    settled.faults = []
    names, proposals = settled.texts("issue"), settled.texts("proposal")
    outcome = _points(settled, "outcome")
    stands = _points(settled, "reference_point") if settled.has("reference_point") else [np.nan] * len(names)
    _refuse_twice(settled, names)
    rows = _rows_by_issue(taken)
    for line, name, came in zip(settled.lines, names, outcome, strict=True):
        if name and not np.isnan(came) and name not in rows:
            settled.fault(line, "issue", quoted(name), "an issue that the stances name", "add its stances")
    numbers = _stances(taken)
    taken.faults = settled.faults + taken.faults
    taken.settle()
    found = []
    for name, proposal, came, reversion in zip(names, proposals, outcome, stands, strict=True):
        if np.isnan(came):
            continue
        position, capability, salience = (part[rows[name]] for part in numbers)
        actors = tuple(taken.rows[row][taken.columns.index("actor")] for row in rows[name])
        known = None if np.isnan(reversion) else float(reversion)
        found.append(Decision(name, proposal, actors, position, capability, salience, float(came), known))
    return tuple(found), len(names) - len(found)


def _points(sheet: Sheet, column: str) -> list[float]:
    return sheet.numbers(column, 0.0, 100.0, allowed=f"{POINTS}, or nothing where unknown", blank=np.nan)


def _stances(sheet: Sheet) -> tuple[NDArray[np.float64], ...]:
    return (
        np.array(sheet.numbers("position", 0.0, 100.0, allowed=POINTS)),
        np.array(
            sheet.numbers("capability", 0.0, LARGEST_WEIGHT, allowed=f"a number in [0, {LARGEST_WEIGHT:g}]")
        ),
        np.array(sheet.numbers("salience", 0.0, 100.0, allowed=POINTS)),
    )


def _refuse_twice(sheet: Sheet, names: list[str]) -> None:
    seen: dict[str, int] = {}
    for line, name in zip(sheet.lines, names, strict=True):
        if name and seen.setdefault(name, line) != line:
            sheet.fault(
                line,
                "issue",
                f"{name!r} again (first in line {seen[name]})",
                "each issue once",
                "remove one row",
            )


def _rows_by_issue(sheet: Sheet) -> dict[str, list[int]]:
    """Rows of each issue; an actor who speaks twice on one is a fault."""
    rows: dict[str, list[int]] = {}
    seen: dict[tuple[str, str], int] = {}
    pairs = zip(sheet.lines, sheet.texts("issue"), sheet.texts("actor"), strict=True)
    for row, (line, issue, actor) in enumerate(pairs):
        rows.setdefault(issue, []).append(row)
        if issue and actor and seen.setdefault((issue, actor), line) != line:
            found = f"{actor!r} on {issue} again (first in line {seen[issue, actor]})"
            sheet.fault(line, "actor", found, "each actor once an issue", "remove one row")
    return rows
