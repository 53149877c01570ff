"""Who acts, who decides on each side, and who can stop it."""

from collections.abc import Mapping
from typing import Any, get_args

from detente.core.actor import ActorKind
from detente.core.plain import spoken
from detente.interview.answers import Answers
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.numbers import GROUNDS
from detente.interview.step import Asking, Step, entries, named, one_of

KINDS = get_args(ActorKind)
COLLECTIVE = ("state", "armed_group", "organisation")
OURS = ("kind", "members", "decides", "stances", "prevailed")


def steps(told: Answers) -> Asking:
    """Actors, then for each what it is and, if it is not of one mind, who decides there."""
    yield Step(("actors",), "Who acts? Names, comma between.", entries, "Norland, Sudland, Fishers' union")
    for actor in tuple(told.group("actors")):
        yield from _about(told, actor)
    for actor in tuple(told.group("actors")):  # those named as members just now
        if not told.has("actors", actor, "kind"):
            yield from _about(told, actor)
    for actor in told.group("actors"):
        if members(told, actor):
            yield from _deciding(told, actor)


def _about(told: Answers, actor: str) -> Asking:
    name = names(told)[actor]
    yield Step(("actors", actor, "kind"), f"What is {name}?", one_of(KINDS), ", ".join(KINDS))
    is_member = told.knows("actors", actor, "member_of") is not None
    is_one = told.knows("actors", actor, "kind") not in COLLECTIVE
    if is_member or is_one or (members(told, actor) and not told.has("actors", actor, "members")):
        return
    yield Step(
        ("actors", actor, "members"),
        f"Who decides in {name}? Name the people or camps that differ.",
        entries,
        "President, Army; nothing if it acts as one",
    )
    found = told.knows("actors", actor, "members")
    if isinstance(found, Mapping):
        for key, entry in found.items():
            if not told.has("actors", key):
                told.put(("actors", key), {**entry, "member_of": actor})
        told.put(("actors", actor, "members"), list(found))


def _deciding(told: Answers, actor: str) -> Asking:
    name = names(told)[actor]
    held = members(told, actor)
    known = {key: names(told)[key] for key in held}
    who = ", ".join(known.values())
    path = ("actors", actor, "decides")
    one, several = named(lambda: known, several=False), named(lambda: known, several=True)
    yield Step((*path, "proposes"), f"Who in {name} puts proposals forward?", one, who)
    yield Step((*path, "last_word"), f"Who in {name} has the last word, if anybody?", one, who)
    yield Step((*path, "can_stop"), f"Who else in {name} can stop it?", several, f"{who}; comma between")


def names(told: Answers) -> dict[str, str]:
    """Actors by id, with their names."""
    return {key: str(entry.get("name") or spoken(key)) for key, entry in told.group("actors").items()}


def members(told: Answers, actor: str) -> list[str]:
    """Who belongs to an actor."""
    return [key for key, entry in told.group("actors").items() if entry.get("member_of") == actor]


def build(told: Answers, made: Made) -> None:
    """Actors without their stances, and how each collective decides."""
    for actor, entry in told.group("actors").items():
        kind = told.knows("actors", actor, "kind")
        made.actors[actor] = {
            "name": entry.get("name") or spoken(actor).capitalize(),
            **({"kind": kind} if kind else {}),
            **rest(entry, "name", *OURS),
        }
        decides = told.knows("actors", actor, "decides")
        if isinstance(decides, Mapping):
            procedure = _procedure(told, actor, decides)
            if procedure:
                made.institutions[actor] = procedure
    if not made.actors:
        made.actors |= {
            "home": {"name": "The state in question", "kind": "state"},
            "abroad": {"kind": "state"},
        }


def _procedure(told: Answers, actor: str, decides: Mapping[str, Any]) -> dict[str, Any]:
    path = ("actors", actor, "decides")
    stated = {
        "proposes": told.knows(*path, "proposes"),
        "final_say": told.knows(*path, "last_word"),
        "vetoes": told.knows(*path, "can_stop"),
        **rest(decides, "proposes", "last_word", "can_stop", *GROUNDS),
    }
    kept = {key: value for key, value in stated.items() if value}
    if not kept:
        return {}
    grounds = {key: decides[key] for key in ("evidence", "basis", "assumed") if key in decides}
    return {
        **kept,
        **(
            grounds or {"assumed": decides.get("why") or "as answered: who proposes, decides and can stop it"}
        ),
    }


CHAPTER = Chapter(2, "Who acts, and who decides", steps, build)
