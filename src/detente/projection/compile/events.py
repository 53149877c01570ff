"""Occurrences as arrays: when each may happen in this mode, what it follows, and what it does."""

from dataclasses import dataclass
from datetime import date

from detente.core.case import Case
from detente.core.event import Branch, Consequences, Event, Turn
from detente.core.hazard import weeks
from detente.core.parameter import Parameter, parameters
from detente.core.projection import Mode
from detente.projection.calendar import NEVER, step_of, steps_in
from detente.projection.compile.dials import Dials
from detente.projection.compile.effects import dial_direction
from detente.projection.compile.index import Index
from detente.projection.compile.lines import regimes_of
from detente.projection.compile.pressures import direction
from detente.projection.compile.quantities import weekly_rate, words_for
from detente.projection.compile.ragged import bounds, flat, floats, ints
from detente.projection.compile.rules import Rules
from detente.projection.plan import (
    AGREES,
    BREAKS,
    CLOSES,
    COUNTS,
    INSTALLS,
    LASTING,
    MOVE_LEVEL,
    OPENS,
    PRESS,
    SCALE_DIAL,
    SET_DIAL,
    SET_LEVEL,
    SETTLES,
    SHOCK,
    TURN_DIAL,
    EventPlan,
    HazardPlan,
)  # fmt: skip

Act = tuple[int, int, int, float]
"""Code, what it acts on, quantity (or regime), sign and unit."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each occurrence is once its turn comes: quantities of its own and of the branches before it.

    `certain` occurrences have none; a branch's share is its own chance over the sum of its event's branches.
    """

    own: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]
    total: tuple[tuple[int, ...], ...]


def happens(case: Case, event: Event, as_of: date, mode: Mode) -> bool:
    """True unless the mode leaves the event out: what became known later, and in a hindcast the facts of the outcome."""
    if event.branches or event.chance is not None or event.when is not None:
        return True
    if mode == "hindcast" and event.role == "outcome":
        return False
    return (event.known_from or event.on) <= as_of


def settled_branch(event: Event, as_of: date, mode: Mode) -> str | None:
    """The branch that came to pass, where that is known."""
    if mode == "hindcast" and event.role == "outcome":
        return None
    known = (
        name
        for name, branch in event.branches.items()
        if branch.was and (branch.known_from or event.known_from or event.on) <= as_of
    )
    return next(known, None)


def events(
    case: Case, index: Index, dials: Dials, rules: Rules, *, as_of: date, mode: Mode
) -> tuple[EventPlan, Chances]:
    """Occurrences of a case as known at a date, in a mode; hazards' acts follow the events'."""
    by_id = {event.id: event for event in case.events}
    draws = sorted(by_id)
    first, last, draw, parents, rule_of = [], [], [], [], []
    own, before, total = [], [], []
    acts: list[list[Act]] = []
    rule_ids = {name: rules.add(by_id[name].when) for name in draws}
    for name in index.occurrences:
        stem, _, branch = name.partition(".")
        event = by_id[stem]
        there = happens(case, event, as_of, mode)
        opens, closes = _window(case, event, as_of, mode)
        first.append(opens if there else NEVER)
        last.append(closes if there else -1)
        draw.append(draws.index(stem))
        parents.append([index.z("happened", stem)] if branch else _parents(case, index, event, as_of, mode))
        rule_of.append(-1 if branch else rule_ids[stem])
        chance = _chance(dials, event, branch, as_of, mode)
        own.append(chance[0])
        before.append(chance[1])
        total.append(chance[2])
        path = f"events.{stem}.branches.{branch}" if branch else f"events.{stem}"
        acts.append(_acts(case, index, dials, path, event.branches[branch] if branch else event))
    acts += [_acts(case, index, dials, f"hazards.{name}", case.hazards[name]) for name in index.hazards]
    plan = EventPlan(
        from_step=ints(first),
        to_step=ints(last),
        draw=ints(draw),
        parent_ptr=bounds(parents),
        z_parent=ints(flat(parents)),
        rule=ints(rule_of),
        act_ptr=bounds(acts),
        act=ints(row[0] for row in flat(acts)),
        act_on=ints(row[1] for row in flat(acts)),
        q_act=ints(row[2] for row in flat(acts)),
        act_sign=floats(row[3] for row in flat(acts)),
    )
    return plan, Chances(tuple(own), tuple(before), tuple(total))


