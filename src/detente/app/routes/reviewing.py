"""Routes of judgement: an own forecast, an override with who and why, a rating of a claim."""

from datetime import UTC, datetime

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from detente.app.editing import save_entry
from detente.app.pages.base import Sight
from detente.app.reviewing import override, rate
from detente.app.routes.base import go, own_form, sight_of
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/own", response_class=Response)(own_forecast)
    app.post("/cases/{case}/override", response_class=Response)(overrule)
    app.post("/cases/{case}/rate", response_class=Response)(rating)


async def own_forecast(request: Request, case: str) -> Response:
    """Write the analyst's own forecast into the case, after which the model's is shown."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    name = _known(form.text("question"), _case(sight).questions, "question")
    question = _case(sight).questions[name]
    text = form.text("own").rstrip("% ").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise ParameterError("your forecast", repr(text[:20]), "a number", "write it in digits") from None
    stated = value if question.number is not None else value / 100
    await run_in_threadpool(save_entry, sight.desk, case, ("questions", name, "own_forecast"), stated)
    return go(f"/cases/{case}/questions#q-{name}", request)


async def overrule(request: Request, case: str) -> Response:
    """Keep a colleague's own answer with who and why."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    name = _known(form.text("question"), _case(sight).questions, "question")
    override(
        sight.desk.cases[case],
        name,
        form.text("chance"),
        form.text("who"),
        form.text("why"),
        datetime.now(UTC),
    )
    return go(f"/cases/{case}/challenge#overrides", request)


async def rating(request: Request, case: str) -> Response:
    """Keep a rating of a claim under an account."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    claim = _known(form.text("claim"), _case(sight).claims, "claim")
    account = _known(form.text("account"), _case(sight).accounts, "account")
    rate(sight.desk.cases[case], claim, account, form.text("rating"), datetime.now(UTC))
    return go(f"/cases/{case}/challenge#matrix", request)


def _case(sight: Sight) -> Case:
    if sight.standing.faults is not None:
        raise sight.standing.faults
    assert sight.case is not None
    return sight.case


def _known(name: str, held: "dict[str, object] | object", what: str) -> str:
    known = list(held) if isinstance(held, dict) else []
    if name not in known:
        near = nearest(name, known)
        raise ParameterError(what, repr(name[:60]), f"the id of a {what}", "" if near else "choose one", near)
    return name


ROUTES = routes
