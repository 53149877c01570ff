"""The scores of one forecast once its outcome is known, by the kind of its question."""

from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import NDArray

from detente.core.forecast import Forecast, ForecastKind
from detente.core.resolution import Outcome
from detente.forecast.scores.brier import brier_of_options
from detente.forecast.scores.distribution import distribution_of, in_days
from detente.forecast.scores.logarithmic import FLOOR, log_score
from detente.forecast.scores.pit import tail
from detente.forecast.scores.ranked import ranked_probability_score

Floats = NDArray[np.float64]
Scores = Mapping[str, float]

MEASURES: Mapping[str, str] = {
    "brier": "Brier score",
    "log": "log score",
    "rps": "ranked probability score",
    "crps": "CRPS",
    "wis": "weighted interval score",
}
"""Every measure, by its key; smaller is better in all."""


def headline(kind: ForecastKind, *, ordered: bool = False) -> str:
    """The measure by which forecasts of a kind are compared."""
    if kind in ("number", "date"):
        return "crps"
    return "rps" if ordered else "brier"


def scores_of(one: Forecast, outcome: Outcome) -> dict[str, float]:
    """Every measure that fits the kind of question.

    Returns
    -------
    yes/no: `brier`, `log`; category: these and, in an order, `rps`; number, date: `crps`, and `wis` of quantiles.
    """
    if one.kind == "yes/no":
        assert one.probability is not None
        return chance_scores(one.probability, bool(outcome))
    if one.kind == "category":
        assert one.categories is not None
        return option_scores(shares(one), list(one.categories).index(cast(str, outcome)), ordered=one.ordered)
    found = distribution_of(one)
    came = in_days(one, outcome)
    scores = {"crps": found.crps(came)}
    if (wis := found.wis(came)) is not None:
        scores["wis"] = wis
    return scores


def chance_scores(probability: float, came: bool) -> dict[str, float]:
    """Scores of a chance of yes."""
    given = probability if came else 1.0 - probability
    return {"brier": (1.0 - given) ** 2, "log": float(log_score(np.array(given)))}


def option_scores(probability: Floats, came: int, *, ordered: bool) -> dict[str, float]:
    """Scores of a distribution over options."""
    scores = {
        "brier": brier_of_options(probability, came),
        "log": float(log_score(probability[came])),
    }
    if ordered:
        scores["rps"] = ranked_probability_score(probability, came)
    return scores


def shares(one: Forecast) -> Floats:
    """Probabilities of the options, in their order, made to sum to 1 where printing had rounded them."""
    assert one.categories is not None
    stated = np.array(list(one.categories.values()))
    return np.asarray(stated / stated.sum())


def given_to(one: Forecast, outcome: Outcome) -> float:
    """Probability given to what came; of a number or date, to anything at least as far out."""
    if one.kind == "yes/no":
        assert one.probability is not None
        return one.probability if outcome else 1.0 - one.probability
    if one.kind == "category":
        assert one.categories is not None
        return float(shares(one)[list(one.categories).index(cast(str, outcome))])
    return tail(*distribution_of(one).pit(in_days(one, outcome)))


def is_floored(one: Forecast, outcome: Outcome) -> bool:
    """Whether the floor of the log score holds the forecast."""
    return one.kind in ("yes/no", "category") and given_to(one, outcome) < FLOOR
