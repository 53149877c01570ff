"""The tables of actors: states, groups and organisations, sets of them, sectors; with every code and name they go by."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from detente.events.ontology import table

Coding = Literal["cameo", "cow"]
"""Whose codes of states: CAMEO's and ISO's (AUS is Australia), or the Correlates of War's (AUS is Austria)."""


@dataclass(frozen=True, slots=True)
class State:
    """A state with its codes and names."""

    iso3: str
    cow: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """An actor that is no state: an armed group or an organisation."""

    code: str
    name: str
    sector: str
    of: str
    codes: tuple[str, ...]
    names: tuple[str, ...]


def name_of(code: str) -> str:
    """Name of an actor's code in ISO's coding, or the code itself.

    Examples
    --------
    >>> name_of("IRN"), name_of("HEZ"), name_of("QQQ")
    ('Iran', 'Hezbollah', 'QQQ')
    """
    if code in states():
        return states()[code].name
    if code in others():
        return others()[code].name
    return str(sets()[code]["name"]) if code in sets() else code


@cache
def states() -> dict[str, State]:
    """Every state by its ISO code."""
    return {
        row["iso3"]: State(row["iso3"], row["cow"], row["name"], tuple(filter(None, row["names"].split("|"))))
        for row in table("states.csv")
    }


@cache
def others() -> dict[str, Other]:
    """Every armed group and organisation by its code."""
    return {
        code: Other(
            code, row["name"], row["sector"], row.get("of", ""), tuple(row["codes"]), tuple(row["names"])
        )
        for code, row in _toml()["others"].items()
    }


@cache
def sets() -> dict[str, dict[str, Any]]:
    """Every named set: `name` and `members`."""
    return dict(_toml()["sets"])


@cache
def sectors() -> dict[str, str]:
    """Every sector's code -> name."""
    return {row["code"]: row["name"] for row in table("sectors.csv")}


@cache
def _toml() -> dict[str, Any]:
    return tomllib.loads(files("detente.events").joinpath("data", "actor_sets.toml").read_text("utf-8"))


@cache
def state_codes(coding: Coding) -> dict[str, str]:
    """Code of a state in a coding -> ISO 3166-1 alpha-3."""
    held = states().values()
    older = dict(_toml()["older"])
    if coding == "cow":
        # Where the two codings clash, a file that is written in one of them means that one.
        return {
            **{state.iso3: state.iso3 for state in held},
            **{state.cow: state.iso3 for state in held if state.cow},
            **_toml()["older_cow"],
        }
    return {**older, **{state.iso3: state.iso3 for state in held}}


@cache
def other_codes() -> dict[str, str]:
    """Code of an actor that is no state, as the sources write it -> ours."""
    return {code: other.code for other in others().values() for code in other.codes}


@cache
def other_names() -> dict[str, str]:
    """Name of an actor that is no state, folded -> our code."""
    return {fold(name): other.code for other in others().values() for name in other.names}


@cache
def state_names() -> dict[str, str]:
    """Name of a state, folded -> ISO 3166-1 alpha-3."""
    held = {fold(name): state.iso3 for state in states().values() for name in (state.name, *state.names)}
    return {**held, **{fold(name): code for name, code in _toml()["names"].items()}}


@cache
def sector_codes() -> dict[str, str]:
    """Code of a sector in CAMEO or PLOVER -> PLOVER's."""
    # CAMEO's codes first: its MED are the media, PLOVER's are physicians.
    cameo = {code: row["code"] for row in table("sectors.csv") for code in row["cameo"].split()}
    return {**{code: code for code in sectors()}, **cameo}


@cache
def sector_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all words for roles, the longest first, and the sector of each."""
    rows = table("sectors.csv")
    words = {word: row["code"] for row in rows for word in row["words"].split("|") if word}
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b({longest_first})s?\b"), words


def fold(name: str) -> str:
    """A name as names are compared: small letters, single blanks, plain apostrophes."""
    return " ".join(name.replace("’", "'").casefold().split())


@cache
def cow_codes() -> frozenset[str]:
    """Codes of states in the coding of the Correlates of War."""
    return frozenset({state.cow for state in states().values() if state.cow} | set(_toml()["older_cow"]))
