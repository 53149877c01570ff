"""Whose word it is: what was said, by which outlet and when, as a claim with its source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.interview.answers import Answers
from detente.interview.chapters.base import Made
from detente.interview.step import Asking, Step, day, identifier, text


def sourced_steps(told: Answers, path: tuple[str, ...], asks: str) -> Asking:
    """What was said, who reports it, and when; nothing is asked where claims are named already."""
    if told.has(*path, "claim"):
        return
    yield Step((*path, "says"), asks, text, "He said that no quota would ever be cut")
    if told.knows(*path, "says") is None:
        return
    yield Step((*path, "publisher"), "Who reports it?", text, "the outlet, or the document")
    if told.knows(*path, "publisher") is None:
        return
    yield Step((*path, "date"), "On which day was that published?", day, "a date by the as-of day")


def cited(made: Made, entry: Mapping[str, Any], name: str, told: Answers) -> list[str]:
    """Ids of the claims behind an answer; one is made, with its source, where the answer tells whose word it is."""
    claim = entry.get("claim")
    if claim:
        return list(claim) if isinstance(claim, list) else [str(claim)]
    says, publisher, when = (told_of(entry, key) for key in ("says", "publisher", "date"))
    if not says or not publisher:
        return []
    source = f"{identifier(str(publisher))}_{str(when or told.at('as_of')).replace('-', '')}"
    made.sources.setdefault(
        source,
        {
            "title": f"Report of {publisher}",
            "publisher": str(publisher),
            "date": date.fromisoformat(str(when or told.at("as_of"))),
            **({"url": entry["url"]} if entry.get("url") else {}),
        },
    )
    key = f"A-{name}"
    made.claims[key] = {
        "source": source,
        "locator": str(entry.get("locator") or "as the analyst gave it"),
        "says": str(says),
        "kind": "stance",
        "hedge": "reported",
    }
    return [key]


def told_of(entry: Mapping[str, Any], key: str) -> Any:
    """An answer of a group; None where it was skipped."""
    from detente.interview.answers import SKIP

    found = entry.get(key)
    return None if found == SKIP else found
