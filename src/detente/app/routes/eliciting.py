"""Routes of elicitation: infer a number from answers, and show it before it is written."""

from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from detente.app.editing import restated, texts_of, written_at
from detente.app.pages.base import Sight
from detente.app.pages.elicit import PAGE
from detente.app.routes.base import own_form, sight_of
from detente.app.view import frame, render
from detente.case import leaves
from detente.case.rewrite import as_yaml
from detente.core.errors import DetenteError, ParameterError
from detente.core.naming import input_name
from detente.elicitation import Asked, Inferred, forms_for, with_provenance


def routes(app: FastAPI) -> None:
    """Add them."""
    app.post("/cases/{case}/elicit", response_class=Response)(infer)


async def infer(request: Request, case: str) -> Response:
    """What follows from the answers of a form."""
    form = await own_form(request)
    sight = sight_of(request, case)
    if sight.standing.faults is not None:
        raise sight.standing.faults
    assert sight.case is not None
    path, name, said = form.text("path"), form.text("form"), form.mapping()
    leaf = next((leaf for leaf in leaves(sight.case) if leaf.path == path), None)
    if leaf is None:
        raise ParameterError("input", repr(path[:80]), "an input of the case", "choose one of the list")
    fit = forms_for(leaf.parameter.name)
    if name not in fit:
        raise ParameterError("form", repr(name[:40]), ", ".join(fit), "choose one of them")
    told: dict[str, Any] = {
        **PAGE.gather(sight),
        "path": path,
        "leaf": leaf,
        "fit": fit,
        "chosen": name,
        "said": said,
    }
    told["input"] = input_name(sight.case, path)
    try:
        found = await run_in_threadpool(fit[name].infer, said, leaf.parameter.name)
        line = as_yaml(with_provenance(fit[name], found))
        told |= {"found": found, "line": line, **_as_written(sight, path, fit[name], found)}
    except DetenteError as error:
        return render("pages/elicit.html", 422, **frame(sight, PAGE, **told, refused=str(error)))
    return render("pages/elicit.html", **frame(sight, PAGE, **told))


def _as_written(sight: Sight, path: str, form: Asked, found: Inferred) -> dict[str, Any]:
    texts = texts_of(sight.desk, sight.name)
    file, _ = restated(texts, path, with_provenance(form, found))
    return {"seen": written_at(texts, path), "file": file}


ROUTES = routes
