"""Questions: the analyst's own forecast, entered before the model's is shown, and then both."""

from collections.abc import Mapping
from typing import Any

from detente.app.pages.base import Page, Sight
from detente.app.recorded import recorded
from detente.forecast.scores.review import said_of
from detente.workspace.ledger import LEDGER


def gather(sight: Sight) -> Mapping[str, Any]:
    """Which answers may be shown: those with an own forecast in the case, and those the reader asked to see."""
    assert sight.display is not None
    case = sight.case or sight.display.shown.study.case
    own = {name: question.own_forecast for name, question in case.questions.items() if question.own_forecast}
    see = sight.asked.get("see", "")
    answers = sight.display.shown.study.answers
    open_ones = {answer.id for answer in answers if see in ("all", answer.id) or answer.id in own}
    ledger = recorded(sight.desk.cases[sight.name] / LEDGER, case.case)
    return {
        "own": own,
        "open": open_ones,
        "can_enter": sight.case is not None,
        "ledger": ledger,
        "said_of": said_of,
    }


PAGE = Page(
    "questions",
    "Questions",
    "Your own forecast first, then the model's, each beside its base rate.",
    3,
    group="Ask",
    anchors=("q-", "answers", "implications"),
    gather=gather,
)
