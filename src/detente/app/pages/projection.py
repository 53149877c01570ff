"""Projection: where each issue is going, with its bands, the events marked, and the answers by bargaining model."""

from detente.app.pages.base import Page

PAGE = Page(
    "projection",
    "Projection",
    "Where each issue is going, with its bands, the events marked, and the answers by bargaining model.",
    5,
    anchors=("futures", "not-modelled"),
)
