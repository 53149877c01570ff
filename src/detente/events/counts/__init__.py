"""Projections of counts: how many events of a kind the next weeks bring."""

from detente.core.family import member, names
from detente.events.counts._coming import ComingCounts, coming_counts
from detente.events.counts._fit import Fitted, fit, projected
from detente.events.counts.base import CountModel

DEFAULT = "autoregression"
"""The projection that is told unless another is asked for."""

__all__ = [
    "DEFAULT",
    "ComingCounts",
    "CountModel",
    "Fitted",
    "coming_counts",
    "count_model",
    "count_model_names",
    "fit",
    "projected",
]


def count_model_names() -> tuple[str, ...]:
    """Names of all projections, found by listing this folder."""
    return names(__name__)


def count_model(name: str) -> CountModel:
    """One projection by name.

    Raises
    ------
    ParameterError : no such projection.
    """
    found: CountModel = member(__name__, "MODEL", name)
    return found
