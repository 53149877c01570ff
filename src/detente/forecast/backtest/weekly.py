"""Backtest of weekly alarms on injected shifts: surges, flips, and jumps of volume that are no shift at all.

The truth is injected and not historical: real weeks of real dyads are changed from a drawn week on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import RunError
from detente.core.series import DyadCounts
from detente.events.detect import Choice
from detente.events.detectors import detector, raise_alarms
from detente.events.lines import line
from detente.forecast.backtest.volume import (
    JUMP,
    SCOPES,
    Scope,
    flipped,
    flipped_by_week,
    jumped,
    surged,
    surged_smoothly,
    thinned,
)

WARM, EVENTS = 13, 39.0
"""Weeks before the first alarm that counts, and events in them that a dyad must have."""
HEARD = 4
"""Weeks from an injection in which an alarm finds it."""
WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True, slots=True)
class WeeklyBacktest:
    """One detector on one line over injected shifts.

    Attributes
    ----------
    rate : alarms of either direction per dyad-year, nothing injected.
    placebo : share of weeks with a hostile alarm in them or the three weeks after, nothing injected; over every
        week of every dyad that could have been drawn.
    surge, flip : share of all injections with a hostile alarm in the first four weeks.
    surge_touched, flip_touched : the same, of those that changed any event in these weeks (three times nothing
        is nothing).
    surge_smoothed, flip_smoothed : share of all injections, where they act on counts with half an event added.
    none : as `placebo`, for alarms of either direction, in the drawn weeks.
    none_together : as `none`, in the weeks drawn for the whole world, which are fewer.
    thinned : as `none`, in series thinned throughout: what less volume alone does.
    jump : by whose volume jumps: as `none`, after a jump.
    dyads, weeks : what was looked at.
    """

    choice: Choice
    rate: float
    placebo: float
    surge: float
    flip: float
    surge_touched: float
    flip_touched: float
    surge_smoothed: float
    flip_smoothed: float
    none: float
    none_together: float
    thinned: float
    jump: Mapping[Scope, float]
    dyads: int
    weeks: int

    def excess(self, scope: Scope) -> float:
        """Share of dyads in which a jump of volume adds an alarm."""
        return self.jump[scope] - (self.none_together if scope == "world" else self.none)


def backtest_weekly(
    counts: DyadCounts, choice: Choice, seed: int, *, repeats: int = 8, volume: bool = True
) -> WeeklyBacktest:
    """Score one detector on one line over injected shifts.

    Parameters
    ----------
    counts : weekly, of whole weeks, with cooperative and hostile roots and world totals.
    seed : of the weeks drawn and of everything injected.
    repeats : weeks drawn for every dyad.
    volume : also let volumes jump.

    Raises
    ------
    RunError : no dyad has enough events, or the counts are too short.
    """
    lively = np.nonzero(counts.counts[:, :WARM].sum(axis=(1, 2)) >= EVENTS)[0]
    weeks = len(counts.periods)
    if not len(lively) or weeks < WARM + HEARD + 1:
        short = f"{len(lively)} dyads with {EVENTS:g} events in {WARM} weeks, {weeks} weeks"
        raise RunError("weekly backtest", short, f"at least one dyad and {WARM + HEARD + 1} weeks")
    held = counts.only(lively)
    plain = _signs(held, choice)
    drawn: dict[str, list[NDArray[np.bool_]]] = {}
    for repeat in range(repeats):
        rng = np.random.default_rng([seed, repeat])
        when = rng.integers(WARM, weeks - HEARD + 1, len(lively))
        for name, told in _one_repeat(held, plain, choice, when, rng, volume).items():
            drawn.setdefault(name, []).append(told)
    found = {name: float(np.concatenate(told).mean()) for name, told in drawn.items()}
    touched = {name: np.concatenate(drawn[f"{name} touched"]) for name in ("surge", "flip")}
    years = len(lively) * (weeks - WARM) / WEEKS_A_YEAR
    return WeeklyBacktest(
        choice=choice,
        rate=float(np.abs(plain[:, WARM:].astype(int)).sum() / years),
        placebo=_placebo(plain > 0),
        surge=found["surge"],
        flip=found["flip"],
        surge_touched=_share(np.concatenate(drawn["surge"])[touched["surge"]]),
        flip_touched=_share(np.concatenate(drawn["flip"])[touched["flip"]]),
        surge_smoothed=found["surge_smoothed"],
        flip_smoothed=found["flip_smoothed"],
        none=found["none"],
        none_together=found.get("world, none", float("nan")),
        thinned=found.get("thinned", float("nan")),
        jump={scope: found.get(scope, float("nan")) for scope in SCOPES},
        dyads=len(lively),
        weeks=weeks,
    )


def _one_repeat(
    held: DyadCounts,
    plain: NDArray[np.int8],
    choice: Choice,
    when: NDArray[np.int64],
    rng: np.random.Generator,
    volume: bool,
) -> dict[str, NDArray[np.bool_]]:
    """Which dyads ring within four weeks, by what was done to them."""
    made = {
        "surge": surged(held, when),
        "flip": flipped(held, when, rng),
        "surge_smoothed": surged_smoothly(held, when, rng),
        "flip_smoothed": flipped_by_week(held, when, rng),
    }
    found = {"none": _within(plain != 0, when)}
    for name, after in made.items():
        found[name] = _within(_signs(after, choice) > 0, when)
        found[f"{name} touched"] = _within((after.counts != held.counts).any(axis=2), when)
    if volume:
        found["thinned"] = _within(_signs(thinned(held, 1.0 / JUMP, rng), choice) != 0, when)
        # A jump of the world comes to all in one week; for the dyad it is a week like any other.
        together = np.full(len(when), when[0])
        found["world, none"] = _within(plain != 0, together)
        worldwide = jumped(held, together, "world", rng)
        found["world"] = _within(_signs(worldwide, choice) != 0, together)
        for scope in ("source", "dyad"):
            found[scope] = _within(_signs(jumped(held, when, scope, rng), choice) != 0, when)
    return found


def _signs(counts: DyadCounts, choice: Choice) -> NDArray[np.int8]:
    """Alarms of every dyad; they were chosen by their events before anything was injected."""
    chosen = detector(choice.detector)
    return raise_alarms(chosen, line(counts, choice.line or chosen.suits), choice.settings).sign


def _within(marked: NDArray[np.bool_], when: NDArray[np.int64]) -> NDArray[np.bool_]:
    weeks = when[:, None] + np.arange(HEARD)
    return np.asarray(np.take_along_axis(marked, weeks, axis=1).any(axis=1))


def _placebo(hostile: NDArray[np.bool_]) -> float:
    """Share of weeks from the warm-up on that see an alarm in the first `HEARD` weeks from them."""
    runs = np.lib.stride_tricks.sliding_window_view(hostile[:, WARM:], HEARD, axis=1)
    return float(runs.any(axis=2).mean())


def _share(told: NDArray[np.bool_]) -> float:
    return float(told.mean()) if len(told) else float("nan")
