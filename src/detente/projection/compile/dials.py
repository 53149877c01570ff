"""Every number that an effect or an event can turn, under the short names a case uses."""

from dataclasses import dataclass, field

from detente.case.inherit import ancestry, members, stance_quantity, terms_quantity
from detente.core.case import Case
from detente.core.parameter import Parameter, parameters
from detente.projection.compile.index import Index, voices
from detente.projection.compile.quantities import Quantities
from detente.projection.compile.ragged import filled
from detente.projection.plan import Ints

STANCE_DIALS = ("position", "salience", "influence", "declared", "face")
TERM_DIALS = ("trust", "if_betrayed", "betrayal_spread", "deadlock_hurts")
OPENNESS_HIGHEST = 20.0
"""Highest weekly rate of settlement a track's openness may reach."""


@dataclass(slots=True)
class Dials:
    """Collects dials while a case is compiled.

    Attributes
    ----------
    names : one short name a dial, the name it is reported under.
    inherits : name -> names of the dials that a turn of it turns as well.
    """

    quantities: Quantities
    names: list[str] = field(default_factory=list)
    q_base: list[int] = field(default_factory=list)
    kinds: list[Parameter] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    follows: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, quantity: int, parameter: str) -> int:
        """Index of the dial of that name, new or known."""
        if name not in self.index:
            self.index[name] = len(self.names)
            self.names.append(name)
            self.q_base.append(quantity)
            self.kinds.append(parameters()[parameter])
        return self.index[name]

    def turned_by(self, name: str) -> tuple[int, ...]:
        """Dials that a turn of `name` turns: its own, and those of members who inherit the same number.

        None for a dial that nothing reads, such as the weight by which one listens whose line decides nothing. A tolerance
        on an issue without one of its own is the collective's.
        """
        who, _, issue = name.removesuffix(".tolerance").partition(".")
        institution = self.quantities.case.institutions.get(who)
        if institution is not None and issue in self.quantities.case.issues and issue not in institution.on:
            name = f"{who}.tolerance"
        if name not in self.index:
            return ()
        own = self.index[name]
        heirs = {self.index[heir] for heir in self.follows.get(name, ()) if heir in self.index}
        return (own, *sorted(heir for heir in heirs if self.q_base[heir] == self.q_base[own] and heir != own))


def add_stances(case: Case, index: Index, dials: Dials) -> dict[str, Ints]:
    """Dials of every stance; returns field -> (actors, issues) dial indices, -1 where an actor has none."""
    fields = (*STANCE_DIALS, "feared", "spread")
    tables = {name: filled((len(index.actors), len(index.issues))) for name in fields}
    for a, actor in enumerate(index.actors):
        for i, issue in enumerate(index.issues):
            stance = case.actors[actor].stances.get(issue)
            if stance is None and not voices(case, actor, issue):
                continue
            for name in STANCE_DIALS:
                quantity = _stance_number(case, dials.quantities, actor, issue, name)
                if quantity is not None:
                    tables[name][a, i] = dials.add(f"{actor}.{issue}.{name}", quantity, name)
            if stance is not None and stance.reaction is not None:
                path = f"actors.{actor}.stances.{issue}.reaction"
                for name in ("feared", "spread"):
                    stated = getattr(stance.reaction, name)
                    found = None if stated is None else (f"{path}.{name}", stated)
                    number = dials.quantities.stated_or_default(found, name)
                    tables[name][a, i] = dials.add(f"{actor}.{issue}.{name}", number, name)
            _note_heirs(case, dials, actor, issue, STANCE_DIALS)
    return tables


def _stance_number(case: Case, quantities: Quantities, actor: str, issue: str, name: str) -> int | None:
    """Quantity of one field of a stance; a line never declared is the position itself."""
    found = stance_quantity(case, actor, issue, name)
    if name == "position" or (name == "declared" and found is None):
        return _position(case, quantities, actor, issue)
    return quantities.stated_or_default(found, name, issue=issue)


def _position(case: Case, quantities: Quantities, actor: str, issue: str) -> int | None:
    found = stance_quantity(case, actor, issue, "position")
    if found is None:
        return None
    path, stated = found
    how_sure = case.actors[actor].stances[issue].how_sure
    width = None if how_sure is None else case.words_of("position_spread")[how_sure]
    return quantities.number(path, stated, "position", issue=issue, width=width)


def add_terms(case: Case, index: Index, dials: Dials) -> dict[str, Ints]:
    """Dials of every party's and member's terms; returns field -> (actors, tracks) dial indices."""
    tables = {name: filled((len(index.actors), len(index.tracks))) for name in TERM_DIALS}
    for r, track in enumerate(index.tracks):
        for party in case.tracks[track].parties:
            for actor in (*ancestry(case, party), *members(case, party)):
                for name in TERM_DIALS:
                    number = dials.quantities.stated_or_default(
                        terms_quantity(case, actor, track, name), name
                    )
                    tables[name][index.actors.index(actor), r] = dials.add(
                        f"{actor}.{track}.{name}", number, name
                    )
                _note_heirs(case, dials, actor, track, TERM_DIALS)
    return tables


def _note_heirs(case: Case, dials: Dials, actor: str, where: str, names: tuple[str, ...]) -> None:
    for elder in ancestry(case, actor)[1:]:
        for name in names:
            dials.follows.setdefault(f"{elder}.{where}.{name}", []).append(f"{actor}.{where}.{name}")
