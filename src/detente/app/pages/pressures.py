"""Pressures: what presses the actors: where each driver starts, rests and goes."""

from detente.app.pages.base import Page

PAGE = Page(
    "pressures",
    "Pressures",
    "What presses the actors: where each driver starts, rests and goes.",
    4,
    anchors=("pressures",),
)
