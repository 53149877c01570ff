"""Cases of a few lines built in code, and runs of them in which the test, not chance, holds the luck."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.core.case import Case
from detente.core.projection import Mode, Projection
from detente.models.bargaining import model
from detente.projection.compile import compile_case
from detente.projection.draws import BLOCK, centers, chances, converted, dealt_models, inputs, noise
from detente.projection.plan import Plan, Switches, everything_on
from detente.projection.record import Record, record_of
from detente.projection.run import Engine, projection_of

START = date(2030, 1, 7)
"""A Monday."""
NEVER = np.inf
"""A clock that never runs out."""
AT_ONCE = 0.0
"""A clock that has run out."""
NOT = -1
"""The state of what never happens."""


def day(week: int, weekday: int = 0) -> date:
    """A day of a week counted from 0; Monday unless stated."""
    return START + timedelta(days=7 * week + weekday)


def exactly(value: float) -> dict[str, float]:
    """A number without the spread the house would give it."""
    return {"value": value, "low": value, "high": value}


def rate(per_week: float) -> dict[str, Any]:
    """A hazard's rate without a spread."""
    return {"n": per_week, "in": "1 week", "low": per_week, "high": per_week}


def per_cent_in_four_weeks(rate_per_week: float) -> dict[str, float]:
    """The chance of a deal that is this rate a week, without a spread."""
    return exactly(100.0 * (1.0 - np.exp(-4.0 * rate_per_week)))


def stance(position: float, **rest: Any) -> dict[str, Any]:
    """A stance at a position, without a spread."""
    return {"position": exactly(position), **rest}


def issue(now: float = 50.0, **rest: Any) -> dict[str, Any]:
    """An issue from `none` to `all`, free to move at once."""
    return {"landmarks": {0: "none", 100: "all"}, "now": exactly(now), "pace": 100, **rest}


def pressure(now: float = 40.0, **rest: Any) -> dict[str, Any]:
    """A pressure that stands still by itself."""
    return {"says": "made up", "now": now, "jitter": 0, "fades": 4, **rest}


def a_case(*, weeks: int = 8, **parts: Any) -> Case:
    """A case of this many weeks, known to its end; `parts` are sections as they would be written."""
    last = START + timedelta(days=7 * weeks - 1)
    whole: dict[str, Any] = {
        "case": "made_up",
        "title": "Made up",
        "start": START,
        "as_of": last,
        "until": last,
        "issues": {"course": issue()},
        "actors": {"state": {}},
    }
    return Case.model_validate({**whole, **parts})


def bargain(x: Mapping[str, float], *, stands: float, weeks: int = 8, **parts: Any) -> Case:
    """Parties with these ideals over one issue nobody owns, at talks that open at once; nothing to fear, nothing to lose."""
    talks = {
        "between": list(x),
        "over": ["course"],
        "opens": START,
        "terms": terms(),
        **parts.pop("talks", {}),
    }
    actors = {name: {"stances": {"course": stance(line)}} for name, line in x.items()}
    for name, more in parts.pop("actors", {}).items():
        actors[name] = {**actors.get(name, {}), **more}
    whole: dict[str, Any] = {
        "issues": {"course": issue(stands)},
        "actors": actors,
        "tracks": {"talks": talks},
    }
    return a_case(weeks=weeks, **{**whole, **parts})


def terms(
    trust: float = 0.5, loss: float = 0.0, deadlock: float = 0.0, spread: float = 0.0
) -> dict[str, Any]:
    """Terms without spreads."""
    return {
        "trust": exactly(trust),
        "if_betrayed": exactly(loss),
        "betrayal_spread": exactly(spread),
        "deadlock_hurts": exactly(deadlock),
    }


