"""Engines: what carries the shards of a sweep to workers and brings the rows back. The rows are the same on each."""

from detente.core.family import member, names
from detente.sweeps.engines.base import Crew, Engine


def engine_names() -> tuple[str, ...]:
    """Names of all engines, found by listing this folder."""
    return names(__name__)


def engine(name: str) -> Engine:
    """One engine by name.

    Raises
    ------
    ParameterError : no such engine.
    """
    found: Engine = member(__name__, "ENGINE", name)
    return found


__all__ = ["Crew", "Engine", "engine", "engine_names"]
