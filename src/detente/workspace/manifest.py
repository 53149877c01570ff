"""How a result was made, so that it can be made again to the byte."""

from shlex import quote

from detente.core.case import Case
from detente.core.explanation import Explanation
from detente.core.projection import Settings
from detente.core.study import Manifest
from detente.core.wording import DEFAULT
from detente.workspace.fingerprint import hashes, run_name, versions
from detente.workspace.folder import CONFLICT, CaseFolder
from detente.workspace.methods import methods


def make_manifest(folder: CaseFolder, case: Case, settings: Settings, explanation: Explanation) -> Manifest:
    """The manifest of a run.

    Parameters
    ----------
    folder : the files the case was read from.
    settings : what the run was asked for.
    explanation : tells which methods were used.
    """
    inputs = hashes(folder.files)
    return Manifest(
        case=case.case,
        run=run_name(case.case, inputs, settings, case.wording),
        command=command(case, settings, worded=_states_wording(folder)),
        seed=settings.seed,
        worlds=settings.worlds,
        as_of=settings.as_of,
        mode=settings.mode,
        inputs=inputs,
        versions=versions(),
        methods=methods(case, explanation, has_conflict=CONFLICT in folder.files),
        wording=case.wording,
    )


def _states_wording(folder: CaseFolder) -> bool:
    lines = (line for content in folder.files.values() for line in content.splitlines())
    return any(line.startswith(b"wording:") for line in lines)


def command(case: Case, settings: Settings, *, worded: bool = False) -> str:
    """The command that repeats a run.

    The case stands in it by its id, found in a folder of that name here or under `cases`: no path of one
    machine gets into a result, and the same inputs give the same bytes wherever they lie.

    Parameters
    ----------
    worded : whether the case's files state a wording, which the command then overrides with the run's.
    """
    words = ["detente", "run", case.case, "--worlds", str(settings.worlds), "--seed", str(settings.seed)]
    if settings.as_of != case.as_of:
        words += ["--as-of", settings.as_of.isoformat()]
    if settings.mode == "hindcast":
        words.append("--hindcast")
    if worded or case.wording != DEFAULT:
        words += ["--wording", case.wording]
    return " ".join(quote(word) for word in words)
