"""Detente: has an actor shifted, what moved it, and what comes next.

Examples
--------
>>> import detente
>>> bench = detente.load("cases/iran-2024")  # doctest: +SKIP
>>> bench.project(worlds=2_000, seed=7)  # doctest: +SKIP
>>> bench.report("report.html")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.workbench import Workbench, load

    __version__: str

__all__ = ["Workbench", "__version__", "load"]


def __getattr__(name: str) -> object:
    """Public names on first use, so that importing the package stays cheap."""
    if name in ("Workbench", "load"):
        from detente import workbench

        return getattr(workbench, name)
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("detente")
        except PackageNotFoundError:
            return "0 (not installed)"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, for those who look around."""
    return __all__
