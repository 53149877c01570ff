"""The renderer: a spec becomes SVG, here or in a process of its own.

`python _draw.py` reads one spec a line and answers each with its SVG as one line of JSON. It names nothing of
Detente, so that a process that only draws starts at once.
"""

import json
import sys
from typing import Any, TextIO

BLANK = '{"mark":"point","data":{"values":[]}}'
"""A spec without rows: drawing it gets the engine going."""


def render(spec: str | dict[str, Any]) -> str:
    """A Vega-Lite spec, as data or as JSON, as SVG."""
    import vl_convert  # loads a JavaScript engine: only where a picture is drawn

    # No address is allowed: a spec holds its rows, and a case's text cannot make the renderer fetch anything.
    return str(vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]))


def serve(asked: TextIO, answers: TextIO) -> None:
    """Answer spec by spec, until there are no more."""
    render(BLANK)
    for line in asked:
        answers.write(json.dumps(render(line)) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
