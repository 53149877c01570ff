"""Many simulated worlds of one case, with what they were made from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Mode = Literal["forecast", "hindcast"]

CLOSED, OPEN, SETTLED, BROKEN = 0, 1, 2, 3
"""Life of a track, as stored in `Projection.statuses`."""


@dataclass(frozen=True, slots=True)
class Names:
    """Ids along the last axis of a projection's arrays, each sorted.

    Attributes
    ----------
    mandates : `actor.issue` of every collective or owner that decides.
    occurrences : `event`, `event.branch`.
    inputs : paths of the inputs that were drawn with a spread.
    players : actor ids, for who binds.
    dials : every number an effect or event can turn.
    """

    issues: tuple[str, ...]
    pressures: tuple[str, ...]
    mandates: tuple[str, ...]
    tracks: tuple[str, ...]
    hazards: tuple[str, ...]
    occurrences: tuple[str, ...]
    inputs: tuple[str, ...]
    players: tuple[str, ...]
    dials: tuple[str, ...]
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Worlds of a case, step by step; index 0 of the step axis is the start, index t the END of step t.

    Attributes
    ----------
    dates : (steps + 1,) the date each state is labelled by.
    levels, said : (worlds, steps + 1, issues) points.
    mandates : (worlds, steps + 1, mandates) points.
    pressures : (worlds, steps + 1, pressures) points.
    statuses : (worlds, steps + 1, tracks) CLOSED, OPEN, SETTLED or BROKEN.
    zones : (worlds, steps + 1, tracks) width of the zone, points (for a package: share of the curve times 100); 0 where none.
    binds : (worlds, steps + 1, tracks, 2) indices of the players who bind: the first disjoint pair at an impasse, one player
        twice where he prefers deadlock, player and -1 where he holds the edge a deal sits on, -1 and -1 where nobody binds.
    fires : (worlds, steps + 1, hazards) firings in the step.
    happened : (worlds, occurrences) index of the step at whose end the event has happened, -1 where it never does.
    models : (worlds, tracks) index of the bargaining model dealt to the world.
    inputs : (worlds, inputs) values drawn.
    dials : (first worlds, steps + 1, dials) every dial in full, for the first worlds only.
    clipped_share : share of world-steps at which an ideal was clipped to [0, 100].
    """

    case: str
    mode: Mode
    as_of: date
    seed: int
    names: Names
    dates: tuple[date, ...]
    levels: NDArray[np.float32]
    said: NDArray[np.float32]
    mandates: NDArray[np.float32]
    pressures: NDArray[np.float32]
    statuses: NDArray[np.int8]
    zones: NDArray[np.float32]
    binds: NDArray[np.int16]
    fires: NDArray[np.int8]
    happened: NDArray[np.int16]
    models: NDArray[np.int8]
    inputs: NDArray[np.float32]
    dials: NDArray[np.float32]
    clipped_share: float

    @property
    def worlds(self) -> int:
        """Number of worlds."""
        return int(self.levels.shape[0])

    def step_at(self, when: date) -> int:
        """Index of the state a date is read at: the end of the step that contains it.

        Raises
        ------
        ValueError : the date lies before the start or after the horizon.
        """
        if when < self.dates[0] or when > self.dates[-1]:
            raise ValueError(f"{when} lies outside {self.dates[0]} to {self.dates[-1]}")
        if when == self.dates[0]:
            return 0
        return next(index for index, end in enumerate(self.dates) if end >= when)

    def reading(self, name: str) -> NDArray[np.float32]:
        """One observable over worlds and steps.

        Parameters
        ----------
        name : `issue.level`, `issue.said`, `actor.issue.mandate`, a pressure, `track.zone`, `track.settled`, `hazard.fires`.

        Returns
        -------
        (worlds, steps + 1).

        Raises
        ------
        KeyError : no such observable.
        """
        if name in self.names.pressures:
            return self.pressures[:, :, self.names.pressures.index(name)]
        stem, _, kind = name.rpartition(".")
        paths = {
            "level": (self.names.issues, self.levels),
            "said": (self.names.issues, self.said),
            "mandate": (self.names.mandates, self.mandates),
            "zone": (self.names.tracks, self.zones),
        }
        if kind in paths and stem in paths[kind][0]:
            ids, values = paths[kind]
            return values[:, :, ids.index(stem)]
        if kind == "fires" and stem in self.names.hazards:
            fires = self.fires[:, :, self.names.hazards.index(stem)]
            return np.cumsum(fires, axis=1, dtype=np.float32)
        if kind == "settled" and stem in self.names.tracks:
            return np.asarray(self.statuses[:, :, self.names.tracks.index(stem)] == SETTLED, dtype=np.float32)
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked for: how many worlds, from which seed, known as of when, in which mode."""

    worlds: int
    seed: int
    as_of: date
    mode: Mode = "forecast"
    workers: int = 1
