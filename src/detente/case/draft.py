"""A draft case from readings: who acts, over what, under which pressures, what happened; every number still to be set.

The draft is in order for `detente check`, so that an analyst can run it at once and see what is missing; but it
judges nothing. Numbers stand in the middle of their scale with `assumed: "to be set"`, and the claims that point
one way are named beside them in words, not as evidence: they become evidence when the analyst sets the number.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from detente.case.intake import KINDS, Intake, NewClaim, about_issue, claim_entry, named, source_entry
from detente.case.yaml_text import flow, scalar, section
from detente.core.plain import spoken
from detente.core.reading import Mention
from detente.reading.several.statements import actor_id

OPEN = "to be set"
"""Why an open number is as it is."""
MOST_ACTORS, MOST_ISSUES, MOST_PRESSURES, MOST_EVENTS = 16, 5, 6, 40
WEEKS_BEFORE, WEEKS_AFTER = 8, 52
LOOKS_BACK = timedelta(weeks=26)
"""How long before the as-of date an event may lie and still move the start of the case."""
LANDMARKS = {0: "confrontation", 50: "between", 100: "accommodation"}
_OF_PRESSURE = "pressure"
_NO_ISSUE = ("pressure", "history", "cause")
"""Kinds of claims that propose no issue: they tell of drivers."""


@dataclass(slots=True)
class _Draft:
    """What is known while a draft is made."""

    intake: Intake
    as_of: date
    actors: dict[str, Mention]
    issues: dict[str, list[NewClaim]] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    """Subject as an id -> the issue that it became."""


def draft(name: str, intake: Intake, *, as_of: date, title: str | None = None) -> dict[str, str]:
    """Texts of a draft case's files.

    Parameters
    ----------
    name : id of the case.
    as_of : up to when things are known; not before any of the sources.
    title : for readers; made from the name unless given.

    Returns
    -------
    file name -> text.
    """
    kept = {key: who for key, who in named(intake.claims).items() if _is_somebody(who)}
    made = _Draft(intake, as_of, dict(list(kept.items())[:MOST_ACTORS]))
    made.issues = _issues_of(made)
    pressures, effects = _pressures(made)
    events = _events(made)
    start = min([as_of - timedelta(weeks=WEEKS_BEFORE), *_first_days(events, as_of)])
    texts = {
        "case.yaml": _case_file(made, name, title or _title(name), start),
        "sources.yaml": SOURCES
        + section("sources", {key: source_entry(one) for key, one in intake.sources.items()}),
        "claims.yaml": CLAIMS + section("claims", _claims(made)),
        "actors.yaml": ACTORS + section("actors", _actors(made)),
        "drivers.yaml": DRIVERS
        + "\n".join(
            part
            for part in (
                section("pressures", pressures),
                section("effects", effects),
                section("events", events),
            )
            if part
        ),
        "questions.yaml": QUESTIONS + section("questions", _questions(made)),
    }
    if not (pressures or effects or events):
        del texts["drivers.yaml"]
    if not intake.claims:
        del texts["claims.yaml"]
    return texts


SOURCES = """# The articles that were read. Reliability F: cannot be judged, until you grade the outlet.
# Their text is not kept here; the hash says which text was read.
"""
CLAIMS = """# What the articles say, in the reader's words. Check each against its sentence before you rest a number on it.
# Ids: article and place. Credibility 6: cannot be judged. `supports` and `disputes` link what is on one thing.
"""
ACTORS = """# Who is named, the most often first. Positions are all in the middle, "to be set"; `words` tells what claims say.
"""
DRIVERS = """# What presses on whom, and what happened, as far as the articles date it. Give events their `shocks` and a `role`.
"""
QUESTIONS = """# What should be settled by when. These two only show the form; write your own.
"""


def _claims(made: _Draft) -> dict[str, Any]:
    """Claims as they are written; what became an issue is named by its id, so that a report finds what is said of it."""
    return {one.id: claim_entry(about_issue(one.claim, made.subjects)) for one in made.intake.claims}


def _is_somebody(who: Mention) -> bool:
    """Whether a mention names an actor, and not only a role (`a diplomat`, `villagers`)."""
    is_role = who.kind in ("office", "people") and who.name[:1].islower()
    return who.kind in KINDS and not is_role


def _title(name: str) -> str:
    return f"{spoken(name.replace('-', ' ')).capitalize()} (a draft read from articles)"


def _issues_of(made: _Draft) -> dict[str, list[NewClaim]]:
    """Subjects that claims of stance, act or constraint are about, the most spoken of first."""
    held: dict[str, list[NewClaim]] = {}
    for one in made.intake.claims:
        if one.claim.about and one.claim.kind not in _NO_ISSUE:
            held.setdefault(actor_id(one.claim.about), []).append(one)
    order = sorted(held, key=lambda name: (-len(held[name]), name))[:MOST_ISSUES]
    if not order:
        return {"relations": [one for one in made.intake.claims if one.claim.direction != "neutral"]}
    made.subjects = {name: _free(name, made.actors) for name in order}
    return {made.subjects[name]: held[name] for name in order}


def _free(name: str, taken: Iterable[str]) -> str:
    return f"{name}_issue" if name in taken else name


def _case_file(made: _Draft, name: str, title: str, start: date) -> str:
    articles = len(made.intake.sources)
    origins = len(made.intake.corroboration.independent)
    focus = _focus(made)
    told: dict[str, Any] = {
        "case": name,
        "title": title,
        "summary": (
            f"A draft made by `detente read` from {articles} article{'s' if articles != 1 else ''} "
            f"({origins} independent origin{'s' if origins != 1 else ''}); it judges nothing yet."
        ),
        "as_of": made.as_of,
        "start": start,
        "until": made.as_of + timedelta(weeks=WEEKS_AFTER),
        "seed": 1,
    }
    head = '# A draft: every number with `assumed: "to be set"` waits for you. `detente check` counts what is left.\n'
    lines = "".join(f"{key}: {scalar(value)}\n" for key, value in told.items())
    focused = f"\nfocus: {flow(focus)}\n" if focus else ""
    issues = "\n# What the articles speak of. Name the landmarks, say where each issue stands, and who can move it.\n"
    return (
        head
        + lines
        + focused
        + issues
        + section("issues", {name: _issue(made, name) for name in made.issues})
    )


def _focus(made: _Draft) -> dict[str, Any]:
    who = next((name for name in made.actors if made.actors[name].kind == "state"), None)
    return {**({"actor": who} if who else {}), "arenas": list(made.issues)}


def _issue(made: _Draft, name: str) -> dict[str, Any]:
    owner = _owner(made, made.issues[name])
    return {
        "name": spoken(name).capitalize(),
        "landmarks": LANDMARKS,
        "now": 50,
        "pace": "steady",
        **({"owner": owner} if owner else {}),
        "about": f"Proposed from {_cited(made.issues[name])}",
        "assumed": OPEN,
    }


def _owner(made: _Draft, claims: Sequence[NewClaim]) -> str | None:
    """The state that the claims name most: the likeliest to be able to move the issue alone."""
    counts = Counter(
        key
        for one in claims
        for key in one.claim.actors
        if key in made.actors and made.actors[key].kind == "state"
    )
    return min(counts, key=lambda key: (-counts[key], key)) if counts else None


def _actors(made: _Draft) -> dict[str, Any]:
    states = {who.country: key for key, who in made.actors.items() if who.kind == "state"}
    found: dict[str, Any] = {}
    for key, who in made.actors.items():
        home = states.get(who.country) if who.kind in ("leader", "office") else None
        found[key] = {
            "name": who.name,
            "kind": KINDS[who.kind],
            **({"member_of": home} if home and home != key else {}),
            **_stances(made, key),
        }
    if not found:
        found["somebody"] = {"name": "Nobody was recognised; name who acts", "kind": "state"}
    return found


def _stances(made: _Draft, actor: str) -> dict[str, Any]:
    """A stance on each issue on which a claim names the actor, and on every issue it owns."""
    stances = {}
    for issue, claims in made.issues.items():
        own = [one for one in claims if actor in one.claim.actors]
        if own or _owner(made, claims) == actor:
            words = _pointing(own)
            stances[issue] = {
                "position": "between",
                "how_sure": "guess",
                "salience": "medium",
                "influence": "moderate",
                **({"words": words} if words else {}),
                "assumed": OPEN,
            }
    return {"stances": stances} if stances else {}


def _pointing(claims: Sequence[NewClaim]) -> str:
    parts = []
    for way in ("accommodation", "confrontation"):
        pointing = [one for one in claims if one.claim.direction == way]
        if pointing:
            parts.append(f"{_cited(pointing)} point{'s' if len(pointing) == 1 else ''} toward {way}")
    return "; ".join(parts)


def _cited(claims: Sequence[NewClaim], most: int = 6) -> str:
    ids = [one.id for one in claims]
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more or "no claim"


def _pressures(made: _Draft) -> tuple[dict[str, Any], list[object]]:
    """Pressures by what they are about and who feels them, and what each might turn."""
    held: dict[tuple[str, str | None], list[NewClaim]] = {}
    for one in made.intake.claims:
        if one.claim.kind == _OF_PRESSURE:
            who = next((key for key in one.claim.actors if key in made.actors), None)
            held.setdefault((actor_id(one.claim.about or "strain"), who), []).append(one)
    pressures: dict[str, Any] = {}
    effects: list[object] = []
    for (about, who), claims in sorted(
        held.items(), key=lambda each: (-len(each[1]), each[0][0], each[0][1] or "")
    )[:MOST_PRESSURES]:
        name = f"{who}.{about}" if who else about
        pressures[name] = {
            "says": f"{spoken(about).capitalize()}{f', as {made.actors[who].name} feels it' if who else ''}"
            f" ({_cited(claims)})",
            **({"of": who} if who else {}),
            "now": "middling",
            "fades": "half_a_year",
            "jitter": "small",
            "assumed": OPEN,
        }
        effects += _effect(made, name, who, claims)
    return pressures, effects


def _effect(made: _Draft, pressure: str, who: str | None, claims: Sequence[NewClaim]) -> list[object]:
    """What a pressure might turn: the position of who feels it, the way that its claims point."""
    ways = Counter(one.claim.direction for one in claims if one.claim.direction != "neutral")
    if who is None or not ways:
        return []
    issue = next(
        (name for name, told in made.issues.items() if any(who in one.claim.actors for one in told)), None
    )
    if issue is None:
        return []
    way = min(ways, key=lambda each: (-ways[each], each))
    return [
        {
            "when": pressure,
            "turns": f"{who}.{issue}.position",
            "toward": way,
            "by": "slight",
            "says": f"{_cited(claims)}",
            "assumed": OPEN,
        }
    ]


def _events(made: _Draft) -> list[object]:
    """Acts that are dated and said to be so, each once; a later one with an even chance, to be set."""
    until = made.as_of + timedelta(weeks=WEEKS_AFTER)
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    ids: set[str] = set()
    for one in made.intake.claims:
        told = one.statement
        if told.type is None or told.when is None or not told.affirmed or told.when > until:
            continue
        later = told.when > made.as_of
        if told.happened == later:
            # what was done lies behind us, what is to come before us; else the date is of something else
            continue
        key = (told.type, told.when, told.dyad)
        if key in found:
            found[key]["evidence"].append(one.id)
            continue
        base = actor_id("_".join([told.type.lower(), *one.claim.actors[:2]]))
        name = next(free for free in (base, *(f"{base}_{n}" for n in range(2, 999))) if free not in ids)
        ids.add(name)
        found[key] = {
            "id": name,
            "says": one.claim.says,
            "on": told.when,
            "role": "context",
            "code": told.type,
            **_by_whom(made, one),
            **({"chance": "even", "assumed": OPEN} if later else {}),
            "evidence": [one.id],
        }
    ordered = sorted(found.values(), key=lambda event: date.fromisoformat(str(event["on"])))
    return list(ordered[-MOST_EVENTS:])


def _by_whom(made: _Draft, one: NewClaim) -> dict[str, Any]:
    actors = [key for key in one.claim.actors if key in made.actors]
    return dict(zip(("by", "toward_whom"), actors[:2], strict=False))


def _first_days(events: Sequence[object], as_of: date) -> list[date]:
    days = [event["on"] for event in events if isinstance(event, dict)]
    return [day for day in days if as_of - LOOKS_BACK <= day < as_of][:1]


def _questions(made: _Draft) -> dict[str, Any]:
    issues = list(made.issues)
    by = made.as_of + timedelta(weeks=26)
    first = spoken(issues[0])
    asked: dict[str, Any] = {
        "Q1": {
            "asks": f"Will {first} stand nearer to accommodation than to the middle by {by.isoformat()}?",
            "asked": made.as_of,
            "by": by,
            "yes_if": {"level": issues[0], "at_least": 75},
            "settled_by": "To be set: what must be seen, and by whose word",
        }
    }
    last = spoken(issues[-1])
    asked["Q2"] = {
        "asks": f"Where will {last} stand on {by.isoformat()}, from 0 (confrontation) to 100 (accommodation)?",
        "asked": made.as_of,
        "by": by,
        "number": {"level": issues[-1], "at": by},
        "settled_by": "To be set: who places it on the scale",
    }
    return asked
