"""How the kernels over series are compiled: kept on disk, without the interpreter's lock, divisions as numpy has them."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function at its first call and keep the result beside the package."""
    kernel: Callable[..., Any] = njit(function, cache=True, nogil=True, error_model="numpy")
    return kernel
