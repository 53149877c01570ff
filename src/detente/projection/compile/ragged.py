"""Ragged lists as flat arrays with bounds."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from detente.projection.plan import Floats, Ints


def ints(values: Iterable[Any]) -> Ints:
    """A flat array of integers, empty where there are none."""
    return np.array(list(values), dtype=np.int64)


def floats(values: Iterable[Any]) -> Floats:
    """A flat array of numbers, empty where there are none."""
    return np.array(list(values), dtype=np.float64)


def bounds(rows: Sequence[Sequence[Any]]) -> Ints:
    """Start of each row in the flat list, and the end of the last."""
    return np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64))).astype(np.int64)


def flat(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """All rows after one another."""
    return [entry for row in rows for entry in row]


def filled(shape: tuple[int, ...], value: int = -1) -> Ints:
    """An array of one integer, -1 (absent) unless stated."""
    return np.full(shape, value, dtype=np.int64)
