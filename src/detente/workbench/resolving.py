"""Resolutions of a case's questions into its ledger: all of a file or none of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.case import Case
from detente.core.errors import CaseError, Fault, nearest
from detente.core.ledger import Dated, Draft, Entry
from detente.forecast.ledger import (
    Asked,
    askable,
    is_open,
    outcome_fault,
    registrations_in,
    rule_on,
    rulings_in,
)
from detente.sources.columns import quoted, read_sheet
from detente.sources.resolution_table import ResolutionTable, resolutions_of
from detente.workspace.ledger import add_entries, sound_entries


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of resolutions.

    Attributes
    ----------
    entries : new rulings.
    repeated : questions that the ledger holds settled so already.
    unregistered : settled questions of which it holds no forecast.
    head : hash of the ledger's last entry; None where it holds none.
    """

    entries: tuple[Entry, ...]
    repeated: tuple[str, ...]
    unregistered: tuple[str, ...]
    head: str | None


def resolve(
    case: Case, file: Path, ledger: Path, *, on: date, dated: Dated, correct: str | None = None
) -> Resolved:
    """Enter how questions were settled.

    Parameters
    ----------
    file : CSV with the columns `question, outcome, resolved_on`, and if wanted `source, annulled, note`.
    on, dated : the day of entry, and by whose word; nothing resolved later can be entered.
    correct : why rulings that differ from the ledger's are corrected; each correction is an entry of its own.

    Raises
    ------
    WorkspaceError : a file cannot be read or written, or the ledger does not hold.
    CaseError : the file holds faults, or contradicts the ledger; all of it is told, and nothing is entered.
    """
    sheet = read_sheet(file)
    given = resolutions_of(sheet)
    known = askable(case, sound_entries(ledger))
    faults = [*sheet.faults, *_faults(given, known, on)]
    if faults:
        raise CaseError(faults)
    repeated: list[str] = []
    unregistered: list[str] = []
    heads: list[str] = []

    def drafts(entries: tuple[Entry, ...]) -> tuple[Draft, ...]:
        ruled = rule_on(case.case, given.resolutions, known, rulings_in(entries), correct)
        if ruled.differing:
            raise CaseError([_differs(given, name, held) for name, held in ruled.differing.items()])
        forecast = {one.forecast.question for _, one in registrations_in(entries) if one.case == case.case}
        repeated.extend(ruled.repeated)
        unregistered.extend(one.question for one in given.resolutions if one.question not in forecast)
        heads.extend(entry.hash for entry in entries[-1:])
        return ruled.drafts

    new = add_entries(ledger, drafts, on=on, dated=dated)
    head = next(iter((*(entry.hash for entry in new[-1:]), *heads)), None)
    return Resolved(new, tuple(repeated), tuple(unregistered), head)


def _faults(given: ResolutionTable, known: Mapping[str, Asked], on: date) -> list[Fault]:
    found = []
    for one in given.resolutions:
        line = given.lines[one.question]
        asked = known.get(one.question)
        if asked is None:
            near = nearest(one.question, known)
            mend = "" if near else "remove the row, or write the question into the case"
            found.append(Fault(given.name, line, None, "question", quoted(one.question), "a question of the case",
                               near, mend))  # fmt: skip
            continue
        if one.resolved_on > on:
            found.append(Fault(given.name, line, None, "resolved_on", str(one.resolved_on), f"a day up to {on}",
                               mend="wait until it is so"))  # fmt: skip
        if one.resolved_on < asked.since:
            found.append(Fault(given.name, line, None, "resolved_on", str(one.resolved_on),
                               f"a day from {asked.since} on, when the question was asked",
                               mend="write the day from which the outcome could be known"))  # fmt: skip
        allowed = outcome_fault(one, asked)
        if allowed is not None:
            found.append(Fault(given.name, line, None, "outcome", quoted(one.outcome or ""),
                               f"{allowed}, as {one.question} is a {asked.kind} question",
                               mend="write the outcome so, or annul the question"))  # fmt: skip
    return found


def _differs(given: ResolutionTable, question: str, held: str) -> Fault:
    one = next(each for each in given.resolutions if each.question == question)
    what = "annulled" if one.annulled else "open" if is_open(one) else one.outcome
    return Fault(
        given.name,
        given.lines[question],
        None,
        "outcome",
        f"{what} on {one.resolved_on} for {question}",
        f"{held}, as the ledger has it",
        mend='if the ledger errs, add --correct "WHY"; the correction is entered beside it',
    )
