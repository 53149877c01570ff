"""The whole product wired together: a case on the bench, and what may be asked of it."""

from detente.workbench.bench import RUNS, Workbench, load
from detente.workbench.outputs import outputs
from detente.workbench.versions import Change, Moved, Versions, changes, compare_versions

__all__ = [
    "RUNS",
    "Change",
    "Moved",
    "Versions",
    "Workbench",
    "changes",
    "compare_versions",
    "load",
    "outputs",
]
