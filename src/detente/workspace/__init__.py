"""The folder on disk: cases are read from it, runs are written to it whole or not at all."""

from detente.workspace.additions import add_file, difference
from detente.workspace.fingerprint import hashes, run_name, versions
from detente.workspace.folder import CaseFolder, found_folder, load_case, open_folder, write_new
from detente.workspace.manifest import command, make_manifest
from detente.workspace.methods import methods
from detente.workspace.runs import MANIFEST, StoredRun, refuse_to_overwrite, stored_run, write_run
from detente.workspace.texts import csv_text, json_text

__all__ = [
    "MANIFEST",
    "CaseFolder",
    "StoredRun",
    "add_file",
    "command",
    "csv_text",
    "difference",
    "found_folder",
    "hashes",
    "json_text",
    "load_case",
    "make_manifest",
    "methods",
    "open_folder",
    "refuse_to_overwrite",
    "run_name",
    "stored_run",
    "versions",
    "write_new",
    "write_run",
]
