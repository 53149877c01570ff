"""The folder on disk: cases are read from it, runs are written to it whole or not at all."""

from detente.workspace.additions import add_file, difference
from detente.workspace.drafts import WORKING, refuse_to_overwrite_draft, write_draft
from detente.workspace.fingerprint import hashes, run_name, versions
from detente.workspace.folder import CaseFolder, find_folder, load_case, open_folder, write_new
from detente.workspace.manifest import command, make_manifest
from detente.workspace.methods import methods
from detente.workspace.runs import MANIFEST, StoredRun, refuse_to_overwrite, stored_run, write_run
from detente.workspace.texts import csv_text, json_text
from detente.workspace.whole import rewrite

__all__ = [
    "MANIFEST",
    "WORKING",
    "CaseFolder",
    "StoredRun",
    "add_file",
    "command",
    "csv_text",
    "difference",
    "find_folder",
    "hashes",
    "json_text",
    "load_case",
    "make_manifest",
    "methods",
    "open_folder",
    "refuse_to_overwrite",
    "refuse_to_overwrite_draft",
    "rewrite",
    "run_name",
    "stored_run",
    "versions",
    "write_draft",
    "write_new",
    "write_run",
]
