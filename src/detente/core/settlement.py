"""What a bargaining model makes of a table: the outcome, and round by round who moved, pushed by whom and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
OfferKind = Literal["capitulation", "compromise", "confrontation", "bargain", "exchange", "proposal"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of one round.

    Attributes
    ----------
    proposer, target : indices into the settlement's actors; the two are equal where an actor proposes to all.
    kind : what the target is asked: to give in ("capitulation"), to move part of the way ("compromise"), to fight
        ("confrontation"), to accept a mutual move ("bargain"), to trade issues ("exchange"), to vote ("proposal").
    position : (dimensions,) where the target would stand.
    accepted : the target moved to it.
    why : one sentence: why it was accepted or not.
    proposer_position : where the proposer would stand itself; None where it does not move.
    """

    proposer: int
    target: int
    kind: OfferKind
    position: tuple[float, ...]
    accepted: bool
    why: str
    proposer_position: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The table after one round; round 0 is the table as stated.

    Attributes
    ----------
    positions : (actors, dimensions), points.
    median, mean : (dimensions,) weighted by capability times salience.
    offers : offers made in this round, which led to these positions.
    win_probability : (actors,) chance that the actor's position prevails; None where the model gives none.
    risk : (actors,) attitude to risk in the round, -1 averse .. 1 taking; None where the model has none.
    """

    number: int
    positions: Floats
    median: tuple[float, ...]
    mean: tuple[float, ...]
    offers: tuple[Offer, ...] = ()
    win_probability: tuple[float, ...] | None = None
    risk: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of one table under one model.

    Attributes
    ----------
    model : name of the model.
    options : every option as used, defaults included.
    actors, dimensions : names, in the order of the arrays.
    outcome : (dimensions,) points.
    rounds : at least round 0.
    why : the outcome in sentences, the most telling first.
    warnings : what to beware of: oscillation, spread over presets, no reversion, degenerate input.
    measures : further numbers by name, per actor or per dimension (`winset_low`, `gain`, ...).
    """

    model: str
    options: Mapping[str, str | float]
    actors: tuple[str, ...]
    dimensions: tuple[str, ...]
    outcome: tuple[float, ...]
    rounds: tuple[Round, ...]
    why: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    measures: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
