"""What alarms in event data are worth: measured figures that stand beside every answer."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from detente.core.plain import percent, tight
from detente.core.series import Period

ENDS = "Ends of crises are not detected: silence after an alarm is no sign that it is over."


def worth_of(detector: str, series: str, period: Period) -> dict[str, Any]:
    """Measured figures of a detector on a series, for programs.

    Returns
    -------
    `scored`, whether this pair has been backtested; its figures, each a share or a number per dyad-year; and
    `says`, all of it in words.
    """
    figures = _table().get(f"{detector}.{series}.{period}", {})
    return {"scored": bool(figures), **figures, "says": told_worth(detector, series, period)}


def told_worth(detector: str, series: str, period: Period) -> str:
    """What such alarms are worth, in a paragraph.

    Examples
    --------
    >>> told_worth("cusum", "count", "day").startswith("How often alarms of cusum on count by day are right is not known")
    True
    """
    row = _table().get(f"{detector}.{series}.{period}")
    if row is None:
        told = (
            f"How often alarms of {detector} on {series} by {period} are right is not known: the pair has not been "
            f"backtested here (`detente backtest` can)."
        )
    elif "precision" in row:
        told = (
            f"What such alarms are worth (measured on {row['measured_on']}): {percent(row['precision'])} of the hostile "
            f"alarms fell within a month of a crisis's beginning and {percent(row['precision_in_crisis'])} inside a "
            f"crisis; {percent(row['recall'])} of the beginnings were found ({percent(row['recall_low'])} to "
            f"{percent(row['recall_high'])}), about {percent(row['recall_on_later_years'])} on years the setting was not "
            f"chosen on; a quiet dyad raises one false alarm in {1 / row['false_alarms']:.0f} years. {ENDS}"
        )
    else:
        told = (
            f"What such alarms are worth (measured on {row['measured_on']}): within four weeks {percent(row['recall'])} "
            f"of threefold surges of hostility were found and {percent(row['recall_of_turns'])} of turns of the same "
            f"volume, where chance alone would have found {percent(row['chance'])}; with nothing injected a dyad raises "
            f"an alarm every {1 / row['false_alarms']:.1f} years. {ENDS}"
        )
    if series in ("intensity", "world_share", "source_share", "count"):
        told += " Closer coverage of a dyad raises this series by itself; compare the posture, which it does not move."
    return tight(told)


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = files("detente.events").joinpath("data", "worth.toml").read_text("utf-8")
    return {
        f"{detector}.{series}.{period}": figures
        for detector, lines in tomllib.loads(text).items()
        for series, periods in lines.items()
        for period, figures in periods.items()
    }
