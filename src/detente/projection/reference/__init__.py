"""The projection in plain numpy over worlds: slower than the kernels, and what they are held equal to."""

from detente.projection.reference.world import run

__all__ = ["run"]
