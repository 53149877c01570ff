"""How every kernel is compiled: cached on disk, without the interpreter's lock, divisions as numpy has them."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function at its first call and keep the result beside the package."""
    kernel: Callable[..., Any] = njit(function, cache=True, nogil=True, error_model="numpy")
    return kernel


def part(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `compiled`, for what only other kernels call: without the doors to Python, which take long to compile.

    Python must not call it: there is no door, and the process falls.
    """
    doors: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    kernel: Callable[..., Any] = njit(function, cache=True, nogil=True, error_model="numpy", **doors)
    return kernel
