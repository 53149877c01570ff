"""The main job, step by step, with what it tells while it lasts."""

import json
from pathlib import Path
from typing import Any

from detente.cli._asked import with_wording
from detente.cli._options import whole
from detente.cli._progress import announce_compiling, counted, stage
from detente.core.audit import Audit
from detente.core.case import Case
from detente.core.errors import CaseError, RunError
from detente.core.projection import Settings
from detente.core.scorecard import Scorecard
from detente.core.wording import DEFAULT
from detente.report import stored_study
from detente.workbench import RUNS, Workbench, outputs
from detente.workbench.record import Record
from detente.workspace import StoredRun, hashes, refuse_to_overwrite, run_name, versions

REPORT, RESULTS, STUDY = "report.html", "results.json", "study.json"


def projected(bench: Workbench, settings: Settings) -> None:
    """Project a case, so that the bench can answer and explain."""
    announce_compiling()
    with counted("Worlds") as progress:
        bench.project(
            worlds=settings.worlds,
            seed=settings.seed,
            as_of=settings.as_of,
            hindcast=settings.mode == "hindcast",
            workers=settings.workers,
            progress=progress,
        )


def explained(bench: Workbench, settings: Settings) -> None:
    """Project, answer and explain a case."""
    projected(bench, settings)
    with counted("Answering") as progress:
        bench.answer(progress=progress)
    with counted("Explaining") as progress:
        bench.explain(progress=progress and (lambda _, done, total: progress(done, total)))


def made(
    bench: Workbench,
    settings: Settings,
    out: Path | None,
    *,
    report: bool = True,
    brief: bool = False,
    results: bool = True,
    final: bool = False,
) -> Path:
    """A run's folder, written whole; it is refused before the work where it may not be written.

    Parameters
    ----------
    final : refuse what may not be signed, before anything is written.
    """
    case = bench.case
    folder = out or Path(RUNS) / run_name(case.case, hashes(bench.folder.files), settings, bench.case.wording)
    refuse_to_overwrite(folder)
    if report:
        bench.draw_ahead()
    explained(bench, settings)
    if final:
        _refuse_unfinished(bench)
    with stage("Writing"):
        return bench.write(folder, report=report, brief=brief, results=results)


def _scores_of(run: StoredRun, case: Case) -> Scorecard | None:
    """What the case's ledger told when a run was made; a later one would tell otherwise."""
    if STUDY not in run.files:
        return None
    try:
        return stored_study(run.read(STUDY), case).study.scores
    except RunError:  # another version wrote it: whether its results still hold is told by comparing them
        return None


def _refuse_unfinished(bench: Workbench) -> None:
    from detente.report.final import refuse_unfinished

    try:
        refuse_unfinished(bench.study(), bench.file)
    except CaseError:
        bench.close()
        raise


def made_again(run: StoredRun, out: Path, *, brief: bool, workers: str | None, final: bool = False) -> Path:
    """A finished run's report or brief, from the run's own copy of its case.

    Raises
    ------
    RunError : the results come out otherwise than they are stored.
    """
    folder = run.case()
    file = folder.read()
    told = Record(scores=_scores_of(run, file.case), registered=run.manifest.get("registered"))
    bench = Workbench(folder, file, told)
    bench = with_wording(bench, run.manifest.get("wording", DEFAULT))
    stored = run.settings
    settings = bench.settings(
        worlds=stored.worlds,
        seed=stored.seed,
        as_of=stored.as_of,
        hindcast=stored.mode == "hindcast",
        workers=whole("--workers", workers),
    )
    refuse_to_overwrite(out)
    explained(bench, settings)
    _refuse_other_results(run, bench)
    if final:
        _refuse_unfinished(bench)
    with stage("Writing"):
        return bench.write(
            out, report=not brief or REPORT in run.files, brief=brief, results=RESULTS in run.files
        )


def _refuse_other_results(run: StoredRun, bench: Workbench) -> None:
    """Results alone tell, whatever the versions; where none are stored, versions must do."""
    now, then = versions(), run.manifest["versions"]
    other = [f"{name} {told} (here {now.get(name)})" for name, told in then.items() if now.get(name) != told]
    if RESULTS in run.files:
        found = outputs(bench.study(), report=False)[RESULTS]
        is_same = _bare(found) == _bare(run.read(RESULTS))
    else:
        is_same = not other
    if not is_same:
        cause = f", made by {', '.join(other)}" if other else ""
        raise RunError(
            str(run.folder),
            f"results that come out otherwise than here{cause}",
            "the results as they are stored",
            f"run the case anew: detente run {run.folder / 'case'}",
        )


def _bare(results: str | bytes) -> dict[str, Any]:
    """Results without the manifest in them."""
    return {key: value for key, value in json.loads(results).items() if key != "manifest"}


def most_telling_inputs(bench: Workbench, settings: Settings, audit: Audit) -> list[dict[str, Any]]:
    """The inputs that most deserve a source: what each moves when it is a fifth larger or smaller."""
    from detente.explanation import most_telling, what_matters

    with counted("Inputs") as progress:
        swings = what_matters(bench.case, settings, least=0.0, progress=progress)
    leaves = {leaf.path: leaf for leaf in audit.leaves}
    found = []
    for swing in most_telling(swings):
        leaf = leaves.get(swing.path)
        rests = {"stated": leaf.stated, "footing": leaf.footing, "claims": list(leaf.claims)} if leaf else {}
        numbers = {name: round(getattr(swing, name), 4) for name in ("base", "down", "up", "size")}
        found.append({"path": swing.path, "name": swing.name, "of": swing.of, **numbers, **rests})
    return found
