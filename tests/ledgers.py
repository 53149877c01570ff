"""Entries of ledgers for tests: forecasts and rulings of a small made-up case."""

from datetime import date, timedelta
from pathlib import Path

from detente.core.forecast import Forecast
from detente.core.ledger import Draft, Entry, Registration, Ruling
from detente.core.resolution import Resolution
from detente.forecast.ledger import canonical, seal

DAY = date(2025, 3, 1)


def forecast(
    question: str = "Q1", chance: float = 0.3, *, by: str = "detente", on: date = DAY, **more
) -> Registration:
    fields = {"case": "river", "asked": DAY, "because": "entered before the close", **more}
    return Registration(
        forecast=Forecast(
            question=question, text=f"Will {question} come true?", kind="yes/no", probability=chance, made_on=on,
            as_of=on, forecaster=by, standing="registered", closes=fields.pop("closes", date(2025, 6, 30)), cluster="river",
        ),
        **fields,
    )  # fmt: skip


def ruling(
    question: str = "Q1", outcome: str | None = "yes", *, on: date = DAY + timedelta(90), **more
) -> Ruling:
    resolution = Resolution(
        question=question, outcome=outcome, resolved_on=on, annulled=outcome is None, source="the gazette"
    )
    return Ruling(case="river", question=question, **{"resolution": resolution, **more})


def draft(said: Registration | Ruling) -> Draft:
    if isinstance(said, Registration):
        return Draft("forecast", canonical(said))
    if said.replaces is not None:
        return Draft("correction", canonical(said))
    return Draft("annulment" if said.resolution.annulled else "resolution", canonical(said))


def chain(*said: Registration | Ruling, on: date = DAY) -> tuple[Entry, ...]:
    return seal([draft(one) for one in said], None, on, "clock")


def write(file: Path, *said: Registration | Ruling, on: date = DAY) -> tuple[Entry, ...]:
    from detente.workspace.ledger import add_entries

    return add_entries(file, lambda _: [draft(one) for one in said], on=on, dated="clock")
