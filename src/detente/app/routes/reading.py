"""Routes that only read: the list of cases, every page of a case, figures, and files of a run to take along."""

import json
from pathlib import PurePosixPath
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.app.pages.base import Page, Sight
from detente.app.routes.base import desk_of, sight_of
from detente.app.view import frame, page_of, pages, render
from detente.charts import Figure
from detente.core.errors import DetenteError
from detente.report.page import stylesheet
from detente.report.pictures import framed
from detente.workspace import csv_text, parquet_of, stored_run

KINDS = {
    ".css": "text/css", ".csv": "text/csv", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html", ".json": "application/json", ".parquet": "application/vnd.apache.parquet", ".svg": "image/svg+xml",
    ".yaml": "text/yaml",
}  # fmt: skip

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "sandbox allow-popups"
)
"""Of a report shown on its own: it brings its styles inside, and may hold no script."""


def routes(app: FastAPI) -> None:
    """Add them."""
    app.get("/", response_class=Response)(home)
    app.get("/report.css", response_class=Response)(report_css)
    app.get("/cases/{case}", response_class=Response)(front)
    app.get("/cases/{case}/figures/{name}", response_class=Response)(figure)
    app.get("/cases/{case}/runs/{run}/{path:path}", response_class=Response)(run_file)
    app.get("/cases/{case}/parquet/{run}/{table}", response_class=Response)(parquet)
    app.get("/cases/{case}/{page}", response_class=Response)(page)


def home(request: Request) -> Response:
    """All cases; the case itself where there is only one."""
    desk = desk_of(request)
    if len(desk.cases) == 1:
        return RedirectResponse(f"/cases/{next(iter(desk.cases))}/overview", 303)
    rows = []
    for name in desk.cases:
        standing = desk.standing(name)
        held = standing.file.case if standing.file is not None else None
        rows.append({"name": name, "case": held, "runs": desk.finished(name)})
    return render("home.html", cases=rows, title="Cases")


def report_css() -> Response:
    """The report's own style sheet, which pages share."""
    return Response(str(stylesheet()), media_type="text/css", headers={"cache-control": "max-age=60"})


def front(request: Request, case: str) -> Response:
    """A case without a page: its overview."""
    sight_of(request, case, with_run=False)
    return RedirectResponse(f"/cases/{case}/overview", 303)


def page(request: Request, case: str, page: str) -> Response:
    """One page of a case."""
    found = page_of(page)
    if found is None:
        raise HTTPException(404, f"There are the pages {', '.join(one.name for one in pages())}.")
    return show(request, case, found)


def show(request: Request, case: str, found: Page, status: int = 200, **named: Any) -> Response:
    """A page, or what stands in its way: no run yet, a run that cannot be shown, or faults in the case."""
    why = ""
    try:
        sight = sight_of(request, case)
    except DetenteError as error:
        why = str(error)
        sight = sight_of(request, case, with_run=False)
    if found.needs == "run" and sight.display is None:
        return render("no_run.html", 200, **frame(sight, found, why=why))
    if found.needs == "case" and sight.case is None:
        return render("faults.html", 200, **frame(sight, found))
    told = frame(sight, found, **found.gather(sight))
    return render(f"pages/{found.name}.html", status, **{**told, **named})


def figure(request: Request, case: str, name: str) -> Response:
    """One figure of a run: its spec for the browser to draw, its picture, or its table."""
    sight = sight_of(request, case)
    stem, _, kind = name.rpartition(".")
    found = _figure(sight, stem)
    if found is None or sight.display is None or kind not in ("json", "csv", "svg"):
        raise HTTPException(404, "There is no such figure; its kinds are json, csv and svg.")
    if kind == "json":
        text = json.dumps(found.spec, allow_nan=False)
    elif kind == "csv":
        text = csv_text(found.table)
    else:
        drawn = sight.display.pictures.get(found.key) or sight.desk.renderer().svg(found)
        text = framed(found, drawn)
    headers = {"cache-control": "private, max-age=3600"}
    if kind != "json":
        headers["content-disposition"] = f'attachment; filename="{found.key}.{kind}"'
    return Response(text, media_type=KINDS[f".{kind}"], headers=headers)


def _figure(sight: Sight, key: str) -> Figure | None:
    if sight.display is None:
        return None
    rows = sight.display.shown.figures.values()
    return next((figure for row in rows for figure in row if figure.key == key), None)


def run_file(request: Request, case: str, run: str, path: str) -> Response:
    """A file of a finished run, if the run's manifest names it: so no path can lead elsewhere."""
    sight = sight_of(request, case, with_run=False)
    chosen = next((one for one in sight.runs if one.folder.name == run), None)
    if chosen is None:
        raise HTTPException(404, "There is no such run.")
    name = PurePosixPath(path).name
    if path == "manifest.json":
        content = (chosen.folder / path).read_bytes()
    elif path in chosen.files and stored_run(chosen.folder) is not None:
        content = chosen.read(path)
    else:
        raise HTTPException(404, "The run holds no such file.")
    kind = KINDS.get(PurePosixPath(path).suffix, "application/octet-stream")
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    if path == "report.html" and "show" in request.query_params:
        # The report brings its own policy and styles, and no script.
        headers = {"content-security-policy": REPORT_POLICY}
    return Response(content, media_type=kind, headers=headers)


def parquet(request: Request, case: str, run: str, table: str) -> Response:
    """A table of a finished run as Parquet."""
    sight = sight_of(request, case, with_run=False)
    chosen = next((one for one in sight.runs if one.folder.name == run), None)
    name = f"tables/{table.removesuffix('.parquet')}.csv"
    if chosen is None or not table.endswith(".parquet") or name not in chosen.files:
        raise HTTPException(404, "The run holds no such table.")
    headers = {"content-disposition": f'attachment; filename="{table}"'}
    return Response(parquet_of(chosen.read(name)), media_type=KINDS[".parquet"], headers=headers)


ROUTES = routes
