"""Equations as MathML, made while the site is built: they need neither a script nor the network to be read."""

from typing import Any

import latex2mathml.converter
from docutils import nodes
from sphinx.errors import ExtensionError


def mathml(latex: str, display: str) -> str:
    """One equation.

    Raises
    ------
    ExtensionError : it is not LaTeX as the converter knows it.
    """
    try:
        return latex2mathml.converter.convert(latex, display=display)
    except Exception as error:
        raise ExtensionError(f"equation cannot be converted: {latex!r} ({error})") from error


def in_line(self: Any, node: nodes.math) -> None:
    """An equation inside a sentence."""
    self.body.append(mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def displayed(self: Any, node: nodes.math_block) -> None:
    """An equation on a line of its own, which scrolls by itself where the screen is narrow."""
    self.body.append(f'<div class="equation" tabindex="0">{mathml(node.astext(), "block")}</div>\n')
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Name the renderer to Sphinx."""
    app.add_html_math_renderer("mathml", (in_line, None), (displayed, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
