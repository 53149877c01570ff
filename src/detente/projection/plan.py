"""A case as arrays: everything the kernels need, with every number an index into the quantities a world draws.

Index conventions: `q_*` arrays index quantities (columns of a world's draws), `d_*` arrays index dials, `z_*` arrays index the
readings vector, and -1 stands for absent. Ragged lists are a `*_ptr` array of bounds beside their flat array.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

(
    SHOCK, LASTING, PRESS, SET_LEVEL, MOVE_LEVEL, TURN_DIAL, SCALE_DIAL, SET_DIAL, OPENS, CLOSES, BREAKS, SETTLES,
    AGREES, INSTALLS, COUNTS
) = range(15)  # fmt: skip
"""What an occurrence can do: codes of `Occurrences.act`."""

FIRST_DIRECT, LAST_DIRECT = SET_LEVEL, INSTALLS
"""Acts that reach levels, dials, tracks or institutions without a pressure in between."""

ATOM, ALL, ANY, AT_LEAST, NOT = range(5)
"""Instructions of a condition in postfix order."""

TO_ACTOR, TO_MANDATE, TO_GROUP = range(3)
"""Whom a listener listens to."""


class Sizes(NamedTuple):
    """How many there are of each."""

    steps: int
    step_weeks: float
    actors: int
    issues: int
    pressures: int
    tracks: int
    hazards: int
    occurrences: int
    draws: int
    quantities: int
    dials: int
    mandates: int
    deciders: int
    readings: int


class PressurePlan(NamedTuple):
    """Pressures: start, dated rest, half-life, jitter, and what feeds them."""

    q_start: Ints
    q_rest: Ints
    """(steps + 1, pressures): the resting level in force at each state."""
    q_half_life: Ints
    q_jitter: Ints
    feed_ptr: Ints
    feed_issue: Ints
    q_feed: Ints
    feed_sign: Floats


class DialPlan(NamedTuple):
    """Dials: where each starts, its range, and the effects on it."""

    q_base: Ints
    low: Floats
    high: Floats
    turned: Ints
    """Dials that some effect turns."""
    scales: Ints
    """(turned,): 1 where the effects are proportional."""
    is_position: Ints
    """(turned,): 1 for an ideal, whose clipping is counted."""
    effect_ptr: Ints
    effect_felt: Ints
    """What each effect feels: a row of the two below."""
    q_effect: Ints
    effect_unit: Floats
    """Sign and unit of each effect: dial per (strength x point of pressure)."""
    felt_pressure: Ints
    felt_lag: Ints
    """Pressures with the lag, in steps, at which some effect feels them."""


class LinePlan(NamedTuple):
    """Stances, listening, and how collectives decide, in an order in which each line precedes its listeners."""

    d_position: Ints
    """(actors, issues), as the five below."""
    d_salience: Ints
    d_influence: Ints
    d_declared: Ints
    d_face: Ints
    d_feared: Ints
    d_spread: Ints
    safe: Floats
    walk_is_mandate: Ints
    """(walk,): 0 for an actor's ideal, 1 for a mandate."""
    walk_ref: Ints
    walk_issue: Ints
    listen_ptr: Ints
    listen_kind: Ints
    listen_ref: Ints
    d_listen: Ints
    group_ptr: Ints
    group_member: Ints
    mandate_decider: Ints
    mandate_issue: Ints
    mandate_row: Ints
    """First procedure row of a mandate; the decider's regime is added to it."""
    is_joined: Ints
    """(mandates,): 1 where some procedure joins members' lines."""
    row_setter: Ints
    row_final: Ints
    d_tolerance: Ints
    row_median: Ints
    veto_ptr: Ints
    veto_actor: Ints
    member_ptr: Ints
    """(mandates + 1,): members with a stance on the mandate's issue."""
    member_actor: Ints


class IssuePlan(NamedTuple):
    """Issues: start, pace, who can move them alone, and whose declared line is heard."""

    q_start: Ints
    d_pace: Ints
    owner_mandate: Ints
    d_declared: Ints


