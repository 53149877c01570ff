"""How every kernel is compiled: cached on disk, without the interpreter's lock, divisions as numpy has them."""

# mypy: allow-untyped-defs
from numba import njit


def compiled(function):
    """Compile a function at its first call and keep the result beside the package."""
    return njit(function, cache=True, nogil=True, error_model="numpy")
