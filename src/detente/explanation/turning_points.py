"""Turning points: dates at which a mean path bends beyond chance, with what falls beside them."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from detente.core.case import Case
from detente.core.event import Consequences
from detente.core.naming import act_name, reading_name, track_name
from detente.core.noun import Sourced
from detente.core.projection import BROKEN, OPEN, SETTLED, Projection
from detente.core.turning import Beside, TurningPoint, TurningPoints
from detente.explanation.arrival import arrival

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Kind = Literal["event", "hazard", "deal", "opening", "breach"]
WEEKS = 2
"""Weeks on either side over which slopes are taken."""
MOST = 6
NEARBY = 5
"""Things told beside a point, at the most."""
FEWEST = 100
"""Worlds with and without below which bends are not told apart."""
SEEN = 0.02
"""Share of worlds below which something beside a point is not told."""
LEAST = {"points": 0.25, "share": 0.005}
"""Bend a week below which nothing is told, however sure."""
NINETY = 1.6448536269514722
CHANCE = 0.05
"""Chance at which any step would be told though nothing bends."""
DOES = tuple(name for name in Consequences.model_fields if name not in Sourced.model_fields)
"""What an event may do."""
TURNS: tuple[tuple[Kind, int, str], ...] = (
    ("deal", SETTLED, "deal"), ("opening", OPEN, "opens"), ("breach", BROKEN, "deal broken"),
)  # fmt: skip


def turning_points(case: Case, projection: Projection, of: str, *, most: int = MOST) -> TurningPoints:
    """Where a path turns.

    Parameters
    ----------
    of : a reading such as `course.level` or a pressure; or what may come, as for `arrival`: of a question, the
        path is the share of worlds in which it has come true by then.
    most : points told.

    Returns
    -------
    bends of the mean path, largest first; near ones are one.

    Raises
    ------
    ParameterError : there is no such thing, or these worlds cannot be asked.

    Notes
    -----
    The mean of many worlds bends where all bend together: at facts, dated openings and schedules. What each
    world does at its own time shows in what falls beside a point, not as a point.
    """
    label, unit, path = _path(case, projection, of)
    weeks_a_step = (projection.dates[-1] - projection.dates[-2]).days / 7.0 if path.shape[1] > 2 else 1.0
    reach = max(1, round(WEEKS / weeks_a_step))
    if path.shape[1] <= 2 * reach:
        return TurningPoints(of, label, unit, reach * weeks_a_step, projection.worlds, ())
    before = (path[:, reach:-reach] - path[:, : -2 * reach]) / (reach * weeks_a_step)
    after = (path[:, 2 * reach :] - path[:, reach:-reach]) / (reach * weeks_a_step)
    bends = after - before
    mean, error = bends.mean(axis=0), bends.std(axis=0) / np.sqrt(len(bends))
    bound = -float(ndtri(CHANCE / (2.0 * bends.shape[1])))
    sure = (np.abs(mean) > bound * error) & (np.abs(mean) >= LEAST[unit])
    points = []
    for n in _peaks(np.where(sure, mean, 0.0), reach)[:most]:
        at, wide = n + reach, NINETY * float(error[n])
        points.append(
            TurningPoint(
                at=projection.dates[at],
                before=float(before[:, n].mean()),
                after=float(after[:, n].mean()),
                bend=float(mean[n]),
                low=float(mean[n]) - wide,
                high=float(mean[n]) + wide,
                beside=_beside(case, projection, at, reach, bends[:, n], of),
            )
        )
    return TurningPoints(of, label, unit, reach * weeks_a_step, projection.worlds, tuple(points))


def _path(case: Case, projection: Projection, of: str) -> tuple[str, Literal["points", "share"], Floats]:
    """What is followed, (worlds, states)."""
    try:
        path = projection.reading(of).astype(np.float64)
    except KeyError:
        came = arrival(case, projection, of)
        states = np.arange(len(projection.dates))
        return came.label, "share", (came.step[:, None] <= states).astype(np.float64)
    kind = of.rpartition(".")[2]
    if kind in ("settled", "fires") and of not in projection.names.pressures:
        came = arrival(case, projection, of)
        return came.label, "share", path
    return reading_name(case, of), "points", path


def _peaks(bend: Floats, reach: int) -> list[int]:
    """Places at which a bend is the largest of its way among its neighbours, largest first; a jump's is the last before it."""
    height, kept = np.abs(bend), list[int]()
    for n in np.lexsort((-np.arange(len(bend)), -height)):
        near = [other for other in kept if abs(n - other) <= reach and bend[n] * bend[other] > 0.0]
        if height[n] > 0.0 and not near:
            kept.append(int(n))
    return kept


