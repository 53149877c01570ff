"""Where each actor stands on each issue and how sure that is, how much it matters, who prevails, and what binds him."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from detente.core.parameter import word_tables
from detente.interview.answers import SKIP, Answers
from detente.interview.chapters.actors import members, names
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.chapters.issues import levels
from detente.interview.chapters.issues import names as issue_names
from detente.interview.moving_back import moved_back
from detente.interview.numbers import middle, number
from detente.interview.step import NUMBER, Asking, Step, interval, one_of
from detente.interview.told_by import cited, sourced_steps

WIDE = {"low": 5, "mode": 50, "high": 95}
ABSENT = "no_line"
"""Position of an actor that has no line on an issue."""
WHERE = "Where does he want it to end: surprised below, most likely, surprised above?"
PREVAILED = "Who prevailed in the last five disagreements?"
OURS = ("position", "cares", "line")


def steps(told: Answers) -> Asking:
    """A stance for each actor that speaks for itself, on each issue."""
    for actor, name in speakers(told).items():
        for issue, about in issue_names(told).items():
            path = ("actors", actor, "stances", issue)
            if not told.is_open and not told.has(*path):
                continue
            words = interval(words=partial(_landmarks_or_absent, told, issue))
            hint = f"20 30 45; {', '.join(levels(told, issue))}; {ABSENT} if it has no line"
            yield Step((*path, "position"), f"{name} on {about}. {WHERE}", words, hint)
            if told.knows(*path, "position") == ABSENT:
                continue
            tables = word_tables()["salience"]
            asks = f"How much does {about} matter to {name}?"
            yield Step((*path, "cares"), asks, one_of(tables), ", ".join(tables))
            yield from _line(told, path, f"{name} on {about}", issue)
        if told.is_open or told.has("actors", actor, "prevailed"):
            asks = f"{name}: of the last disagreements it was part of, in how many did it prevail?"
            yield Step(("actors", actor, "prevailed"), asks, trials, "3 of 5")


def _line(told: Answers, path: tuple[str, ...], about: str, issue: str) -> Asking:
    """The public sentence that binds him, and whose word it is."""
    held = told.at(*path, "line")
    if held is not None and not isinstance(held, Mapping):
        return
    asks = f"{about}: to which landmark has he bound himself in public?"
    words = interval(words=lambda: levels(told, issue))
    yield Step(
        (*path, "line", "landmark"), asks, words, f"{', '.join(levels(told, issue))}; nothing if to none"
    )
    if told.knows(*path, "line", "landmark") is None:
        if told.is_open:
            told.put((*path, "line"), SKIP)
        return
    yield from sourced_steps(told, (*path, "line"), f"{about}: which sentence is that, in your own words?")


def _landmarks_or_absent(told: Answers, issue: str) -> tuple[str, ...]:
    return (*levels(told, issue), ABSENT)


def trials(reply: Any) -> Any:
    """`3 of 5`, as the form on influence takes it."""
    from detente.core.errors import ParameterError

    if isinstance(reply, Mapping):
        return dict(reply)
    found = [float(each) for each in NUMBER.findall(str(reply))]
    if len(found) != 2 or not 0 <= found[0] <= found[1] or not 1 <= found[1] <= 100:
        raise ParameterError("answer", repr(str(reply)[:40]), "so many of so many, such as `3 of 5`")
    return {"prevailed": int(found[0]), "out_of": int(found[1])}


def speakers(told: Answers) -> dict[str, str]:
    """Actors that have stances of their own: all but collectives, whose members speak."""
    return {key: name for key, name in names(told).items() if not members(told, key)}


def position_of(told: Answers, actor: str, issue: str) -> float | None:
    """An actor's likely position as answered; of a collective, that of its proposer or of a member."""
    order = [
        actor,
        *(str(told.knows("actors", actor, "decides", key)) for key in ("proposes", "last_word")),
        *members(told, actor),
    ]
    for one in order:
        answered = told.knows("actors", one, "stances", issue, "position")
        found = middle(answered, levels(told, issue))
        if found is not None:
            return found
    return None


def build(told: Answers, made: Made) -> None:
    """Stances, moved back to the start of the case where they were told of today."""
    for actor in speakers(told):
        entry = made.actors.get(actor)
        if entry is None:
            continue
        held = told.group("actors", actor, "stances")
        stances = {}
        for issue in told.group("issues"):
            stated = held.get(issue, {} if not held else None)
            if stated is None or stated.get("position") == ABSENT:
                continue
            stances[issue] = _stance(told, made, actor, issue, stated)
        if stances:
            entry["stances"] = stances
    if not any("stances" in entry for entry in made.actors.values()):
        issue = next(iter(made.issues))
        for entry in made.actors.values():
            entry["stances"] = {
                issue: {"position": {**WIDE, "assumed": "nothing was said of where anybody stands"}}
            }


def _stance(told: Answers, made: Made, actor: str, issue: str, stated: Mapping[str, Any]) -> dict[str, Any]:
    position = number(stated.get("position"), "interval", "position", asks=WHERE, wide=WIDE)
    position, since = moved_back(told, made, actor, issue, position)
    found: dict[str, Any] = {"position": position}
    cares = stated.get("cares")
    if cares in (None, SKIP):
        found["salience"] = {
            "low": 20,
            "mode": 50,
            "high": 90,
            "assumed": "skipped when asked, so the range is wide",
        }
    else:
        found["salience"] = cares if isinstance(cares, Mapping) else {"word": cares, "assumed": "as answered"}
    if "influence" not in stated:
        wide = {"low": 10, "mode": 45, "high": 90}
        prevailed = told.at("actors", actor, "prevailed")
        found["influence"] = number(prevailed, "influence", "influence", asks=PREVAILED, wide=wide)
    line = stated.get("line")
    if isinstance(line, Mapping) and line.get("landmark") not in (None, SKIP):
        ids = cited(made, line, f"{actor}_{issue}", told)
        value = line["landmark"]
        found["declared"] = {
            **({"word": value} if isinstance(value, str) else {"value": value}),
            "asked": "Which public sentence binds him, and to what?",
            "answered": str(line.get("says") or f"{', '.join(ids)} binds him to {value}"),
            **({"evidence": ids} if ids else {"assumed": "as answered, without a source"}),
        }
        if "face" not in stated:
            found["face"] = {
                "low": 0.1,
                "mode": 0.5,
                "high": 1.5,
                "assumed": "what leaving the line costs was not asked",
            }
    others = rest(stated, *OURS)
    if since:
        others["words"] = f"{others['words']}; {since}" if "words" in others else since
    return {**found, **others}


CHAPTER = Chapter(4, "Where each stands", steps, build, is_built_last=True)
