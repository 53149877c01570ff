"""From a case to a plan: every typed number becomes a quantity to draw, every dial an index."""

from detente.projection.compile.compiled import Compiled, compile_case

__all__ = ["Compiled", "compile_case"]
