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


def ledger_of(file, case, forecasts, resolutions, *, on=date(2023, 6, 1)):
    """A ledger that holds forecasts of a case and the settlements of their questions."""
    from detente.core.ledger import Draft, Registration, Ruling
    from detente.forecast.ledger import canonical
    from detente.workspace.ledger import add_entries

    made = [
        Draft(
            "forecast", canonical(Registration(case=case, asked=one.made_on, forecast=one, because="made up"))
        )
        for one in forecasts
    ]
    settled = [
        Draft("resolution", canonical(Ruling(case=case, question=one.question, resolution=one)))
        for one in resolutions
    ]
    return add_entries(file, lambda _: [*made, *settled], on=on, dated="hand")


def a_record(number=40, seed=880):
    """Questions of early 2023, forecast by the model and by a person who is always sure; all are settled."""
    import numpy as np

    rng = np.random.default_rng(seed)
    chances = rng.uniform(0.05, 0.95, number)
    made, settled = many(
        chances.round(2),
        rng.random(number) < chances,
        forecaster="detente",
        made_on=date(2023, 1, 9),
        closes=date(2023, 3, 1),
    )
    sure = [
        one.model_copy(
            update={"forecaster": "A. Analyst", "probability": 0.98 if one.probability > 0.5 else 0.02}
        )
        for one in made
    ]
    days = [one.model_copy(update={"resolved_on": date(2023, 3, 2)}) for one in settled]
    return [*made, *sure], days
