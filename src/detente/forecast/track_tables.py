"""Talks over one issue as tables of stances at the as-of date, settled by every bargaining model side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.case.issue_table import stated_center
from detente.case.leaves import resolved
from detente.core.bargaining_table import BargainingTable
from detente.core.case import Case
from detente.core.naming import actor_name, issue_name, track_name
from detente.core.parameter import parameters
from detente.core.projection import Projection
from detente.core.track import Track
from detente.forecast.bargained import BESIDE, HOUSE, POOL, TRADES, pooled
from detente.models.bargaining import model, model_names
from detente.projection.compile.tracks import speaker

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seat:
    """A party of a table: its line, how much the issue matters to it and what its word weighs; points."""

    name: str
    position: float
    salience: float
    influence: float


@dataclass(frozen=True, slots=True)
class Settles:
    """Where one model settles a table, and when not to trust it; no outcome where it has no answer.

    Attributes
    ----------
    window : low, high and probability of the most likely stretch; of the pool only.
    """

    model: str
    title: str
    misleads: str
    outcome: float | None
    window: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class TrackTable:
    """The table of one track.

    Attributes
    ----------
    on : date of the lines: means over the worlds.
    stands : what stands without a deal, points.
    settles : the weighted mean first.
    """

    track: str
    label: str
    issue: str
    on: date
    stands: float
    seats: tuple[Seat, ...]
    settles: tuple[Settles, ...]


def track_tables(case: Case, projection: Projection, on: date) -> tuple[TrackTable, ...]:
    """The table of every track over one issue at which each party has a line.

    Parameters
    ----------
    projection : worlds, of which the parties' lines and the level are averaged.
    on : the as-of date.

    Notes
    -----
    Models are taken by their references: two or three parties in one world need nothing compiled. A party speaks
    with its mandate, and with the salience and influence of who speaks for it, as the projection has it. It
    misleads where a party's line is split: the mean of two camps is held by neither.
    """
    step = projection.step_at(min(max(on, projection.dates[0]), projection.dates[-1]))
    tables = []
    for name, track in case.tracks.items():
        if len(track.over) != 1 or any(
            f"{party}.{track.over[0]}" not in projection.names.mandates for party in track.parties
        ):
            continue
        tables.append(_table(case, projection, name, step, on))
    return tuple(tables)


def _table(case: Case, projection: Projection, name: str, step: int, on: date) -> TrackTable:
    track = case.tracks[name]
    issue = track.over[0]
    seats = []
    for party in track.parties:
        mandate = projection.mandates[:, step, projection.names.mandates.index(f"{party}.{issue}")]
        who = speaker(case, party, issue)
        salience, influence = (stated_center(case, who, issue, field) for field in ("salience", "influence"))
        seats.append(Seat(actor_name(case, party), _mean(mandate), salience, influence))
    level = _mean(projection.levels[:, step, projection.names.issues.index(issue)])
    stands = _stated_reversion(case, name, track, on)
    stands = level if stands is None else stands
    return TrackTable(
        name,
        track_name(case, name),
        issue_name(case, issue),
        on,
        stands,
        tuple(seats),
        _settled(issue, seats, stands),
    )


def _mean(worlds: NDArray[np.float32]) -> float:
    return float(worlds.mean(dtype=np.float64))


def _stated_reversion(case: Case, name: str, track: Track, on: date) -> float | None:
    """What the case says stands without a deal at a date; None where that is the level."""
    issue = track.over[0]
    stated = track.if_nothing.get(issue) if isinstance(track.if_nothing, Mapping) else None
    path = f"tracks.{name}.if_nothing.{issue}"
    if isinstance(stated, Mapping):
        begun = [day for day in stated if day <= on]
        if not begun:
            return None
        path, stated = f"{path}.{max(begun)}", stated[max(begun)]
    return None if stated is None else resolved(case, path, stated, parameters()["level"]).center


def _settled(issue: str, seats: list[Seat], stands: float) -> tuple[Settles, ...]:
    position, salience, influence = (
        np.array([getattr(seat, field) for seat in seats]) for field in ("position", "salience", "influence")
    )
    found = []
    names = [name for name in model_names() if name not in TRADES and name != BESIDE]
    for name in (BESIDE, *names):
        one = model(name)
        solved = one.solve(position[None], influence[None], salience[None], np.array([stands]))
        outcome = float(solved[0]) if np.isfinite(solved[0]) else None
        window = None
        if name == POOL:
            table = BargainingTable(
                tuple(seat.name for seat in seats), (issue,), influence, position[:, None], salience[:, None]
            )
            held = pooled(table, table.worlds(), HOUSE)[issue].window
            window = None if held is None else (held.low, held.high, held.probability)
        found.append(Settles(name, one.title, one.misleads, outcome, window))
    return tuple(found)
