"""Which inputs an answer goes with: the first link of the chain from a shown number back to its claims."""

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.explanation import Mover
from detente.core.projection import Projection
from detente.explanation.outcomes import NONE, can_be_asked, outcomes

Floats = NDArray[np.float32]
MOST = 5
FIFTH = 0.2
STRATA = 20
FEWEST = 100
"""Worlds below which nothing is said."""


def moves_most(case: Case, projection: Projection, *, most: int = MOST) -> tuple[Mover, ...]:
    """For each question, the uncertain inputs that its outcome goes with most.

    Parameters
    ----------
    most : inputs a question.

    Returns
    -------
    by question, largest swing first; for a first-of question the outcome is its likeliest option.

    Notes
    -----
    Inputs are picked by rank correlation with the outcome and told by their swing: the difference of the
    answer between the worlds with the input in its top and in its bottom fifth. A correlation that chance
    alone gives to one of so many inputs is left out. It misleads where inputs work only together.
    """
    worlds, inputs = projection.inputs.shape
    if worlds < FEWEST or not inputs:
        return ()
    ranks, ends = _ranked(projection.inputs)
    noise = np.sqrt(2.0 * np.log(max(2, inputs)) / worlds) + 2.0 / np.sqrt(worlds)
    found: list[Mover] = []
    for name, question in case.questions.items():
        if not can_be_asked(question, projection):
            continue
        columns = {
            column: values
            for column, values in outcomes(case, question, projection).items()
            if column != NONE
        }
        values = max(columns.values(), key=lambda column: float(column.mean()))
        if values.std() == 0:
            continue
        own = ranks_of(values)
        together = np.abs(((own - own.mean()) / own.std()).astype(np.float32) @ ranks) / worlds
        swings = (values - values.mean()).astype(np.float32) @ ends
        picked = [n for n in np.argsort(-together)[:most] if together[n] > noise]
        rows = [
            Mover(name, projection.names.inputs[n], float(swings[n]), share_of_variance(values, ranks[:, n]))
            for n in picked
        ]
        found += sorted(rows, key=lambda mover: (-abs(mover.swing), mover.path))
    return tuple(found)


def share_of_variance(values: NDArray[np.floating], ranks: Floats) -> float:
    """Share of a result's variance that goes with one input alone, from worlds that were drawn anyway.

    Parameters
    ----------
    values : (worlds,) of the result.
    ranks : (worlds,) of the input, rising with it.

    Notes
    -----
    The variance between the means of twenty strata of the input, less what chance alone puts there (Plischke, Borgonovo and
    Smith 2013, European Journal of Operational Research 226(3), 536-550). The variance holds the luck of the
    worlds as well, so that shares of a yes/no answer stay small; `detente explain --sensitivity` takes luck away.
    """
    worlds = len(values)
    strata = min(STRATA, worlds // 10)
    if strata < 2 or not values.std():
        return 0.0
    place = np.empty(worlds, np.int64)
    place[np.argsort(ranks, kind="stable")] = np.arange(worlds) * strata // worlds
    count = np.bincount(place, minlength=strata)
    means = np.bincount(place, values, strata) / count
    within = float((values**2).sum() - (count * means**2).sum()) / (worlds - strata)
    return max(0.0, 1.0 - within / float(values.var(ddof=1)))


def ranks_of(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Ranks from 1, the mean rank where values are equal; `scipy.stats` has them too, but takes half a second to import."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2.0)[place])


def _ranked(inputs: Floats) -> tuple[Floats, Floats]:
    """Ranks of the inputs, and weights that give the mean over the top fifth less that over the bottom fifth.

    Returns
    -------
    two of (worlds, inputs): ranks with mean 0 and variance 1, and weights; zeros for an input that is alike
    everywhere.
    """
    columns = np.ascontiguousarray(inputs.T)
    many, worlds = columns.shape
    order = np.argsort(columns, axis=1, kind="stable")
    places = np.empty((many, worlds), np.int32)
    np.put_along_axis(places, order, np.arange(worlds, dtype=np.int32)[None, :], axis=1)
    fifth = max(1, round(FIFTH * worlds))
    ends = ((places >= worlds - fifth).astype(np.float32) - (places < fifth).astype(np.float32)) / np.float32(
        fifth
    )
    ranks = (places - np.float32((worlds - 1) / 2.0)) / np.float32(np.sqrt((worlds**2 - 1) / 12.0))
    varies = (columns.min(axis=1) < columns.max(axis=1)).astype(np.float32)[:, None]
    return (ranks * varies).T, (ends * varies).T
