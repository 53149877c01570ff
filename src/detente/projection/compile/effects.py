"""Dials as arrays, with the effects that turn them."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from detente.core.case import Case
from detente.core.effect import Effect
from detente.projection.calendar import steps_in
from detente.projection.compile.dials import OPENNESS_HIGHEST, Dials
from detente.projection.compile.index import Index
from detente.projection.compile.ragged import bounds, flat, floats, ints
from detente.projection.plan import DialPlan


def keyed_effects(case: Case) -> Iterator[tuple[str, Effect]]:
    """Effects with their keys: `when->turns`, numbered from the second of a pair on."""
    seen: Counter[str] = Counter()
    for effect in case.effects:
        key = f"{effect.when}->{effect.turns}"
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}#{seen[key]}"), effect


def dial_plan(case: Case, index: Index, dials: Dials) -> DialPlan:
    """Every dial with its range and its effects."""
    effects: dict[int, list[tuple[int, int, float, int]]] = {}
    for key, effect in sorted(keyed_effects(case)):
        for dial in dials.turned_by(effect.turns):
            kind = dials.kinds[dial]
            strength = dials.quantities.number(f"effects.{key}.by", effect.by, str(kind.strength))
            unit = kind.factor / 10.0 if kind.combine == "add" else 0.001
            way = dial_direction(case, dials, dial, effect.toward)
            row = (index.pressures.index(effect.when), strength, way * unit, steps_in(case, effect.lag))
            effects.setdefault(dial, []).append(row)
    turned = sorted(effects)
    rows = [effects[dial] for dial in turned]
    felt = sorted({(pressure, lag) for pressure, _, _, lag in flat(rows)})
    highest = [OPENNESS_HIGHEST if kind.name == "chance_of_a_deal" else kind.high for kind in dials.kinds]
    return DialPlan(
        q_base=ints(dials.q_base),
        low=floats(kind.low for kind in dials.kinds),
        high=np.array(highest, dtype=np.float64),
        turned=ints(turned),
        scales=ints(dials.kinds[dial].combine == "scale" for dial in turned),
        is_position=ints(dials.kinds[dial].name == "position" for dial in turned),
        effect_ptr=bounds(rows),
        effect_felt=ints(felt.index((pressure, lag)) for pressure, _, _, lag in flat(rows)),
        q_effect=ints(row[1] for row in flat(rows)),
        effect_unit=floats(row[2] for row in flat(rows)),
        felt_pressure=ints(pressure for pressure, _ in felt),
        felt_lag=ints(lag for _, lag in felt),
    )


def dial_direction(case: Case, dials: Dials, dial: int, toward: str) -> float:
    """+1 or -1: which way a landmark lies from where the dial starts; `up` and `down` name themselves."""
    if toward in ("up", "down"):
        return 1.0 if toward == "up" else -1.0
    issue = next(part for part in dials.names[dial].split(".") if part in case.issues)
    start = dials.quantities.drawn[dials.q_base[dial]].spread.center
    return 1.0 if case.issues[issue].landmark_levels[toward] >= start else -1.0
