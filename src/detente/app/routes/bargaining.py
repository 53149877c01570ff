"""Routes of bargaining tables: check a form as it is filled in, settle it, look at the answer and take it along."""

from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.app.pages.bargain import PAGE
from detente.app.routes.base import Form, go, own_form, sight_of
from detente.app.routes.reading import KINDS
from detente.app.settled import issues_shown, left_out, outcomes_table
from detente.app.settling import NAME, Kept, Said, answered, begin, fields_of, understood
from detente.app.view import frame, render
from detente.case.yaml_tree import LARGEST_FILE
from detente.core.errors import Fault
from detente.workspace import csv_text, json_text


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/bargain", response_class=Response)(settle)
    app.post("/cases/{case}/bargain/check", response_class=Response)(check)
    app.get("/cases/{case}/bargain/{asked}", response_class=Response)(answer)
    app.get("/cases/{case}/bargain/{asked}/bargaining.{kind}", response_class=Response)(take)


async def settle(request: Request, case: str) -> Response:
    """Settle the table of a form, or show the form again with all that is wrong with it."""
    form = await own_form(request)
    sight = sight_of(request, case)
    said, unread = await _said(form)
    meant, faults = (None, unread) if unread else await run_in_threadpool(understood, said)
    if meant is None:
        told = frame(sight, PAGE, **{**PAGE.gather(sight), "said": said, "faults": faults})
        return render("pages/bargain.html", 422, **told)
    job = begin(sight.desk, case, said, meant)
    return go(f"/jobs/{job.id}", request)


async def check(request: Request, case: str) -> Response:
    """Whether the table of a form can be settled, told while it is typed."""
    form = await own_form(request)
    sight_of(request, case, with_run=False)
    said, unread = await _said(form)
    meant, faults = (None, unread) if unread else await run_in_threadpool(understood, said)
    if meant is None:
        return render("told.html", title="", text="", faults=faults)
    actors = sum(len(one.actors) for one in meant.found.tables)
    several = f" on {len(meant.found.issues)} issues" if len(meant.found.issues) > 1 else ""
    return render("good.html", text=f"This can be settled: {actors:,} stances{several}.")


def answer(request: Request, case: str, asked: str) -> Response:
    """A table that was settled, above the form it was asked with."""
    sight = sight_of(request, case)
    kept = _kept(request, case, asked)
    shown: dict[str, Any] = {
        "said": kept.said,
        "told": kept.told,
        "issues_shown": issues_shown(kept.told),
        "left_out": left_out(kept.told),
        "base": f"/cases/{case}/bargain/{asked}/bargaining",
    }
    return render("pages/bargain.html", **frame(sight, PAGE, **{**PAGE.gather(sight), **shown}))


def take(request: Request, case: str, asked: str, kind: str) -> Response:
    """An answer as JSON, as `detente bargain --json` prints it; or its outcomes as CSV."""
    kept = _kept(request, case, asked)
    if kind not in ("csv", "json"):
        raise HTTPException(404, "An answer may be taken along as csv or json.")
    text = json_text(kept.told) if kind == "json" else csv_text(outcomes_table(kept.told))
    headers = {"content-disposition": f'attachment; filename="bargaining.{kind}"'}
    return Response(text, media_type=KINDS[f".{kind}"], headers=headers)


def _kept(request: Request, case: str, asked: str) -> Kept:
    found = answered(sight_of(request, case, with_run=False).desk, asked)
    if found is None or found.case != case:
        raise HTTPException(404, "There is no such answer; settle the table again.")
    return found


async def _said(form: Form) -> tuple[Said, tuple[Fault, ...]]:
    """The form as filled in, with an uploaded file in the place of what was pasted; and why that cannot be read."""
    table, faults = form.text("table", most=LARGEST_FILE), list[Fault]()
    held = form.file("upload")
    if held is not None and held.filename:
        content = await held.read(LARGEST_FILE + 1)
        name = held.filename[:80]
        try:
            text = content.decode("utf-8-sig")
            if len(content) > LARGEST_FILE:
                faults.append(Fault(name, None, None, "", "a larger file", f"at most {LARGEST_FILE:,} bytes"))
            else:
                table = text
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            mend = "save the file as CSV in UTF-8"
            faults.append(Fault(name, line, None, "", "bytes that are no UTF-8", "text", mend=mend))
    await form.fields.close()
    table = table.replace("\r\n", "\n")
    said = fields_of(form.mapping(), form.texts("model"), table)
    if not table.strip() and not faults:
        mend = "paste one, choose a file, or load an issue of the case"
        faults.append(Fault(NAME, None, None, "", "no table", "a CSV table with a head", mend=mend))
    return said, tuple(faults)


ROUTES = routes
