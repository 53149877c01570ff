"""What presses on whom: an observable with its 0 and 100, when half of it would be gone, and whose line it pushes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from detente.core.errors import ParameterError
from detente.core.plain import spoken
from detente.elicitation import forms
from detente.interview.answers import SKIP, Answers
from detente.interview.chapters.actors import names as actor_names
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.chapters.issues import levels
from detente.interview.chapters.issues import names as issue_names
from detente.interview.chapters.stances import position_of, speakers
from detente.interview.numbers import number
from detente.interview.step import Agreement, Asking, Step, answers_of, entries, form_steps, identifier, named

WIDE_LEVEL = {"low": 10, "mode": 40, "high": 80}
WIDE_FADES = {"low": 4, "mode": 26, "high": 100}
WIDE_BY = {"low": 0, "mode": 2, "high": 6}
OURS = ("name", "of", "now", "fades", "jitter", "turns", "says", "observable")


def steps(told: Answers) -> Asking:
    """Pressures and what they turn."""
    asks = "What presses on them? Name the pressures, comma between."
    yield Step(("pressures",), asks, entries, "Poor catches, Fear of the navy")
    for pressure, name in names(told).items():
        path = ("pressures", pressure)
        who = named(lambda: actor_names(told), several=False)
        yield Step((*path, "of"), f"{name}: who feels it?", who, ", ".join(actor_names(told)))
        yield from form_steps(told, (*path, "now"), "pressure", "pressure", name)
        yield from form_steps(told, (*path, "fades"), "half_life", "fades", name)
        yield from _turned(told, path, name)


def _turned(told: Answers, path: tuple[str, ...], name: str) -> Asking:
    if told.is_open or told.has(*path, "turns"):

        def read(reply: Any) -> Any:
            return reply if isinstance(reply, Mapping) else _one_turn(told, str(reply))

        asks = f"{name}: as it grows, whose line does it push, on what, toward which landmark?"
        yield Step((*path, "turns"), asks, read, _example(told))
    turns = told.knows(*path, "turns")
    for dial, effect in turns.items() if isinstance(turns, Mapping) else ():
        actor, _, rest_of = dial.partition(".")
        issue, _, kind = rest_of.partition(".")
        if not isinstance(effect, Mapping) or kind != "position" or actor not in actor_names(told):
            continue
        stands = position_of(told, actor, issue)
        known = {} if stands is None else {"now": f"{stands:g}"}
        about = f"{name} and {actor_names(told)[actor]} on {issue_names(told).get(issue, issue)}"
        yield from _strength(told, (*path, "turns", dial, "by"), about, known, levels(told, issue))


def _strength(
    told: Answers, path: tuple[str, ...], about: str, known: Mapping[str, str], levels_of: Mapping[str, float]
) -> Asking:
    """The strength of an effect, until it pushes the way that it was said to."""
    while True:
        yield from form_steps(
            told, path, "strength", "strength_per_10", about, known=known, words=levels_of
        )  # fmt: skip
        if not isinstance(told.knows(*path), Mapping) or "moved" not in told.at(*path):
            return
        toward = str(told.at(*path[:-1], "toward"))
        judge = partial(_agrees, answers_of(told, path, known), toward, levels_of)
        yield Agreement(path, ("moved", "likely", "low", "high"), judge)
        if told.has(*path) or not told.is_open:
            return


def _agrees(said: Mapping[str, str], toward: str, levels_of: Mapping[str, float]) -> None:
    """Refuse a strength that pushes away from where the effect is said to push."""
    if not {"now", "moved", "likely"} <= set(said):
        return
    stands, moved, without = (
        float(levels_of.get(said[key], said[key])) for key in ("now", "moved", "likely")
    )
    aim = levels_of.get(toward, 100.0 if toward == "up" else 0.0)
    if (stands - without) * moved * (1.0 if aim >= stands else -1.0) < 0:
        raise ParameterError(
            "answers",
            f"{without:g} had it not moved by {moved:g}, and {stands:g} as it is",
            f"a push toward {toward}",
            "turn the direction around, or think again about where he would stand",
        )


def _example(told: Answers) -> str:
    """A reply that would do, from what has been named."""
    for actor in speakers(told).values():
        for issue, about in issue_names(told).items():
            return f"{actor} on {about} toward {list(levels(told, issue))[-1]}"
    return "ACTOR on ISSUE toward LANDMARK"


def _one_turn(told: Answers, said: str) -> dict[str, Any]:
    """`Actor on issue toward landmark` as a dial with its direction."""
    whose, _, rest_of = said.partition(" on ")
    on, _, toward = rest_of.partition(" toward ")
    if not toward:
        raise ParameterError("answer", repr(said[:60]), "`ACTOR on ISSUE toward LANDMARK`")
    actor = named(lambda: speakers(told), several=False)(whose.strip())
    issue = named(lambda: issue_names(told), several=False)(on.strip())
    landmark = identifier(toward)
    if landmark not in levels(told, issue):
        raise ParameterError("answer", repr(toward.strip()), ", ".join(levels(told, issue)))
    return {f"{actor}.{issue}.position": {"toward": landmark}}


def names(told: Answers) -> dict[str, str]:
    """Pressures by id, with their names."""
    return {key: str(entry.get("name") or spoken(key)) for key, entry in told.group("pressures").items()}


def build(told: Answers, made: Made) -> None:
    """Pressures and effects."""
    for pressure, entry in told.group("pressures").items():
        of = told.knows("pressures", pressure, "of")
        now = entry.get("now")
        observable = entry.get("observable") or _observable(now)
        says = entry.get("says") or f"{entry.get('name') or spoken(pressure)}"
        made.pressures[pressure] = {
            "says": says if len(str(says)) >= 3 else f"{says}, as it is felt",
            **({"observable": observable} if observable else {}),
            **({"of": of} if of else {}),
            "now": number(now, "pressure", "pressure", asks=forms()["pressure"].asks, wide=WIDE_LEVEL),
            "fades": number(
                entry.get("fades"), "half_life", "fades", asks=forms()["half_life"].asks, wide=WIDE_FADES
            ),
            "jitter": entry.get("jitter")
            or {"word": "small", "assumed": "not asked: small movements of its own"},
            **rest(entry, *OURS),
        }
        turns = entry.get("turns")
        for dial, stated in turns.items() if isinstance(turns, Mapping) else ():
            for effect in stated if isinstance(stated, list) else [stated]:
                if effect == SKIP:
                    continue
                made.effects.append(_effect(told, pressure, str(dial), effect))


def _effect(told: Answers, pressure: str, dial: str, effect: Mapping[str, Any]) -> dict[str, Any]:
    by = effect.get("by")
    if isinstance(by, Mapping) and "likely" in by and "now" not in by:
        actor, _, rest_of = dial.partition(".")
        stands = position_of(told, actor, rest_of.partition(".")[0])
        by = {**by, **({} if stands is None else {"now": f"{stands:g}"})}
    asks = forms()["strength"].asks
    is_plain = (
        isinstance(by, str | int | float) and by != SKIP and ("evidence" in effect or "assumed" in effect)
    )
    stated = by if is_plain else number(by, "strength", "strength_per_10", asks=asks, wide=WIDE_BY)
    return {
        "when": pressure,
        "turns": dial,
        "toward": effect.get("toward"),
        "by": stated,
        **rest(effect, "toward", "by"),
    }


def _observable(now: Any) -> str:
    if isinstance(now, Mapping) and {"what", "zero", "full"} <= set(now) and SKIP not in now.values():
        return f"{now['what']}: 0 is {now['zero']}, 100 is {now['full']}"
    return ""


CHAPTER = Chapter(5, "What presses on them", steps, build)
