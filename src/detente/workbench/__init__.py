"""The whole product wired together: a case on the bench, and what may be asked of it."""

from detente.workbench.bench import RUNS, Workbench, load
from detente.workbench.outputs import outputs
from detente.workbench.since import CAUSES, Answered, Since, since
from detente.workbench.versions import Change, Moved, Versions, changes, compare_versions

__all__ = [
    "CAUSES",
    "RUNS",
    "Answered",
    "Change",
    "Moved",
    "Since",
    "Versions",
    "Workbench",
    "changes",
    "compare_versions",
    "load",
    "outputs",
    "since",
]
