"""Routes that change a case: an input, a file, an upload; check as typed, save, and undo."""

from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.app.editing import (
    ConflictError,
    Written,
    read,
    restated,
    save_file,
    save_value,
    shown,
    texts_of,
    undo,
    value_at,
    written_at,
)
from detente.app.pages.base import Sight
from detente.app.routes.base import Form, go, own_form, sight_of
from detente.app.stating import fields_of, stated_in
from detente.app.view import frame, page_of, render
from detente.case import leaves
from detente.case.yaml_tree import LARGEST_FILE
from detente.core.errors import CaseError, DetenteError, ParameterError
from detente.core.naming import input_name


def routes(app: FastAPI) -> None:
    """Add them."""
    app.get("/cases/{case}/input", response_class=Response)(one)
    app.post("/cases/{case}/input", response_class=Response)(save)
    app.post("/cases/{case}/input/check", response_class=Response)(check)
    app.post("/cases/{case}/file", response_class=Response)(save_text)
    app.post("/cases/{case}/file/check", response_class=Response)(check_text)
    app.post("/cases/{case}/file/upload", response_class=Response)(upload)
    app.post("/cases/{case}/undo", response_class=Response)(take_back)


def one(request: Request, case: str, path: str = "") -> Response:
    """The form of one input."""
    sight = sight_of(request, case)
    return render("input.html", **frame(sight, page_of("inputs"), **_input(sight, path)))


def _input(sight: Sight, path: str) -> dict[str, Any]:
    if sight.standing.faults is not None:
        raise sight.standing.faults
    case = sight.case
    assert case is not None
    leaf = next((leaf for leaf in leaves(case) if leaf.path == path), None)
    if leaf is None:
        raise HTTPException(404, f"No input is called {path[:80]!r}.")
    return {
        "path": path,
        "name": input_name(case, path),
        "leaf": leaf,
        "stated": fields_of(case, leaf),
        "seen": written_at(texts_of(sight.desk, sight.name), path),
        "claims": case.claims,
    }


async def check(request: Request, case: str) -> Response:
    """What would be written, and whether it can be."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    path = form.text("path")
    try:
        texts = texts_of(sight.desk, case)
        stated = stated_in(form, sight.case)
        file, text = restated(texts, path, stated)
    except CaseError as error:
        return render("told.html", title="", text="", faults=error.faults)
    except DetenteError as error:
        return render("told.html", title="", text=str(error), faults=())
    return render("good.html", text=f"{file} will hold: {value_at(text, {**texts, file: text}, path)}")


async def save(request: Request, case: str) -> Response:
    """Write an input."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    path = form.text("path")
    try:
        stated = stated_in(form, sight.case)
        await run_in_threadpool(save_value, sight.desk, case, path, stated, seen=form.text("seen"))
    except ConflictError as error:
        hidden = [(name, value) for name, value in form.mapping().items() if name not in ("token", "seen")]
        return _conflict(request, case, error, f"/cases/{case}/input", [*hidden, ("seen", error.theirs)])
    return go(f"/cases/{case}/inputs?find={path}&saved=1", request)


async def check_text(request: Request, case: str) -> Response:
    """Whether a file's text can be."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    texts = texts_of(sight.desk, case)
    file, text = form.text("file"), form.text("text", most=LARGEST_FILE).replace("\r\n", "\n")
    try:
        await run_in_threadpool(read, {**texts, file: text})
    except CaseError as error:
        return render("told.html", title="", text="", faults=error.faults)
    return render("good.html", text="This can be saved: the case holds no fault.")


async def save_text(request: Request, case: str) -> Response:
    """Write a file."""
    form = await own_form(request)
    return await _save(
        request, case, form, form.text("file"), form.text("text", most=LARGEST_FILE), form.text("mark")
    )


async def upload(request: Request, case: str) -> Response:
    """Write a file that was uploaded in the place of one of the same name."""
    form = await own_form(request)
    held = form.file("upload")
    name = held.filename if held is not None else ""
    content = await held.read(LARGEST_FILE + 1) if held is not None else b""
    await form.fields.close()
    if not name:
        raise ParameterError("upload", "no file", "a file of this case", "choose one first")
    if len(content) > LARGEST_FILE:
        raise ParameterError("upload", "a larger file", f"at most {LARGEST_FILE:,} bytes", "split the file")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise ParameterError("upload", "no text", "text in UTF-8", "save the file as UTF-8") from None
    return await _save(request, case, form, name, text, form.text("mark"))


async def _save(request: Request, case: str, form: Form, file: str, text: str, mark: str) -> Response:
    sight = sight_of(request, case, with_run=False)
    try:
        done: Written = await run_in_threadpool(save_file, sight.desk, case, file, text, seen=mark)
    except ConflictError as error:
        hidden = [("file", error.file), ("text", error.mine), ("mark", shown(error.theirs))]
        return _conflict(request, case, error, f"/cases/{case}/file", hidden)
    except CaseError as error:
        told = {
            "files": tuple(texts_of(sight.desk, case)),
            "file": file,
            "text": text,
            "mark": mark,
            "edits": (),
        }
        named = frame(sight_of(request, case, with_run=False), page_of("files"), **told, refused=error.faults)
        return render("pages/files.html", 422, **named)
    return go(f"/cases/{case}/files?file={done.file}&saved={'merged' if done.is_merged else '1'}", request)


async def take_back(request: Request, case: str) -> Response:
    """Undo the latest edit."""
    form = await own_form(request)
    sight = sight_of(request, case, with_run=False)
    back = form.text("back") if form.text("back") in ("inputs", "files", "elicit") else "inputs"
    try:
        last = await run_in_threadpool(undo, sight.desk, case)
    except ConflictError as error:
        return _conflict(request, case, error, "", [])
    query = f"file={last.file}&" if back == "files" else ""
    return go(f"/cases/{case}/{back}?{query}undone=1", request)


def _conflict(
    request: Request, case: str, error: ConflictError, action: str, hidden: list[tuple[str, str]]
) -> Response:
    sight = sight_of(request, case, with_run=False)
    told = frame(sight, page_of("files"), error=error, action=action, hidden=hidden)
    return render("conflict.html", 409, **told)


ROUTES = routes
