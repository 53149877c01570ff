"""Who is meant: states, other actors and sets of them, from the codes and names that sources of events use.

Every actor is kept as a code - ISO 3166-1 alpha-3 for a state, three letters for the armed groups and
organisations of `data/actor_sets.toml` - and a sector, such as GOV or MIL, which may be empty.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from detente.core.errors import ParameterError, nearest
from detente.events.ontology import table

Coding = Literal["cameo", "cow"]
"""Whose codes of states: CAMEO's and ISO's (AUS is Australia), or the Correlates of War's (AUS is Austria)."""
ANYONE = "*"


class Actor(NamedTuple):
    """An actor as it is kept: code (empty where unknown) and sector (empty where untold)."""

    code: str
    sector: str


NOBODY = Actor("", "")


@dataclass(frozen=True, slots=True)
class ActorSet:
    """Actors that are asked for together.

    Attributes
    ----------
    label : as it was asked for; stands in the place of a code in series and answers.
    codes : codes of actors, in ISO's coding; empty with `names`, or for anyone.
    names : names as written in the data, for actors without a code, in small letters.
    sector : only this sector; empty for all. GOV takes in what is coded without a sector.
    """

    label: str
    name: str
    codes: tuple[str, ...]
    names: tuple[str, ...] = ()
    sector: str = ""

    @property
    def is_anyone(self) -> bool:
        """Whether every actor belongs to it."""
        return not self.codes and not self.names


def actor_of_code(code: str, coding: Coding = "cameo") -> Actor:
    """The actor behind a code such as `IRN`, `IRNGOV`, `USA MIL` or `IGOUNO`.

    Parameters
    ----------
    code : a state's or group's code, with or without sectors after it.

    Examples
    --------
    >>> actor_of_code("IRNMIL"), actor_of_code("ROM"), actor_of_code("AUS", "cow"), actor_of_code("xyz")
    (Actor(code='IRN', sector='MIL'), Actor(code='ROU', sector=''), Actor(code='AUT', sector=''), Actor(code='', sector=''))
    """
    text = "".join(code.split()).upper()
    if not text:
        return NOBODY
    if text in _other_codes():
        other = others()[_other_codes()[text]]
        return Actor(other.code, other.sector)
    state = state_of(text[:3], coding)
    rest = text[3:] if state else text
    parts = [rest[start : start + 3] for start in range(0, len(rest), 3)]
    for part in parts:
        if part in _other_codes():
            other = others()[_other_codes()[part]]
            return Actor(other.code, other.sector)
    sector = next((_sector_codes()[part] for part in parts if part in _sector_codes()), "")
    return Actor(state, sector)


def state_of(code: str, coding: Coding = "cameo") -> str:
    """ISO 3166-1 alpha-3 of a state's code in another coding; empty where there is none."""
    return _state_codes(coding).get(code.upper(), "")


def coding_of(codes: Iterable[str]) -> Coding:
    """Whose codes some states' codes are: those of the coding in which more of them mean a state.

    Examples
    --------
    >>> coding_of(["USA", "UKG", "ROK", "AUS"]), coding_of(["USA", "GBR", "KOR", "AUS"])
    ('cow', 'cameo')
    """
    iso, cow = _state_codes("cameo"), {state.cow for state in states().values()} | set(_toml()["older_cow"])
    held = set(codes)
    return "cow" if sum(code in cow for code in held) > sum(code in iso for code in held) else "cameo"


@lru_cache(maxsize=200_000)
def actor_of_name(name: str) -> Actor:
    """The actor behind a name such as `North Korea`, `Police (India)`, `Hezbollah` or `Military Forces of Iran (1989-)`.

    Examples
    --------
    >>> actor_of_name("Military (Myanmar)"), actor_of_name("Hizballah").code, actor_of_name("Angela Merkel").code
    (Actor(code='MMR', sector='MIL'), 'HEZ', '')
    >>> actor_of_name("Military Forces of Iran (1989-)")
    Actor(code='IRN', sector='MIL')
    """
    folded = _fold(name)
    if folded in _other_names():
        other = others()[_other_names()[folded]]
        return Actor(other.code, other.sector)
    if folded in _state_names():
        return Actor(_state_names()[folded], "")
    role, _, place = name.rpartition("(")
    place = _fold(place.rstrip(") "))
    if role and place in _other_names():
        return Actor(others()[_other_names()[place]].code, sector_of_words(role))
    if role and place in _state_names():
        return Actor(_state_names()[place], sector_of_words(role))
    found = _OF_A_STATE.match(name)
    if found and _fold(found["state"]) in _state_names():
        return Actor(_state_names()[_fold(found["state"])], sector_of_words(found["role"]))
    return NOBODY


_OF_A_STATE = re.compile(r"(?P<role>.+?) (?:Forces )?of (?:the )?(?P<state>[^()]+?)\s*(?:\(.*)?$")


