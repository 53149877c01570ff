"""Runs as jobs: what `detente run` does, with progress, a stop, and a place for failures."""

from datetime import UTC, datetime

from detente.app.desk import Desk
from detente.app.jobs import Job
from detente.core.projection import Settings
from detente.workbench import Workbench, load
from detente.workspace import hashes, keep_failure, refuse_to_overwrite, run_name

SHARES = {"worlds": (0.0, 0.1), "answers": (0.1, 0.3), "explanation": (0.3, 0.85)}
"""Parts of a run and their share of its time, as measured on the flagship; the rest is writing."""


def run_case(
    desk: Desk,
    case: str,
    *,
    worlds: int | None = None,
    seed: int | None = None,
    as_of: str | None = None,
    hindcast: bool = False,
) -> Job:
    """Begin a run of a case as its files stand now.

    Raises
    ------
    ParameterError : a setting lies outside what is allowed.
    CaseError : the files hold faults.
    RunError : too many jobs wait.
    """
    bench = load(desk.cases[case])
    settings = bench.settings(worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast)

    def failed(job: Job, message: str) -> None:
        keep_failure(desk.runs, bench.folder, settings, message, datetime.now(UTC))

    def work(job: Job) -> str:
        return _made(desk, case, bench, settings, job)

    return desk.jobs.submit(f"Run {bench.case.title}", work, failed=failed)


def _made(desk: Desk, case: str, bench: Workbench, settings: Settings, job: Job) -> str:
    folder = desk.runs / run_name(bench.case.case, hashes(bench.folder.files), settings, bench.case.wording)
    refuse_to_overwrite(folder)
    bench.draw_ahead()
    try:
        bench.project(
            worlds=settings.worlds,
            seed=settings.seed,
            as_of=settings.as_of,
            hindcast=settings.mode == "hindcast",
            progress=job.part("simulating worlds", *SHARES["worlds"]),
            stop=job.stop,
        )
        bench.answer(progress=job.part("answering questions", *SHARES["answers"]), stop=job.stop)
        explaining = job.part("explaining", *SHARES["explanation"])
        bench.explain(progress=lambda _, done, total: explaining(done, total), stop=job.stop)
        job.at("writing", SHARES["explanation"][1])
        bench.write(folder)
    finally:
        bench.close()
    return f"/cases/{case}/overview?run={folder.name}"
