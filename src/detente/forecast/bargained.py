"""One table under several bargaining models, the weighted mean always beside them: outcomes, ranges and warnings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.core.bargaining_table import BargainingTable, Stances
from detente.core.errors import ParameterError, nearest
from detente.core.settlement import Settlement
from detente.models.bargaining import BargainingModel, bargain, choose, model, model_names, outcomes, pool
from detente.models.bargaining._grid import likeliest_window, mass_between, quantile
from detente.models.bargaining._settle import refuse_a_crowd

Floats = NDArray[np.float64]

HOUSE = (0.0, 100.0)
"""The scale of an issue of a case."""
BESIDE = "weighted_mean"
"""The model that is always shown: on real decisions no other's point beats it by more than noise."""
POOL = "pool"
TRADES = frozenset({"position_exchange"})
"""Models that trade one issue for another, and therefore want all issues of a file at one table."""
ALL = "all"
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
REACH = 10
"""Half of the likeliest window's width, in hundredths of the scale."""
MOST_NUMBERS = 100_000_000
"""Draws times actors times dimensions beyond which a table does not fit the memory of a small machine."""
BIT = 20_000
"""Worlds times actors for which the pool is made at once."""
AT_ONCE = 10_000_000
"""Draws times actors, cubed where a model looks at triples, that are settled between two looks at the stop signal."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of the scale, of a given width, in which the outcome most likely lies."""

    low: float
    high: float
    probability: float


@dataclass(frozen=True, slots=True)
class Chance:
    """P(the outcome lies from `low` to `high`), with the event in words."""

    event: str
    low: float
    high: float
    probability: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the outcome of one dimension may lie.

    Attributes
    ----------
    quantiles : level -> points.
    window, chances : of a calibrated distribution only; None and empty where draws of the table's spreads are all there is.
    """

    quantiles: Mapping[float, float]
    window: Window | None = None
    chances: tuple[Chance, ...] = ()


@dataclass(frozen=True, slots=True)
class Bargained:
    """One model on one table.

    Attributes
    ----------
    issue : name of the issue in a file of several; empty otherwise.
    settlement : outcome, rounds and reasons, of the table as stated.
    spreads : dimension -> where the outcome may lie; empty where nothing was drawn.
    warnings : of the table, of the model, and of the settlement.
    """

    issue: str
    model: BargainingModel
    settlement: Settlement
    spreads: Mapping[str, Spread]
    draws: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done with a table.

    Attributes
    ----------
    models : names, or "all".
    preset, options : for the models that have them.
    draws : worlds drawn from the table's spreads; with 1 the stated values stand.
    scale : lowest and highest point, which the pool's climatology is laid over.
    """

    models: tuple[str, ...] = (ALL,)
    preset: str | None = None
    options: Mapping[str, str | float] | None = None
    draws: int = 1
    seed: int = 1
    scale: tuple[float, float] = (0.0, 100.0)


def bargained(
    table: BargainingTable,
    asked: Asked,
    *,
    issue: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[Bargained, ...], tuple[str, ...]]:
    """Settle a table under the models asked for, the weighted mean first.

    Parameters
    ----------
    issue : name of the issue, where the table is one of several.
    progress : told how many draws are done, of how many.

    Returns
    -------
    One result a model, and the warnings about models that were left out of "all".

    Raises
    ------
    ParameterError : there is no such model, preset or option, or the table is too large for a model asked for by name.
    """
    names = wanted(asked)
    refuse_too_large(table, asked)
    draws = asked.draws
    stances = table.draw(draws, np.random.default_rng(asked.seed)) if draws > 1 else table.worlds()
    found, left_out = [], []
    for number, name in enumerate(names):
        one = model(name)
        most = one.most_actors
        if ALL in asked.models and most is not None and len(table.actors) > most:
            left_out.append(f"{name} is left out: {len(table.actors):,} actors, and it takes {most} at most.")
            continue

        def tell(done: int, before: int = number) -> None:
            if progress is not None:
                progress(before * draws + done, len(names) * draws)

        # Told between models too: whoever wants to stop the work can do so there.
        tell(0)
        told = _settled(one, table, stances, asked, issue=issue, tell=tell)
        if told is None:
            left_out.append(f"{name} is left out: it has no answer to this table.")
        else:
            found.append(told)
    return tuple(found), tuple(left_out)


