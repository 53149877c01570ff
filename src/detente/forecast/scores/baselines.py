"""What a forecaster should beat: the base rate, no change, ignorance, the crowd, or another forecaster."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import numpy as np

from detente.core.forecast import Forecast
from detente.core.resolution import Outcome, outcome_of
from detente.forecast.scores.admission import Settled
from detente.forecast.scores.distribution import in_days
from detente.forecast.scores.measures import Scores, chance_scores, option_scores

BASELINES: Mapping[str, str] = {
    "base_rate": "the question's own reference class; where it has none, the climatology",
    "climatology": "how often the other questions came out yes, each question's own outcome left out",
    "persistence": "no change from how things stood when the forecast was made, where that is given",
    "uniform": "the same chance for every answer",
    "crowd": "the crowd of that day, where it is given",
}
"""Every baseline by its name, with what it says."""

FEWEST_OTHERS = 10
"""Other questions from which a climatology is told: the frequency of a handful is a coin's."""

Climate = Mapping[str, float]
"""Question -> share of yes among the others."""


def climatology(settled: Sequence[Settled]) -> dict[str, float]:
    """The share of yes among the other yes/no questions, for each; none where there are fewer than ten others.

    Notes
    -----
    A question's own outcome is left out, and with it goes the chance to know it: that makes the score of the
    climatology n^2/(n - 1)^2 times its uncertainty, which flatters whoever is set beside it (by 7 % at n = 30). It is
    known only when all is over, so it is no forecast that anybody could have made.
    """
    came = {one.forecast.question: bool(one.outcome) for one in settled if one.forecast.kind == "yes/no"}
    number, yes = len(came), sum(came.values())
    if number - 1 < FEWEST_OTHERS:
        return {}
    return {question: (yes - outcome) / (number - 1) for question, outcome in came.items()}


def reference_scores(name: str, one: Settled, climate: Climate) -> Scores | None:
    """Scores of what a baseline would have said in a forecast's place; None where it says nothing."""
    return _SAYS[name](one.forecast, one.outcome, climate)


def has_own_rate(one: Settled) -> bool:
    """Whether the record carries a reference class of its own question."""
    return one.forecast.base_rate is not None


def expected(one: Settled, climate: Climate) -> tuple[float, str]:
    """Probability of what came before anybody thought, and by what: a rate, an even spread over options, or one half."""
    forecast = one.forecast
    if forecast.kind == "yes/no":
        rate = _rate(forecast, climate)
        chance = 0.5 if rate is None else rate
        by = (
            "even odds"
            if rate is None
            else "the base rate"
            if has_own_rate(one)
            else "how the others came out"
        )
        return (chance if one.outcome else 1.0 - chance), by
    if forecast.categories is not None:
        return 1.0 / len(forecast.categories), "an even spread over the options"
    return 0.5, "an even chance of lying farther out"


def _rate(forecast: Forecast, climate: Climate) -> float | None:
    return forecast.base_rate if forecast.base_rate is not None else climate.get(forecast.question)


def _chance(rate: float | None, outcome: Outcome) -> Scores | None:
    return None if rate is None else chance_scores(rate, bool(outcome))


def _base_rate(forecast: Forecast, outcome: Outcome, climate: Climate) -> Scores | None:
    return _chance(_rate(forecast, climate), outcome) if forecast.kind == "yes/no" else None


def _climatology(forecast: Forecast, outcome: Outcome, climate: Climate) -> Scores | None:
    return _chance(climate.get(forecast.question), outcome) if forecast.kind == "yes/no" else None


def _crowd(forecast: Forecast, outcome: Outcome, climate: Climate) -> Scores | None:
    return _chance(forecast.crowd, outcome) if forecast.kind == "yes/no" else None


def _persistence(forecast: Forecast, outcome: Outcome, climate: Climate) -> Scores | None:
    if forecast.last_known is None:
        return None
    options = tuple(forecast.categories or ())
    stands = outcome_of(forecast.last_known, forecast.kind, options)
    if forecast.kind == "yes/no":
        return chance_scores(float(bool(stands)), bool(outcome))
    if forecast.kind == "category":
        sure = np.zeros(len(options))
        sure[options.index(cast(str, stands))] = 1.0
        return option_scores(sure, options.index(cast(str, outcome)), ordered=forecast.ordered)
    # The score of a point is its distance.
    here, there = (in_days(forecast, each) for each in (stands, outcome))
    return {"crps": abs(here - there)}


def _uniform(forecast: Forecast, outcome: Outcome, climate: Climate) -> Scores | None:
    if forecast.kind == "yes/no":
        return chance_scores(0.5, bool(outcome))
    if forecast.categories is None:
        return None
    options = list(forecast.categories)
    even = np.full(len(options), 1.0 / len(options))
    return option_scores(even, options.index(cast(str, outcome)), ordered=forecast.ordered)


_SAYS: Mapping[str, Callable[[Forecast, Outcome, Climate], Scores | None]] = {
    "base_rate": _base_rate,
    "climatology": _climatology,
    "persistence": _persistence,
    "uniform": _uniform,
    "crowd": _crowd,
}
