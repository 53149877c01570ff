"""Calibration over questions past their scheduled close alone.

A question that can be settled by its event closes early with yes and never early with no. Whoever counts what is settled
today counts too many yes: a perfectly calibrated forecaster would look too cautious.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np

from detente.core.scorecard import Calibration, Coverage, ReliabilityBin, Spread
from detente.forecast.scores.distribution import distribution_of, in_days
from detente.forecast.scores.intervals import interval_score
from detente.forecast.scores.murphy import murphy_parts
from detente.forecast.scores.pit import pit_histogram
from detente.forecast.scores.reliability import by_bin, consistency
from detente.forecast.scores.rows import Asked, clusters_of, warnings_of
from detente.forecast.scores.selection import Chosen

MANY = 100
"""Questions from which tenths are told apart; below, fifths."""
INTERVALS = (0.5, 0.8, 0.9)
"""Central intervals whose coverage is counted, where their ends are stated."""


def bins_for(questions: int) -> int:
    """Bins of the diagram: few questions fill few bins."""
    return 10 if questions >= MANY else 5


def calibrations(chosen: Sequence[Chosen], asked: Asked) -> tuple[Calibration, ...]:
    """The calibration of each forecaster of yes/no questions whose close has passed.

    Notes
    -----
    It looks at the last forecast that counts, also where scores are averaged over days.
    """
    found = []
    for name in sorted({one.forecaster for one in chosen}):
        of_kind = [one for one in chosen if one.forecaster == name and one.last.forecast.kind == "yes/no"]
        due = [one for one in of_kind if one.last.past_close]
        if due:
            found.append(_calibrated(name, due, len(of_kind) - len(due), asked))
    return tuple(found)


def _calibrated(name: str, due: Sequence[Chosen], not_due: int, asked: Asked) -> Calibration:
    said = np.array([cast(float, one.last.forecast.probability) for one in due])
    came = np.array([float(bool(one.last.outcome)) for one in due])
    bins = bins_for(len(due))
    parts = murphy_parts(said, came, bins)
    luck = consistency(said, bins, asked.resamples, np.random.default_rng(asked.seed))
    count, mean, frequency = by_bin(said, came, bins)
    clusters = len(np.unique(clusters_of(due)))
    return Calibration(
        forecaster=name,
        questions=len(due),
        clusters=clusters,
        not_due=not_due,
        brier=parts.brier,
        reliability=parts.reliability,
        reliability_low=luck.reliability[0],
        reliability_high=luck.reliability[1],
        resolution=parts.resolution,
        uncertainty=parts.uncertainty,
        within_variance=parts.within_variance,
        within_covariance=parts.within_covariance,
        bins=tuple(
            ReliabilityBin(
                place / bins, (place + 1) / bins, int(count[place]), float(mean[place]), float(frequency[place]),
                float(luck.low[place]), float(luck.high[place]),
            )
            for place in np.flatnonzero(count).tolist()
        ),
        warnings=warnings_of(len(due), clusters),
    )  # fmt: skip


def spreads(chosen: Sequence[Chosen]) -> tuple[Spread, ...]:
    """How wide each forecaster's distributions of numbers and dates are, against what came."""
    found = []
    for name in sorted({one.forecaster for one in chosen}):
        of_kind = [
            one for one in chosen if one.forecaster == name and one.last.forecast.kind in ("number", "date")
        ]
        due = [one for one in of_kind if one.last.past_close]
        if due:
            found.append(_spread(name, due, len(of_kind) - len(due)))
    return tuple(found)


def _spread(name: str, due: Sequence[Chosen], not_due: int) -> Spread:
    made = [distribution_of(one.last.forecast) for one in due]
    came = [in_days(one.last.forecast, one.last.outcome) for one in due]
    low, high = np.array([one.pit(outcome) for one, outcome in zip(made, came, strict=True)]).T
    units = {(one.last.forecast.kind, one.last.forecast.unit) for one in due}
    coverages = []
    for stated in INTERVALS:
        ends = [
            (one.quantile((1.0 - stated) / 2.0), one.quantile((1.0 + stated) / 2.0), outcome)
            for one, outcome in zip(made, came, strict=True)
        ]
        whole = [(bottom, top, at) for bottom, top, at in ends if bottom is not None and top is not None]
        if not whole:
            continue
        held = np.mean([bottom <= at <= top for bottom, top, at in whole])
        score = np.mean([interval_score(bottom, top, stated, at) for bottom, top, at in whole])
        coverages.append(Coverage(stated, float(held), len(whole), float(score) if len(units) == 1 else None))
    return Spread(
        name,
        len(due),
        not_due,
        tuple(pit_histogram(low, high, bins_for(len(due))).tolist()),
        tuple(coverages),
        warnings_of(len(due), len(np.unique(clusters_of(due))))[:1],
    )
