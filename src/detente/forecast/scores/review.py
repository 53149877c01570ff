"""Looking back: what was said, what came, and how much more surprising the forecast made it than it was."""

import math
from collections.abc import Sequence
from datetime import date

from detente.core.forecast import Forecast
from detente.core.plain import amount, full_day, percent, several
from detente.core.resolution import Outcome
from detente.core.scorecard import Review
from detente.forecast.scores.admission import Settled
from detente.forecast.scores.baselines import Climate, expected
from detente.forecast.scores.distribution import in_days
from detente.forecast.scores.logarithmic import FLOOR
from detente.forecast.scores.measures import given_to
from detente.forecast.scores.selection import Chosen

SHOWN = 5
"""Questions shown at either end."""


def best_and_worst(
    chosen: Sequence[Chosen], climate: Climate, shown: int = SHOWN
) -> tuple[tuple[Review, ...], tuple[Review, ...]]:
    """The forecasts that gained most on the base rate, and those that lost most.

    Notes
    -----
    One currency for all kinds of question: the bits by which the outcome was less of a surprise than by the base rate
    (an even spread over options; one half for the tail of a distribution). That ranks what was learned, not what was
    easy. One surprise is no fault: of ten outcomes given one chance in ten, one comes.
    """
    reviews = [review(one.last, climate) for one in chosen]
    ranked = sorted(reviews, key=lambda one: (-one.bits, one.question, one.forecaster))
    best = tuple(one for one in ranked if one.bits > 0)[:shown]
    worst = tuple(one for one in reversed(ranked) if one.bits < 0)[:shown]
    return best, worst


def review(one: Settled, climate: Climate) -> Review:
    """One forecast looked back on."""
    forecast = one.forecast
    given = given_to(forecast, one.outcome)
    before, by = expected(one, climate)
    bits = math.log2(max(given, FLOOR) / max(before, FLOOR))
    said, came = said_of(forecast), came_of(forecast, one.outcome)
    return Review(
        question=forecast.question,
        text=forecast.text,
        forecaster=forecast.forecaster,
        kind=forecast.kind,
        said=said,
        came=came,
        made_on=forecast.made_on,
        resolved_on=one.resolved_on,
        given=given,
        expected=before,
        bits=bits,
        source=forecast.source,
        line=_line(one, said, came, surprise=_surprise(one, given, f"by {by} {percent(before)}", bits)),
    )


def _surprise(one: Settled, given: float, before: str, bits: float) -> str:
    if one.forecast.kind in ("number", "date"):
        return f"at least so far out: a chance of {percent(given)}"
    better = "less" if bits > 0 else "more"
    return f"a chance of {percent(given)}, {before}: {abs(bits):.1f} bits {better} surprising than by that"


def _line(one: Settled, said: str, came: str, *, surprise: str) -> str:
    forecast = one.forecast
    named = f"{forecast.question} ({forecast.text})" if forecast.text else forecast.question
    days = several(forecast.horizon, "day")
    return (
        f"{named}: {forecast.forecaster} said {said} on {full_day(forecast.made_on)}, {days} before the close; "
        f"came {came}; {surprise}."
    )


def said_of(one: Forecast) -> str:
    """A forecast in a few words."""
    if one.probability is not None:
        return f"{percent(one.probability)} yes"
    if one.categories is not None:
        likely = sorted(one.categories.items(), key=lambda each: -each[1])[:3]
        return ", ".join(f"{percent(chance)} {option}" for option, chance in likely)
    if one.quantiles is not None:
        levels = sorted(one.quantiles)
        low, high = levels[0], levels[-1]
        if low == high:
            return f"{_value(one, one.quantiles[low])} (the {percent(low)} quantile)"
        ends = f"{_value(one, one.quantiles[low])} to {_value(one, one.quantiles[high])}"
        return f"{ends} ({100 * low:g} to {100 * high:g} %)"
    assert one.samples is not None
    ranked = sorted(one.samples, key=lambda value: in_days(one, value))
    low_, high_ = (ranked[round(share * (len(ranked) - 1))] for share in (0.05, 0.95))
    return f"{_value(one, low_)} to {_value(one, high_)} (5 to 95 %)"


def came_of(one: Forecast, outcome: Outcome) -> str:
    """An outcome in a few words."""
    if one.kind == "yes/no":
        return "yes" if outcome else "no"
    return str(outcome) if one.kind == "category" else _value(one, outcome)


def _value(one: Forecast, value: Outcome) -> str:
    if isinstance(value, date):
        return "nothing by the close" if value == date.max else value.isoformat()
    told = amount(float(value))
    return f"{told} {one.unit}" if one.unit else told
