"""Two forecasters on the same questions: who did better, how surely, and when that may not be said."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from detente.core.scorecard import Comparison
from detente.forecast.scores.bootstrap import resampled_ratio
from detente.forecast.scores.measures import headline, scores_of
from detente.forecast.scores.rows import (
    Asked,
    Kind,
    clusters_of,
    kind_of,
    mean_scores,
    warnings_of,
)
from detente.forecast.scores.selection import Chosen, since_both

MOST_COMPARED = 12
"""Forecasters that are set beside one another: pairs of more are too many to read, and some would differ by luck."""


def compare_forecasters(chosen: Sequence[Chosen], asked: Asked) -> tuple[Comparison, ...]:
    """Every pair of forecasters on the questions both have forecast, kind by kind, by the kind's own measure.

    Of more than twelve forecasters those with most questions are compared.

    Notes
    -----
    Questions differ in difficulty, so only the same ones are compared, and differences are taken question by question.
    Whole clusters are resampled. An order is stated from thirty questions and twenty clusters on, and where the
    interval leaves out zero.
    """
    held = _by_forecaster(chosen)
    found: list[Comparison] = []
    for first, second in combinations(sorted(held), 2):
        shared: dict[Kind, list[tuple[Chosen, Chosen]]] = {}
        for question in sorted(held[first].keys() & held[second].keys()):
            pair = since_both(held[first][question], held[second][question], asked.rule)
            shared.setdefault(kind_of(pair[0]), []).append(pair)
        found.extend(_compared(kind, shared[kind], asked) for kind in sorted(shared, key=str))
    return tuple(found)


def _by_forecaster(chosen: Sequence[Chosen]) -> dict[str, dict[str, Chosen]]:
    """Forecaster -> question -> what counts; of the twelve with most questions, where there are more."""
    held: dict[str, dict[str, Chosen]] = {}
    for one in chosen:
        held.setdefault(one.forecaster, {})[one.question] = one
    most = sorted(held, key=lambda name: (-len(held[name]), name))[:MOST_COMPARED]
    return {name: held[name] for name in most}


def _compared(kind: Kind, pairs: Sequence[tuple[Chosen, Chosen]], asked: Asked) -> Comparison:
    measure = headline(kind[0], ordered=kind[1])
    ones, others = ([pair[side] for pair in pairs] for side in (0, 1))
    scores = [
        np.array(
            [mean_scores(one, lambda part: scores_of(part.forecast, part.outcome))[measure] for one in side]
        )
        for side in (ones, others)
    ]
    cluster = clusters_of(ones)
    number = np.ones(len(pairs))
    found = resampled_ratio(scores[0] - scores[1], number, cluster, asked.resamples, asked.seed)
    apart = found.low is not None and found.high is not None and (found.low > 0.0 or found.high < 0.0)
    warnings = warnings_of(len(pairs), found.clusters)
    return Comparison(
        first=ones[0].forecaster,
        second=others[0].forecaster,
        kind=kind[0],
        unit=kind[2],
        measure=measure,
        questions=len(pairs),
        clusters=found.clusters,
        difference=found.value,
        low=found.low,
        high=found.high,
        first_better=None if found.above is None else 1.0 - found.above,
        ranked=apart and not warnings,
        warnings=warnings,
    )
