"""Positions told as of today, moved back to the start of the case by what its own pressures have done since.

An analyst knows where somebody stands today; a case states stances as of its start. What lies between is what the dated acts
and the stated effects give: the pressures' paths without noise, each effect at its central strength.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.core.parameter import word_tables
from detente.interview.answers import Answers
from detente.interview.chapters.base import Made
from detente.interview.numbers import middle

LEAST = 0.05
"""Points below which nothing is moved."""


def moved_back(
    told: Answers, made: Made, actor: str, issue: str, position: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """The position as of the start, and a phrase that tells today's; the same, and nothing, where nothing moved it.

    Parameters
    ----------
    told : `positions_of: start` says that positions are of the start already.
    """
    if told.knows("positions_of") == "start":
        return position, ""
    by = displacement(told, made, actor, issue)
    levels = {str(name): float(level) for level, name in made.issues[issue]["landmarks"].items()}
    today = middle(position, levels)
    if abs(by) < LEAST or today is None:
        return position, ""
    moved: dict[str, Any] = {key: value for key, value in position.items() if key != "word"}
    if "word" in position:
        moved["value"] = today
    for key in ("value", "low", "mode", "high", "mean"):
        if key in moved:
            moved[key] = round(min(100.0, max(0.0, float(moved[key]) - by)), 1)
    start = made.head["start"]
    moved["answered"] = (
        f"{position.get('answered', f'{today:g}')}; that is of {made.head['as_of']}, moved back by {by:+.1f} "
        "for what the case's events and effects have done since"
    )
    moved.setdefault("asked", "Where does he stand today?")
    return moved, f"{today:g} on {made.head['as_of']}, {by:+.1f} since {start}"


def pressures_moved_back(told: Answers, made: Made) -> None:
    """Pressures told as of today, as they stood at the start: less what known events have done since."""
    if told.knows("positions_of") == "start":
        return
    for pressure, stated in made.pressures.items():
        now, by = stated.get("now"), risen(made, pressure)
        today = middle(now, word_tables()["level_of_pressure"])
        if not isinstance(now, dict) or today is None or abs(by) < LEAST:
            continue
        moved = {key: value for key, value in now.items() if key != "word"}
        if "word" in now:
            moved["value"] = today
        for key in ("value", "low", "mode", "high", "mean"):
            if key in moved:
                moved[key] = round(min(100.0, max(0.0, float(moved[key]) - by)), 1)
        moved["answered"] = (
            f"{now.get('answered', f'{today:g}')}; less {by:.1f} for what events have done since the start"
        )
        moved.setdefault("asked", "Where does it stand today?")
        stated["now"] = moved


def displacement(told: Answers, made: Made, actor: str, issue: str) -> float:
    """Points by which the case's effects have moved a position from the start to the as-of date, without noise."""
    levels = {str(name): float(level) for level, name in made.issues[issue]["landmarks"].items()}
    stands = middle(told.knows("actors", actor, "stances", issue, "position"), levels)
    total = 0.0
    for effect in made.effects:
        by = middle(effect["by"], word_tables()["strength_per_10"])
        if effect["turns"] != f"{actor}.{issue}.position" or by is None:
            continue
        toward = str(effect["toward"])
        at = levels.get(toward, 0.0 if toward == "down" else 100.0)
        way = 1.0 if at >= (50.0 if stands is None else stands) else -1.0
        total += way * by * risen(made, str(effect["when"])) / 10.0
    return total


def risen(made: Made, pressure: str) -> float:
    """Points by which known events have moved a pressure by the as-of date, what has faded taken off."""
    start, as_of = made.head["start"], made.head["as_of"]
    half = middle(made.pressures.get(pressure, {}).get("fades"), word_tables()["fades"]) or 26.0
    total = 0.0
    for event in made.events:
        is_fact = event.get("chance") is None and "branches" not in event and event.get("role") != "outcome"
        shock = (event.get("shocks") or {}).get(pressure)
        if not (is_fact and start <= event.get("on", date.max) <= as_of and isinstance(shock, Mapping)):
            continue
        size = middle(shock.get("up", shock.get("down")), word_tables()["shock"]) or 0.0
        kept = 1.0 if shock.get("lasting") else 2.0 ** (-((as_of - event["on"]).days / 7.0) / half)
        total += (1.0 if "up" in shock else -1.0) * size * kept
    return total
