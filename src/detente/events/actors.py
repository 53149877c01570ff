"""Who is meant by the codes and names that sources of events use.

Every actor is kept as a code - ISO 3166-1 alpha-3 for a state, three letters for the armed groups and
organisations of `data/actor_sets.toml` - and a sector, such as GOV or MIL, which may be empty.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from detente.events.actor_tables import (
    Coding,
    cow_codes,
    fold,
    other_codes,
    other_names,
    others,
    sector_codes,
    sector_words,
    state_codes,
    state_names,
)


class Actor(NamedTuple):
    """An actor as it is kept: code (empty where unknown) and sector (empty where untold)."""

    code: str
    sector: str


NOBODY = Actor("", "")


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
    if text in other_codes():
        other = others()[other_codes()[text]]
        return Actor(other.code, other.sector)
    state = state_of(text[:3], coding)
    rest = text[3:] if state else text
    parts = [rest[start : start + 3] for start in range(0, len(rest), 3)]
    for part in parts:
        if part in other_codes():
            other = others()[other_codes()[part]]
            return Actor(other.code, other.sector)
    sector = next((sector_codes()[part] for part in parts if part in sector_codes()), "")
    return Actor(state, sector)


def state_of(code: str, coding: Coding = "cameo") -> str:
    """ISO 3166-1 alpha-3 of a state's code in another coding; empty where there is none."""
    return state_codes(coding).get(code.upper(), "")


def coding_of(codes: Iterable[str]) -> Coding:
    """Whose codes some states' codes are: those of the coding in which more of them mean a state.

    Examples
    --------
    >>> coding_of(["USA", "UKG", "ROK", "AUS"]), coding_of(["USA", "GBR", "KOR", "AUS"])
    ('cow', 'cameo')
    """
    iso, cow = state_codes("cameo"), cow_codes()
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
    folded = fold(name)
    if folded in other_names():
        other = others()[other_names()[folded]]
        return Actor(other.code, other.sector)
    if folded in state_names():
        return Actor(state_names()[folded], "")
    role, _, place = name.rpartition("(")
    place = fold(place.rstrip(") "))
    if role and place in other_names():
        return Actor(others()[other_names()[place]].code, sector_of_words(role))
    if role and place in state_names():
        return Actor(state_names()[place], sector_of_words(role))
    found = _OF_A_STATE.match(name)
    if found and fold(found["state"]) in state_names():
        return Actor(state_names()[fold(found["state"])], sector_of_words(found["role"]))
    return NOBODY


_OF_A_STATE = re.compile(r"(?P<role>.+?) (?:Forces )?of (?:the )?(?P<state>[^()]+?)\s*(?:\(.*)?$")


def sector_of_words(role: str) -> str:
    """Sector that words for a role point to, such as `Foreign Affairs`; empty where they point to none.

    Examples
    --------
    >>> sector_of_words("Foreign Affairs"), sector_of_words("Defense / Security Ministry"), sector_of_words("Banda")
    ('GOV', 'MIL', '')
    """
    pattern, sector = sector_words()
    found = [match[1] for match in pattern.finditer(fold(role))]
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
