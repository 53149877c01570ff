"""Named branches of a case: what-if edits kept in `branches/<name>.yaml` below the case's folder.

A branch is a list of edits and no copy of the case: it follows the case as that changes, and says where an edit has lost its
object.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from detente.case.yaml_tree import read_tree
from detente.core.errors import CaseError, ParameterError, WorkspaceError
from detente.workspace.whole import write_file

FOLDER = "branches"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
MOST_EDITS = 60


@dataclass(frozen=True, slots=True)
class CaseBranch:
    """A branch: its name, why it is there, and its edits as `drop:X`, `branch:E=B`, `set:K=V@D` or `without:M`."""

    name: str
    why: str
    edits: tuple[str, ...]


def branches(case: Path) -> tuple[CaseBranch, ...]:
    """The branches of a case that can be read, by name."""
    found = []
    for file in sorted((case / FOLDER).glob("*.yaml")):
        try:
            found.append(read_branch(case, file.stem))
        except (CaseError, WorkspaceError, ParameterError):
            continue
    return tuple(found)


def read_branch(case: Path, name: str) -> CaseBranch:
    """One branch of a case.

    Raises
    ------
    ParameterError : the name cannot be one.
    WorkspaceError : there is no such branch, or its file has another form.
    CaseError : its file is not YAML.
    """
    file = _file(case, name)
    try:
        tree = read_tree(f"{FOLDER}/{file.name}", file.read_bytes())
    except OSError as error:
        known = ", ".join(one.stem for one in (case / FOLDER).glob("*.yaml")) or "there is none"
        raise WorkspaceError(f"{FOLDER}/{file.name}", "no such branch", known, "save one first") from error
    if tree.faults:
        raise CaseError(tree.faults)
    held = tree.content
    edits = held.get("edits") if isinstance(held, dict) else None
    if not isinstance(edits, list) or not all(isinstance(one, str) for one in edits):
        raise WorkspaceError(
            f"{FOLDER}/{file.name}", "another form", "`why:` and a list of `edits:`", "save the branch anew"
        )
    return CaseBranch(name, str(held.get("why") or ""), tuple(edits[:MOST_EDITS]))


def write_branch(case: Path, branch: CaseBranch) -> Path:
    """Save a branch; one of the same name is replaced.

    Raises
    ------
    ParameterError : the name cannot be one, or there is nothing to save.
    WorkspaceError : it cannot be written.
    """
    import json

    file = _file(case, branch.name)
    if not 0 < len(branch.edits) <= MOST_EDITS:
        raise ParameterError(
            "edits", f"{len(branch.edits)} edits", f"1 to {MOST_EDITS}", "change something first"
        )
    # JSON's strings are YAML's as well, and need no further care about quotes.
    lines = [f"why: {json.dumps(branch.why, ensure_ascii=False)}", "edits:"]
    lines += [f"  - {json.dumps(edit, ensure_ascii=False)}" for edit in branch.edits]
    write_file(file, "\n".join(lines) + "\n")
    return file


def _file(case: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        allowed = "a name of small letters, digits, `-` and `_`, 40 at most"
        mend = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-")[:40] or "harder-line"
        raise ParameterError("branch", repr(name[:60]), allowed, f"write {mend}")
    return case / FOLDER / f"{name}.yaml"
