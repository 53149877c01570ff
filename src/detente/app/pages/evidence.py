"""Evidence: every input with its claims, every claim with its sentence and what it supports; assumptions and their weight."""

from detente.app.pages.base import Page

PAGE = Page(
    "evidence",
    "Evidence",
    "Every input with its claims, every claim with its sentence and what it supports; assumptions and their weight.",
    8,
    anchors=("evidence", "claim-", "source-", "input-", "mechanism", "mechanisms"),
)