def hazards(case: Case, index: Index, dials: Dials, rules: Rules, *, as_of: date) -> HazardPlan:
    """Hazards of a case."""
    numbers = dials.quantities
    slopes: list[list[tuple[int, int, float]]] = []
    for name in index.hazards:
        rows = []
        for reading, slope in sorted(case.hazards[name].grows_with.items()):
            quantity = numbers.number(f"hazards.{name}.grows_with.{reading}.word", slope.word, "slope")
            toward = slope.toward or slope.away_from or "up"
            z, issue = reading_of(case, index, reading)
            way = (
                direction(case, numbers, issue, toward)
                if issue is not None
                else (1.0 if toward != "down" else -1.0)
            )
            rows.append((z, quantity, -way if slope.away_from is not None else way))
        slopes.append(rows)
    every = [case.hazards[name] for name in index.hazards]
    rates = [numbers.rate(f"hazards.{name}.rate", case.hazards[name].rate) for name in index.hazards]
    return HazardPlan(
        d_rate=ints(
            dials.add(f"{name}.rate", rate, "rate") for name, rate in zip(index.hazards, rates, strict=True)
        ),
        q_rate=ints(rates),
        slope_ptr=bounds(slopes),
        z_slope=ints(row[0] for row in flat(slopes)),
        q_slope=ints(row[1] for row in flat(slopes)),
        slope_sign=floats(row[2] for row in flat(slopes)),
        quiet_steps=ints(steps_in(case, weeks(hazard.quiet_for)) for hazard in every),
        q_ceiling=ints(
            numbers.stated_or_default(
                None if hazard.ceiling is None else (f"hazards.{name}.ceiling", hazard.ceiling), "ceiling"
            )
            for name, hazard in zip(index.hazards, every, strict=True)
        ),
        once=ints(hazard.once for hazard in every),
        from_step=ints(0 if hazard.opens_on is None else step_of(case, hazard.opens_on) for hazard in every),
        to_step=ints(NEVER if hazard.ends_on is None else step_of(case, hazard.ends_on) for hazard in every),
        rule=ints(rules.add(hazard.needs) for hazard in every),
        anchor_step=ints(0 if hazard.anchor == "start" else step_of(case, as_of) + 1 for hazard in every),
    )


def reading_of(case: Case, index: Index, reading: str) -> tuple[int, str | None]:
    """Position of a reading in the readings vector, and the issue whose landmarks it is measured on (None off an issue).

    Raises
    ------
    KeyError : no such reading.
    """
    if reading in case.pressures:
        return index.z("pressure", reading), None
    stem, _, kind = reading.rpartition(".")
    if kind in ("level", "said"):
        issue = stem if stem in case.issues else stem.rpartition(".")[2]
        if issue in case.issues:
            return index.z(kind, issue), issue
    elif kind == "mandate" and tuple(stem.split(".", 1)) in index.mandates:
        return index.z(kind, stem), stem.partition(".")[2]
    elif (kind in ("zone", "open", "settled", "broken") and stem in case.tracks) or (
        kind == "fires" and stem in case.hazards
    ):
        return index.z(kind, stem), None
    raise KeyError(reading)


def _window(case: Case, event: Event, as_of: date, mode: Mode) -> tuple[int, int]:
    """First and last step an event may fall in; a conditional one falls after the as-of date, as hazards do."""
    opens = step_of(case, event.on)
    if event.when is None:
        return opens, opens
    if mode == "forecast":
        opens = max(opens, step_of(case, as_of) + 1)
    return opens, NEVER if event.until is None else step_of(case, event.until)


def _parents(case: Case, index: Index, event: Event, as_of: date, mode: Mode) -> list[int]:
    """What an event follows. A fact stands whatever is drawn, so in a forecast it follows only other events."""
    is_fact = event.chance is None and not event.branches and event.when is None
    parents = []
    for parent in event.follows:
        if _came_before(case, parent, as_of, mode):
            continue
        if parent in index.occurrences:
            parents.append(index.z("happened", parent))
        elif not (is_fact and mode == "forecast" and event.on <= as_of):
            kind = (
                ("fires", parent) if parent in case.hazards else ("settled", parent.removesuffix(".settled"))
            )
            parents.append(index.z(*kind))
    return parents


def _came_before(case: Case, name: str, as_of: date, mode: Mode) -> bool:
    """True for a fact or settled branch from before the start, which happened although no step sees it."""
    stem, _, branch = name.partition(".")
    event = next((event for event in case.events if event.id == stem), None)
    if event is None or event.on >= case.start or not happens(case, event, as_of, mode):
        return False
    is_fact = event.chance is None and event.when is None
    return is_fact and branch in ("", settled_branch(event, as_of, mode))


