"""Routes of the conflict graph: judge a form, check it as it is filled in, take it along as a file, and store it when asked."""

from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from detente.app.conflicting import OptionRow, PreferenceRow, Said, answered, text_of, understood
from detente.app.editing import ConflictError, save_conflict
from detente.app.pages.conflict import PAGE, with_rows
from detente.app.routes.base import Form, go, own_form, sight_of
from detente.app.view import frame, render
from detente.case.yaml_tree import LARGEST_FILE
from detente.core.errors import CaseError
from detente.workspace.folder import CONFLICT

MOST_OPTIONS, MOST_MAKERS = 60, 30


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/conflict", response_class=Response)(look)
    app.post("/cases/{case}/conflict/check", response_class=Response)(check)
    app.post("/cases/{case}/conflict/conflict.yaml", response_class=Response)(take)
    app.post("/cases/{case}/conflict/store", response_class=Response)(store)


async def look(request: Request, case: str) -> Response:
    """See what holds; or the form again, with rows for what it has just named, or with all that is wrong."""
    form = await own_form(request)
    said = _said(form)
    if form.text("rows"):
        return await _shown(request, case, form, said, 200)
    graph, faults = await run_in_threadpool(understood, said)
    answer = None
    if graph is not None:
        answer, faults = await run_in_threadpool(answered, graph, said)
    return await _shown(request, case, form, said, 422 if faults else 200, faults=faults, answer=answer)


async def check(request: Request, case: str) -> Response:
    """Whether the form can be judged, told while it is filled in."""
    form = await own_form(request)
    sight_of(request, case, with_run=False)
    graph, faults = await run_in_threadpool(understood, _said(form))
    if graph is None:
        return render("told.html", title="", text="", faults=faults)
    return render("good.html", text=f"This can be judged: {graph.states:,} states that can be.")


async def take(request: Request, case: str) -> Response:
    """The form as a file, once it holds no fault."""
    form = await own_form(request)
    said = _said(form)
    graph, faults = await run_in_threadpool(understood, replace(said))
    if graph is None:
        return await _shown(request, case, form, said, 422, faults=faults)
    headers = {"content-disposition": f'attachment; filename="{CONFLICT}"'}
    return Response(text_of(said)[0], media_type="application/yaml; charset=utf-8", headers=headers)


async def store(request: Request, case: str) -> Response:
    """Write the form as the case's conflict."""
    form = await own_form(request)
    said = _said(form)
    sight = sight_of(request, case, with_run=False)
    graph, faults = await run_in_threadpool(understood, said)
    if graph is None:
        return await _shown(request, case, form, said, 422, faults=faults)
    write = partial(save_conflict, sight.desk, case, text_of(said)[0], seen=form.text("mark"))
    try:
        await run_in_threadpool(write)
    except CaseError as error:
        return await _shown(request, case, form, said, 422, faults=tuple(map(str, error.faults)))
    except ConflictError as error:
        told = f"{error} Load what stands there now, or download yours first."
        return await _shown(request, case, form, said, 409, faults=(told,))
    return go(f"/cases/{case}/conflict?saved=1", request)


async def _shown(request: Request, case: str, form: Form, said: Said, status: int, **named: Any) -> Response:
    sight = sight_of(request, case, with_run=False)
    told = {**PAGE.gather(sight), "broken": (), "saved": "", **named}
    told |= {"said": with_rows(said), "mark": form.text("mark")}
    return render("pages/conflict.html", status, **frame(sight, PAGE, **told))


def _said(form: Form) -> Said:
    """The form as filled in; rows that are empty throughout are left out."""
    options = [
        OptionRow(
            *(
                _line(form, f"option-{index}-{name}")
                for name in ("name", "owner", "moves", "issue", "evidence")
            )
        )
        for index in range(MOST_OPTIONS)
        if any(form.text(f"option-{index}-{name}") for name in ("name", "owner"))
    ]
    preferences = [
        PreferenceRow(
            _line(form, f"pref-{index}-maker"),
            _line(form, f"pref-{index}-form"),
            _text(form, f"pref-{index}-text"),
            _text(form, f"pref-{index}-unknown"),
            _line(form, f"pref-{index}-evidence"),
            _line(form, f"pref-{index}-assumed"),
        )
        for index in range(MOST_MAKERS)
        if form.text(f"pref-{index}-maker") and not form.text(f"pref-{index}-drop")
    ]
    return Said(
        title=_line(form, "title"),
        makers=_text(form, "makers"),
        options=tuple(options),
        infeasible=_text(form, "infeasible"),
        status_quo=_line(form, "status_quo"),
        preferences=tuple(preferences),
        more=_text(form, "more"),
        why=_line(form, "why"),
        inverse=_line(form, "inverse"),
        by=_line(form, "by"),
        firm=_line(form, "firm"),
    )


def _line(form: Form, name: str) -> str:
    return " ".join(form.text(name).split())


def _text(form: Form, name: str) -> str:
    return form.text(name, most=LARGEST_FILE).replace("\r\n", "\n").strip("\n")


ROUTES = routes
