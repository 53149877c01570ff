"""Routes of runs: begin one, look at its progress, cancel it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from detente.app.jobs import Job
from detente.app.making import run_case
from detente.app.routes.base import desk_of, go, own_form, sight_of
from detente.app.view import render

BEAT = 0.15
"""Seconds between two looks at a job whose progress is told."""
LONGEST = 3600.0
"""Seconds after which a stream of progress ends; the browser opens it anew."""


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/runs", response_class=Response)(begin)
    app.get("/jobs", response_class=Response)(all_jobs)
    app.get("/jobs/{job}", response_class=Response)(one_job)
    app.get("/jobs/{job}/state")(state)
    app.get("/jobs/{job}/events", response_class=StreamingResponse)(events)
    app.post("/jobs/{job}/cancel", response_class=Response)(cancel)


async def begin(request: Request, case: str) -> Response:
    """Begin a run of a case as its files stand now."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    if sight.standing.faults is not None:
        raise sight.standing.faults
    job = run_case(
        sight.desk,
        case,
        worlds=form.whole("worlds"),
        seed=form.whole("seed"),
        as_of=form.text("as_of") or None,
        hindcast=form.text("hindcast") == "yes",
    )
    return go(f"/jobs/{job.id}", request)


def all_jobs(request: Request) -> Response:
    """All jobs of this server, and the failed runs that were kept."""
    desk = desk_of(request)
    failed = [run for name in desk.cases for run in desk.failed(name)]
    return render(
        "jobs.html",
        title="Runs and other jobs",
        jobs=desk.jobs.all(),
        failed=failed,
        token=desk.token,
        cases=tuple(desk.cases),
    )


def one_job(request: Request, job: str) -> Response:
    """One job, with its progress."""
    found = _job(request, job)
    desk = desk_of(request)
    return render("job.html", title=found.title, job=found, token=desk.token, cases=tuple(desk.cases))


def state(request: Request, job: str) -> JSONResponse:
    """One job as JSON."""
    return JSONResponse(_job(request, job).told())


def events(request: Request, job: str) -> StreamingResponse:
    """A job's progress as server-sent events, until it is over."""
    found = _job(request, job)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_progress(request, found), media_type="text/event-stream", headers=headers)


async def _progress(request: Request, job: Job) -> AsyncIterator[str]:
    told, ends = "", time.monotonic() + LONGEST
    jobs = desk_of(request).jobs
    while time.monotonic() < ends and not jobs.is_closed and not await request.is_disconnected():
        is_over = job.is_over
        now = json.dumps(job.told())
        if now != told:
            yield f"event: {'over' if is_over else 'progress'}\ndata: {now}\n\n"
            told = now
        if is_over:
            return
        await asyncio.sleep(BEAT)


async def cancel(request: Request, job: str) -> Response:
    """Stop a job."""
    await own_form(request)
    found = _job(request, job)
    desk_of(request).jobs.cancel(found)
    return go(f"/jobs/{found.id}", request)


def _job(request: Request, id: str) -> Job:
    found = desk_of(request).jobs.job(id)
    if found is None:
        raise HTTPException(
            404, "There is no such job; after a restart, finished runs are found on their case's pages."
        )
    return found


ROUTES = routes