def _chance(
    dials: Dials, event: Event, branch: str, as_of: date, mode: Mode
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Own chance, the chances of the branches before, and of all; an own chance of -1 is certain."""
    numbers = dials.quantities
    if not branch:
        return (
            (
                -1
                if event.chance is None
                else numbers.number(f"events.{event.id}.chance", event.chance, "chance")
            ),
            (),
            (),
        )
    settled = settled_branch(event, as_of, mode)
    if settled is not None:
        return (-1 if branch == settled else numbers.constant(0.0)), (), ()
    names = sorted(event.branches)
    chances = {
        name: numbers.number(
            f"events.{event.id}.branches.{name}.chance", event.branches[name].chance, "chance"
        )
        for name in names
    }
    before = tuple(chances[name] for name in names[: names.index(branch)])
    return chances[branch], before, tuple(chances.values())


def _acts(case: Case, index: Index, dials: Dials, path: str, does: Consequences | Branch) -> list[Act]:
    """What one occurrence does, levels before the settlements that may read them."""
    numbers = dials.quantities
    acts: list[Act] = []
    for pressure, shock in sorted(does.shocks.items()):
        size, way, side = (shock.up, 1.0, "up") if shock.up is not None else (shock.down, -1.0, "down")
        assert size is not None
        quantity = numbers.number(f"{path}.shocks.{pressure}.{side}", size, "shock")
        acts.append((LASTING if shock.lasting else SHOCK, index.pressures.index(pressure), quantity, way))
    for pressure, level in sorted(does.presses.items()):
        quantity = numbers.number(f"{path}.presses.{pressure}", level, "pressure")
        acts.append((PRESS, index.pressures.index(pressure), quantity, 1.0))
    for issue, level in sorted(does.sets.items()):
        quantity = numbers.number(f"{path}.sets.{issue}", level, "level", issue=issue)
        acts.append((SET_LEVEL, index.issues.index(issue), quantity, 1.0))
    for name, turn in sorted(does.turns.items()):
        acts += _turns(case, index, dials, f"{path}.turns.{name}", name, turn)
    lists = ((OPENS, does.opens), (CLOSES, does.closes), (BREAKS, does.breaks), (SETTLES, does.settles))
    acts += [(act, index.tracks.index(track), -1, 1.0) for act, named in lists for track in named]
    for issue, level in sorted(does.agrees.items()):
        quantity = numbers.number(f"{path}.agrees.{issue}", level, "level", issue=issue)
        acts.append((AGREES, index.issues.index(issue), quantity, 1.0))
    for collective in sorted(does.installs):
        if collective in index.deciders:
            regimes = [regime for regime, _ in regimes_of(case, collective)]
            regime = regimes.index(f"{path}.installs.{collective}")
            acts.append((INSTALLS, index.deciders.index(collective), regime, 1.0))
    return acts + [(COUNTS, index.hazards.index(hazard), -1, 1.0) for hazard in does.counts_as]


def _turns(case: Case, index: Index, dials: Dials, path: str, name: str, turn: Turn) -> list[Act]:
    """Acts of one turn: of a level, or of a dial and the dials that inherit from it."""
    numbers = dials.quantities
    stem, _, kind = name.rpartition(".")
    if kind == "level":
        stem = stem if stem in case.issues else stem.rpartition(".")[2]
        on = index.issues.index(stem)
        if turn.by is None:
            return [
                (SET_LEVEL, on, numbers.constant(_as_number(case, name, turn.to, parameters()["level"])), 1.0)
            ]
        quantity = numbers.number(f"{path}.by", turn.by, "move")
        return [(MOVE_LEVEL, on, quantity, direction(case, numbers, stem, str(turn.toward)))]
    acts: list[Act] = []
    for dial in dials.turned_by(name):
        parameter = dials.kinds[dial]
        if turn.by is None:
            value = _as_number(case, name, turn.to, parameter)
            value = weekly_rate(value) if parameter.name == "chance_of_a_deal" else value
            acts.append((SET_DIAL, dial, numbers.constant(value), 1.0))
            continue
        quantity = numbers.number(f"{path}.by", turn.by, "move")
        way = dial_direction(case, dials, dial, str(turn.toward))
        by_points = parameter.combine == "add"
        acts.append(
            (
                TURN_DIAL if by_points else SCALE_DIAL,
                dial,
                quantity,
                way * (parameter.factor if by_points else 0.01),
            )
        )
    return acts


def _as_number(case: Case, name: str, stated: float | str | None, kind: Parameter) -> float:
    """A turn's `to` as a number: landmarks of the issue the dial is on, or words of the dial's own table."""
    if not isinstance(stated, str):
        return float(stated if stated is not None else 0.0)
    issue = next((part for part in name.split(".") if part in case.issues), None)
    return words_for(case, kind, issue)[stated]
