"""From the text of a case's files to the case: read, checked, audited, edited, described."""

from detente.case.audit import audit, audit_json, fault_json, origins
from detente.case.edit import (
    ChooseBranch,
    ChooseModel,
    DropEvent,
    Edit,
    Install,
    SetInput,
    WithoutMechanism,
    apply_edits,
    touches_past,
)
from detente.case.leaves import Input, leaves, resolved
from detente.case.load import MODELS, CaseFile, read_case
from detente.case.parse_edit import parse_branch, parse_drop, parse_edit, parse_set
from detente.case.paths import Reading, dial, input_at, reading, readings
from detente.case.scaffold import scaffold
from detente.case.schema import schema
from detente.case.yaml_tree import Place

__all__ = [
    "MODELS",
    "CaseFile",
    "ChooseBranch",
    "ChooseModel",
    "DropEvent",
    "Edit",
    "Input",
    "Install",
    "Place",
    "Reading",
    "SetInput",
    "WithoutMechanism",
    "apply_edits",
    "audit",
    "audit_json",
    "dial",
    "fault_json",
    "input_at",
    "leaves",
    "origins",
    "parse_branch",
    "parse_drop",
    "parse_edit",
    "parse_set",
    "read_case",
    "reading",
    "readings",
    "resolved",
    "scaffold",
    "schema",
    "touches_past",
]
