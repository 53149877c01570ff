"""Estimators of Sobol' indices from paired runs, with bootstrap intervals.

References
----------
Sobol' (2001), Mathematics and Computers in Simulation 55, 271-280; Jansen (1999), Computer Physics Communications 117, 35-43;
Saltelli et al. (2010), Computer Physics Communications 181, 259-270, table 2 (c) and (f).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 400
LEVEL = 0.90


class Indices(NamedTuple):
    """First-order and total indices, (inputs,), with the ends of their intervals, (inputs, 2)."""

    first: Floats
    total: Floats
    first_ends: Floats
    total_ends: Floats


def jansen(base: Floats, other: Floats, mixed: Floats) -> tuple[Floats, Floats]:
    """First-order and total indices.

    Parameters
    ----------
    base, other : (rows,) results under two independent draws of all inputs; luck, if any, is shared by the row.
    mixed : (inputs, rows) results under `base` with that input (or group of inputs) taken from `other`.

    Returns
    -------
    two of (inputs,), as shares of half the mean squared difference of `base` and `other`: the variance over
    inputs given the luck.

    Raises
    ------
    ValueError : the results do not hang on the inputs at all.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.random((2, 2, 20_000))
    >>> f = lambda x: 2 * x[0] + x[1]
    >>> first, total = jansen(f(a), f(b), np.stack([f([b[0], a[1]]), f([a[0], b[1]])]))
    >>> bool(np.allclose(first, [0.8, 0.2], atol=0.03) and np.allclose(total, [0.8, 0.2], atol=0.03))
    True
    """
    spread = np.mean((base - other) ** 2)
    if spread == 0.0:
        raise ValueError("the results are the same under both draws of the inputs")
    first = 1.0 - np.mean((other - mixed) ** 2, axis=1) / spread
    total = np.mean((base - mixed) ** 2, axis=1) / spread
    return first, total


def indices(base: Floats, other: Floats, mixed: Floats, rng: np.random.Generator) -> Indices:
    """Indices with 90 % bootstrap intervals: rows are drawn anew, with their luck, all inputs at once.

    Parameters
    ----------
    base, other, mixed : as for `jansen`.
    """
    first, total = jansen(base, other, mixed)
    rows = len(base)
    weights = rng.multinomial(rows, np.full(rows, 1.0 / rows), RESAMPLES) / rows
    spread = weights @ (base - other) ** 2
    kept = spread > 0.0
    firsts = 1.0 - (weights @ ((other - mixed) ** 2).T)[kept] / spread[kept, None]
    totals = (weights @ ((base - mixed) ** 2).T)[kept] / spread[kept, None]
    ends = ((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0)
    return Indices(first, total, np.quantile(firsts, ends, axis=0).T, np.quantile(totals, ends, axis=0).T)
