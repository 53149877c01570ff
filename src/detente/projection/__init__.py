"""Projection: compile a case to arrays, run its worlds, and read questions off them."""

from detente.projection.rules import first_step, holds, measure
from detente.projection.run import project

__all__ = ["first_step", "holds", "measure", "project"]
