"""Reading dates, codes and actors as files write them: what several importers share."""

from detente.core.errors import ParameterError
from detente.events.actor_tables import others
from detente.events.actors import NOBODY, Actor, actor_of
from detente.events.ontology import cameo_of, codes, plover_types

DATES = ("%Y-%m-%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d %B %Y", "%d-%b-%Y")
"""Ways of writing a day that are understood. Dates with slashes are not: 5/11/2024 is two different days."""


def day_in(field: str) -> str:
    """SQL of the day that a text tells; NULL where it tells none."""
    ways = ", ".join(f"'{way}'" for way in DATES)
    # What stands after seconds (fractions, zones) does not change the day.
    return f"try_strptime(left(trim({field}), 19), [{ways}])::DATE"


def cameo_code(text: str) -> str | None:
    """A code of CAMEO as it should be written, or None where the text is none.

    Examples
    --------
    >>> cameo_code("57"), cameo_code("190"), cameo_code("0211"), cameo_code("99"), cameo_code("x")
    ('057', '190', '0211', None, None)
    """
    code = text.strip()
    if not (code.isascii() and code.isdigit()) or not 1 <= len(code) <= 4:
        return None
    held = codes()
    if code not in held:
        # Spreadsheets drop the leading zero.
        code = f"0{code}" if f"0{code}" in held else code
    return code if code in held or code[:2] in held else None


def any_code(text: str) -> str | None:
    """A code of CAMEO from a code or a type of PLOVER, with its mode after a colon.

    Examples
    --------
    >>> any_code("173"), any_code("consult"), any_code("ASSAULT:firearms"), any_code("HUG")
    ('173', '04', '193', None)
    """
    found = cameo_code(text)
    return plover_code(text) if found is None else found


def plover_code(text: str) -> str | None:
    """The code of CAMEO that a type of PLOVER is read as, with its mode after a colon; None where there is none."""
    kind, _, mode = text.strip().partition(":")
    try:
        return cameo_of(kind, mode.strip().lower())
    except ParameterError:
        return None


def actor_of_parts(text: str) -> Actor:
    """The actor whose state and name are told apart, joined by a unit separator: `North Korea␟Kim Jong-Un`.

    A group or organisation goes before the state it sits in.
    """
    state, _, name = text.partition("\x1f")
    named = actor_of(name) if name else NOBODY
    if named.code in others():
        return named
    placed = actor_of(state) if state else NOBODY
    return Actor(placed.code or named.code, named.sector or placed.sector)


def known_types() -> str:
    """PLOVER's types, listed."""
    return ", ".join(plover_types())
