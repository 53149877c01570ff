"""The folder on disk: cases are read from it, runs are written to it whole or not at all."""

from detente.workspace.additions import add_file, difference
from detente.workspace.branches import CaseBranch, branches, read_branch, write_branch
from detente.workspace.drafts import WORKING, refuse_to_overwrite_draft, write_draft
from detente.workspace.fingerprint import hashes, run_name, versions
from detente.workspace.folder import (
    CaseFolder,
    find_folder,
    folders_of_cases,
    load_case,
    open_folder,
    read_files,
    write_new,
)
from detente.workspace.manifest import command, make_manifest
from detente.workspace.methods import methods
from detente.workspace.parquet import parquet_of
from detente.workspace.runs import MANIFEST, StoredRun, refuse_to_overwrite, stored_run, write_run
from detente.workspace.shelf import FailedRun, failed_runs, finished_runs, keep_failure, written_at
from detente.workspace.texts import csv_text, json_text
from detente.workspace.whole import rewrite, write_file

__all__ = [
    "MANIFEST",
    "WORKING",
    "CaseBranch",
    "CaseFolder",
    "FailedRun",
    "StoredRun",
    "add_file",
    "branches",
    "command",
    "csv_text",
    "difference",
    "failed_runs",
    "find_folder",
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
    "read_files",
    "refuse_to_overwrite",
    "refuse_to_overwrite_draft",
    "rewrite",
    "run_name",
    "stored_run",
    "versions",
    "write_branch",
    "write_draft",
    "write_file",
    "write_new",
    "write_run",
    "written_at",
]
