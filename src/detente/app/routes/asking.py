"""Routes of what-ifs: check a change as it is typed, run it, look at the answer, save and compare branches."""

from dataclasses import replace

from fastapi import FastAPI, Request
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.app.asking import answered, ask, ask_beside, edits_of, refusal
from detente.app.differences import as_option, rows_beside, rows_of
from detente.app.pages.base import Sight
from detente.app.routes.base import Form, go, own_form, sight_of
from detente.app.view import frame, page_of, render
from detente.charts import Figure, differences
from detente.core.case import Case
from detente.core.explanation import Counterfactual, Explanation
from detente.report.pictures import framed
from detente.workbench import SideBySide
from detente.workspace import CaseBranch, read_branch, write_branch

ROWS = 3
"""Dials that one form may move."""


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/what-if", response_class=Response)(run)
    app.post("/cases/{case}/what-if/check", response_class=Response)(check)
    app.get("/cases/{case}/what-if/{asked}", response_class=Response)(answer)
    app.post("/cases/{case}/branches", response_class=Response)(save)
    app.post("/cases/{case}/branches/compare", response_class=Response)(compare)
    app.post("/cases/{case}/branches/{branch}/run", response_class=Response)(run_branch)


def changes_in(form: Form) -> tuple[str, ...]:
    """The edits that a form asks for, as they would be written on a command line."""
    found = [*form.texts("edit"), *(f"drop:{one}" for one in form.texts("drop"))]
    found += [f"branch:{one}" for one in form.texts("branch")]
    for row in range(1, ROWS + 1):
        path, value, day = (form.text(f"{name}{row}") for name in ("path", "value", "day"))
        if path or value:
            found.append(f"set:{path}={value}{f'@{day}' if day else ''}")
    what, to, on = form.text("moves"), form.text("moves_to"), form.text("moves_on")
    if what or to:
        found.append(f"set:{what}={to}{f'@{on}' if on else ''}")
    collective, role, who = form.text("collective"), form.text("role"), form.text("who")
    if collective:
        found.append(f"set:institution.{collective}.{role}={who or 'nobody'}")
    return tuple(dict.fromkeys([*found, *(f"without:{one}" for one in form.texts("without"))]))


async def run(request: Request, case: str) -> Response:
    """Run the changes of the form, or save them as a branch first."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    texts = changes_in(form)
    job = await run_in_threadpool(
        ask, sight.desk, case, texts, worlds=form.whole("worlds"), seed=form.whole("seed")
    )
    return go(f"/jobs/{job.id}", request)


async def check(request: Request, case: str) -> Response:
    """Whether the changes of the form can be, told while they are typed."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    held = _case(sight)
    rows = [(text, refusal(held, text)) for text in changes_in(form)]
    return render("changes.html", rows=rows)


def answer(request: Request, case: str, asked: str) -> Response:
    """A what-if that was answered."""
    sight = sight_of(request, case)
    found = answered(sight.desk, asked)
    if found is None or found.case != case:
        raise HTTPException(404, "There is no such answer; ask again.")
    told = frame(sight, page_of("what-if"), asked=found, answer=found.answer, as_option=as_option)
    if isinstance(found.answer, SideBySide):
        return render("beside.html", **told, rows=rows_beside(sight.case, found.answer))
    drawn = _pictures(sight, found.answer)
    return render("answer.html", **told, rows=rows_of(sight.case, found.answer), drawn=drawn)


def _pictures(sight: Sight, answer: Counterfactual) -> tuple[tuple[Figure, Markup], ...]:
    """The differences as the report draws them, where a run gives the study they are drawn with."""
    if sight.display is None:
        return ()
    study = replace(sight.display.shown.study, explanation=Explanation(counterfactuals=(answer,)))
    figures = differences.CHART.draw(study)
    return tuple((one, Markup(framed(one, sight.desk.renderer().svg(one)))) for one in figures)


async def save(request: Request, case: str) -> Response:
    """Save the changes of a form as a named branch."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    texts = changes_in(form)
    edits_of(_case(sight), texts)
    write_branch(sight.desk.cases[case], CaseBranch(form.text("name"), form.text("why"), texts))
    return go(f"/cases/{case}/what-if#branches", request)


async def run_branch(request: Request, case: str, branch: str) -> Response:
    """Run a saved branch."""
    await own_form(request)
    sight = sight_of(request, case, with_run=False)
    held = read_branch(sight.desk.cases[case], branch)
    job = await run_in_threadpool(ask, sight.desk, case, held.edits)
    return go(f"/jobs/{job.id}", request)


async def compare(request: Request, case: str) -> Response:
    """Run two branches side by side."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    job = await run_in_threadpool(
        ask_beside, sight.desk, case, form.text("first"), form.text("second"), worlds=form.whole("worlds")
    )
    return go(f"/jobs/{job.id}", request)


def _case(sight: Sight) -> Case:
    if sight.standing.faults is not None:
        raise sight.standing.faults
    assert sight.case is not None
    return sight.case


ROUTES = routes
