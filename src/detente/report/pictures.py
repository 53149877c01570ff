"""Pictures: Vega-Lite specs become SVG that sits in a page and follows its colours."""

import re
from html import escape
from threading import Thread

from detente.charts import PALETTE, Figure, Spec

_TAG = re.compile(r"<[^>]+>")
_NOISE = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events|aria-hidden)="[^"]*"')
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')
_LONG = re.compile(r"(\d\.\d\d)\d+")
_ROOT = re.compile(r'^<svg[^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>')


def warm_up() -> Thread:
    """Start the renderer beside other work: the first picture costs a second that a run can hide."""
    thread = Thread(target=render, args=({"mark": "point", "data": {"values": []}},), daemon=True)
    thread.start()
    return thread


def framed(figure: Figure, svg: str, place: str = "") -> str:
    """A rendered figure made fit to stand in a page, with its title and text alternative.

    Ids are prefixed by the figure's key, palette colours become CSS variables (so that a page's dark scheme
    reaches them), and the renderer's own roles and labels go: the picture speaks by its alternative alone.

    Parameters
    ----------
    svg : what `render` made of its spec.
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


def render(spec: Spec) -> str:
    """A spec as SVG."""
    import vl_convert  # loads a JavaScript engine: only where a picture is drawn

    # No address is allowed: a spec holds its rows, and a case's text cannot make the renderer fetch anything.
    return str(vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]))


def picture_file(spec: Spec, kind: str) -> bytes:
    """A spec as the content of a picture file.

    Parameters
    ----------
    kind : `.svg` or `.png`.
    """
    if kind == ".svg":
        return render(spec).encode()
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, vl_version="6.4", scale=2, allowed_base_urls=[]))


def _tidy(tag: str, key: str) -> str:
    tag = _NOISE.sub("", tag)
    tag = _ID.sub(rf"\g<1>{key}-\g<2>", tag)
    tag = _LONG.sub(r"\1", tag)
    for name, colour in PALETTE.items():
        tag = tag.replace(f'"{colour}"', f'"var(--{name},{colour})"')
    return tag
