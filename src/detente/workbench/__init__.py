"""The whole product wired together: a case on the bench, and what may be asked of it."""

from detente.case.changes import Change, changes
from detente.workbench.bench import RUNS, Workbench, load
from detente.workbench.outputs import outputs
from detente.workbench.side_by_side import Beside, SideBySide, side_by_side
from detente.workbench.since import CAUSES, Answered, Since, since
from detente.workbench.versions import Moved, Versions, compare_versions

__all__ = [
    "CAUSES",
    "RUNS",
    "Answered",
    "Beside",
    "Change",
    "Moved",
    "SideBySide",
    "Since",
    "Versions",
    "Workbench",
    "changes",
    "compare_versions",
    "load",
    "outputs",
    "side_by_side",
    "since",
]
