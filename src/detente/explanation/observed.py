"""What is asked about in worlds: a question's outcome, or a reading at a date (level, said, mandate, pressure, settled)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.naming import reading_name
from detente.core.projection import Projection, Settings
from detente.core.question import Question
from detente.explanation.outcomes import NONE, VALUE, YES, last_day, outcomes
from detente.projection.compile.index import Index, index_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observed:
    """One number a world.

    Attributes
    ----------
    of : question, `question.option`, or reading.
    at : when it is settled or read; `until` the last date it looks at.
    is_chance : whether it is 0 or 1 (or a share between) in every world, so that its mean is a probability.
    question, column : where it is a question's.
    """

    of: str
    label: str
    at: date
    until: date
    is_chance: bool
    question: str | None = None
    column: str = YES

    def read(self, case: Case, projection: Projection) -> Floats:
        """(worlds,) the number in every world."""
        if self.question is not None:
            return outcomes(case, case.questions[self.question], projection)[self.column]
        return projection.reading(self.of)[:, projection.step_at(self.at)].astype(np.float64)


def observed(case: Case, settings: Settings, of: str, *, at: date | None = None) -> Observed:
    """What a text asks about.

    Parameters
    ----------
    of : a question's id, `question.option` for one of a first-of question, or a reading such as
        `course.level`, `course.said`, `actor.course.mandate`, `track.settled` or a pressure.
    at : date a reading is read at; the horizon unless given. A question has its own.

    Raises
    ------
    ParameterError : there is no such thing, or worlds known as of the date cannot answer the question.
    """
    stem, _, option = of.partition(".")
    name = of if of in case.questions else stem
    if name in case.questions:
        return _question(case, settings, name, option if of != name else "")
    index = index_of(case)
    if not _is_reading(index, of):
        known = [*case.questions, *(f"{issue}.level" for issue in index.issues), *index.pressures]
        near = nearest(of, known)
        allowed = "a question, or a reading such as `issue.level`"
        raise ParameterError("of", repr(of), allowed, "" if near else "name one of the case's", near)
    day = case.until if at is None else at
    if not case.start <= day <= case.until:
        allowed = f"a date from {case.start} to {case.until}"
        raise ParameterError("at", str(day), allowed, "choose a date inside the case")
    return Observed(of, reading_name(case, of), day, day, is_chance=of.endswith(".settled"))


def _is_reading(index: Index, of: str) -> bool:
    kinds = {
        "level": index.issues,
        "said": index.issues,
        "mandate": tuple(".".join(m) for m in index.mandates),
        "settled": index.tracks,
    }
    stem, _, kind = of.rpartition(".")
    return of in index.pressures or stem in kinds.get(kind, ())


def _question(case: Case, settings: Settings, name: str, option: str) -> Observed:
    question = case.questions[name]
    until = _last_day_of(case, settings, name, question)
    if question.first_of is None:
        if option:
            raise ParameterError("of", f"{name}.{option}", name, "leave the option out: it has none")
        is_chance = question.number is None
        return Observed(name, question.asks, question.by, until, is_chance, name, YES if is_chance else VALUE)
    options = tuple(question.first_of)
    if option not in (*options, NONE):
        near = nearest(option, options) if option else None
        found = repr(option) if option else "no option"
        mend = "" if near else f"write {name}.{options[0]}"
        raise ParameterError("of", found, f"an option of {name}: {', '.join(options)}", mend, near)
    return Observed(f"{name}.{option}", f"{question.asks} {option}", question.by, until, True, name, option)


def _last_day_of(case: Case, settings: Settings, name: str, question: Question) -> date:
    if question.asked < settings.as_of:
        found = f"{name}, asked on {question.asked}"
        allowed = f"a question asked on {settings.as_of}, the as-of date, or later"
        raise ParameterError("of", found, allowed, f"run as of {question.asked}")
    until = last_day(question)
    if until > case.until:
        found = f"{name}, which looks at {until}"
        raise ParameterError("of", found, f"a question that closes by {case.until}", "ask another")
    return until
