"""The dictionary of actors: states, places, leaders, organisations, armed groups and the nouns that name a sector."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Literal, get_args

from detente.reading.shipped import text_of

Kind = Literal["state", "leader", "office", "armed_group", "organisation", "bloc", "people", "pronoun"]
KINDS = frozenset(get_args(Kind))
FILES = ("states.csv", "places.csv", "leaders.csv", "organisations.csv", "armed_groups.csv", "agents.csv")
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Name:
    """One way of naming an actor, and whom it names.

    Attributes
    ----------
    form : what sort of name: a `state` or its `capital`, a `people` (also an adjective), a `place`, a `person`
        by full name or by `surname`, or another `proper` name.
    alone : whether the name suffices by itself; a common surname needs a title before it.
    since, until : term of office, for persons.
    line : file and line of the dictionary that it comes from.
    """

    phrase: str
    code: str
    name: str
    kind: Kind
    form: Literal["state", "capital", "people", "place", "person", "surname", "proper"]
    alone: bool = True
    since: date | None = None
    until: date | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for an actor (`troops`, `foreign minister`): its sector and kind."""

    phrase: str
    sector: str
    kind: Kind
    line: str = ""


@cache
def dictionary_hash() -> str:
    """SHA-256 over every data file of the coder, for the provenance of what it codes."""
    total = sha256()
    folder = files("detente.reading").joinpath("data")
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith((".csv", ".toml"))):
        total.update(name.encode())
        total.update(folder.joinpath(name).read_bytes())
    return total.hexdigest()


def rows_of(name: str) -> list[tuple[int, dict[str, str]]]:
    """Rows of a table with their line numbers."""
    return list(enumerate(csv.DictReader(text_of(name).splitlines()), 2))


def names_of_files() -> list[Name]:
    """Every name as written, before duplicates are settled."""
    found: list[Name] = []
    for line, row in rows_of("states.csv"):
        place = f"states.csv:{line}"
        groups: tuple[tuple[str, Literal["state", "people", "capital"]], ...] = (
            ("name", "state"), ("aliases", "state"), ("people", "people"), ("capitals", "capital"),
        )  # fmt: skip
        for column, form in groups:
            kind: Kind = "people" if form == "people" else "state"
            for phrase in filter(None, row[column].split("|")):
                found.append(Name(phrase, row["code"], row["name"], kind, form, line=place))
    for line, row in rows_of("places.csv"):
        kind = "state" if len(row["code"]) == 3 else "office"
        sort_of: Literal["place", "proper"] = "place" if len(row["code"]) == 3 else "proper"
        found.append(
            Name(row["phrase"], row["code"], row["phrase"], kind, sort_of, line=f"places.csv:{line}")
        )
    for table in ("organisations.csv", "armed_groups.csv"):
        for line, row in rows_of(table):
            for phrase in (row["name"], *filter(None, row["aliases"].split("|"))):
                sort: Any = row["kind"]
                found.append(Name(phrase, row["code"], row["name"], sort, "proper", line=f"{table}:{line}"))
    for line, row in rows_of("leaders.csv"):
        found.extend(_persons(row, f"leaders.csv:{line}"))
    return found


def _persons(row: dict[str, str], line: str) -> list[Name]:
    since = date.fromisoformat(row["from"]) if row["from"] else None
    until = date.fromisoformat(row["until"]) if row["until"] else None
    surname = row["surname"]
    alone = row["alone"] == "yes"
    full = Name(row["name"], row["code"], row["name"], "leader", "person", True, since, until, line)
    if surname == row["name"]:
        return [Name(row["name"], row["code"], row["name"], "leader", "surname", alone, since, until, line)]
    return [full, Name(surname, row["code"], row["name"], "leader", "surname", alone, since, until, line)]


def agents_of_file() -> list[Agent]:
    """Every common noun as written."""
    found = []
    for line, row in rows_of("agents.csv"):
        kind: Any = row["kind"]
        found.append(Agent(row["phrase"], row["sector"], kind, f"agents.csv:{line}"))
    return found


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The dictionary made ready: an automaton over all names, and the agents by their first word."""

    automaton: Any
    names: dict[str, tuple[Name, ...]]
    agents: dict[str, tuple[tuple[tuple[str, ...], Agent], ...]]


@cache
def dictionary() -> Dictionary:
    """The shipped dictionary, built once."""
    import ahocorasick

    names: dict[str, list[Name]] = {}
    for one in names_of_files():
        names.setdefault(one.phrase, []).append(one)
    automaton = ahocorasick.Automaton()
    for phrase in names:
        for written in {phrase, phrase.replace("'", "’")}:
            automaton.add_word(written, (len(written), phrase))
    automaton.make_automaton()
    agents: dict[str, list[tuple[tuple[str, ...], Agent]]] = {}
    for agent in agents_of_file():
        words = tuple(agent.phrase.split())
        agents.setdefault(words[0], []).append((words, agent))
    ordered = {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in agents.items()}
    return Dictionary(automaton, {phrase: tuple(some) for phrase, some in names.items()}, ordered)
