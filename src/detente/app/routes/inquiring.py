"""Routes of inquiries: begin one."""

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from detente.app.inquiring import inquire
from detente.app.routes.base import go, own_form, sight_of


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/inquiries", response_class=Response)(begin)


async def begin(request: Request, case: str) -> Response:
    """Begin an inquiry."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    job = await run_in_threadpool(inquire, sight.desk, case, form.text("kind"), form.text("of"))
    return go(f"/jobs/{job.id}", request)


ROUTES = routes