def _settled(
    one: BargainingModel,
    table: BargainingTable,
    stances: Stances,
    asked: Asked,
    *,
    issue: str,
    tell: Callable[[int], None],
) -> Bargained | None:
    """One model on the table as stated, and on its draws; None where it has no answer."""
    preset, options = _rules_for(one, asked)
    settlement = bargain(one, table, preset, options)
    if not np.isfinite(settlement.outcome).all():
        return None
    warnings, spreads = settlement.warnings, dict[str, Spread]()
    if one.name == POOL:
        spreads = pooled(table, stances, asked.scale)
        warnings += _narrow(table, asked.scale)
    elif asked.draws > 1:
        parts = []
        for part in _portions(stances, one.most_actors is not None):
            parts.append(outcomes(one, part, preset, options))
            tell(sum(map(len, parts)))
        drawn = np.concatenate(parts)
        spreads = {dimension: _drawn(drawn[:, d]) for d, dimension in enumerate(table.dimensions)}
    return Bargained(issue, one, replace(settlement, warnings=warnings), spreads, asked.draws, warnings)


def _portions(stances: Stances, is_cubic: bool) -> Iterator[Stances]:
    """Draws a few at a time: a compiled model cannot be stopped before it is through with what it was given."""
    draws, actors = stances.capability.shape
    at_once = max(1, AT_ONCE // (actors**3 if is_cubic else actors))
    for start in range(0, draws, at_once):
        part = slice(start, start + at_once)
        position, capability, salience, reversion = (
            np.ascontiguousarray(one[part])
            for one in (stances.position, stances.capability, stances.salience, stances.reversion)
        )
        yield Stances(position, capability, salience, reversion, stances.actors)


def wanted(asked: Asked) -> tuple[str, ...]:
    """Names of the models asked for, the weighted mean first.

    Raises
    ------
    ParameterError : there is no such model, none of those asked for has the preset or an option, or a value is not allowed.
    """
    known = model_names()
    for name in asked.models:
        if name != ALL and name not in known:
            allowed = f"{ALL}, {', '.join(known)}"
            raise ParameterError("--model", repr(name), allowed, nearest=nearest(name, (ALL, *known)))
    listed = known if ALL in asked.models else asked.models
    names = tuple(dict.fromkeys((BESIDE, *listed)))
    members = [model(name) for name in names]
    presets = sorted({preset for one in members for preset in one.presets})
    if asked.preset is not None and asked.preset not in presets:
        allowed = ", ".join(presets) or "none: no model asked for has presets"
        raise ParameterError("--preset", repr(asked.preset), allowed, nearest=nearest(asked.preset, presets))
    options = sorted({option.name for one in members for option in one.options})
    for key in asked.options or {}:
        if key not in options:
            allowed = ", ".join(options) or "none: no model asked for has options"
            where = "--rounds" if key == "rounds" else f"--set {key}"
            raise ParameterError(
                where, "an option of no model asked for", allowed, nearest=nearest(key, options)
            )
    for one in members:
        choose(one, *_rules_for(one, asked))
    return names


def _rules_for(one: BargainingModel, asked: Asked) -> tuple[str | None, dict[str, str | float]]:
    """Of the preset and the options asked for, what a model has."""
    known = {option.name for option in one.options}
    options = {key: value for key, value in (asked.options or {}).items() if key in known}
    return asked.preset if asked.preset in one.presets else None, options


def refuse_too_large(table: BargainingTable, asked: Asked) -> None:
    """Refuse a table that fits no memory with the draws asked for, or no model asked for by name.

    Raises
    ------
    ParameterError : it is too large.
    """
    numbers = asked.draws * table.position.size
    if numbers > MOST_NUMBERS:
        most = MOST_NUMBERS // table.position.size
        raise ParameterError(
            "--draws", f"{asked.draws:,}", f"at most {most:,} for a table of this size", "lower it"
        )
    for name in asked.models:
        if name != ALL and ALL not in asked.models:
            refuse_a_crowd(model(name), len(table.actors))


def _drawn(outcome: Floats) -> Spread:
    levels = np.quantile(outcome, LEVELS).tolist()
    return Spread(dict(zip(LEVELS, levels, strict=True)))


def pooled(table: BargainingTable, stances: Stances, scale: tuple[float, float]) -> dict[str, Spread]:
    """The pool's distribution of each dimension, over the draws if there are several."""
    position, capability, salience = stances.position, stances.capability, stances.salience
    low, high = scale
    at_once = max(1, BIT // len(table.actors))
    spreads = {}
    for d, dimension in enumerate(table.dimensions):
        share = 100.0 * (position[:, :, d] - low) / (high - low)
        mass = np.zeros(101)
        for start in range(0, len(share), at_once):
            part = slice(start, start + at_once)
            mass += pool.distribution(share[part], capability[part], salience[part, :, d]).sum(axis=0)
        stands = None if table.reversion is None else float(table.reversion[d])
        spreads[dimension] = _on_scale((mass / len(share))[None], scale, stands)
    return spreads


def _on_scale(mass: Floats, scale: tuple[float, float], reversion: float | None) -> Spread:
    low, high = scale

    def point(share: float) -> float:
        return low + (high - low) * share / 100.0

    quantiles = {level: point(float(quantile(mass, level)[0])) for level in LEVELS}
    middle, held = (float(part[0]) for part in likeliest_window(mass, REACH))
    start, end = max(middle - REACH, 0.0), min(middle + REACH, 100.0)
    stretches = [
        ("near the low end", 0.0, 10.0),
        ("near the middle", 40.0, 60.0),
        ("near the high end", 90.0, 100.0),
        ("above the middle", 51.0, 100.0),
    ]
    if reversion is not None and low <= reversion <= high:
        stands = 100.0 * (reversion - low) / (high - low)
        stretches.append(
            ("near what stands without a deal", max(stands - REACH, 0.0), min(stands + REACH, 100.0))
        )
    chances = tuple(
        Chance(
            event,
            point(50.0 if first == 51.0 else first),
            point(last),
            float(mass_between(mass, first, last)[0]),
        )
        for event, first, last in stretches
    )
    return Spread(quantiles, Window(point(start), point(end), held), chances)


def _narrow(table: BargainingTable, scale: tuple[float, float]) -> tuple[str, ...]:
    """A warning where stated positions fill so little of the scale that the scale may be another one."""
    low, high = scale
    span = float(np.ptp(table.position, axis=0).max(initial=0.0))
    if 0.0 < span < 0.3 * (high - low):
        told = (
            f"Positions span {span:g} points of a scale from {low:g} to {high:g}: if the scale ends where they do, "
            "say so with --scale LOW:HIGH."
        )
        return (told,)
    return ()


def cautions(table: BargainingTable) -> tuple[str, ...]:
    """What a table itself makes doubtful, in sentences."""
    told = []
    if len(table.actors) == 1:
        told.append("There is one actor: it gets what it wants, and no model is needed.")
    for d, dimension in enumerate(table.dimensions):
        on = f" on {dimension}" if len(table.dimensions) > 1 else ""
        if not (table.salience[:, d] > 0).any():
            told.append(f"Nobody cares{on} (all saliences are 0): every actor counts alike.")
        elif len(table.actors) > 1 and np.ptp(table.position[:, d]) == 0:
            told.append(f"All actors want the same{on}: that is the outcome under any model.")
    if not (table.capability > 0).any():
        told.append("Nobody has any capability: every actor counts alike.")
    if 0 < table.salience.max(initial=0.0) <= 1.0:
        told.append(
            "All saliences are 1 or less. They are read as points of 100; models that use more than their ratios will "
            "see actors who hardly care."
        )
    return tuple(told)
