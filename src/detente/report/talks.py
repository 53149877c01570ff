"""Talks: who stands in the way of a deal, counted over worlds."""

import numpy as np

from detente.core.naming import actor_name
from detente.core.projection import OPEN
from detente.core.study import Study

MOST = 3


def who_binds(study: Study) -> dict[str, tuple[tuple[str, float], ...]]:
    """Track -> the actors that bind it most often, and their share of the open world-weeks that are bound."""
    projection = study.projection
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for place, track in enumerate(projection.names.tracks):
        pairs = projection.binds[:, :, place][projection.statuses[:, :, place] == OPEN]
        pairs = pairs[(pairs >= 0).any(axis=-1)]
        second = pairs[pairs[:, 1] != pairs[:, 0], 1]
        held = np.concatenate([pairs[:, 0], second])
        counts = np.bincount(held[held >= 0], minlength=len(projection.names.players))
        order = [int(index) for index in np.argsort(-counts, kind="stable")[:MOST] if counts[index] > 0]
        found[track] = tuple(
            (actor_name(study.case, projection.names.players[index]), float(counts[index] / len(pairs)))
            for index in order
        )
    return found
