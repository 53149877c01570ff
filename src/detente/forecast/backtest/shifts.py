"""Backtest of monthly alarms on crises: recall, false alarms, placebo, precision, and what volume alone does."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import RunError
from detente.core.series import DyadCounts
from detente.events.detect import Choice, alarms_of
from detente.events.series import busy
from detente.forecast.backtest.crises import YEAR, Truth
from detente.forecast.backtest.score_alarms import AlarmScore, score_alarms
from detente.forecast.backtest.volume import SCOPES, Scope, jumped

AFTER = 3
"""Months from a jump in which an alarm counts as caused by it: the month itself and two more."""
VOLUME_EVENTS = 60.0
"""Events in the preceding year of dyads that the test of volume looks at."""
JUMPS = 12
"""Months at which a jump is tried, evenly over the scored span."""


@dataclass(frozen=True, slots=True)
class VolumeTest:
    """Share of quiet dyads with an alarm in the three months from an artificial jump of volume.

    Attributes
    ----------
    none : without a jump.
    jump : by whose volume jumps.
    dyad_months : tried.
    """

    none: float
    jump: Mapping[Scope, float]
    dyad_months: int

    def excess(self, scope: Scope) -> float:
        """Alarms that the jump adds, per dyad."""
        return self.jump[scope] - self.none


@dataclass(frozen=True, slots=True)
class ShiftsBacktest:
    """One detector on one line, scored."""

    choice: Choice
    score: AlarmScore
    volume: VolumeTest | None


def backtest_shifts(
    counts: DyadCounts, truth: Truth, choice: Choice, seed: int, *, volume: bool = True
) -> ShiftsBacktest:
    """Score one detector on one line.

    Parameters
    ----------
    counts : monthly, of every dyad that was ever followed, with world totals, from a year before the span.
    truth : the crises, laid over the same counts.
    seed : of the artificial jumps and of the interval.
    """
    _, alarms = alarms_of(counts, choice)
    score = score_alarms(alarms.sign, truth, np.random.default_rng([seed, 1]))
    tested = volume_test(counts, truth, choice, seed) if volume else None
    return ShiftsBacktest(choice, score, tested)


def volume_test(counts: DyadCounts, truth: Truth, choice: Choice, seed: int) -> VolumeTest:
    """Let coverage jump by 2.2 at some months, and count the alarms it adds.

    Raises
    ------
    RunError : no dyad is quiet and lively enough to be tested.
    """
    lively = busy(counts.counts.sum(axis=2), least=VOLUME_EVENTS, window=YEAR)
    _, plain = alarms_of(counts, choice)
    rung: dict[str, list[NDArray[np.bool_]]] = {name: [] for name in ("none", *SCOPES)}
    months = np.linspace(truth.first, truth.stop - AFTER, JUMPS).astype(int)
    for number, month in enumerate(months):
        year = (month - truth.first) // YEAR
        tried = np.nonzero(lively[:, month] & truth.quiet[:, year])[0]
        rung["none"].append(_rings(plain.sign[tried], month))
        for place, scope in enumerate(SCOPES):
            rng = np.random.default_rng([seed, 2, number, place])
            when = np.full(len(tried), month)
            _, after = alarms_of(jumped(counts.only(tried), when, scope, rng), choice)
            rung[scope].append(_rings(after.sign, month))
    found = {name: np.concatenate(each) for name, each in rung.items()}
    if not len(found["none"]):
        raise RunError("volume test", "no quiet dyad with 60 events a year", "at least one")
    return VolumeTest(
        float(found["none"].mean()),
        {scope: float(found[scope].mean()) for scope in SCOPES},
        len(found["none"]),
    )


def _rings(sign: NDArray[np.int8], month: int) -> NDArray[np.bool_]:
    return np.asarray((sign[:, month : month + AFTER] != 0).any(axis=1))
