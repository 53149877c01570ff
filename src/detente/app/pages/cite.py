"""Cite: the run's name, hashes and the command that makes it again to the byte."""

from detente.app.pages.base import Page

PAGE = Page(
    "cite",
    "Cite",
    "The run's name, hashes and the command that makes it again to the byte.",
    2,
    group="Take along",
    anchors=("rubric", "method", "wording", "statements"),
)
