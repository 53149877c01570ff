"""The folder on disk: cases are read from it, runs are written to it whole or not at all."""

from detente.workspace.branches import CaseBranch, branches, read_branch, write_branch
from detente.workspace.fingerprint import hashes, run_name, versions
from detente.workspace.folder import CaseFolder, folders_of_cases, load_case, open_folder, write_new
from detente.workspace.manifest import command, make_manifest
from detente.workspace.methods import methods
from detente.workspace.parquet import parquet_of
from detente.workspace.runs import MANIFEST, StoredRun, refuse_to_overwrite, stored_run, write_run
from detente.workspace.shelf import FailedRun, failed_runs, finished_runs, keep_failure, written_at
from detente.workspace.texts import csv_text, json_text, write_whole

__all__ = [
    "MANIFEST",
    "CaseBranch",
    "CaseFolder",
    "FailedRun",
    "StoredRun",
    "branches",
    "command",
    "csv_text",
    "failed_runs",
    "finished_runs",
    "folders_of_cases",
    "hashes",
    "json_text",
    "keep_failure",
    "load_case",
    "make_manifest",
    "methods",
    "open_folder",
    "parquet_of",
    "read_branch",
    "refuse_to_overwrite",
    "run_name",
    "stored_run",
    "versions",
    "write_branch",
    "write_new",
    "write_run",
    "write_whole",
    "written_at",
]
