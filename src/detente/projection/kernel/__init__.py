"""The projection compiled: the same steps as `reference`, strip of worlds by strip, for two cores and ten thousand worlds.

How these functions are written: each takes only the groups of arrays it needs, puts them in locals, and loops over worlds
inside. Passing whole plans from function to function costs a reference count per array and call, which is what the time went to
when it was tried; and it made compilation last minutes.
"""

from detente.projection.kernel.world import copied, in_rooms, run

__all__ = ["copied", "in_rooms", "run"]
