"""Which end states of a conflict would hold, why, and how one gets there: what a report shows of a conflict graph."""

from dataclasses import dataclass

from detente.core.conflict import Ground, Option


@dataclass(frozen=True, slots=True)
class Definition:
    """One meaning of "holds", and how many states hold so for everybody."""

    name: str
    title: str
    meaning: str
    equilibria: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One state: in words, for whom it ranks where, under which definitions it holds for everybody, and the way there.

    Attributes
    ----------
    words : the options taken, by owner.
    holds : names of the definitions.
    ranks : decision maker, level from 1, the worst, and number of levels.
    way : the moves from the status quo in words; empty where it stands there, None where there is no path.
    by_gain : whether each of these moves betters its mover at once.
    """

    pattern: str
    words: str
    holds: tuple[str, ...]
    ranks: tuple[tuple[str, int, int], ...]
    way: tuple[str, ...] | None
    by_gain: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A state, and for each decision maker why it holds for him or not."""

    standing: Standing
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """An outcome that is spoken of, and whether it would hold.

    Attributes
    ----------
    states : feasible states in which it is so.
    holding : definition -> how many of them hold for everybody.
    judged : the one that stands today, or is nearest; and the firmest, where that is another.
    issues : of the case, moved by the options that its statement names.
    """

    id: str
    says: str
    where: str
    questions: tuple[str, ...]
    issues: tuple[str, ...]
    states: int
    holding: tuple[tuple[str, int], ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Wants:
    """What a decision maker is taken to want, in words, and what that rests on."""

    decision_maker: str
    form: str
    aims: tuple[str, ...]
    evidence: tuple[str, ...]
    assumed: str | None


@dataclass(frozen=True, slots=True)
class EndStates:
    """A conflict as a report shows it.

    Attributes
    ----------
    definitions : the basic stabilities.
    status_quo : None where the conflict names none.
    equilibria : the firmest of what holds for everybody, then the nearest.
    equilibria_total : states that hold for everybody by some definition.
    not_judged : definition -> why.
    drawing : the graph as SVG.
    asked : further states that were asked for, with the reasons under every definition.
    """

    title: str
    states: int
    options: tuple[Option, ...]
    wants: tuple[Wants, ...]
    definitions: tuple[Definition, ...]
    status_quo: Judged | None
    equilibria: tuple[Standing, ...]
    equilibria_total: int
    prospects: tuple[Prospect, ...]
    not_judged: tuple[tuple[str, str], ...]
    drawing: str
    asked: tuple[Judged, ...] = ()
