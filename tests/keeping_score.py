"""Forecasts and resolutions for the tests of scoring."""

from datetime import date, timedelta

from detente.core.forecast import Forecast
from detente.core.resolution import Resolution

ASKED = date(2024, 1, 1)
CLOSES = date(2024, 3, 1)
ON = date(2025, 1, 1)


def said(question="Q1", probability=0.7, **more):
    """A forecast of a yes/no question, unless told otherwise."""
    given = {
        "question": question,
        "kind": "yes/no",
        "made_on": ASKED,
        "forecaster": "me",
        "standing": "registered",
        "closes": CLOSES,
        **more,
    }
    if given["kind"] == "yes/no":
        given["probability"] = probability
    return Forecast(**given)


def came(question="Q1", outcome="yes", resolved_on=CLOSES + timedelta(days=1), **more):
    return Resolution(question=question, outcome=outcome, resolved_on=resolved_on, **more)


def many(chances, outcomes, **more):
    """A yes/no question for each chance, and its resolution."""
    names = [f"Q{place:04d}" for place in range(len(chances))]
    made = [said(name, float(chance), **more) for name, chance in zip(names, chances, strict=True)]
    settled = [came(name, "yes" if outcome else "no") for name, outcome in zip(names, outcomes, strict=True)]
    return made, settled
