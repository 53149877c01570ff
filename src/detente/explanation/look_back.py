"""Conditional look-back: what differed before, in the worlds where something happened.

Dates matter: each world in which it happened is compared, some weeks before its own date, with the worlds in which it had not
happened by that date, as a nested case-control study compares. What differed before need not have caused it.

References
----------
Langholz & Goldstein (1996), Statistical Science 11(1), 35-53, on risk-set sampling; Cohen (1988), Statistical Power Analysis.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from detente.core.case import Case
from detente.core.look_back import Contrast, LookBack
from detente.core.naming import act_name, input_name, issue_name, pressure_name, reading_name
from detente.core.projection import Projection
from detente.explanation.arrival import Arrival, arrival

Floats = NDArray[np.float64]
Kind = Literal["input", "pressure", "level", "line", "event"]
FEWEST = 100
"""Worlds with and without below which nothing is said."""
LEAD = 4
"""Weeks before at which paths are read."""
MOST = 12
NINETY = 1.6448536269514722
CHANCE = 0.05
"""Chance at which any of the things compared would be told though nothing differs."""


class Seen(NamedTuple):
    """Something compared: its values where it happened, and mean, variance and worlds elsewhere."""

    id: str
    label: str
    kind: Kind
    where: Floats
    mean: float
    variance: float
    worlds: int


def look_back(
    case: Case, projection: Projection, given: str, *, lead: int = LEAD, most: int = MOST
) -> LookBack:
    """What differed before, in the worlds where something happened.

    Parameters
    ----------
    given : a yes/no question, `question.option`, an event, a hazard, or `track.settled`.
    lead : weeks before at which pressures, levels and lines are read; never before the as-of date, since by
        then all worlds of a forecast are alike in what happened.
    most : contrasts told.

    Returns
    -------
    contrasts in standard deviations; none, and why, where it happens or fails to in fewer than a hundred worlds.

    Raises
    ------
    ParameterError : there is no such thing, or these worlds cannot be asked.
    """
    came = arrival(case, projection, given)
    never = len(projection.dates)
    happened = int((came.step < never).sum())
    others = projection.worlds - happened
    if min(happened, others) < FEWEST:
        found, need = ("happens", happened) if happened <= others else ("fails to happen", others)
        refused = (
            f"it {found} in {need:,} of {projection.worlds:,} worlds; nothing is said of fewer than {FEWEST}"
        )
        return LookBack(given, came.label, happened, others, lead, 0, (), refused)
    compared = list(_compared(case, projection, came, _steps(projection, lead)))
    bound = -float(ndtri(CHANCE / (2.0 * max(1, len(compared)))))
    rows = [row for one in compared if (row := _contrast(one, bound)) is not None]
    rows.sort(key=lambda row: (-abs(row.size), row.kind, row.id))
    return LookBack(given, came.label, happened, others, lead, len(compared), tuple(rows[:most]))


def _steps(projection: Projection, weeks: int) -> int:
    days = (projection.dates[-1] - projection.dates[-2]).days if len(projection.dates) > 2 else 7
    return max(1, round(weeks * 7 / days))


def _compared(case: Case, projection: Projection, came: Arrival, lead: int) -> Iterator[Seen]:
    names, never = projection.names, len(projection.dates)
    yes = came.step < never
    now = 0
    if projection.mode == "forecast":
        now = projection.step_at(min(max(projection.as_of, projection.dates[0]), projection.dates[-1]))
    for n, path in enumerate(names.inputs):
        values = projection.inputs[:, n].astype(np.float64)
        rest = values[~yes]
        yield Seen(
            path,
            input_name(case, path),
            "input",
            values[yes],
            float(rest.mean()),
            float(rest.var()),
            len(rest),
        )
    paths: tuple[tuple[Kind, tuple[str, ...], NDArray[np.float32]], ...] = (
        ("pressure", names.pressures, projection.pressures),
        ("level", names.issues, projection.levels),
        ("line", names.mandates, projection.mandates),
    )
    for kind, ids, values_of in paths:
        for n, name in enumerate(ids):
            if name in came.subjects or (kind == "line" and name.rpartition(".")[2] in came.subjects):
                continue
            yield _before(kind, name, _label(case, kind, name), values_of[:, :, n], came, now, lead)
    for n, name in enumerate(names.occurrences):
        if not {name, name.partition(".")[0]} & came.subjects:
            yield _fallen(name, act_name(case, name), projection.happened[:, n], came, never)
    for n, name in enumerate(names.hazards):
        if name not in came.subjects:
            fires = projection.fires[:, :, n] > 0
            first = np.where(fires.any(axis=1), fires.argmax(axis=1), -1)
            yield _fallen(name, act_name(case, name), first, came, never)


def _label(case: Case, kind: Kind, name: str) -> str:
    if kind == "pressure":
        return pressure_name(case, name)
    return issue_name(case, name) if kind == "level" else reading_name(case, f"{name}.mandate")


def _before(
    kind: Kind, name: str, label: str, path: NDArray[np.float32], came: Arrival, now: int, lead: int
) -> Seen:
    """A path some steps before it happened, beside the worlds that were still without it then."""
    steps, counts = np.unique(came.step[came.step < path.shape[1]], return_counts=True)
    where, mean, square, least = [], 0.0, 0.0, path.shape[0]
    for step, count in zip(steps, counts, strict=True):
        at = path[:, max(int(step) - lead, now if step > now else 0)].astype(np.float64)
        where.append(at[came.step == step])
        rest = at[came.step > step]
        weight = count / counts.sum()
        mean, square = mean + weight * float(rest.mean()), square + weight * float((rest**2).mean())
        least = min(least, len(rest))
    return Seen(
        name, label, kind, np.concatenate(where), float(mean), float(max(0.0, square - mean**2)), least
    )


def _fallen(name: str, label: str, when: NDArray[np.integer], came: Arrival, never: int) -> Seen:
    """Whether something had fallen by the step before it happened, beside the worlds still without it then."""
    steps, counts = np.unique(came.step[came.step < never], return_counts=True)
    where, share, least = [], 0.0, len(when)
    for step, count in zip(steps, counts, strict=True):
        fallen = (when >= 0) & (when < step)
        where.append(fallen[came.step == step].astype(np.float64))
        rest = fallen[came.step > step]
        share += count / counts.sum() * float(rest.mean())
        least = min(least, len(rest))
    return Seen(
        name,
        label,
        "event",
        np.concatenate(where),
        float(share),
        float(max(0.0, share * (1.0 - share))),
        least,
    )


def _contrast(seen: Seen, bound: float) -> Contrast | None:
    """A standardised difference, unless chance alone would give it to one of so many."""
    own = float(seen.where.var())
    scale = np.sqrt((own + seen.variance) / 2.0)
    if scale < 1e-9:
        return None
    mean = float(seen.where.mean())
    size = (mean - seen.mean) / scale
    error = np.sqrt(own / len(seen.where) + seen.variance / seen.worlds) / scale
    if abs(size) <= bound * error:
        return None
    return Contrast(
        seen.id,
        seen.label,
        seen.kind,
        mean,
        seen.mean,
        float(size),
        float(size - NINETY * error),
        float(size + NINETY * error),
    )
