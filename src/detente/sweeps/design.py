"""Designs: where in the space of what varies a sweep looks.

References
----------
Owen (1998), Scrambling Sobol' and Niederreiter-Xing points, J. Complexity 14, 466-489; McKay, Beckman & Conover (1979),
Technometrics 21, 239-245; Saltelli et al. (2010), Computer Physics Communications 181, 259-270.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.case.vary import Axis, Value
from detente.core.errors import ParameterError
from detente.projection.draws import quantile, stream

Floats = NDArray[np.float64]
Kind = Literal["sobol", "lhs", "grid", "saltelli"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST = 1_000_000
"""Points of a design."""
EDGE = 2.0**-40
"""How near to 0 and 1 a spread is asked for its quantiles, which have no ends."""


@dataclass(frozen=True, slots=True)
class Design:
    """Points of a sweep.

    Attributes
    ----------
    n : as asked for and rounded; `points` what it comes to.
    unit : (points, axes) places in the unit cube.
    says : what was made of the number asked for.
    """

    kind: Kind
    n: int
    seed: int
    axes: tuple[Axis, ...]
    unit: Floats
    says: str

    @property
    def points(self) -> int:
        """How many there are."""
        return len(self.unit)

    def values(self, point: int) -> tuple[Value, ...]:
        """Values of every axis at a point."""
        return values_at(self.axes, self.unit[point])


def values_at(axes: Sequence[Axis], unit: Floats) -> tuple[Value, ...]:
    """Values of every axis at one place in the unit cube, (axes,)."""
    return tuple(value_at(axis, float(u)) for axis, u in zip(axes, unit, strict=True))


def value_at(axis: Axis, u: float) -> Value:
    """Value of an axis at a cumulative probability."""
    if axis.choices:
        bounds = np.cumsum(axis.weights)[:-1]
        return axis.choices[int(np.searchsorted(bounds, u, side="right"))]
    if axis.spread is not None:
        return float(quantile(axis.spread, np.array([min(max(u, EDGE), 1.0 - EDGE)]))[0])
    return axis.low + (axis.high - axis.low) * u


def designed(kind: Kind, axes: tuple[Axis, ...], n: int | None, seed: int) -> Design:
    """A design over some axes.

    Parameters
    ----------
    n : points of `sobol` (rounded up to a power of two, without which it loses its balance) and of `lhs`; rows of
        `saltelli`, whose points are rows x (axes + 2); of `grid` the most that it may have.

    Raises
    ------
    ParameterError : the number lies outside what is allowed.
    """
    if kind == "grid":
        return _grid(axes, MOST if n is None else n, seed)
    if n is None:
        raise ParameterError("--n", "nothing", "how many points", "write --n 256")
    if not 2 <= n <= MOST:
        raise ParameterError("--n", f"{n}", f"a whole number from 2 to {MOST:,}", "write --n 256")
    many, says = n, ""
    if kind != "lhs":
        many = 1 << (n - 1).bit_length()
        says = "" if many == n else f"{n} rounded up to {many}: a Sobol' design needs a power of two"
    # scipy spawns from a seed sequence, which a counter-based stream has not
    rng = np.random.default_rng(int(stream(seed, 0, f"design/{kind}").integers(2**63)))
    if kind == "lhs":
        from scipy.stats import qmc

        return Design(kind, many, seed, axes, qmc.LatinHypercube(len(axes), rng=rng).random(many), says)
    if kind == "sobol":
        return Design(kind, many, seed, axes, _sobol(len(axes), many, rng), says)
    total = many * (len(axes) + 2)
    if total > MOST:
        allowed = f"at most {MOST // (len(axes) + 2):,} rows: each is run {len(axes) + 2} times"
        raise ParameterError("--n", f"{many}", allowed, "ask for fewer")
    return Design(kind, many, seed, axes, _saltelli(len(axes), many, rng), says)


def _sobol(axes: int, n: int, rng: np.random.Generator) -> Floats:
    from scipy.stats import qmc

    return np.asarray(qmc.Sobol(axes, scramble=True, rng=rng).random(n))


def _saltelli(axes: int, n: int, rng: np.random.Generator) -> Floats:
    """Rows A, rows B, then for each axis A with that axis taken from B; see `explanation.sobol`."""
    both = _sobol(2 * axes, n, rng)
    base, other = both[:, :axes], both[:, axes:]
    mixed = np.repeat(base[None], axes, axis=0)
    mixed[np.arange(axes), :, np.arange(axes)] = other.T
    return np.concatenate([base, other, *mixed])


def _grid(axes: tuple[Axis, ...], most: int, seed: int) -> Design:
    sizes = [axis.levels for axis in axes]
    total = prod(sizes)
    told = " x ".join(str(size) for size in sizes)
    if total > min(most, MOST):
        mend = "raise --n, take fewer levels, or use --design sobol"
        raise ParameterError(
            "--design grid", f"{told} = {total:,} points", f"at most {min(most, MOST):,}", mend
        )
    places = [_levels(axis) for axis in axes]
    unit = np.stack([part.ravel() for part in np.meshgrid(*places, indexing="ij")], axis=1)
    return Design("grid", total, seed, axes, unit, f"grid of {told} = {total:,} points")


def _levels(axis: Axis) -> Floats:
    """Places of an axis' levels: the middles of its choices, ends and between of a range, even quantiles of a spread."""
    if axis.choices:
        return np.cumsum(axis.weights) - 0.5 * np.array(axis.weights)
    if axis.spread is not None:
        return (np.arange(axis.levels) + 0.5) / axis.levels
    return np.linspace(0.0, 1.0, axis.levels)
