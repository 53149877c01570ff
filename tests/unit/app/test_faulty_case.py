"""A case that cannot be read is still looked at, and mended in the page."""

import pytest

from desks import laid_out, served
from detente.app.editing import digest
from detente.app.view import pages


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    import httpx

    desk = laid_out(tmp_path_factory.mktemp("broken"))
    file = desk.cases["small"] / "case.yaml"
    file.write_text(file.read_text().replace("as_of: 2023-06-30", "as_of: soon"))
    with served(desk) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield desk, client


@pytest.mark.parametrize("page", [page.name for page in pages()])
def test_every_page_opens(broken, page):
    _, client = broken
    answer = client.get(f"/cases/small/{page}")
    assert answer.status_code == 200
    if page in ("files", "inputs", "what-if"):
        assert "case.yaml:5" in answer.text


def test_it_is_mended_in_the_page_and_the_run_is_still_there(broken):
    desk, client = broken
    assert "The case has changed since this run" in client.get("/cases/small/signposts").text
    file = desk.cases["small"] / "case.yaml"
    text = file.read_text()
    fields = {
        "token": desk.token,
        "file": "case.yaml",
        "text": text.replace("as_of: soon", "as_of: 2023-06-30"),
        "mark": digest(text),
    }
    assert client.post("/cases/small/file", data=fields).status_code == 303
    assert "This is the case as its files stand now" in client.get("/cases/small/signposts").text
    file.write_text(text)
