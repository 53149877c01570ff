"""A page from the web: bounded in size, time and turns, over HTTP only."""

import http.client
import socket
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from detente.core.errors import WorkspaceError
from detente.sources.articles.base import LARGEST_FILE

SECONDS = 20.0
"""Seconds without a byte, and a third of the seconds in all, after which a page is given up."""
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: the address it came from in the end, its bytes, and what the server says they are."""

    url: str
    content: bytes
    media_type: str | None
    encoding: str | None


def is_address(text: str) -> bool:
    """Whether an argument is an address on the web and not a file.

    Examples
    --------
    >>> is_address("https://news.example/a"), is_address("a.html"), is_address("file:///etc/hosts")
    (True, False, False)
    """
    return text.lower().startswith(("http://", "https://"))


def fetch(url: str, *, seconds: float = SECONDS) -> Page:
    """Fetch a page.

    Raises
    ------
    WorkspaceError : there is no such page, or it is too large or too slow.
    """
    if not urlsplit(url).hostname:
        raise WorkspaceError(url, "an address without a host", "an address such as https://host/page")
    request = Request(
        url, headers={"User-Agent": "detente (reader of articles)", "Accept-Encoding": "identity, gzip"}
    )
    ends = time.monotonic() + 3 * seconds
    try:
        with _opener().open(request, timeout=seconds) as answer:
            content = _within_bounds(url, answer, ends)
            headers: Message = answer.headers
            return Page(answer.geturl(), content, headers.get_content_type(), headers.get_content_charset())
    except HTTPError as error:
        error.close()
        raise _failed(url, f"the server's answer {error.code} ({error.reason})") from error
    except TimeoutError as error:
        raise _slow(url, seconds) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _slow(url, seconds) from error
        raise _failed(url, _told(error.reason)) from error
    except (http.client.HTTPException, zlib.error, OSError, ValueError) as error:
        raise _failed(url, _told(error)) from error


def _opener() -> OpenerDirector:
    """An opener that knows HTTP and nothing else: no `file:` and no `ftp:`, not even by a redirection."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _within_bounds(url: str, answer: http.client.HTTPResponse, ends: float) -> bytes:
    unpack = zlib.decompressobj(31) if answer.headers.get("Content-Encoding", "").lower() == "gzip" else None
    content = bytearray()
    while piece := answer.read1(_PIECE):
        if time.monotonic() > ends:
            raise TimeoutError
        content += unpack.decompress(piece, LARGEST_FILE + 1 - len(content)) if unpack else piece
        if len(content) > LARGEST_FILE:
            raise WorkspaceError(
                url,
                f"more than {LARGEST_FILE / 1e6:g} MB",
                f"an article of at most {LARGEST_FILE / 1e6:g} MB",
                "save the article itself as .txt and give that",
            )
    return bytes(content)


def _told(reason: object) -> str:
    if isinstance(reason, socket.gaierror):
        return "no such host, or no network"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return " ".join(str(reason).split())[:120] or type(reason).__name__


def _failed(url: str, found: str) -> WorkspaceError:
    return WorkspaceError(
        url, found, "a page that can be fetched", "save the page from a browser and give the file"
    )


def _slow(url: str, seconds: float) -> WorkspaceError:
    return _failed(url, f"a server that takes longer than {seconds:g} seconds")
