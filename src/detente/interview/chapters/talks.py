"""Tables and back channels: who talks, over what, how visibly, and what each side would accept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.core.parameter import word_tables
from detente.core.plain import spoken
from detente.elicitation import forms
from detente.interview.answers import SKIP, Answers
from detente.interview.chapters.actors import names as actor_names
from detente.interview.chapters.base import Chapter, Made, rest
from detente.interview.chapters.issues import levels, stands_at
from detente.interview.chapters.issues import names as issue_names
from detente.interview.chapters.stances import position_of
from detente.interview.numbers import GROUNDS, number
from detente.interview.step import Asking, Step, answers_of, day, entries, form_steps, named, one_of

OURS = ("name", "between", "over", "opens", "seen", "chance_of_a_deal", "terms", "why")
WIDE: Mapping[str, Mapping[str, float]] = {
    "trust": {"low": 0.1, "mode": 0.5, "high": 0.9},
    "if_betrayed": {"low": 2, "mode": 12, "high": 35},
    "deadlock_hurts": {"low": -5, "mode": 5, "high": 25},
}
SPEED = {"word": "slow", "assumed": "skipped when asked"}


def steps(told: Answers) -> Asking:
    """Talks, and for each party the deals it would take."""
    asks = "Where do they talk, openly or by back channels? Name the tables, comma between."
    yield Step(("talks",), asks, entries, "The ministers' table, The Oslo channel")
    for table, name in names(told).items():
        path = ("talks", table)
        parties, issues = (
            named(lambda: actor_names(told), several=True),
            named(lambda: issue_names(told), several=True),
        )
        yield Step(
            (*path, "between"),
            f"{name}: between whom?",
            parties,
            f"{', '.join(actor_names(told))}; comma between",
        )
        yield Step((*path, "over"), f"{name}: over what?", issues, ", ".join(issue_names(told)))
        if not isinstance(told.at(*path, "opens"), Mapping):
            yield Step(
                (*path, "opens"),
                f"{name}: since when, or from when, is it open?",
                day,
                "a date; today if you say nothing",
            )
        seen, speed = word_tables()["seen"], word_tables()["chance_of_a_deal"]
        yield Step((*path, "seen"), f"{name}: how much of it is seen?", one_of(seen), ", ".join(seen))
        asks = f"{name}: once both could agree, how likely is a deal within four weeks?"
        hint = ", ".join(f"{word} ({value:g} %)" for word, value in speed.items())
        yield Step((*path, "chance_of_a_deal"), asks, one_of(speed), hint)
        for party in _parties(told, table):
            yield from _terms(told, table, party, name)


def _terms(told: Answers, table: str, party: str, name: str) -> Asking:
    path = ("talks", table, "terms", party)
    over = told.knows("talks", table, "over") or []
    if len(over) != 1 or (not told.is_open and not told.has(*path)):
        return
    about = f"{name}, {actor_names(told)[party]} ({spoken(over[0])})"
    yield from form_steps(
        told, path, "terms", "trust", about, known=_known(told, party, over[0]), words=levels(told, over[0])
    )  # fmt: skip


def _known(told: Answers, party: str, issue: str) -> dict[str, str]:
    """What was answered before: what he wants, and what stands if nothing is agreed."""
    wants = position_of(told, party, issue)
    return {
        **({} if wants is None else {"ideal": f"{wants:g}"}),
        "nothing": f"{stands_at(told, issue):g}",
    }


def _parties(told: Answers, table: str) -> list[str]:
    between = told.knows("talks", table, "between") or []
    flat = [one for side in between for one in (side if isinstance(side, list) else [side])]
    return [one for one in flat if one in actor_names(told)]


def names(told: Answers) -> dict[str, str]:
    """Tables by id, with their names."""
    return {key: str(entry.get("name") or spoken(key)) for key, entry in told.group("talks").items()}


def build(told: Answers, made: Made) -> None:
    """Tracks, and each party's terms."""
    for table, entry in told.group("talks").items():
        parties = told.knows("talks", table, "between") or list(made.actors)[:2]
        over = told.knows("talks", table, "over") or list(made.issues)[:1]
        if len(parties) < 2:
            continue
        opens = entry.get("opens")
        seen, speed = entry.get("seen"), entry.get("chance_of_a_deal")
        stated: dict[str, Any] = {"name": names(told)[table], "between": parties, "over": over}
        if "opens" not in entry or opens == SKIP:
            stated["opens"] = made.head["as_of"]
        elif opens is not None:
            stated["opens"] = opens if isinstance(opens, Mapping) else date.fromisoformat(str(opens))
        if seen in (None, SKIP):
            stated["seen"] = {"low": 0.05, "mode": 0.5, "high": 1, "assumed": "skipped when asked"}
        else:
            stated["seen"] = seen if isinstance(seen, Mapping) else {"word": seen, "assumed": "as answered"}
        if speed in (None, SKIP):
            stated["chance_of_a_deal"] = dict(SPEED)
        else:
            stated["chance_of_a_deal"] = (
                speed if isinstance(speed, Mapping) else {"word": speed, "assumed": "as answered"}
            )
        others = rest(entry, *OURS, *GROUNDS)
        grounds = {key: entry[key] for key in ("evidence", "basis", "assumed") if key in entry}
        made.tracks[table] = {**stated, **others, **grounds}
        for party in _parties(told, table):
            _settle_terms(told, made, table, party, over)


def _settle_terms(told: Answers, made: Made, table: str, party: str, over: list[str]) -> None:
    answer = told.knows("talks", table, "terms", party)
    given = dict(answer) if isinstance(answer, Mapping) else {}
    terms: dict[str, Any] = {}
    is_asked = "deal" in given
    grounds = {key: given[key] for key in GROUNDS if key in given}
    for kind, wide in WIDE.items():
        if is_asked:
            path = ("talks", table, "terms", party)
            said = answers_of(told, path, _known(told, party, over[0]))
            said = {key: value for key, value in said.items() if key not in GROUNDS}
            terms[kind] = number({**said, **grounds}, "terms", kind, asks=forms()["terms"].asks, wide=wide)
        else:
            terms[kind] = given.get(kind, {**wide, "assumed": "skipped when asked, so the range is wide"})
    extra = {
        key: value for key, value in given.items() if key not in terms and not is_asked and key not in GROUNDS
    }
    made.actors[party].setdefault("terms", {})[table] = {**terms, **extra}


CHAPTER = Chapter(8, "Where they talk, and what each would accept", steps, build)
