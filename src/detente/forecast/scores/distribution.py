"""The distribution that a forecast of a number or a date states, as arrays; dates end with the day after the close."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.core.forecast import Forecast
from detente.core.resolution import Outcome
from detente.forecast.scores.crps import crps_of_quantiles, crps_of_samples
from detente.forecast.scores.intervals import weighted_interval_score
from detente.forecast.scores.pit import pit_of_quantiles, pit_of_samples

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Distribution:
    """Quantiles with their levels, or samples (then there are no levels).

    Dates are counted in days, and whatever comes after the close counts as the day after it: how likely that is counts,
    which later day was meant is neither rewarded nor charged [1]_.

    Attributes
    ----------
    levels, values : as stated; dates after the close stand on the day after it.
    bent_levels, bent_values : the same where the last piece ends at the day after the close, at the level that the line
        to the next stated date has reached there.

    References
    ----------
    .. [1] Gneiting and Ranjan (2011), Journal of Business & Economic Statistics 29(3), 411-422.
    """

    values: Floats
    levels: Floats | None = None
    bent_values: Floats | None = None
    bent_levels: Floats | None = None

    def crps(self, outcome: float) -> float:
        """Continuous ranked probability score."""
        if self.bent_levels is None or self.bent_values is None:
            return crps_of_samples(self.values, outcome)
        return crps_of_quantiles(self.bent_levels, self.bent_values, outcome)

    def wis(self, outcome: float) -> float | None:
        """Weighted interval score of the stated quantiles; None of samples."""
        return None if self.levels is None else weighted_interval_score(self.levels, self.values, outcome)

    def pit(self, outcome: float) -> tuple[float, float]:
        """Least and largest share below the outcome."""
        if self.bent_levels is None or self.bent_values is None:
            return pit_of_samples(self.values, outcome)
        return pit_of_quantiles(self.bent_levels, self.bent_values, outcome)

    def quantile(self, level: float) -> float | None:
        """A quantile: of samples any, of quantiles a stated one or None."""
        if self.levels is None:
            return float(np.quantile(self.values, level))
        near = np.flatnonzero(np.abs(self.levels - level) < 1e-9)
        return float(self.values[near[0]]) if len(near) else None


def distribution_of(one: Forecast) -> Distribution:
    """The distribution a forecast of a number or date states."""
    if one.samples is not None:
        return Distribution(np.array([in_days(one, value) for value in one.samples]))
    assert one.quantiles is not None, one.kind
    stated = sorted(one.quantiles)
    levels = np.array(stated)
    values = np.array([in_days(one, one.quantiles[level]) for level in stated])
    if one.kind != "date":
        return Distribution(values, levels, values, levels)
    # `never` stands on the end itself; a later date is where the line is headed that the end cuts.
    end = _end(one)
    headed = np.array(
        [end if day == date.max else _ordinal(day) for day in map(one.quantiles.__getitem__, stated)]
    )
    later = np.flatnonzero(headed > end)
    if not len(later):
        return Distribution(values, levels, values, levels)
    first = int(later[0])
    if first == 0:
        return Distribution(values, levels, np.array([end]), levels[:1])
    reached = np.interp(end, headed[first - 1 : first + 1], levels[first - 1 : first + 1])
    return Distribution(values, levels, np.append(values[:first], end), np.append(levels[:first], reached))


def in_days(one: Forecast, value: Outcome) -> float:
    """A number as it is; a date as a count of days that ends with the day after the close."""
    return min(_ordinal(value), _end(one)) if isinstance(value, date) else float(value)


def _ordinal(value: object) -> float:
    assert isinstance(value, date)
    return float(value.toordinal())


def _end(one: Forecast) -> float:
    return float(one.closes.toordinal() + 1)
