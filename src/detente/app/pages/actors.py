"""Actors: who wants what on each issue, who listens to whom, and how collectives decide."""

from detente.app.pages.base import Page

PAGE = Page(
    "actors",
    "Actors",
    "Who wants what on each issue, who listens to whom, and how collectives decide.",
    3,
    anchors=("actors", "talks", "bargaining"),
)
