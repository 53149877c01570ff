"""Scores: what the case's forecasts were worth, by its ledger as it stands today."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from detente.app.pages.base import Page, Sight
from detente.charts import Figure
from detente.charts.reliability import reliability_figures
from detente.core.errors import WorkspaceError
from detente.report.pictures import framed
from detente.workbench.scoring import case_scores
from detente.workspace.ledger import LEDGER


def gather(sight: Sight) -> Mapping[str, Any]:
    """The scorecard of today and its figures; or what stands in the way."""
    assert sight.case is not None
    ledger = sight.desk.cases[sight.name] / LEDGER
    card, why = None, "The case's folder holds no ledger yet."
    if ledger.is_file():
        why = "No forecast in the ledger is settled yet."
        try:
            card = case_scores(ledger, sight.case.case, datetime.now(UTC).date())
        except WorkspaceError as error:
            why = str(error)

    def picture(figure: Figure, place: str = "") -> Markup:
        # These figures belong to no run: they are drawn as they are asked for.
        return Markup(framed(figure, sight.desk.renderer().svg(figure), place))  # escaped where it is framed

    figures = reliability_figures(card) if card is not None else ()
    told = f"Source: {LEDGER} in the case's folder"
    return {"card": card, "why": why, "score_figures": figures, "picture": picture, "source_line": told}


PAGE = Page(
    "scores",
    "Scores",
    "What the case's forecasts were worth once their outcomes were known: registered and retrospective apart.",
    7,
    group="Ask",
    anchors=("scores",),
    gather=gather,
    needs="case",
)
