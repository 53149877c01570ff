"""Resolutions on their way into the ledger: which are new, which stand there already, and which contradict it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.core.case import Case
from detente.core.forecast import ForecastKind
from detente.core.ledger import Draft, Entry, EntryKind, Ruling
from detente.core.question import Question
from detente.core.resolution import Outcome, Resolution, outcome_of
from detente.core.unexpressed import Unexpressed
from detente.explanation.outcomes import NONE
from detente.forecast.ledger.chain import canonical
from detente.forecast.ledger.in_force import Key, Standing, registrations_in

OPEN = "open"
"""Outcome that takes an earlier resolution back; with a correction's reason only."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as its outcomes go."""

    kind: ForecastKind
    options: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Ruled:
    """What becomes of resolutions.

    Attributes
    ----------
    drafts : entries to be made, in the order given.
    repeated : questions whose resolution the ledger holds already, as it is given.
    differing : question -> how the ledger has it settled, where that is otherwise and nothing was to be corrected.
    """

    drafts: tuple[Draft, ...]
    repeated: tuple[str, ...]
    differing: Mapping[str, str]


def asked_of(question: Question | Unexpressed) -> Asked:
    """What outcomes a question of a case can have."""
    if isinstance(question, Unexpressed):
        return Asked(question.wants, (), question.asked)
    if question.number is not None:
        return Asked("number", (), question.asked)
    if question.first_of is not None:
        return Asked("category", (*question.first_of, NONE), question.asked)
    return Asked("yes/no", (), question.asked)


def outcome_fault(resolution: Resolution, asked: Asked) -> str | None:
    """What would be an outcome, where this is none; None where it is one."""
    if resolution.outcome is None or is_open(resolution):
        return None
    try:
        outcome_of(resolution.outcome, asked.kind, asked.options)
    except ValueError as error:
        return str(error)
    return None


def is_open(resolution: Resolution) -> bool:
    """Whether it takes a resolution back."""
    return resolution.outcome is not None and resolution.outcome.strip().casefold() == OPEN


def askable(case: Case, entries: Iterable[Entry]) -> dict[str, Asked]:
    """Questions that may be settled: the case's, and those forecast in the ledger that it no longer holds."""
    found = {
        one.forecast.question: Asked(one.forecast.kind, tuple(one.forecast.categories or ()), one.asked)
        for _, one in registrations_in(entries)
        if one.case == case.case
    }
    found |= {name: asked_of(question) for name, question in case.not_expressed.items()}
    return found | {name: asked_of(question) for name, question in case.questions.items()}


def rule_on(
    case: str,
    resolutions: Iterable[Resolution],
    asked: Mapping[str, Asked],
    settled: Mapping[Key, Standing],
    correct: str | None = None,
) -> Ruled:
    """Turn resolutions into entries.

    Parameters
    ----------
    case : its id.
    resolutions : sound ones, at most one a question; see `outcome_fault`.
    asked : at least the questions that are settled.
    settled : how questions stand settled in the ledger.
    correct : why rulings that differ are corrected; without it they are only told.
    """
    drafts: list[Draft] = []
    repeated: list[str] = []
    differing: dict[str, str] = {}
    for one in resolutions:
        held = settled.get((case, one.question))
        before = held.ruling.resolution if held is not None else None
        new = None if is_open(one) else one
        if _same(before, new, asked[one.question]) and (held is not None or new is None):
            repeated.append(one.question)
        elif held is None or (before is None and correct is None):
            # A question that was opened again is settled again by an ordinary resolution.
            assert new is not None
            drafts.append(_draft("annulment" if new.annulled else "resolution", case, new))
        elif correct is None:
            differing[one.question] = told(before)
        else:
            ruling = Ruling(
                case=case, question=one.question, resolution=new, replaces=held.entry.hash, why=correct
            )
            drafts.append(Draft("correction", canonical(ruling)))
    return Ruled(tuple(drafts), tuple(repeated), differing)


def told(resolution: Resolution | None) -> str:
    """A resolution in a few words."""
    if resolution is None:
        return OPEN
    what = "annulled" if resolution.annulled else str(resolution.outcome)
    return f"{what} on {resolution.resolved_on}"


def _draft(kind: EntryKind, case: str, resolution: Resolution) -> Draft:
    return Draft(kind, canonical(Ruling(case=case, question=resolution.question, resolution=resolution)))


def _same(before: Resolution | None, new: Resolution | None, asked: Asked) -> bool:
    """The same outcome from the same day; whose word it is and how it is spelt may differ."""
    if before is None or new is None:
        return before is new
    return (before.resolved_on, _meant(before, asked)) == (new.resolved_on, _meant(new, asked))


def _meant(resolution: Resolution, asked: Asked) -> Outcome | None:
    return None if resolution.outcome is None else outcome_of(resolution.outcome, asked.kind, asked.options)