def sector_of_words(role: str) -> str:
    """Sector that words for a role point to, such as `Foreign Affairs`; empty where they point to none.

    Examples
    --------
    >>> sector_of_words("Foreign Affairs"), sector_of_words("Defense / Security Ministry"), sector_of_words("Banda")
    ('GOV', 'MIL', '')
    """
    pattern, sector = _sector_words()
    found = [match[1] for match in pattern.finditer(_fold(role))]
    return sector[max(found, key=len)] if found else ""


def actor_of(text: str, coding: Coding = "cameo") -> Actor:
    """The actor behind a code or a name, whichever it is.

    Examples
    --------
    >>> actor_of("USA"), actor_of("United States").code, actor_of("Taliban").code
    (Actor(code='USA', sector=''), 'USA', 'TAL')
    """
    if _CODE.fullmatch(text):
        found = actor_of_code(text, coding)
        if found.code:
            return found
    named = actor_of_name(text)
    if named.code or not _CODE.fullmatch(text):
        return named
    return actor_of_code(text, coding)


_CODE = re.compile(r"[A-Z]{3}(?: ?[A-Z]{3}){0,4}")


def actor_set(text: str, *, names: Mapping[str, str] | None = None) -> ActorSet:
    """The actors that are asked for: a code, a name, a set such as E3, several joined by commas, or `*`.

    A sector may follow after a colon: `IRN:MIL`.

    Parameters
    ----------
    names : names in the data, in small letters -> as written; an actor without a code may be asked for by them.

    Raises
    ------
    ParameterError : nobody of that name is known.

    Examples
    --------
    >>> actor_set("E3").codes, actor_set("France,DEU").codes, actor_set("IRN:MIL").sector
    (('DEU', 'FRA', 'GBR'), ('FRA', 'DEU'), 'MIL')
    """
    whole, _, sector = text.strip().partition(":")
    sector = sector.strip().upper()
    if sector and sector not in sectors():
        raise ParameterError("sector", repr(sector), ", ".join(sectors()), nearest=nearest(sector, sectors()))
    whole = whole.strip()
    if whole == ANYONE:
        return ActorSet(text.strip(), "anyone", (), sector=sector)
    if whole.upper() in sets():
        chosen = sets()[whole.upper()]
        return ActorSet(text.strip(), str(chosen["name"]), tuple(chosen["members"]), sector=sector)
    codes: list[str] = []
    unknown: list[str] = []
    called: list[str] = []
    # A name may hold a comma itself.
    parts = [whole] if names and whole.casefold() in names else [part.strip() for part in whole.split(",")]
    for part in parts:
        if part.upper() in sets():
            codes += sets()[part.upper()]["members"]
        elif found := _asked(part):
            codes.append(found)
        elif names is not None and part.casefold() in names:
            called.append(part.casefold())
        else:
            unknown.append(part)
    if unknown or not (codes or called):
        raise _unknown(unknown[0] if unknown else whole, names)
    label = text.strip() if len(parts) > 1 or called else codes[0] + (f":{sector}" if sector else "")
    written = [names[one] for one in called] if names is not None else []
    told = " and ".join(dict.fromkeys([*(name_of(code) for code in codes), *written]))
    return ActorSet(label, told, tuple(dict.fromkeys(codes)), tuple(called), sector)


def _asked(part: str) -> str:
    if part.upper() in others():
        return part.upper()
    found = actor_of(part.upper() if len(part) == 3 else part)
    return found.code


def _unknown(part: str, names: Mapping[str, str] | None) -> ParameterError:
    have = [*states(), *others(), *sets(), *(state.name for state in states().values()), *(names or ())]
    near = nearest(part, have)
    allowed = "an ISO 3166 code such as IRN, a state's name, a group such as HEZ, or a set such as E3"
    return ParameterError("actor", repr(part), allowed, "" if near else "write one of these", near)


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
def _state_codes(coding: Coding) -> dict[str, str]:
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
def _other_codes() -> dict[str, str]:
    return {code: other.code for other in others().values() for code in other.codes}


@cache
def _other_names() -> dict[str, str]:
    return {_fold(name): other.code for other in others().values() for name in other.names}


@cache
def _state_names() -> dict[str, str]:
    held = {_fold(name): state.iso3 for state in states().values() for name in (state.name, *state.names)}
    return {**held, **{_fold(name): code for name, code in _toml()["names"].items()}}


@cache
def _sector_codes() -> dict[str, str]:
    # CAMEO's codes first: its MED are the media, PLOVER's are physicians.
    cameo = {code: row["code"] for row in table("sectors.csv") for code in row["cameo"].split()}
    return {**{code: code for code in sectors()}, **cameo}


@cache
def _sector_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all words for roles, the longest first, and the sector of each."""
    rows = table("sectors.csv")
    words = {word: row["code"] for row in rows for word in row["words"].split("|") if word}
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b({longest_first})s?\b"), words


def _fold(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