def play(
    case: Case,
    engine: Engine,
    *,
    worlds: int = 1,
    mode: Mode = "hindcast",
    as_of: date | None = None,
    jitter: ArrayLike = 0.0,
    fires: ArrayLike = NEVER,
    settles: ArrayLike = NEVER,
    opens: ArrayLike = NEVER,
    falls: ArrayLike = 0.5,
    switches: Switches | None = None,
    rows: ArrayLike = 0,
) -> Projection:
    """Run a case with every input at its center and with chosen luck.

    Parameters
    ----------
    jitter, fires, settles, opens : standard normals and clocks, broadcast to (things, steps, worlds).
    falls : uniforms, broadcast to (events, worlds).
    """
    compiled = compile_case(case, as_of=as_of or case.as_of, mode=mode)
    plan, sizes = compiled.plan, compiled.plan.sizes
    values = centers(compiled, BLOCK)
    low, high = chances(compiled, values)
    dealt = dealt_models(compiled, values, 0, range(1))[:worlds]
    record = record_of(plan, worlds, full_dials=worlds, dtype=np.float64)

    def drawn(what: ArrayLike, things: int) -> np.ndarray:
        return np.array(np.broadcast_to(what, (things, sizes.steps, worlds)), np.float32)

    engine(
        plan,
        converted(compiled, values)[:worlds],
        (
            drawn(jitter, sizes.pressures),
            drawn(fires, sizes.hazards),
            drawn(settles, sizes.tracks),
            drawn(opens, sizes.tracks),
            np.array(np.broadcast_to(falls, (sizes.draws, worlds)), np.float64),
        ),
        (low[:worlds], high[:worlds]),
        dealt,
        tuple(model(name) for name in compiled.model_names),
        everything_on(plan) if switches is None else switches,
        np.array(np.broadcast_to(rows, worlds), np.int64),
        record,
    )
    spread = [q for q, one in enumerate(compiled.quantities) if not one.spread.is_point]
    return projection_of(compiled, 0, record, values[:worlds][:, spread], dealt.astype(np.int8))


def with_switches(case: Case, engine: Engine, switches: Switches, rows: np.ndarray, **kept: Any) -> Record:
    """Run a hindcast of drawn worlds, each under its coalition, with the record that `kept` asks for."""
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    plan, worlds = compiled.plan, len(rows)
    values = inputs(compiled, 5, range(1))
    low, high = chances(compiled, values)
    record = record_of(plan, worlds, dtype=np.float64, **{"full_dials": worlds, **kept})
    engine(
        plan,
        converted(compiled, values)[:worlds],
        tuple(part[..., :worlds] for part in noise(compiled, 5, range(1))),
        (low[:worlds], high[:worlds]),
        dealt_models(compiled, values, 5, range(1))[:worlds],
        tuple(model(name) for name in compiled.model_names),
        switches,
        rows,
        record,
    )
    return record


def coalitions(plan: Plan, from_step: int, number: int = 8) -> Switches:
    """Random coalitions; the first has everything, the second nothing."""
    rng = np.random.default_rng(from_step)
    on = everything_on(plan)

    def some(width: int | None = None) -> np.ndarray:
        drawn = rng.integers(0, 2, (number,) if width is None else (number, width)).astype(np.uint8)
        drawn[0], drawn[1] = 1, 0
        return drawn

    return on._replace(
        from_step=from_step,
        occurrences=some(on.occurrences.shape[1]),
        channels=some(on.channels.shape[1]),
        schedule=some(),
        noise=some(),
        hazards=some(),
        direct=some(),
    )


def status(projection: Projection, track: str) -> np.ndarray:
    """(worlds, states) of a track's life."""
    return projection.statuses[:, :, projection.names.tracks.index(track)]


def dial(projection: Projection, name: str) -> np.ndarray:
    """(worlds, states) of a dial."""
    return projection.dials[:, :, projection.names.dials.index(name)]


def happened(projection: Projection, occurrence: str) -> np.ndarray:
    """(worlds,) state by which an event has happened."""
    return projection.happened[:, projection.names.occurrences.index(occurrence)]


def when(projection: Projection, *occurrences: str) -> list[int]:
    """States by which events have happened in the first world, -1 where they never do."""
    return [int(happened(projection, name)[0]) for name in occurrences]


def fired(projection: Projection, hazard: str) -> np.ndarray:
    """(worlds, states) firings."""
    return projection.fires[:, :, projection.names.hazards.index(hazard)]


def who_binds(projection: Projection, track: str, state: int, world: int = 0) -> tuple[str | None, ...]:
    """Ids of the players who bind."""
    pair = projection.binds[world, state, projection.names.tracks.index(track)]
    return tuple(projection.names.players[n] if n >= 0 else None for n in pair)


def within_luck(share: float, expected: float, worlds: int, *, errors: float = 4.0) -> bool:
    """Whether a frequency lies within some standard errors of a probability."""
    return abs(share - expected) <= errors * np.sqrt(max(expected * (1.0 - expected), 1e-12) / worlds)
