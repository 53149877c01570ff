"""The application put together: guard, routes, static files, and what becomes of an error."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from detente.app import routes
from detente.app.desk import Desk
from detente.app.security import Guard
from detente.app.view import render
from detente.core.errors import CaseError, DetenteError
from detente.core.family import members

STATIC = Path(__file__).parent / "static"


def make_app(desk: Desk) -> FastAPI:
    """The workbench over a desk, as an ASGI application.

    Parameters
    ----------
    desk : cases, runs and jobs; closed when the application ends.
    """

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        Thread(target=desk.warm, daemon=True).start()
        yield
        desk.close()

    app = FastAPI(
        title="Detente",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=living,
    )
    app.state.desk = desk
    for add in members(routes.__name__, "ROUTES").values():
        add(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(DetenteError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(Guard, hosts=desk.hosts)
    return app


def _refused(request: Request, error: Exception) -> Response:
    faults = error.faults if isinstance(error, CaseError) else ()
    return _told(request, 422, "That cannot be done", str(error), faults=faults)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    titles = {404: "No such page", 403: "Not from here", 405: "Not that way", 413: "Too large"}
    response = _told(
        request, error.status_code, titles.get(error.status_code, "That cannot be done"), error.detail
    )
    response.headers.update(error.headers or {})
    return response


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    lines = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()]
    return _told(request, 422, "That cannot be read", "\n".join(lines))


def _told(request: Request, status: int, title: str, text: str, **more: Any) -> HTMLResponse:
    template = "told.html" if request.headers.get("hx-request") else "error.html"
    return render(template, status, title=title, text=text, faults=more.get("faults", ()))
