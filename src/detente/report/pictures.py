"""Pictures: Vega-Lite specs become SVG that sits in a page and follows its colours.

They are drawn in a process of their own. The renderer holds the interpreter's lock while it draws, so that a
thread would stand in the way of everything else; a process fills the core that an explanation leaves idle.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from html import escape
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread

from detente.charts import PALETTE, Figure
from detente.charts.base import Spec
from detente.report import _draw

_TAG = re.compile(r"<[^>]+>")
_NOISE = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events|aria-hidden)="[^"]*"')
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')
_LONG = re.compile(r"(\d\.\d\d)\d+")
_ROOT = re.compile(r'^<svg[^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>')


class Pictures:
    """Figures drawn one after another beside other work, each spec once however often it is asked for.

    A picture hangs on its spec alone. So figures may be asked for early, when it is not yet known that they
    stand: one whose spec has changed since is drawn anew.
    """

    def __init__(self) -> None:
        self._drawn: dict[str, Future[str]] = {}
        self._waiting: SimpleQueue[Callable[[_Renderer], None] | None] = SimpleQueue()
        self._lock = Lock()
        Thread(target=self._work, args=(_Renderer(),), daemon=True).start()

    def ask(self, figures: Iterable[Figure]) -> None:
        """Begin to draw; returns at once."""
        for figure in figures:
            self._asked(figure)

    def ahead(self, figures: Callable[[], Iterable[Figure]]) -> None:
        """Begin to draw what is yet to be composed; returns at once.

        What fails while it is composed is left: it fails again where the figures are needed.
        """

        def compose(_: _Renderer) -> None:
            with suppress(Exception):
                self.ask(figures())

        self._waiting.put(compose)

    def svg(self, figure: Figure) -> str:
        """A figure's picture, waited for where it is not ready."""
        return self._asked(figure).result()

    def close(self) -> None:
        """End the renderer once all that was asked for is drawn; what is drawn stays at hand."""
        self._waiting.put(None)

    def _asked(self, figure: Figure) -> Future[str]:
        spec = json.dumps(figure.spec, allow_nan=False)
        with self._lock:
            if spec not in self._drawn:
                drawn = self._drawn[spec] = Future()
                self._waiting.put(lambda renderer: _into(drawn, renderer, spec))
            return self._drawn[spec]

    def _work(self, renderer: "_Renderer") -> None:
        while (job := self._waiting.get()) is not None:
            job(renderer)
        renderer.end()


def _into(drawn: Future[str], renderer: "_Renderer", spec: str) -> None:
    try:
        drawn.set_result(renderer.draw(spec))
    except Exception as error:  # noqa: BLE001  (raised where the picture is waited for)
        drawn.set_exception(error)


class _Renderer:
    """A process that draws; where none can be had, or it has ended, this one draws itself."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        command = [sys.executable, "-P", str(Path(_draw.__file__))]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        except OSError:
            return

    def draw(self, spec: str) -> str:
        answer = self._asked(spec)
        return _draw.render(spec) if answer is None else str(json.loads(answer))

    def _asked(self, spec: str) -> str | None:
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            self._process.stdin.write(f"{spec}\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            answer = ""
        if not answer.endswith("\n"):
            self.end()
            return None
        return answer

    def end(self) -> None:
        if self._process is not None:
            process, self._process = self._process, None
            try:
                process.communicate()
            except OSError:
                process.wait()


def framed(figure: Figure, svg: str, place: str = "") -> str:
    """A rendered figure made fit to stand in a page, with its title and text alternative.

    Ids are prefixed by the figure's key, palette colours become CSS variables (so that a page's dark scheme
    reaches them), and the renderer's own roles and labels go: the picture speaks by its alternative alone.

    Parameters
    ----------
    svg : what the renderer made of its spec.
    place : prefix of the ids, where a page shows a figure twice.
    """
    key = f"picture-{place}{figure.key}"
    root = _ROOT.match(svg)
    assert root is not None  # the renderer always states a size
    body = _TAG.sub(lambda tag: _tidy(tag.group(), key), svg[root.end() :])
    named, told = f"{key}-title", f"{key}-desc"
    return (
        f'<svg viewBox="0 0 {root["width"]} {root["height"]}" role="img" aria-labelledby="{named} {told}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{named}">{escape(figure.title)}</title>'
        f'<desc id="{told}">{escape(figure.alternative)}</desc>{body}'
    )


def picture_file(spec: Spec, kind: str) -> bytes:
    """A spec as the content of a picture file.

    Parameters
    ----------
    kind : `.svg` or `.png`.
    """
    if kind == ".svg":
        return _draw.render(spec).encode()
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, vl_version="6.4", scale=2, allowed_base_urls=[]))


def _tidy(tag: str, key: str) -> str:
    tag = _NOISE.sub("", tag)
    tag = _ID.sub(rf"\g<1>{key}-\g<2>", tag)
    tag = _LONG.sub(r"\1", tag)
    for name, colour in PALETTE.items():
        tag = tag.replace(f'"{colour}"', f'"var(--{name},{colour})"')
    return tag
