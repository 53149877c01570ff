"""Why: what moved it, with error bars; turning points, sensitivity, and what would have to change."""

from detente.app.pages.base import Page

PAGE = Page(
    "why",
    "Why",
    "What moved it, each share with its range; turning points; what would have to change.",
    6,
    anchors=("why", "trade-offs"),
)
