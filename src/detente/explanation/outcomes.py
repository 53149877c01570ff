"""How each world settles a question: yes or no, a number, or which option comes first."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.projection import Projection
from detente.core.question import Question
from detente.core.rule import Rule
from detente.projection import first_step, holds, measure

Floats = NDArray[np.float64]
YES, VALUE, NONE = "yes", "value", "none"
"""Columns of a yes/no question, of a number, and of a first-of question none of whose options comes."""


def outcomes(case: Case, question: Question, projection: Projection) -> dict[str, Floats]:
    """How each world settles a question.

    Returns
    -------
    column -> (worlds,): `yes` as 0 or 1, `value` in the question's unit, or a share for each option and for
    `none`; options that come in the same step share the world, since a step does not tell which was first.
    """
    window = {"asked": question.asked, "by": question.by}
    if question.yes_if is not None:
        return {YES: holds(question.yes_if, case, projection, **window).astype(np.float64)}
    if question.number is not None:
        return {VALUE: measure(question.number, case, projection, **window)}
    options = question.first_of or {}
    steps = np.stack([first_step(rule, case, projection, **window) for rule in options.values()], axis=1)
    never = len(projection.dates)
    first = steps.min(axis=1, keepdims=True)
    comes = (steps == first) & (steps < never)
    shared = comes / np.maximum(comes.sum(axis=1, keepdims=True), 1)
    return {
        **{option: shared[:, n] for n, option in enumerate(options)},
        NONE: (first[:, 0] == never).astype(np.float64),
    }


def rules_of(question: Question) -> tuple[Rule, ...]:
    """The rules that settle a question; none for a number that waits for nothing."""
    if question.yes_if is not None:
        return (question.yes_if,)
    if question.number is not None and question.number.days_until is not None:
        return (question.number.days_until,)
    return tuple((question.first_of or {}).values())


def atoms(rule: Rule) -> tuple[Rule, ...]:
    """The comparisons a rule is joined from."""
    return (rule,) if rule.subject is not None else tuple(atom for part in rule.parts for atom in atoms(part))


def last_day(question: Question) -> date:
    """The last date a question looks at."""
    days = [question.by]
    for rule in rules_of(question):
        days += [day for atom in atoms(rule) for day in (atom.at, atom.by) if day is not None]
    if question.number is not None and question.number.at is not None:
        days.append(question.number.at)
    return max(days)


def can_be_asked(question: Question, projection: Projection) -> bool:
    """Whether worlds may answer a question: they know nothing later, and reach as far as it looks."""
    return projection.as_of <= question.asked and last_day(question) <= projection.dates[-1]