class TrackPlan(NamedTuple):
    """Tracks: parties, issues, terms and life."""

    over_ptr: Ints
    over_issue: Ints
    party_ptr: Ints
    party_side: Ints
    party_actor: Ints
    party_decider: Ints
    party_mandate: Ints
    """(party rows, most issues)."""
    party_speaker: Ints
    """(party rows, most issues): the actor whose salience and influence stand for the party."""
    party_stride: Ints
    """(party rows,): what the party's regime counts for in the number of its table."""
    first_table: Ints
    d_trust: Ints
    """(actors, tracks), as the three below."""
    d_loss: Ints
    d_loss_spread: Ints
    d_deadlock: Ints
    d_seen: Ints
    d_openness: Ints
    d_scale: Ints
    opens_at: Ints
    closes_at: Ints
    open_rule: Ints
    q_open_rate: Ints
    reopens_after: Ints
    q_reversion: Ints
    """(tracks, most issues, steps + 1); -1 for the level at opening."""


class TablePlan(NamedTuple):
    """Who sits at each track under each combination of its parties' procedures: everybody who can say no.

    A veto player gives up his distance from the reversion; a final say (`d_reach`) his tolerance; a party whose members vote
    (`joined`) speaks as one with their joined line.
    """

    player_ptr: Ints
    actor: Ints
    seat: Ints
    """Party, counted within the track."""
    side: Ints
    speaker: Ints
    """(players, most issues): whose salience counts, as the two below."""
    d_reach: Ints
    joined: Ints
    row: Ints
    """(tables, most seats, most issues): the procedure behind each party's line."""


class EventPlan(NamedTuple):
    """Occurrences (events and branches first, then hazards) and what each does."""

    from_step: Ints
    to_step: Ints
    draw: Ints
    """Which uniform draw decides an event; branches of one event share it."""
    parent_ptr: Ints
    z_parent: Ints
    rule: Ints
    act_ptr: Ints
    act: Ints
    act_on: Ints
    q_act: Ints
    act_sign: Floats


class HazardPlan(NamedTuple):
    """Hazards: rate, slopes, cool-down, ceiling (times the rate at the start) and window."""

    d_rate: Ints
    q_rate: Ints
    """The rate at the start."""
    slope_ptr: Ints
    z_slope: Ints
    q_slope: Ints
    slope_sign: Floats
    quiet_steps: Ints
    q_ceiling: Ints
    once: Ints
    from_step: Ints
    to_step: Ints
    rule: Ints
    anchor_step: Ints


class RulePlan(NamedTuple):
    """Conditions as postfix instructions over the readings vector."""

    ptr: Ints
    code: Ints
    arg: Ints
    """Reading of an atom; number of parts of a join."""
    sign: Floats
    bound: Floats
    """Threshold of an atom; parts needed by AT_LEAST."""


class Plan(NamedTuple):
    """A compiled case."""

    sizes: Sizes
    exposure: Floats
    """(steps,): weeks of each step in which things are drawn, none before the as-of date."""
    pressures: PressurePlan
    dials: DialPlan
    lines: LinePlan
    issues: IssuePlan
    tracks: TrackPlan
    tables: TablePlan
    events: EventPlan
    hazards: HazardPlan
    rules: RulePlan


class Switches(NamedTuple):
    """Coalitions of an attribution game: what acts from `from_step` on. One row a coalition; a plain run has one row of ones.

    Attributes
    ----------
    from_step : the step from which switches hold; before it everything acts.
    occurrences : (rows, occurrences + hazards) 1 where it may happen.
    channels : (rows, pressures) 1 where the pressure's movement is felt.
    schedule, noise, hazards, direct : (rows,) dated rests, jitter, drawn hazards and settlements, direct acts.
    """

    from_step: int
    occurrences: NDArray[np.uint8]
    channels: NDArray[np.uint8]
    schedule: NDArray[np.uint8]
    noise: NDArray[np.uint8]
    hazards: NDArray[np.uint8]
    direct: NDArray[np.uint8]


def everything_on(plan: Plan) -> Switches:
    """Switches of a plain run."""
    sizes = plan.sizes
    one = np.ones(1, np.uint8)
    occurrences = np.ones((1, sizes.occurrences + sizes.hazards), np.uint8)
    return Switches(sizes.steps + 1, occurrences, np.ones((1, sizes.pressures), np.uint8), one, one, one, one)
