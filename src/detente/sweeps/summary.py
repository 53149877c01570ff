"""What a sweep shows: outcomes over the design, and which factor they go with.

On a grid, first-order and total shares are those of the balanced analysis of variance. A Saltelli design has Jansen's
estimators with bootstrap intervals. Other designs give the share that a factor explains alone, from the means over its
parts, and rank measures of sign and strength.

References
----------
Saltelli & Marivoet (1990), Reliability Engineering & System Safety 28, 229-253 (rank regression, partial rank correlation);
Plischke, Borgonovo & Smith (2013), European J. Operational Research 226, 536-550 (indices from given points).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.case.vary import Axis
from detente.core.sweep import Hold, Outcome
from detente.explanation.movers import ranks_of
from detente.explanation.observed import Observed
from detente.explanation.sobol import indices
from detente.projection.draws import stream
from detente.sweeps.design import Design

Floats = NDArray[np.float64]
PARTS = 5
"""Parts into which the values of a range or spread are cut for its lowest and highest."""
FINE_PARTS = 20
"""Parts for the share that a factor explains alone, which what varies inside a part is lost to."""
FEWEST_A_PART = 6
"""Points in a part below which there are fewer parts."""
LEVEL = (0.05, 0.95)
BY_PARTS = "means over parts of each factor, less what a straight line in the others explains"
TOGETHER = 0.9
"""Correlation of two factors over the points above which they are not told apart."""


@dataclass(frozen=True, slots=True)
class _Share:
    """First-order and total share of one factor, with intervals where there are any."""

    first: float | None = None
    total: float | None = None
    first_range: tuple[float, float] | None = None
    total_range: tuple[float, float] | None = None


def outcome_of(
    what: Observed, name: str, design: Design, values: Floats, errors: Floats, own_noise: bool
) -> Outcome:
    """One outcome over the design.

    Parameters
    ----------
    values, errors : (points,) means over worlds and their errors; nan where a point failed.
    own_noise : whether each point had draws of its own.
    """
    there = np.isfinite(values)
    kept = values[there]
    if not len(kept):
        return Outcome(name, what.label, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, (), "no point", None)
    low, median, high = (float(one) for one in np.quantile(kept, (LEVEL[0], 0.5, LEVEL[1])))
    variance = float(kept.var())
    noise = min(1.0, float(np.mean(errors[there] ** 2)) / variance) if own_noise and variance > 0.0 else 0.0
    holds: tuple[Hold, ...] = ()
    by, explained = "the same at every point", None
    if variance > 0.0:
        shares, by = _shares(design, values, name)
        srrc, prcc, explained = _rank_measures(design.axes, design.unit[there], kept)
        freed = freed_of_others(design.axes, design.unit[there], kept)
        holds = tuple(
            _hold(axis, design.unit[there, place], freed[place], shares[place], srrc[place], prcc[place])
            for place, axis in enumerate(design.axes)
        )
    spread = (float(kept.mean()), variance**0.5, low, median, high)
    return Outcome(name, what.label, len(kept), *spread, noise, holds, by, explained)


def _hold(
    axis: Axis, u: Floats, values: Floats, share: _Share, srrc: float | None, prcc: float | None
) -> Hold:
    parts = parts_of(axis, u)
    means = [(float(values[parts == part].mean()), part) for part in np.unique(parts)]
    if axis.is_ordered or len(means) < 2:
        first, last = means[0], means[-1]
    else:
        first, last = min(means), max(means)
    return Hold(
        axis.name, _part_name(axis, u, parts, first[1]), _part_name(axis, u, parts, last[1]), first[0], last[0],
        srrc, prcc, share.first, share.total, share.first_range, share.total_range,
    )  # fmt: skip


def parts_of(axis: Axis, u: Floats, most: int = PARTS) -> NDArray[np.int64]:
    """Part of an axis that each point lies in: its choice, its level on a grid, or one of at most so many equal parts."""
    if axis.choices:
        return np.searchsorted(np.cumsum(axis.weights)[:-1], u, side="right").astype(np.int64)
    levels = np.unique(u)
    if len(levels) <= min(most, len(u) // 2):
        return np.searchsorted(levels, u).astype(np.int64)
    many = max(2, min(most, len(u) // FEWEST_A_PART))
    return np.asarray(np.minimum((ranks_of(u) - 1) * many // len(u), many - 1), dtype=np.int64)


def _part_name(axis: Axis, u: Floats, parts: NDArray[np.int64], part: int) -> str:
    from detente.sweeps.design import value_at

    if axis.choices:
        choice = axis.choices[part]
        return choice if isinstance(choice, str) else f"{choice:g}"
    inside = u[parts == part]
    ends = [float(value_at(axis, float(end))) for end in (inside.min(), inside.max())]
    return f"{ends[0]:.4g}" if ends[0] == ends[1] else f"{ends[0]:.3g} to {ends[1]:.3g}"


def _shares(design: Design, values: Floats, name: str) -> tuple[list[_Share], str]:
    whole = bool(np.isfinite(values).all())
    if design.kind == "grid" and whole:
        return _of_grid(design, values), "analysis of variance over the grid"
    if design.kind == "saltelli" and whole:
        found = _of_rows(design, values, name)
        if found is not None:
            return found, "Jansen's estimators, with 90 % bootstrap intervals"
    there = np.isfinite(values)
    return _given(design, design.unit[there], values[there]), BY_PARTS


def _of_grid(design: Design, values: Floats) -> list[_Share]:
    """Balanced analysis of variance: what means over all other axes vary by, and what is left once an axis is averaged out."""
    cube = values.reshape([axis.levels for axis in design.axes])
    variance = cube.var()
    shares = []
    for place in range(cube.ndim):
        others = tuple(axis for axis in range(cube.ndim) if axis != place)
        first = cube.mean(axis=others).var() / variance
        total = 1.0 - cube.mean(axis=place).var() / variance
        shares.append(_Share(float(first), float(total)))
    return shares


def _of_rows(design: Design, values: Floats, name: str) -> list[_Share] | None:
    rows = values.reshape(len(design.axes) + 2, design.n)
    if np.all(rows[0] == rows[1]):
        return None
    found = indices(rows[0], rows[1], rows[2:], stream(design.seed, 0, f"bootstrap/{name}"))
    return [
        _Share(float(first), float(total), _pair(first_ends), _pair(total_ends))
        for first, total, first_ends, total_ends in zip(*found, strict=True)
    ]


def _pair(ends: Floats) -> tuple[float, float]:
    return float(ends[0]), float(ends[1])


def _given(design: Design, unit: Floats, values: Floats) -> list[_Share]:
    """Share of the variance between the parts of each axis, less what chance alone would put there.

    The part that a straight line in the other factors explains is taken off first: as factors are independent it
    shifts no expectation, and spares few points much of their scatter.
    """
    shares = []
    whole, freed = float(values.var()), freed_of_others(design.axes, unit, values)
    for place, axis in enumerate(design.axes):
        values = freed[place]
        parts = parts_of(axis, unit[:, place], FINE_PARTS)
        found, place_of, counts = np.unique(parts, return_inverse=True, return_counts=True)
        means = np.bincount(place_of, values) / counts
        between = float(counts @ (means - values.mean()) ** 2) / len(values)
        within = float(np.mean((values - means[place_of]) ** 2))
        free = len(values) - len(found)
        chance = within * (len(found) - 1) / free if free > 0 else 0.0
        shares.append(_Share(max(0.0, between - chance) / whole) if free > 0 else _Share())
    return shares


def freed_of_others(axes: Sequence[Axis], unit: Floats, values: Floats) -> list[Floats]:
    """For each axis the values less what a straight line in the others explains; the values where points are too few."""
    blocks = []
    for place, axis in enumerate(axes):
        parts = parts_of(axis, unit[:, place])
        shown = [parts == part for part in np.unique(parts)[1:]] if axis.choices else [unit[:, place]]
        blocks.append(
            np.stack([np.asarray(one, np.float64) for one in shown], axis=1)
            if shown
            else np.zeros((len(values), 0))
        )
    table = np.concatenate(blocks, axis=1)
    table = table - table.mean(axis=0)
    if len(values) < table.shape[1] + 3:
        return [values] * len(axes)
    weights, _, rank, _ = np.linalg.lstsq(table, values - values.mean(), rcond=1e-6)
    if rank < table.shape[1]:
        return [values] * len(axes)
    ends = np.cumsum([0, *(block.shape[1] for block in blocks)])
    whole = table @ weights
    own = [table[:, a:b] @ weights[a:b] for a, b in pairwise(ends)]
    return [values - (whole - each) for each in own]


def _rank_measures(
    axes: Sequence[Axis], unit: Floats, values: Floats
) -> tuple[list[float | None], list[float | None], float | None]:
    """Rank regression and partial rank correlation: coefficients by axis, and the share of the ranks' variance explained.

    A factor without an order stands in the regression by its choices, and has no coefficient of its own.
    """
    columns: list[Floats] = []
    own: list[int | None] = []
    for place, axis in enumerate(axes):
        if axis.is_ordered:
            own.append(len(columns))
            u = parts_of(axis, unit[:, place]).astype(np.float64) if axis.choices else unit[:, place]
            columns.append(ranks_of(_by_value(axis, u)))
        else:
            own.append(None)
            parts = parts_of(axis, unit[:, place])
            columns += [(parts == part).astype(np.float64) for part in range(1, len(axis.choices))]
    none: list[float | None] = [None] * len(axes)
    if len(values) < len(columns) + 3:
        return none, none, None
    ranks = _standard(ranks_of(values))
    table = np.stack([_standard(column) for column in columns], axis=1)
    weights, _, rank, _ = np.linalg.lstsq(table, ranks, rcond=1e-6)
    if rank < sum(column.any() for column in table.T):
        return none, none, None  # two factors go together at every point
    explained = 1.0 - float(np.mean((ranks - table @ weights) ** 2))
    srrc, prcc = list(none), list(none)
    for place, column in enumerate(own):
        if column is None or not table[:, column].any():
            continue
        srrc[place] = float(weights[column])
        prcc[place] = _partial(table, column, ranks)
    return srrc, prcc, explained


def confounded(design: Design) -> tuple[tuple[str, str], ...]:
    """Pairs of factors whose values go together at nearly every point, so that nothing tells which of them moves what."""
    columns = []
    for place, axis in enumerate(design.axes):
        u = design.unit[:, place]
        columns.append(_standard(parts_of(axis, u).astype(np.float64) if axis.choices else u))
    names = [axis.name for axis in design.axes]
    return tuple(
        (names[one], names[other])
        for one in range(len(names))
        for other in range(one + 1, len(names))
        if abs(float(np.mean(columns[one] * columns[other]))) > TOGETHER
    )


def _by_value(axis: Axis, u: Floats) -> Floats:
    """Choices that are numbers are ordered as numbers, whatever their order in the file."""
    if axis.choices and all(not isinstance(one, str) for one in axis.choices):
        return np.array([float(one) for one in axis.choices])[u.astype(np.int64)]
    return u


def _partial(table: Floats, column: int, ranks: Floats) -> float | None:
    others = np.delete(table, column, axis=1)
    left = []
    for whole in (table[:, column], ranks):
        fit = others @ np.linalg.lstsq(others, whole, rcond=None)[0] if others.shape[1] else 0.0
        left.append(whole - fit)
    size = float(np.sqrt(np.mean(left[0] ** 2) * np.mean(left[1] ** 2)))
    return float(np.clip(np.mean(left[0] * left[1]) / size, -1.0, 1.0)) if size > 1e-12 else None


def _standard(values: Floats) -> Floats:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0.0 else np.zeros_like(values)
