"""Pages are fetched over HTTP only, and given up where they are too large, too slow or not there."""

import gzip
import time

import pytest

import documents
from detente.core.errors import WorkspaceError
from detente.sources import fetching, open_articles
from servers import send, served


def test_a_page_becomes_a_document_with_its_address():
    def answer(handler):
        if handler.path == "/moved":
            handler.send_response(302)
            handler.send_header("Location", "/2030/catch-falls")
            handler.end_headers()
        else:
            send(handler, documents.PAGE.encode(), Content_Type="text/html; charset=utf-8")

    with served(answer) as address:
        (one,) = open_articles([f"{address}/moved"])
    assert one.kind == "HTML"
    assert one.document.url == f"{address}/2030/catch-falls"
    assert one.document.id == "moved"
    assert one.document.publisher == "North Sea Courier"


def test_the_server_says_what_it_sends():
    text = "Norway met Iceland. “Fine”, said Grétar.".encode("cp1252")
    with served(lambda handler: send(handler, text, Content_Type="text/plain; charset=cp1252")) as address:
        (one,) = open_articles([f"{address}/a"])
    assert "“Fine”" in one.document.text
    assert one.document.publisher == "127.0.0.1"
    assert one.notes == ()


def test_compressed_pages_are_unpacked_within_bounds():
    page = gzip.compress(documents.PAGE.encode())
    with served(
        lambda handler: send(handler, page, Content_Type="text/html", Content_Encoding="gzip")
    ) as address:
        assert b"Iceland rejected" in fetching.fetch(f"{address}/").content
    flood = gzip.compress(b" " * 40_000_000)
    with (
        served(
            lambda handler: send(handler, flood, Content_Type="text/html", Content_Encoding="gzip")
        ) as address,
        pytest.raises(WorkspaceError, match="16 MB"),
    ):
        fetching.fetch(f"{address}/")


def test_an_endless_page_is_given_up():
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"Norway met Iceland. " * 50_000)

    with served(answer) as address, pytest.raises(WorkspaceError, match="16 MB"):
        fetching.fetch(f"{address}/")


@pytest.mark.parametrize("drip", [False, True], ids=["silent", "dripping"])
def test_a_slow_server_is_given_up(drip):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(20):
            time.sleep(0.1)
            if drip:
                handler.wfile.write(b".")
                handler.wfile.flush()

    began = time.monotonic()
    with served(answer) as address, pytest.raises(WorkspaceError, match="longer than"):
        fetching.fetch(f"{address}/", seconds=0.2)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (404, {}),
        (500, {}),
        (302, {"Location": "file:///etc/hosts"}),
        (302, {"Location": "ftp://127.0.0.1/a"}),
        (302, {"Location": "/"}),
    ],
    ids=["absent", "failing", "to a file", "to ftp", "in a circle"],
)
def test_what_is_no_page_is_refused(status, headers):
    with (
        served(lambda handler: send(handler, b"", status=status, **headers)) as address,
        pytest.raises(WorkspaceError) as caught,
    ):
        fetching.fetch(f"{address}/")
    assert caught.value.mend


def test_an_address_without_a_server_is_refused():
    with pytest.raises(WorkspaceError, match="refused"):
        fetching.fetch("http://127.0.0.1:9/")
    with pytest.raises(WorkspaceError, match="host"):
        fetching.fetch("http://")
