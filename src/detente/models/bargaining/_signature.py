"""The one signature of compiled twins, so that a kernel takes any of them."""

from numba import float64

SOLVER = float64(float64[::1], float64[::1], float64[::1], float64)
"""Positions, capabilities and saliences of the parties, and the reversion -> the outcome."""
