"""What stands before every page: whose requests are answered, how large they may be, and what a page may load."""

import hmac
import os
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from detente.case.yaml_tree import LARGEST_FILE

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MOST_BYTES = LARGEST_FILE + 200_000
"""Bytes of a request's body: one file of a case, and the form around it."""
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Answers requests of this machine's own pages, and refuses all others.

    A page of another site can make a browser send requests to loopback, and a name of its own can be made to
    point there: the `Host` header tells the second, `Origin` and `Sec-Fetch-Site` the first.
    """

    def __init__(self, app: App, *, hosts: Iterable[str] = (), most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in (*LOOPBACK, *hosts))
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        bounded = _Bounded(receive, self._most_bytes)
        is_begun = False

        async def guarded(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                own = {key.lower() for key, _ in message["headers"]}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in own]
                # What reads the body may answer for itself: the reason stays that it was too large.
                status = 413 if bounded.is_over else message["status"]
                message = {**message, "status": status, "headers": [*message["headers"], *more]}
            await send(message)

        try:
            await self._app(scope, bounded, guarded)
        except _TooLargeError:
            if not is_begun:
                await _refuse(send, 413, f"A request may have at most {self._most_bytes:,} bytes.")

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return 421, "This server answers requests to its own address only."
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return 400, "The length of the request is no number."
        if int(length) > self._most_bytes:
            return 413, f"A request may have at most {self._most_bytes:,} bytes."
        if method in SAFE:
            return None
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if site is not None and site not in ("same-origin", "none"):
            return 403, "This request came from a page of another site."
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "This request came from a page of another site."
        return None


def _name(host: str) -> str:
    """A host without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


class _TooLargeError(Exception):
    """The body of a request is larger than allowed."""


class _Bounded:
    """Reads a request's body, and no more of it than allowed."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    @property
    def is_over(self) -> bool:
        """Whether more was sent than allowed."""
        return self._left < 0

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self.is_over:
                raise _TooLargeError
        return message


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = {**HEADERS, "content-type": "text/plain; charset=utf-8"}
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": f"{text}\n".encode()})


def token_at(file: Path) -> str:
    """The secret that this server's own forms carry; kept, so that a form outlives a restart.

    The file is readable by its owner only. Where it cannot be kept, the secret lasts as long as the server.
    """
    try:
        held = file.read_text("ascii").strip()
        if len(held) >= 32:
            return held
    except (OSError, ValueError):
        pass
    made = token_urlsafe(32)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(made)
    except OSError:
        pass
    return made


def is_own(given: str | None, token: str) -> bool:
    """Whether a form carries this server's secret."""
    return given is not None and hmac.compare_digest(given.encode(), token.encode())
