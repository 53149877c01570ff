"""Who plays in an attribution game, and the switches that leave players out.

By event: the events that fall in the window, each with its branches and what follows it, plus the calendar
(dated resting levels), drawn acts and settlements, and the pressures' own ups and downs. By channel: the
pressures through which movement is felt, plus what acts on levels and dials directly, and drawn acts and
settlements. Each game is a partition of the change; played together they would halve every cause.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.plain import spoken
from detente.explanation.behind import claims_behind, claims_of_channel, claims_of_event
from detente.projection.compile import Compiled
from detente.projection.plan import ATOM, FIRST_DIRECT, LAST_DIRECT, Plan, Switches, everything_on

SCHEDULE, HAZARDS, NOISE, DIRECT, DRIFT = "schedule", "hazards", "noise", "direct", "drift"
LABELS = {
    SCHEDULE: "The calendar",
    HAZARDS: "Acts that may come at any time, and deals struck",
    NOISE: "Ups and downs of their own",
    DIRECT: "What moves levels and dials directly",
    DRIFT: "Already under way",
}


@dataclass(frozen=True, slots=True)
class Player:
    """One player: an event with what follows it, a pressure, or one of the standing players.

    Attributes
    ----------
    occurrences : occurrences that are left out with it.
    pressure : the pressure that is not felt without it, -1 for none.
    """

    id: str
    label: str
    claims: tuple[str, ...]
    occurrences: tuple[int, ...] = ()
    pressure: int = -1


def event_players(case: Case, compiled: Compiled, first: int, last: int) -> tuple[Player, ...]:
    """Players of the game by event between two states."""
    plan, index = compiled.plan, compiled.index
    by_id = {event.id: event for event in case.events}
    falls = (plan.events.from_step < last) & (plan.events.to_step >= first)
    inside = {name.partition(".")[0] for name, here in zip(index.occurrences, falls, strict=True) if here}
    inside = {name for name in inside if by_id[name].role != "outcome"}
    players = []
    for group in _families(case, inside):
        occurrences = tuple(n for n, name in enumerate(index.occurrences) if name.partition(".")[0] in group)
        if not any(_bears(compiled, n) for n in occurrences):
            continue
        root = by_id[group[0]]
        label = root.says or spoken(root.id)
        acting = {index.occurrences[n].partition(".")[0] for n in occurrences if _acts(plan, n)}
        label = f"{label}, with what followed from it" if acting - {root.id} else label
        claims = tuple(dict.fromkeys(claim for name in group for claim in claims_of_event(by_id[name])))
        players.append(Player(root.id, label, claims, occurrences))
    return (*players, *_standing(case, compiled, first, last))


def channel_players(
    case: Case, compiled: Compiled, first: int, last: int, issues: tuple[str, ...]
) -> tuple[Player, ...]:
    """Players of the game by channel between two states; `issues` are those whose change is explained."""
    plan, index = compiled.plan, compiled.index
    players = [
        Player(
            name,
            case.pressures[name].says,
            claims_of_channel(case, name, issues),
            (),
            index.pressures.index(name),
        )
        for name in index.pressures
        if index.pressures.index(name) in plan.dials.felt_pressure
    ]
    acts = [
        n
        for n in range(plan.sizes.occurrences)
        if plan.events.from_step[n] < last and plan.events.to_step[n] >= first and _acts(plan, n, direct=True)
    ]
    if acts or any(_acts(plan, plan.sizes.occurrences + h, direct=True) for h in range(plan.sizes.hazards)):
        names = {index.occurrences[n].partition(".")[0] for n in acts}
        claims = [claim for event in case.events if event.id in names for claim in claims_of_event(event)]
        players.append(Player(DIRECT, LABELS[DIRECT], tuple(dict.fromkeys(claims))))
    return (*players, *(player for player in _standing(case, compiled, first, last) if player.id == HAZARDS))


def switches_for(plan: Plan, first: int, players: tuple[Player, ...], masks: NDArray[np.bool_]) -> Switches:
    """Switches of coalitions: (rows, players) who is in; what no player stands for stays on."""
    on, rows = everything_on(plan), len(masks)
    occurrences = np.repeat(on.occurrences, rows, axis=0)
    channels = np.repeat(on.channels, rows, axis=0)
    flags = {name: np.ones(rows, np.uint8) for name in (SCHEDULE, NOISE, HAZARDS, DIRECT)}
    for player, is_in in zip(players, masks.T, strict=True):
        if player.occurrences:
            occurrences[:, list(player.occurrences)] = is_in[:, None]
        if player.pressure >= 0:
            channels[:, player.pressure] = is_in
        elif player.id in flags and not player.occurrences:
            flags[player.id] = is_in.astype(np.uint8)
    return Switches(
        first, occurrences, channels, flags[SCHEDULE], flags[NOISE], flags[HAZARDS], flags[DIRECT]
    )


def _standing(case: Case, compiled: Compiled, first: int, last: int) -> list[Player]:
    plan = compiled.plan
    rest = plan.pressures.q_rest
    dated = np.flatnonzero((rest[first + 1 : last + 1] != rest[first]).any(axis=0))
    players = []
    if dated.size:
        names = [compiled.index.pressures[k] for k in dated]
        claims = claims_behind(case.pressures[name].rests_at for name in names)
        label = f"{LABELS[SCHEDULE]}: {', '.join(spoken(name) for name in names)}"
        players.append(Player(SCHEDULE, label, claims))
    if plan.sizes.hazards or plan.sizes.tracks:
        claims = claims_behind(case.hazards[name] for name in compiled.index.hazards)
        players.append(Player(HAZARDS, LABELS[HAZARDS], claims))
    jitters = [compiled.quantities[q].spread for q in plan.pressures.q_jitter]
    if any(not spread.is_point or spread.center > 0 for spread in jitters):
        players.append(Player(NOISE, LABELS[NOISE], ()))
    return players


def _families(case: Case, inside: set[str]) -> list[tuple[str, ...]]:
    """Events of the window joined with those they follow there; the earliest of a family first."""
    family = {name: {name} for name in inside}
    for event in case.events:
        for parent in event.follows:
            stem = parent.partition(".")[0]
            if event.id in inside and stem in inside and family[stem] is not family[event.id]:
                family[stem] |= family[event.id]
                for name in family[event.id]:
                    family[name] = family[stem]
    on = {event.id: (event.on, len(event.follows), event.id) for event in case.events}
    groups = {id(group): tuple(sorted(group, key=lambda name: on[name])) for group in family.values()}
    return sorted(groups.values(), key=lambda group: on[group[0]])


def _acts(plan: Plan, occurrence: int, *, direct: bool = False) -> bool:
    acts = plan.events.act[plan.events.act_ptr[occurrence] : plan.events.act_ptr[occurrence + 1]]
    if direct:
        acts = acts[(acts >= FIRST_DIRECT) & (acts <= LAST_DIRECT)]
    return bool(acts.size)


def _bears(compiled: Compiled, occurrence: int) -> bool:
    """Whether leaving an occurrence out could change anything: it acts, or a condition looks at it."""
    plan = compiled.plan
    watched = plan.rules.arg[plan.rules.code == ATOM]
    return (
        _acts(plan, occurrence)
        or compiled.index.z("happened", compiled.index.occurrences[occurrence]) in watched
    )
