"""Every detector on every line, each at the loosest setting that keeps within one budget of false alarms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.core.series import DyadCounts
from detente.events.detect import Choice, alarms_of
from detente.events.detectors import detector
from detente.forecast.backtest.crises import Truth
from detente.forecast.backtest.score_alarms import AlarmScore, score_alarms
from detente.forecast.backtest.weekly import WeeklyBacktest, backtest_weekly

BUDGET = 0.25
"""False alarms a quiet dyad-year that a monthly row of the table may have."""
WEEKLY_BUDGET = 1.0
"""Alarms a dyad-year that a weekly row may have."""
GRIDS: Mapping[str, tuple[float, ...]] = {
    "bocpd": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98),
    "bocpd_counts": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98),
    "bocpd_negbin": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98),
    "bocpd_share": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98),
    "cusum": (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 15.0, 20.0),
    "pelt": (4.0, 5.0, 6.0, 8.0, 9.0, 10.0, 12.0, 15.0, 20.0, 30.0, 50.0, 80.0),
    "scan": (2.0, 2.25, 2.5, 2.75, 3.0, 3.1, 3.2, 3.3, 3.4, 3.6, 4.0, 4.5, 5.0),
    "threshold": (1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0),
}
"""Settings of the threshold that are tried, from many alarms to few."""
MONTHLY: tuple[tuple[str, str], ...] = (
    ("threshold", "intensity"), ("pelt", "intensity"), ("bocpd", "intensity"), ("cusum", "intensity"),
    ("threshold", "world_share"), ("pelt", "world_share"), ("bocpd", "world_share"), ("cusum", "world_share"),
    ("bocpd_counts", "world_share"),
    ("threshold", "source_share"), ("pelt", "source_share"), ("bocpd_share", "source_share"),
    ("threshold", "count"), ("pelt", "count"), ("cusum", "count"), ("bocpd_negbin", "count"),
    ("threshold", "material"), ("pelt", "material"), ("scan", "material"), ("bocpd_share", "material"),
    ("threshold", "goldstein"), ("pelt", "goldstein"), ("cusum", "goldstein"),
)  # fmt: skip
"""Pairs of detector and line in the monthly table; pairs that hostile data cannot tell are left out."""
WEEKLY: tuple[tuple[str, str], ...] = (
    ("scan", "posture"), ("pelt", "posture"), ("threshold", "posture"), ("cusum", "posture"),
    ("bocpd_share", "posture"), ("cusum", "goldstein"), ("pelt", "goldstein"), ("threshold", "goldstein"),
    ("threshold", "intensity"), ("pelt", "intensity"), ("cusum", "count"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of detector and line.

    Attributes
    ----------
    setting : of the detector's threshold: the first in its grid that keeps within the budget, else its last.
    within : whether it keeps within the budget.
    """

    detector: str
    line: str
    threshold: str
    setting: float
    within: bool
    score: AlarmScore


def monthly_table(
    counts: DyadCounts, truth: Truth, seed: int, pairs: Sequence[tuple[str, str]] = MONTHLY
) -> tuple[Row, ...]:
    """Score every pair on crises.

    Parameters
    ----------
    counts, truth : as for `backtest_shifts`.
    """
    return tuple(_row(counts, truth, name, line, seed) for name, line in pairs)


def _row(counts: DyadCounts, truth: Truth, name: str, line: str, seed: int) -> Row:
    threshold = detector(name).threshold
    for setting in GRIDS[name]:
        _, alarms = alarms_of(counts, Choice(name, line, {threshold: setting}))
        score = score_alarms(alarms.sign, truth, np.random.default_rng([seed, 1]))
        within = score.false_alarms <= BUDGET
        if within:
            break
    return Row(name, line, threshold, setting, within, score)


def weekly_table(
    stores: Sequence[DyadCounts], seed: int, pairs: Sequence[tuple[str, str]] = WEEKLY
) -> tuple[tuple[Choice, tuple[WeeklyBacktest, ...]], ...]:
    """Score every pair on injected shifts; one setting for all stores, the first within the budget in each."""
    made = []
    for name, line in pairs:
        threshold = detector(name).threshold
        for setting in GRIDS[name]:
            choice = Choice(name, line, {threshold: setting})
            quick = [backtest_weekly(counts, choice, seed, repeats=1, volume=False).rate for counts in stores]
            if max(quick) <= WEEKLY_BUDGET:
                break
        made.append((choice, tuple(backtest_weekly(counts, choice, seed, repeats=4) for counts in stores)))
    return tuple(made)
