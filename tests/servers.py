"""HTTP servers on this machine for tests: pages, and a language model that speaks the protocol, well or badly."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def served(answer: Answer) -> Iterator[str]:
    """A server that answers every request so; its address without a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # whoever asked may have given up, which is what some tests want
            with suppress(BrokenPipeError, ConnectionResetError):
                answer(self)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, content: bytes, *, status: int = 200, **headers: str) -> None:
    """An answer with its length."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


class Model:
    """A language model that answers what it is told to, in turn, and remembers what it was asked.

    Each of `script` is a text to answer, a status to fail with, seconds to wait before failing to answer, or a function
    from the numbered sentences of the passage to the text.
    """

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", 0))
        asked = json.loads(handler.rfile.read(length))
        self.asked.append(asked)
        self.keys.append(handler.headers.get("Authorization"))
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, int):
            send(
                handler,
                b'{"error": {"message": "no, for sk-secret"}}',
                status=step,
                Content_Type="application/json",
            )
            return
        if isinstance(step, float):
            time.sleep(step)
            step = ""
        if callable(step):
            step = step(sentences_in(asked["messages"][1]["content"]))
        told = {
            "id": "one",
            "object": "chat.completion",
            "created": 0,
            "model": asked["model"],
            "choices": [
                {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": step}}
            ],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
        send(handler, json.dumps(told).encode(), Content_Type="application/json")


def sentences_in(prompt: str) -> dict[int, str]:
    """Numbered sentences of a prompt."""
    body = prompt.partition("<article>\n")[2].partition("\n</article>")[0]
    found = {}
    for line in body.split("\n"):
        number, bracket, text = line.removeprefix("[").partition("] ")
        if bracket and number.isdigit():
            found[int(number)] = text
    return found


SAID = {
    "hedge": "asserted", "hedge_quote": None, "negated": False, "denied": False, "conditional": False, "future": False,
    "possible": False, "speaker_quote": None, "quantifier": None, "origin": None,
}  # fmt: skip


def actor(quote: str, name: str, code: str, kind: str = "state") -> dict[str, Any]:
    """An actor as a model answers it."""
    return {"quote": quote, "name": name, "code": code, "kind": kind}


def event(
    sentence: int, trigger: str, source: Any, target: Any, type: str = "CONSULT", **more: Any
) -> dict[str, Any]:
    """An event as a model answers it."""
    told = {
        "sentence": sentence,
        "type": type,
        "trigger": trigger,
        "source": source,
        "target": target,
        "when": None,
    }
    return {**SAID, **told, **more}


def claim(
    sentence: int, cue: str, says: str, actors: Any, kind: str = "stance", **more: Any
) -> dict[str, Any]:
    """A claim as a model answers it."""
    told = {
        "sentence": sentence, "kind": kind, "cue": cue, "says": says, "actors": actors, "about": None,
        "direction": "neutral", "stage": None, "form": None, "when": None,
    }  # fmt: skip
    return {**SAID, **told, **more}


def answered(events: Any = (), claims: Any = ()) -> str:
    """An answer as a model gives it."""
    return json.dumps({"events": list(events), "claims": list(claims)})
