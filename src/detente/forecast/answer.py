"""Answers to a case's questions, counted over worlds."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.parameter import parameters
from detente.core.projection import Projection
from detente.core.quantity import spread_of
from detente.core.question import Question
from detente.explanation.outcomes import NONE, VALUE, YES, can_be_asked, outcomes
from detente.forecast.base_rates import base_rates
from detente.forecast.by_model import by_model
from detente.forecast.input_range import groups_of, input_range
from detente.forecast.words import number_for, scale_of, words_for

Floats = NDArray[np.float64]
Worlds = Projection | Mapping[date, Projection]
"""One projection, or several by the date they are made as of."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def answer(case: Case, projection: Worlds, *, nested: Worlds | None = None) -> tuple[Answer, ...]:
    """Answer the questions that some worlds may be asked.

    A question is answered from the latest projection that knows nothing later than the day it was asked; one
    asked before any of them, or looking past their horizon, is left out: `answer_all` runs what it takes.

    Parameters
    ----------
    projection : worlds of the case.
    nested : the same with worlds tied in groups that share their inputs, for `low` and `high`; without it
        both are the probability itself.

    Returns
    -------
    one answer a question, in the order of the case.
    """
    answers = []
    for name, question in case.questions.items():
        worlds = _worlds_for(question, projection)
        if worlds is not None:
            answers.append(answer_one(case, name, worlds, nested=_worlds_for(question, nested)))
    return tuple(answers)


def answer_one(case: Case, name: str, projection: Projection, *, nested: Projection | None = None) -> Answer:
    """Answer one question from worlds that may be asked it."""
    question = case.questions[name]
    columns = outcomes(case, question, projection)
    if question.number is not None:
        return _number(case, name, projection, columns[VALUE])
    means = {option: float(values.mean()) for option, values in columns.items()}
    told = YES if question.yes_if is not None else max(means, key=lambda option: means[option])
    p = means[told]
    low = high = p
    if nested is not None:
        low, high = input_range(outcomes(case, question, nested)[told], groups_of(nested))
    words = words_for(p, scale_of(case))
    if question.first_of is not None:
        words = f"{'none of them' if told == NONE else told}: {words}"
    return Answer(
        id=name,
        text=question.asks,
        kind="yes/no" if question.yes_if is not None else "first of",
        asked=question.asked,
        by=question.by,
        probability=p if question.yes_if is not None else None,
        quantiles=None,
        options=None if question.yes_if is not None else means,
        se=float(columns[told].std() / np.sqrt(projection.worlds)),
        low=min(low, p),
        high=max(high, p),
        words=words,
        by_model=by_model(case, question, projection, columns[told], lambda values: float(values.mean())),
        base_rates=base_rates(question),
        unit=None,
        stands_for=question.stands_for,
        own_forecast=_own_forecast(case, question),
        worlds=projection.worlds,
    )


def _number(case: Case, name: str, projection: Projection, values: Floats) -> Answer:
    question = case.questions[name]
    assert question.number is not None
    is_count = question.number.count is not None and question.number.in_units is None
    method = "inverted_cdf" if is_count else "linear"
    found = {f"{level:g}": float(np.quantile(values, level, method=method)) for level in QUANTILES}  # type: ignore[call-overload]
    unit = question.number.unit
    return Answer(
        id=name,
        text=question.asks,
        kind="number",
        asked=question.asked,
        by=question.by,
        probability=None,
        quantiles=found,
        options=None,
        se=_error_of_median(values),
        low=found["0.05"],
        high=found["0.95"],
        words=number_for(found["0.5"], found["0.05"], found["0.95"], unit),
        by_model=by_model(case, question, projection, values, lambda dealt: float(np.median(dealt))),
        base_rates=base_rates(question),
        unit=unit,
        stands_for=question.stands_for,
        own_forecast=_own_forecast(case, question),
        worlds=projection.worlds,
    )


def _error_of_median(values: Floats) -> float:
    """Half the distance between the quantiles one binomial standard error either side of the median."""
    step = min(0.5, 0.5 / np.sqrt(len(values)))
    below, above = np.quantile(values, (0.5 - step, 0.5 + step))
    return float(above - below) / 2.0


def _own_forecast(case: Case, question: Question) -> float | None:
    if question.own_forecast is None:
        return None
    return spread_of(question.own_forecast, parameters()["chance"], case.words_of("chance")).center


def _worlds_for(question: Question, worlds: Worlds | None) -> Projection | None:
    if worlds is None or isinstance(worlds, Projection):
        return worlds if worlds is not None and can_be_asked(question, worlds) else None
    able = [projection for projection in worlds.values() if can_be_asked(question, projection)]
    return max(able, key=lambda projection: projection.as_of, default=None)
