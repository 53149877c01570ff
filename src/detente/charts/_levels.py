"""Quantiles over worlds, and the dated events that time charts mark."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.core.event import Event
from detente.core.plain import day, spoken
from detente.core.study import Study

BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_EVENTS, MOST_LINES = 9, 3


def quantiles(values: NDArray[np.float32], shares: tuple[float, ...] = BANDS) -> NDArray[np.float64]:
    """Quantiles over worlds at every step, by linear interpolation.

    Parameters
    ----------
    values : (worlds, steps).
    shares : in [0, 1].

    Returns
    -------
    (steps, shares).
    """
    ranked = np.sort(
        np.ascontiguousarray(values.T), axis=1
    )  # contiguous rows sort an order of magnitude faster
    places = np.asarray(shares) * (ranked.shape[1] - 1)
    below = np.floor(places).astype(int)
    above = np.ceil(places).astype(int)
    part = places - below
    return np.asarray(ranked[:, below] * (1 - part) + ranked[:, above] * part, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Marked:
    """An event as a numbered mark on a time chart; `row` is the line its number stands on: none overlap."""

    number: int
    on: date
    label: str
    row: int

    @property
    def told(self) -> str:
        """The event for a key, such as `Truce announced (27 Nov)`."""
        return f"{self.label} ({day(self.on)} {self.on.year})"


def marked_events(study: Study, *, width: float, apart: float = 11) -> tuple[Marked, ...]:
    """The events worth marking, by date: first those with a share of the change, then outcomes and causes.

    Parameters
    ----------
    width : of the plot, px.
    apart : px between two numbers on one line.
    """
    dates = study.projection.dates
    span = (dates[-1] - dates[0]).days
    chosen: list[tuple[float, Event]] = []
    for event in _by_worth(study):
        x = width * (event.on - dates[0]).days / span
        # What stands at one place may not push out all else: beyond a few lines the next event is taken.
        near = sum(abs(x - other) < apart for other, _ in chosen)
        if near < MOST_LINES and len(chosen) < MOST_EVENTS:
            chosen.append((x, event))
    ends: list[float] = []
    marks = []
    for order, (x, event) in enumerate(sorted(chosen, key=lambda one: (one[0], one[1].id)), 1):
        row = next((index for index, end in enumerate(ends) if x - end >= apart), len(ends))
        ends[row : row + 1] = [x]
        marks.append(Marked(order, event.on, event.says or spoken(event.id), row))
    return tuple(marks)


def _by_worth(study: Study) -> list[Event]:
    """Dated events, those first that have a share of the change, then outcomes, causes, the rest."""
    dates = study.projection.dates
    shares: dict[str, float] = {}
    for attribution in study.explanation.attributions:
        for driver in attribution.drivers if attribution.game == "event" else ():
            shares[driver.id] = max(shares.get(driver.id, 0.0), abs(driver.share))
    roles = {"outcome": 0, "cause": 1, "context": 2}
    dated = [event for event in study.case.events if dates[0] <= event.on <= dates[-1] and event.when is None]
    return sorted(
        dated, key=lambda one: (-round(shares.get(one.id, 0.0), 1), roles[one.role], one.on, one.id)
    )
