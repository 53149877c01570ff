"""What is dated ahead, and what has happened lately: acts, how sure they are, and which pressure each pushes."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.core.errors import ParameterError
from detente.core.parameter import word_tables
from detente.interview.answers import MORE, SKIP, Answers
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.chapters.drivers import names as pressure_names
from detente.interview.step import Asking, Step, named, one_of

SURE = "certain"
_DATED = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})\s*[:,]?\s+(.{3,})$")
OURS = ("told", "chance", "pushes", "on", "says")
_MOST = 200


def steps(told: Answers) -> Asking:
    """Dated acts, one at a time, until nothing more is said."""
    for event in told.group("events"):
        yield from _about(told, event)
    while (
        told.is_open
        and told.at("events") != SKIP
        and not told.has("events", MORE)
        and len(told.group("events")) < _MOST
    ):
        event = f"e{len(told.group('events')) + 1}"
        yield _what(event)
        if told.knows("events", event, "told") is None:
            told.drop(("events", event))
            told.put(("events", MORE), SKIP)
            return
        yield from _about(told, event)


def _what(event: str) -> Step:
    asks = "What is dated ahead, or happened lately and matters? One act; nothing if that is all."
    return Step(("events", event, "told"), asks, _dated, "2026-05-10 The talks resume")


def _about(told: Answers, event: str) -> Asking:
    if told.has("events", event, "told"):
        yield _what(event)
    dated = told.knows("events", event, "told")
    if not isinstance(dated, Mapping):
        return
    says = dated["says"]
    if str(dated["on"]) > str(told.at("as_of")):
        words = (SURE, *word_tables()["chance"])
        asks = f"{says}: how likely is it to happen on that day?"
        yield Step(("events", event, "chance"), asks, one_of(words), ", ".join(words))
    if pressure_names(told):

        def read(reply: Any) -> Any:
            return reply if isinstance(reply, Mapping) else _push(told, str(reply))

        sizes = ", ".join(word_tables()["shock"])
        asks = f"{says}: which pressure does it push, which way, how hard?"
        yield Step(("events", event, "pushes"), asks, read, f"PRESSURE up (or down) SIZE: {sizes}")


def _dated(reply: Any) -> Any:
    if isinstance(reply, Mapping):
        return dict(reply)
    found = _DATED.match(str(reply))
    try:
        on = date.fromisoformat(found[1]) if found else None
    except ValueError:
        on = None
    if found is None or on is None:
        raise ParameterError(
            "answer", repr(str(reply)[:60]), "a date and what happens, such as `2026-05-10 The talks resume`"
        )
    return {"on": on.isoformat(), "says": found[2].strip()}


def _push(told: Answers, said: str) -> dict[str, Any]:
    """`Pressure up large` as a shock."""
    found = re.match(r"^(.*?)\s+(up|down)\s+(\w+)$", said.strip())
    if found is None:
        raise ParameterError("answer", repr(said[:60]), "`PRESSURE up SIZE` or `PRESSURE down SIZE`")
    pressure = named(lambda: pressure_names(told), several=False)(found[1])
    return {pressure: {found[2]: one_of(word_tables()["shock"])(found[3]), "assumed": "as answered"}}


def build(told: Answers, made: Made) -> None:
    """Events in the order of their days."""
    for event, entry in told.group("events").items():
        given = entry.get("told")
        if given == SKIP and "on" not in entry:
            continue
        dated = given if isinstance(given, Mapping) else {}
        says, on = entry.get("says") or dated.get("says"), entry.get("on") or dated.get("on")
        on = date.fromisoformat(str(on)) if on else None
        chance, pushes = entry.get("chance"), entry.get("pushes")
        is_ahead = on is not None and on > made.head["as_of"]
        stated: dict[str, Any] = {
            "id": event,
            **({"says": says} if says else {}),
            **({"on": on} if on else {}),
        }
        if chance == SURE:
            stated["known_from"] = made.head["as_of"]
        elif chance not in (None, SKIP):
            stated["chance"] = (
                chance if isinstance(chance, Mapping) else {"word": chance, "assumed": "as answered"}
            )
        elif is_ahead and not rest(entry, *OURS):
            stated["chance"] = {"choices": {0.3: 1, 0.5: 1, 0.7: 1}, "assumed": "skipped when asked"}
        if isinstance(pushes, Mapping):
            stated |= {"role": "cause", "shocks": dict(pushes)}
        made.events.append({**stated, **rest(entry, *OURS)})
    made.events.sort(key=lambda event: event.get("on") or made.head["as_of"])


CHAPTER = Chapter(6, "What is dated", steps, build)
