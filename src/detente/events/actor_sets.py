"""Sets of actors that are asked for together: one, several, a named set such as E3, or anyone."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.core.errors import ParameterError, nearest
from detente.events.actor_tables import name_of, others, sectors, sets, states
from detente.events.actors import actor_of

ANYONE = "*"


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
