"""The server itself: loopback sockets in, and an end that does not wait for streams of progress."""

import socket

import uvicorn

from detente.app.application import make_app
from detente.app.desk import Desk


class Server(uvicorn.Server):
    """A server over a desk, whose jobs are stopped and streams closed as soon as it is told to end."""

    def __init__(self, desk: Desk, *, log_level: str = "warning") -> None:
        # No access log: addresses of pages name cases and branches, and nobody asked for a record of them.
        super().__init__(
            uvicorn.Config(
                make_app(desk),
                port=0,
                log_level=log_level,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=3,
            )
        )
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        self._desk.jobs.close()
        await super().shutdown(sockets)
