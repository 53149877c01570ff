"""Every page and every file of routes keeps its family's contract."""

import pytest
from fastapi import FastAPI

from detente.app.pages.base import Page
from detente.app.view import GROUPS, pages, templates
from detente.core.family import members

FILES = members("detente.app.pages", "PAGE", Page)


@pytest.mark.parametrize("file", FILES)
def test_a_page_has_an_address_of_its_own_and_a_template(file):
    page = FILES[file]
    assert page.name == file.replace("_", "-")
    assert page.group in GROUPS
    assert page.says.endswith(".")
    templates().get_template(f"pages/{page.name}.html")


def test_places_and_anchors_are_given_once():
    places = [(page.group, page.order) for page in FILES.values()]
    assert len(set(places)) == len(places)
    anchors = [anchor for page in FILES.values() for anchor in page.anchors]
    assert len(set(anchors)) == len(anchors)


def test_the_menu_holds_what_the_plan_asks_for():
    assert {page.name for page in pages()} >= {
        "overview", "timeline", "actors", "pressures", "projection", "why", "what-if", "deal-room", "evidence", "signposts",
        "challenge", "questions", "downloads", "cite",
    }  # fmt: skip


@pytest.mark.parametrize("file", members("detente.app.routes", "ROUTES"))
def test_routes_add_addresses_that_no_other_file_has(file):
    held = {}
    for name, add in members("detente.app.routes", "ROUTES").items():
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        add(app)
        held[name] = {(route.path, method) for route in app.routes for method in route.methods}
    assert held[file]
    assert all(not held[file] & other for name, other in held.items() if name != file)
