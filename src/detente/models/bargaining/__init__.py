"""Bargaining models: where parties with stated positions settle one issue, or several."""

from detente.core.family import member, names
from detente.models.bargaining._settle import bargain, choose, outcomes
from detente.models.bargaining.base import BargainingModel

__all__ = ["BargainingModel", "bargain", "choose", "model", "model_names", "outcomes"]


def model_names() -> tuple[str, ...]:
    """Names of all models, found by listing this folder."""
    return names(__name__)


def model(name: str) -> BargainingModel:
    """One model by name.

    Raises
    ------
    ParameterError : no such model.
    """
    found: BargainingModel = member(__name__, "MODEL", name)
    return found
