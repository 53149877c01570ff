"""Would it hold? The end states of the case's conflict, as the run that is shown has judged them."""

from detente.app.pages.base import Page

PAGE = Page(
    "end-states",
    "Would it hold?",
    "Which end states of the case's conflict would hold, why, and how one gets there.",
    9,
    anchors=("end-state",),
)
