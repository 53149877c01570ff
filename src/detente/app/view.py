"""How pages are rendered: the report's templates and filters, with each section on a page of its own."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse

from detente.app.pages.base import Page, Sight
from detente.charts import PALETTE, Figure
from detente.core.family import members
from detente.report.page import context, environment
from detente.workspace import StoredRun, written_at

GROUPS = ("Read", "Ask", "Change", "Take along")


@cache
def pages() -> tuple[Page, ...]:
    """All pages of a case, in the menu's order."""
    return tuple(
        sorted(
            members("detente.app.pages", "PAGE", Page).values(),
            key=lambda page: (GROUPS.index(page.group), page.order),
        )
    )


@cache
def templates() -> Environment:
    """Templates of the workbench, which may include those of the report."""
    loader = ChoiceLoader([PackageLoader("detente.app"), PackageLoader("detente.report")])
    env = environment().overlay(loader=loader)
    env.globals = {**env.globals, "palette": PALETTE}
    env.filters = {**environment().filters, "clock": _clock, "seconds": _seconds}
    return env


def warm_templates() -> None:
    """Compile all templates beforehand."""
    for name in templates().list_templates(extensions=["html"]):
        templates().get_template(name)


def page_of(name: str) -> Page | None:
    """The page of a name, or None."""
    return next((page for page in pages() if page.name == name), None)


def render(
    template: str, status: int = 200, headers: Mapping[str, str] | None = None, **named: Any
) -> HTMLResponse:
    """One template as a response."""
    text = templates().get_template(template).render(**named)
    return HTMLResponse(text, status, headers=dict(headers or {}))


def frame(sight: Sight, page: Page | None, **named: Any) -> dict[str, Any]:
    """What every page of a case names: menu, runs, and of the run shown all that the report names."""
    told: dict[str, Any] = {
        "sight": sight,
        "page": page,
        "pages": pages(),
        "groups": GROUPS,
        "token": sight.desk.token,
        "jobs": sight.desk.jobs.all(),
        "runs": sight.runs,
        "run_label": run_label,
        "title": page.title if page is not None else "",
    }
    if sight.display is not None:
        told |= shown_context(sight)
    elif sight.case is not None:
        told["case"] = sight.case
    return {**told, **named}


def shown_context(sight: Sight) -> dict[str, Any]:
    """The report's context, with anchors that lead to the page that holds them."""
    display = sight.display
    assert display is not None

    def svg(figure: Figure) -> str:
        return display.pictures.get(figure.key) or sight.desk.renderer().svg(figure)

    def at(anchor: str) -> str:
        return address_of(sight, anchor)

    told = context(display.shown, svg, at=at)
    still: Callable[..., Markup] = told["picture"]  # type: ignore[assignment]

    def picture(figure: Figure, place: str = "") -> Markup:
        """The picture, before it a place where the browser may draw a livelier one, and what may be taken along."""
        address = sight.address(f"figures/{quote(figure.key)}")
        stem, _, query = address.partition("?")
        links = {kind: f"{stem}.{kind}{'?' if query else ''}{query}" for kind in ("json", "svg", "csv")}
        return Markup(
            '<div class="plot" hidden data-spec="{json}" role="img" aria-label="{told}"></div>'
            '<div class="still">{still}</div>'
            '<p class="take">Take along: <a href="{svg}" download>picture<span class="unseen"> of {title}</span></a>, '
            '<a href="{csv}" download>table<span class="unseen"> of {title}</span></a></p>'
        ).format(still=still(figure, place), told=figure.alternative, title=figure.title, **links)

    return {**told, "picture": picture}


def address_of(sight: Sight, anchor: str) -> str:
    """The page that holds an anchor, with the anchor; the longest beginning that fits wins."""
    fits = [(len(head), page) for page in pages() for head in page.anchors if anchor.startswith(head)]
    if not fits:
        return f"#{anchor}"
    return f"{sight.address(max(fits, key=lambda fit: fit[0])[1].name)}#{anchor}"


def run_label(run: StoredRun) -> str:
    """A run in a line of a list."""
    told = run.manifest
    when = datetime.fromtimestamp(written_at(run), UTC)
    mode = ", hindcast" if told["mode"] == "hindcast" else ""
    made = f"{told['worlds']:,} worlds, seed {told['seed']}, as of {told['as_of']}{mode}"
    return f"{when:%d %b %Y %H:%M} UTC · {made} · {told['run']}"


def _clock(when: str) -> str:
    return datetime.fromisoformat(when).strftime("%d %b %Y %H:%M UTC")


def _seconds(count: float) -> str:
    return f"{count:.0f} s" if count < 90 else f"{count / 60:.0f} min"
