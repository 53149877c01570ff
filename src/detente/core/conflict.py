"""A conflict as it is written (who decides, over which options, with which preferences), and which end states hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from detente.core.noun import Identifier, Noun

Moves = Literal["both", "forward", "backward"]
STRONGLY = ">>"
"""Stands between two levels of a ranking: all that is above is *much* preferred to all that is below."""
OTHERS = "others"
"""Stands in a level of a ranking for the states that no other level names."""


class Option(Noun):
    """Something one decision maker can do or leave."""

    name: str = Field(min_length=1, description="Name; unique among the options of its owner.")
    owner: str = Field(description="The decision maker who can take it or leave it.")
    moves: Moves = Field(
        default="both",
        description="Which way it can be moved: forward (N to Y, never back), backward (Y to N) or both.",
    )
    issue: Identifier | None = Field(default=None, description="The issue of the case that it moves.")
    evidence: tuple[str, ...] = Field(default=(), description="Ids of the claims that put it on the table.")


class Exclusion(Noun):
    """States that cannot be; give one of the keys."""

    both: tuple[str, ...] | None = Field(
        default=None, min_length=2, description="Options that cannot all be taken together."
    )
    neither: tuple[str, ...] | None = Field(
        default=None, min_length=1, description="Options that cannot all be left at once."
    )
    where: str | None = Field(default=None, description="A statement over options that cannot be true.")


class Preference(Noun):
    """What one decision maker prefers; give one of `ranking`, `prioritise` and `weights`."""

    ranking: tuple[tuple[str, ...] | str, ...] | None = Field(
        default=None,
        min_length=1,
        description="Levels from worst to best, each a list of patterns that rank alike; `>>` between two levels "
        "marks a strong preference; `others` stands for the states not named.",
    )
    prioritise: tuple[str, ...] | None = Field(
        default=None,
        min_length=1,
        description="Statements over options, the most important first; one counts for more than all below it.",
    )
    weights: dict[str, float] | None = Field(
        default=None, min_length=1, description="Option or statement: what it adds where it is true."
    )
    unknown: tuple[tuple[str, str], ...] = Field(
        default=(),
        description="Pairs of patterns: how a state of the first compares with one of the second is not known.",
    )
    evidence: tuple[str, ...] = Field(default=(), description="Ids of the claims it rests on.")
    assumed: str | None = Field(default=None, min_length=3, description="Why it is assumed.")


class EndState(Noun):
    """An outcome that is spoken of: every state of which a statement is true."""

    says: str = Field(min_length=3, description="The outcome in words.")
    where: str = Field(description="A pattern with - for either, or a statement over options.")
    questions: tuple[Identifier, ...] = Field(
        default=(), description="Ids of the case's questions that ask for it."
    )


class Conflict(Noun):
    """Decision makers, their options, what cannot be, and what each prefers.

    A state is a pattern of Y (taken) and N (left) in the order of `options`; in patterns `-` stands for either.
    """

    title: str
    decision_makers: tuple[str, ...] = Field(min_length=1)
    options: tuple[Option, ...] = Field(min_length=1)
    infeasible: tuple[str | Exclusion, ...] = Field(
        default=(),
        description="Patterns of states that cannot be, with - for either; or both, neither, where.",
    )
    preferences: dict[str, Preference]
    views: dict[str, dict[str, Preference]] = Field(
        default={},
        description="Misperception: viewer -> decision maker -> the preference the viewer takes him to have.",
    )
    status_quo: str | None = Field(default=None, description="Pattern of the state that stands today.")
    end_states: dict[str, EndState] = Field(
        default={}, description="Outcomes to be judged in the report: id -> what it says and where it is so."
    )


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Which states one stability holds, by decision maker, and for all.

    Attributes
    ----------
    stable : decision maker -> patterns of the states that hold for him.
    equilibria : patterns of the states that hold for everybody.
    """

    stable: Mapping[str, tuple[str, ...]]
    equilibria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One move on a path: who moves, and the pattern he moves to."""

    by: str
    to: str


@dataclass(frozen=True, slots=True)
class Paths:
    """Shortest legal paths from a state to equilibria.

    Attributes
    ----------
    any_move, improving : equilibrium -> its steps, over all moves, and over moves that better their mover at once;
        None where it cannot be reached that way.
    """

    start: str
    any_move: Mapping[str, tuple[Step, ...] | None]
    improving: Mapping[str, tuple[Step, ...] | None]


@dataclass(frozen=True, slots=True)
class Change:
    """The least change of one decision maker's ranking that makes a state hold for him.

    Attributes
    ----------
    lowered : states he now prefers to the state and would have to hold no better than it.
    levels : by how many levels of his ranking they sink in all.
    """

    decision_maker: str
    lowered: tuple[str, ...]
    levels: int


@dataclass(frozen=True, slots=True)
class Inverse:
    """What it would take for a state to be an equilibrium.

    Attributes
    ----------
    changes : one for each decision maker for whom the state does not hold, the others' rankings as stated; empty where it is
        an equilibrium, or where one of them is firm.
    exists : whether it can be made one with the rankings of `firm` decision makers as they are.
    together : whether all changes at once do make it one.
    why_not : where none exists, for whom and why; where none was found, how far was searched.
    joint : the least change of all rankings at once; None where none exists, or none was found.
    joint_is_least : whether it is proven that no change of rankings sinks fewer states.
    joint_at_least : states that any joint change must sink, as far as was searched.
    """

    state: str
    stability: str
    changes: tuple[Change, ...]
    exists: bool
    together: bool
    why_not: str | None = None
    joint: tuple[Change, ...] | None = None
    joint_is_least: bool = False
    joint_at_least: int = 0


@dataclass(frozen=True, slots=True)
class Sanction:
    """An improvement, and what deters it.

    Attributes
    ----------
    to : the state a decision maker could move to, which he prefers.
    path : the moves of others that leave him no better off than if he had stayed; empty where nothing deters him.
    escapes : whether he has a move of his own after the sanction that leaves him better off; None where not asked.
    """

    to: str
    path: tuple[Step, ...]
    escapes: bool | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a state holds or does not for one decision maker under one stability."""

    decision_maker: str
    stability: str
    state: str
    is_stable: bool
    sanctions: tuple[Sanction, ...]
    text: str
