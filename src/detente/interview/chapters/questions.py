"""What will be settled by when, by which rule and whose word, and how often such things have come before."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.core.errors import ParameterError
from detente.interview.answers import MORE, SKIP, Answers
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.chapters.drivers import names as pressure_names
from detente.interview.chapters.hazards import names as hazard_names
from detente.interview.chapters.issues import levels
from detente.interview.chapters.issues import names as issue_names
from detente.interview.chapters.talks import names as talk_names
from detente.interview.step import Asking, Step, day, identifier, named, text

OURS = ("asks", "asked", "by", "yes_if", "settled_by", "base_rate")
RULES = "ISSUE at least LANDMARK, ISSUE at most LANDMARK, TABLE settles, TABLE holds, ACT happens"
_BOUND = re.compile(r"^(.+?)\s+at\s+(least|most)\s+(.+)$")
_STATE = re.compile(r"^(.+?)\s+(settles?|holds?|happens?)$")
_RATE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s+in\s+(\d+(?:\.\d+)?)\s+(week|month|year)s?\b[\s,:]*(.*)$")
_CHANCE = re.compile(r"^\s*(0?\.\d+|0|1|\d{1,3}\s*%)[\s,:]+(.*)$")
_MOST = 99


def steps(told: Answers) -> Asking:
    """Questions, one at a time, until nothing more is said."""
    for question in told.group("questions"):
        yield from _about(told, question)
    while (
        told.is_open
        and told.at("questions") != SKIP
        and not told.has("questions", MORE)
        and len(told.group("questions")) < _MOST
    ):
        question = f"Q{len(told.group('questions')) + 1}"
        asks = "Which question should be answered? One with a yes or no; nothing if that is all."
        yield Step(("questions", question, "asks"), asks, text, "Will a quota be agreed by the end of June?")
        if told.knows("questions", question, "asks") is None:
            told.drop(("questions", question))
            told.put(("questions", MORE), SKIP)
            return
        yield from _about(told, question)


def _about(told: Answers, question: str) -> Asking:
    path = ("questions", question)
    yield Step((*path, "by"), "By which day?", day, "a date within the time the case looks at")
    if not any(told.has(*path, rule) for rule in ("number", "first_of")):

        def read(reply: Any) -> Any:
            return reply if isinstance(reply, Mapping) else _rule(told, str(reply))

        yield Step(
            (*path, "yes_if"), "In the model, it is a yes if ...", read, f"{RULES}. {_what_there_is(told)}"
        )
    yield Step(
        (*path, "settled_by"),
        "In the world, what settles it, and by whose word?",
        text,
        "A signed text, reported by both",
    )
    if not told.has(*path, "chance_without_a_model"):
        asks = "How often have such things come, in which window, and why that one?"
        yield Step(
            (*path, "base_rate"),
            asks,
            _base_rate,
            "2 in 20 years, since the first treaty; or 0.3, a judgement",
        )


def _what_there_is(told: Answers) -> str:
    issues = "; ".join(f"{name} ({', '.join(levels(told, key))})" for key, name in issue_names(told).items())
    talks, acts = ", ".join(talk_names(told).values()), ", ".join(hazard_names(told).values())
    return f"Issues: {issues or 'none'}. Tables: {talks or 'none'}. Acts: {acts or 'none'}"


def _rule(told: Answers, said: str) -> dict[str, Any]:
    bound, state = _BOUND.match(said.strip()), _STATE.match(said.strip())
    if bound is not None:
        return _comparison(told, bound[1], bound[2], bound[3].strip())
    if state is None:
        raise ParameterError("answer", repr(said[:60]), RULES)
    what = state[2].rstrip("s")
    if what == "happen":
        events = {key: key for key in told.group("events")}
        acts = {**events, **hazard_names(told)}
        found = named(lambda: acts, several=False)(state[1])
        return {"happened": found} if found in events else {"fires": found}
    table = named(lambda: talk_names(told), several=False)(state[1])
    return {"settled" if what == "settle" else "in_force": table}


def _comparison(told: Answers, what: str, way: str, bound: str) -> dict[str, Any]:
    both = {**issue_names(told), **pressure_names(told)}
    found = named(lambda: both, several=False)(what)
    is_issue = found in issue_names(told)
    known = levels(told, found) if is_issue else {}
    value: float | str = identifier(bound)
    if value not in known:
        try:
            value = float(bound)
        except ValueError:
            raise ParameterError(
                "answer", repr(bound[:40]), f"a number{''.join(f', {each}' for each in known)}"
            ) from None
    return {"level" if is_issue else "pressure": found, f"at_{way}": value}


def _base_rate(reply: Any) -> Any:
    if isinstance(reply, Mapping | list):
        return reply
    rate, chance = _RATE.match(str(reply)), _CHANCE.match(str(reply))
    why = (rate[4] if rate else chance[2] if chance else "").strip()
    if len(why) < 3:
        raise ParameterError(
            "answer", repr(str(reply)[:60]), "`2 in 20 years, since ...` or `0.3, because ...`",
            "say why this window: one chosen for its events is no base rate",
        )  # fmt: skip
    if rate:
        return {"rate": f"{rate[1]} in {rate[2]} {rate[3]}s", "why": why}
    assert chance is not None
    share = float(chance[1].rstrip("% ")) / (100 if "%" in chance[1] else 1)
    if not 0 <= share <= 1:
        raise ParameterError("answer", repr(chance[1]), "a chance from 0 to 1, or 0 to 100 %")
    return {"chance": share, "why": why}


def unruled(told: Answers) -> list[str]:
    """Questions that cannot be answered, since no rule was given; the case leaves them out."""
    held = told.group("questions")
    return [
        f"{name}: it has no rule by which the model could answer it"
        for name in held
        if not _has_rule(told, name)
    ]


def _has_rule(told: Answers, question: str) -> bool:
    return any(
        told.knows("questions", question, rule) is not None for rule in ("yes_if", "number", "first_of")
    )


def build(told: Answers, made: Made) -> None:
    """Questions of the case: those with a rule; where none has one, a first question holds the place."""
    for question, entry in told.group("questions").items():
        if entry.get("asks") in (None, SKIP) or not _has_rule(told, question):
            continue
        made.questions[question] = {**_stated(told, made, question, entry), **rest(entry, *OURS)}
    if not made.questions:
        issue = next(iter(made.issues))
        made.questions["Q1"] = {
            "asks": f"Will {made.issues[issue].get('name', 'the first issue')} stand at the middle of its scale or beyond?",
            "asked": made.head["as_of"],
            "by": made.head["until"],
            "yes_if": {"level": issue, "at_least": 50},
            "stands_for": "Nothing was asked: a first question that holds the place",
        }


def _stated(told: Answers, made: Made, question: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    by, settled, base, rule = (
        told.knows("questions", question, key) for key in ("by", "settled_by", "base_rate", "yes_if")
    )
    return {
        "asks": entry["asks"],
        "asked": entry.get("asked") or made.head["as_of"],
        "by": date.fromisoformat(str(by)) if by else made.head["until"],
        **({"settled_by": settled} if settled else {}),
        **({"yes_if": rule} if rule else {}),
        **({"chance_without_a_model": base if isinstance(base, list) else [base]} if base else {}),
    }


CHAPTER = Chapter(9, "What will be settled", steps, build)
