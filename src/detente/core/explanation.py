"""Why: drivers of a change with shares and ranges, counterfactuals, signposts, trade-offs, and the shift assessment."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.core.alternative import Alternative
from detente.core.deal import DealRoom
from detente.core.sensitivity import Sensitivity
from detente.core.would_change import WouldChange

Game = Literal["event", "channel"]


@dataclass(frozen=True, slots=True)
class Driver:
    """One player's Shapley share of a change.

    Attributes
    ----------
    share : mean contribution, in the target's points.
    low, high : 5-95 % range over worlds (drawn strengths, shocks, luck): shown before `se`.
    se : Monte Carlo standard error of `share`.
    claims : claims behind the player's inputs.
    """

    game: Game
    target: str
    from_date: date
    to_date: date
    id: str
    label: str
    share: float
    low: float
    high: float
    se: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A change and its partition over the players of one game; drift is a bar of its own and the sum closes.

    Attributes
    ----------
    change : mean change of the target, points; equals the sum of the drivers' shares.
    method : "exact" or "permutations".
    beats : (driver, next driver) -> P(share of the first > share of the second) over worlds.
    ranked : driver ids that may be ranked, largest first; a later one is left out where P(A > B) < .8.
    """

    game: Game
    target: str
    from_date: date
    to_date: date
    change: float
    low: float
    high: float
    method: str
    worlds: int
    drivers: tuple[Driver, ...]
    beats: tuple[tuple[str, str, float], ...]
    ranked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Edited case minus base under the same noise, for one observable at one date.

    Attributes
    ----------
    base, edited : means (or probabilities).
    difference : mean paired difference; `low`, `high` its 5-95 % range over worlds; `se` its Monte Carlo error.
    """

    of: str
    label: str
    at: date
    base: float
    edited: float
    difference: float
    low: float
    high: float
    se: float


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """An edited case run beside its base."""

    edits: tuple[str, ...]
    kind: Literal["intervention on the future", "same-noise counterfactual of the past"]
    worlds: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Signpost:
    """An observable of the coming weeks, and what seeing it would do to an answer.

    Attributes
    ----------
    seen : P(seen by `by`).
    question : the answer it bears on; `now`, `if_seen`, `if_not` its probability.
    worlds_seen : effective number of worlds in the rarer of the two cases.
    separates : account -> P(seen) in the worlds in which it carries most of the change, where that differs from
        the other worlds beyond chance.
    """

    id: str
    text: str
    by: date
    seen: float
    question: str
    now: float
    if_seen: float
    if_not: float
    worlds_seen: int
    separates: dict[str, float]


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What a gain in one arena does to another, by paired differences, and how often all succeed together."""

    moved: str
    measured: str
    difference: float
    se: float


@dataclass(frozen=True, slots=True)
class Side:
    """One reading of an arena: what is reported, or what the model shows. Never blended."""

    words: str
    deeds: str
    stage: str
    when: date | None
    how_sure: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Has the course changed in one arena: in words, in deeds, how far along, since when, how surely, and will it last.

    Attributes
    ----------
    words, deeds : change of what is said and of the level between `from_date` and `to_date`, points (model).
    probability : P(change of the level by more than the threshold), model.
    persistence : share of the change left a half-year after the drivers are taken away; None where nothing moved.
    reported : the claims' side; `modelled` the projection's.
    supporting, opposing : claims for and against; `contested` those under dispute.
    """

    arena: str
    label: str
    words: float
    deeds: float
    stage: str
    from_date: date
    to_date: date
    probability: float
    persistence: float | None
    reported: Side
    modelled: Side
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    contested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """An account of the change tested by taking away what it rests on."""

    id: str
    says: str
    leading: bool
    dropped: tuple[str, ...]
    target: str
    change: float
    removed: float
    low: float
    high: float
    se: float
    supporting: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mover:
    """An input that an answer goes with: the chain from a shown number back to what it rests on.

    Attributes
    ----------
    answer : id of the question.
    path : the input.
    swing : difference of the answer between worlds with the input in its top and bottom fifth, in the answer's unit.
    share : of the answer's variance between worlds, luck included, that goes with the input alone.
    """

    answer: str
    path: str
    swing: float
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of it, for one projection; `movers` by question, largest swing first. Without arguments, none of it.

    `rooms`, `sensitivities` and `would_change` are there only where they were asked for.
    """

    shifts: tuple[Shift, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    rivals: tuple[Rival, ...] = ()
    counterfactuals: tuple[Counterfactual, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    trade_offs: tuple[TradeOff, ...] = ()
    joint_success: float | None = None
    movers: tuple[Mover, ...] = ()
    rooms: tuple[DealRoom, ...] = ()
    sensitivities: tuple[Sensitivity, ...] = ()
    would_change: tuple[WouldChange, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
