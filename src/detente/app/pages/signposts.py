"""Signposts: observables of the next eight weeks, with each answer before and after."""

from detente.app.pages.base import Page

PAGE = Page(
    "signposts",
    "Signposts",
    "Observables of the next eight weeks, with each answer before and after.",
    7,
    anchors=("signposts",),
)