def _beside(
    case: Case, projection: Projection, at: int, reach: int, bend: Floats, of: str
) -> tuple[Beside, ...]:
    """What falls within the slopes' reach of a state; that which goes with the bend most, first."""
    rows = []
    for name, label, kind, falls, away in _fallen(case, projection, max(0, at - reach), at, at + reach):
        share = float(falls.mean())
        if share < SEEN or of in (name, f"{name}.fires", f"{name}.settled"):
            continue
        row = _told(name, label, kind, falls, bend)
        rows.append((_weight(row, bend) / (1.0 + away), row))
    # What every world shares cannot be told apart, yet is the likeliest to bend them all: nearness must rank it.
    rows.sort(key=lambda each: (-each[0], each[1].id))
    return tuple(row for _, row in rows[:NEARBY])


def _weight(row: Beside, bend: Floats) -> float:
    if row.bend_with is None or row.bend_without is None:
        return row.share * abs(float(bend.mean()))
    return row.share * abs(row.bend_with - row.bend_without)


def _told(name: str, label: str, kind: Kind, falls: Mask, bend: Floats) -> Beside:
    share = float(falls.mean())
    if min(falls.sum(), (~falls).sum()) < FEWEST:
        return Beside(name, label, kind, share, None, None, None, None)
    own, rest = bend[falls], bend[~falls]
    gap = float(own.mean() - rest.mean())
    wide = NINETY * float(np.sqrt(own.var() / len(own) + rest.var() / len(rest)))
    return Beside(name, label, kind, share, float(own.mean()), float(rest.mean()), gap - wide, gap + wide)


def _fallen(
    case: Case, projection: Projection, first: int, at: int, last: int
) -> Iterator[tuple[str, str, Kind, Mask, float]]:
    """Everything that acts and falls after one state and up to another, with its mean distance from the bend in steps.

    What falls in a step first shows in that step's own slope, so that the step after the bend's state is nearest.
    """
    names = projection.names

    def told(
        name: str, label: str, kind: Kind, falls: Mask, steps: NDArray[np.integer]
    ) -> tuple[str, str, Kind, Mask, float]:
        away = float(np.abs(steps[falls] - (at + 1)).mean()) if falls.any() else 0.0
        return name, label, kind, falls, away

    for n, name in enumerate(names.occurrences):
        if acts(case, name):
            when = projection.happened[:, n]
            yield told(name, act_name(case, name), "event", np.asarray((when > first) & (when <= last)), when)
    for n, name in enumerate(names.hazards):
        fires = projection.fires[:, first + 1 : last + 1, n] > 0
        yield told(
            name,
            act_name(case, name),
            "hazard",
            np.asarray(fires.any(axis=1)),
            fires.argmax(axis=1) + first + 1,
        )
    for n, name in enumerate(names.tracks):
        path = projection.statuses[:, first : last + 1, n]
        for kind, status, verb in TURNS:
            turned = (path[:, 1:] == status) & (path[:, :-1] != status)
            steps = turned.argmax(axis=1) + first + 1
            yield told(
                f"{name}.{verb.split()[0]}",
                f"{track_name(case, name)}: {verb}",
                kind,
                np.asarray(turned.any(axis=1)),
                steps,
            )


def acts(case: Case, occurrence: str) -> bool:
    """Whether an event, or the branch of one, does anything in the model; most that is reported does not."""
    stem, _, branch = occurrence.partition(".")
    event = next(event for event in case.events if event.id == stem)
    does: Consequences = event.branches[branch] if branch else event
    return any(getattr(does, name) for name in DOES)
