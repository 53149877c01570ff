"""What may come at any time: how often, in which window and why that one, and what makes it likelier."""

from collections.abc import Mapping
from typing import Any

from detente.core.plain import spoken
from detente.elicitation import forms
from detente.interview.answers import SKIP, Answers
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.chapters.drivers import names as pressure_names
from detente.interview.numbers import GROUNDS
from detente.interview.step import Asking, Step, entries, form_steps, named

OURS = ("name", "says", "rate", "grows_with_pressure", "why")
UNKNOWN = {
    "n": 1,
    "in": "24 months",
    "low": 0.05,
    "high": 6,
    "why": "skipped when asked: once in some years to thrice a year",
}


def steps(told: Answers) -> Asking:
    """Acts that may come at any time."""
    yield Step(
        ("hazards",),
        "What may come at any time? Name such acts, comma between.",
        entries,
        "A trawler is seized",
    )
    for hazard, name in names(told).items():
        path = ("hazards", hazard)
        yield from form_steps(told, (*path, "rate"), "hazard", "rate", name)
        if pressure_names(told) and (told.is_open or told.has(*path, "grows_with_pressure")):
            which = named(lambda: pressure_names(told), several=False)
            asks = f"{name}: which pressure makes it likelier as it grows?"
            yield Step((*path, "grows_with_pressure"), asks, which, ", ".join(pressure_names(told).values()))


def names(told: Answers) -> dict[str, str]:
    """Hazards by id, with their names."""
    return {
        key: str(entry.get("name") or entry.get("says") or spoken(key))
        for key, entry in told.group("hazards").items()
    }


def build(told: Answers, made: Made) -> None:
    """Hazards of the case."""
    for hazard, entry in told.group("hazards").items():
        grows = told.knows("hazards", hazard, "grows_with_pressure")
        stated: dict[str, Any] = {"says": names(told)[hazard], "rate": rate(entry.get("rate"))}
        if grows:
            stated["grows_with"] = {
                grows: {"word": "moderate", "assumed": "as answered: it makes it likelier"}
            }
        given = {key: entry[key] for key in GROUNDS if key in entry and key != "why"}
        grounds = given or {"assumed": "read off the reference classes named with its rate"}
        made.hazards[hazard] = {**stated, **rest(entry, *OURS, *GROUNDS), **grounds}


def rate(answer: Any) -> Any:
    """A rate in a case's words from the answers of the form."""
    if answer in (None, SKIP):
        return dict(UNKNOWN)
    if not isinstance(answer, Mapping) or "months" not in answer:
        return answer
    form = forms()["hazard"]
    given = {key: str(value) for key, value in answer.items() if value not in (None, SKIP)}
    found = form.infer(given, "rate")
    return {**found.stated, "asked": form.asks, "answered": found.answered}


CHAPTER = Chapter(7, "What may come at any time", steps, build)
