"""Downloads: everything of the run to take along: report, tables, JSON, and the case it was made from."""

from detente.app.pages.base import Page

PAGE = Page(
    "downloads",
    "Downloads",
    "Everything of the run to take along: report, tables, JSON, and the case it was made from.",
    1,
    group="Take along",
)
