"""From counts to change points: a line, a detector, and for every alarm its date, size and probability."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from detente.core.change_point import ChangePoint
from detente.core.series import DyadCounts, Period
from detente.events.dating import dated
from detente.events.detectors import Alarms, detector, raise_alarms, settings_of
from detente.events.lines import Line, line
from detente.events.series import busy

FOLLOWED: Mapping[Period, tuple[float, int]] = {"day": (39.0, 91), "week": (39.0, 13), "month": (24.0, 12)}
"""Events within so many periods that a dyad must have had for its alarms to be worth hearing."""
A_YEAR: Mapping[Period, int] = {"day": 365, "week": 52, "month": 12}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at, and with what.

    Attributes
    ----------
    line : name of the line; the detector's own where empty.
    settings : of the detector, other than its defaults.
    """

    detector: str
    line: str = ""
    settings: Mapping[str, float] = field(default_factory=dict)


def default_choice(counts: DyadCounts) -> Choice:
    """The default for alarms, by evidence (`docs/explanation/shifts-in-event-data.md`).

    Weeks and days of data that hold cooperation: a scan of the posture, which no volume moves. Months, and data
    of hostile events alone: a threshold on intensity.
    """
    if counts.period != "month" and counts.has_cooperation:
        return Choice("scan", "posture")
    return Choice("threshold", "intensity")


def followed(counts: DyadCounts) -> NDArray[np.bool_]:
    """(dyads, periods) whether a dyad's alarms are worth hearing.

    From the first time that it has had enough events (24 in 12 months, 39 in 13 weeks) until a year after the
    last time; a dyad with less has no usual level that it could leave.
    """
    least, window = FOLLOWED[counts.period]
    enough = busy(counts.counts.sum(axis=2), least=least, window=window)
    return busy(enough.astype(np.float64), least=1.0, window=A_YEAR[counts.period]) | enough


def alarms_of(counts: DyadCounts, choice: Choice, *, every_dyad: bool = False) -> tuple[Line, Alarms]:
    """A line and its alarms, as of every period.

    Parameters
    ----------
    every_dyad : also hear dyads that have too few events to be followed.

    Raises
    ------
    ParameterError : the choice names no such line, detector or setting, or the data cannot tell the line.
    """
    chosen = detector(choice.detector)
    made = line(counts, choice.line or chosen.suits)
    raised = raise_alarms(chosen, made, choice.settings)
    if every_dyad:
        return made, raised
    heard = np.where(followed(counts), raised.sign, 0).astype(np.int8)
    return made, Alarms(heard, raised.onset, raised.score)


def find_change_points(
    counts: DyadCounts, choice: Choice | None = None, *, since: date | None = None, every_dyad: bool = False
) -> tuple[ChangePoint, ...]:
    """Every change point as it was first told, at the end of the period that told it.

    To answer as of a date, cut the counts first (`DyadCounts.until`); no answer rests on a later period than
    its own `as_of`, by test, so one pass answers as of every period.

    Parameters
    ----------
    choice : the default for these data unless given.
    since : leave out what was told before.
    every_dyad : also hear dyads with too few events to be followed.

    Returns
    -------
    change points by dyad, then by when they were told.

    Raises
    ------
    ParameterError : the choice names no such line, detector or setting, or the data cannot tell the line.
    """
    chosen = choice or default_choice(counts)
    made, raised = alarms_of(counts, chosen, every_dyad=every_dyad)
    if since is not None:
        early = counts.periods < np.datetime64(since)
        raised = Alarms(np.where(early, 0, raised.sign).astype(np.int8), raised.onset, raised.score)
    found = dated(made, raised)
    bar = settings_of(detector(chosen.detector), counts.period, chosen.settings)[
        detector(chosen.detector).threshold
    ]
    days = [day.item() for day in counts.periods]
    return tuple(
        ChangePoint(
            source=counts.sources[dyad],
            target=counts.targets[dyad],
            series=made.name,
            detector=chosen.detector,
            as_of=days[as_of],
            on=days[on],
            low=days[low],
            high=days[high],
            direction="hostile" if sign > 0 else "conciliatory",
            size=float(abs(after - before)),
            unit=made.unit,
            before=float(before),
            after=float(after),
            probability=probability(chosen.detector, made, float(score / bar)),
        )
        for dyad, as_of, on, low, high, before, after, sign, score in zip(
            found.dyad, found.as_of, found.on, found.low, found.high,
            found.before, found.after, found.sign, found.score, strict=True,
        )
    )  # fmt: skip


def probability(name: str, line: Line, strength: float) -> float | None:
    """P(the alarm marks a lasting change of level), from how far its score exceeds the bar.

    Parameters
    ----------
    name : of the detector.
    strength : score over the setting it had to exceed.

    Returns
    -------
    None where the pair of detector and line has not been calibrated.

    Notes
    -----
    expit(a + b log(strength)), with a and b fitted by `detente backtest calibration` to alarms in simulated
    series whose changes are known. It holds for a world in which a dyad's level changes for good once in three
    years, and otherwise drifts and scatters as quiet dyads do.
    """
    row = calibrations().get(f"{name}.{line.name}.{line.period}")
    if row is None:
        return None
    return float(1.0 / (1.0 + np.exp(-(row["at_bar"] + row["slope"] * np.log(max(strength, 1.0))))))


@cache
def calibrations() -> dict[str, dict[str, float]]:
    """Fitted probabilities by `detector.line.period`, as the package ships them."""
    table = tomllib.loads(files("detente.events").joinpath("data", "calibration.toml").read_text("utf-8"))
    return {
        f"{name}.{line_name}.{period}": {key: float(value) for key, value in row.items()}
        for name, lines in table.items()
        for line_name, periods in lines.items()
        for period, row in periods.items()
    }
