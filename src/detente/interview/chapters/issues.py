"""What is in dispute: scales with landmarks, where each stands, and who can move it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from detente.core.parameter import word_tables
from detente.core.plain import spoken
from detente.interview.answers import Answers
from detente.interview.chapters.actors import names as actor_names
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.numbers import number
from detente.interview.step import Asking, Step, entries, interval, landmarks, named, one_of

UNNAMED: dict[float, str] = {0: "one_end", 50: "halfway", 100: "other_end"}
WIDE = {"low": 0, "mode": 50, "high": 100}
NOW = "Where did it stand when the case begins (eight weeks ago, unless stated): surprised below, likely, surprised above?"


def steps(told: Answers) -> Asking:
    """Issues, and the scale of each."""
    yield Step(
        ("issues",), "What is in dispute? Names, comma between.", entries, "The quota, Access to ports"
    )
    for issue, name in names(told).items():
        path = ("issues", issue)
        hint = "0 = no quota, 50 = half of last year, 100 = as last year"
        yield Step(
            (*path, "landmarks"), f"{name}: a scale from 0 to 100. Name its landmarks.", landmarks, hint
        )
        hint = f"20 30 45, or one of {', '.join(levels(told, issue))}"
        words = interval(words=partial(levels, told, issue))
        yield Step((*path, "now"), f"{name}: {NOW}", words, hint)
        owner = named(lambda: actor_names(told), several=False)
        asks = f"{name}: who can move it alone?"
        yield Step((*path, "owner"), asks, owner, "an actor; nothing if it moves by agreement only")
        paces = word_tables()["pace"]
        yield Step((*path, "pace"), f"{name}: how fast can it move?", one_of(paces), ", ".join(paces))


def names(told: Answers) -> dict[str, str]:
    """Issues by id, with their names."""
    return {key: str(entry.get("name") or spoken(key)) for key, entry in told.group("issues").items()}


def levels(told: Answers, issue: str) -> dict[str, float]:
    """Landmarks of an issue: name -> level."""
    stated = told.knows("issues", issue, "landmarks")
    held = stated if isinstance(stated, Mapping) else UNNAMED
    return {str(name): float(level) for level, name in held.items()}


def stands_at(told: Answers, issue: str) -> float:
    """The level an issue stands at, as far as it is known."""
    from detente.interview.numbers import middle

    found = middle(told.knows("issues", issue, "now"), levels(told, issue))
    return 50.0 if found is None else found


def build(told: Answers, made: Made) -> None:
    """Issues of the case."""
    for issue, entry in told.group("issues").items():
        stated: dict[str, Any] = {
            "name": entry.get("name") or spoken(issue).capitalize(),
            "landmarks": {level: name for name, level in levels(told, issue).items()},
            "now": number(entry.get("now"), "interval", "level", asks=NOW, wide=WIDE),
        }
        pace, owner = told.knows("issues", issue, "pace"), told.knows("issues", issue, "owner")
        if pace:
            stated["pace"] = pace if isinstance(pace, Mapping) else {"word": pace, "assumed": "as answered"}
        else:
            stated["pace"] = {"word": "steady", "assumed": "skipped when asked"}
        if owner:
            stated["owner"] = owner
        made.issues[issue] = {**stated, **rest(entry, "name", "landmarks", "now", "pace", "owner", "called")}
    if not made.issues:
        assumed = "nothing was said of what is in dispute"
        made.issues["first_issue"] = {"landmarks": UNNAMED, "now": {**WIDE, "assumed": assumed}}


CHAPTER = Chapter(3, "What is in dispute", steps, build)
