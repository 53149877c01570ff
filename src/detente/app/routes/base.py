"""The contract of a file of routes, and what all of them need: the desk, a sight of a case, a form that is our own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.app.desk import Desk, Display
from detente.app.pages.base import Sight
from detente.app.security import MOST_BYTES, is_own
from detente.core.errors import ParameterError
from detente.workspace import StoredRun

MOST_FIELDS = 600
MOST_TEXT = 20_000
"""Characters of one field of a form; a file's text has a bound of its own."""

Routes = Callable[[FastAPI], None]


def desk_of(request: Request) -> Desk:
    """The server's desk."""
    desk: Desk = request.app.state.desk
    return desk


def sight_of(request: Request, case: str, *, with_run: bool = True) -> Sight:
    """A case, and the run of it that is asked for: the newest unless `?run=` names another.

    Raises
    ------
    HTTPException : 404 where there is no such case or run.
    """
    desk = desk_of(request)
    if case not in desk.cases:
        raise HTTPException(404, f"No case is called {case[:60]!r} here.")
    runs = desk.finished(case)
    asked = {key: value for key, value in request.query_params.items() if len(value) <= 500}
    display = _display(desk, runs, asked.get("run")) if with_run else None
    return Sight(desk, case, desk.standing(case), runs, display, asked)


def _display(desk: Desk, runs: tuple[StoredRun, ...], name: str | None) -> Display | None:
    if name is not None:
        chosen = next((run for run in runs if run.folder.name == name), None)
        if chosen is None:
            raise HTTPException(404, f"No finished run is called {name[:80]!r}.")
        return desk.display(chosen)
    newest = next((run for run in runs if "study.json" in run.files), None)
    return desk.display(newest) if newest is not None else None


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one of our own forms."""

    fields: FormData

    def text(self, name: str, default: str = "", *, most: int = MOST_TEXT) -> str:
        """One field; the default where it is missing or empty.

        Raises
        ------
        ParameterError : it is too long, or no text.
        """
        held = self.fields.get(name)
        if held is None or held == "":
            return default
        if not isinstance(held, str) or len(held) > most or "\x00" in held:
            raise ParameterError(name, "a field that is too long or no text", f"at most {most:,} characters")
        return held.strip() if most == MOST_TEXT else held

    def texts(self, name: str) -> tuple[str, ...]:
        """All fields of a name that are not empty."""
        held = [one.strip() for one in self.fields.getlist(name) if isinstance(one, str)]
        return tuple(one for one in held if one)[:MOST_FIELDS]

    def whole(self, name: str) -> int | None:
        """A whole number, or None where nothing was written.

        Raises
        ------
        ParameterError : it is no whole number.
        """
        text = self.text(name)
        if not text:
            return None
        try:
            return int(text.replace(",", "").replace(" ", ""))
        except ValueError:
            raise ParameterError(name, repr(text[:40]), "a whole number", "write it in digits") from None

    def file(self, name: str) -> UploadFile | None:
        """An uploaded file."""
        held = self.fields.get(name)
        return held if isinstance(held, UploadFile) else None

    def mapping(self) -> Mapping[str, str]:
        """All text fields by name; of several, the last."""
        return {
            name: value.strip()[:MOST_TEXT] for name, value in self.fields.items() if isinstance(value, str)
        }


async def own_form(request: Request) -> Form:
    """The form of a request, which must carry this server's secret.

    Raises
    ------
    HTTPException : 403 where it does not, 400 where the form cannot be read.
    """
    try:
        fields = await request.form(max_files=2, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    except HTTPException:
        raise
    except (ValueError, UnicodeDecodeError) as error:
        raise HTTPException(400, "The form cannot be read.") from error
    token = fields.get("token")
    if not is_own(token if isinstance(token, str) else None, desk_of(request).token):
        await fields.close()
        raise HTTPException(
            403, "The form does not come from this workbench, or is of another server: reload its page."
        )
    return Form(fields)


def go(address: str, request: Request) -> Response:
    """Lead the browser on, whether it or htmx has asked."""
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)
