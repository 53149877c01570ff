"""Weighted mean: the compromise of the field, and the forecast that is hardest to beat."""

from dataclasses import replace

import numpy as np
from numba import njit

from detente.core.bargaining_table import BargainingTable
from detente.core.citation import Citation
from detente.core.settlement import Settlement
from detente.models.bargaining._settle import single_shot
from detente.models.bargaining.base import BargainingModel, Choices, Floats


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Mean of the positions weighted by capability times salience; the plain mean where all weights are zero."""
    weight = capability * salience
    weight = np.where(weight.sum(axis=1, keepdims=True) > 0, weight, 1.0)
    return np.asarray((weight * position).sum(axis=1) / weight.sum(axis=1))


@njit(cache=True, nogil=True, error_model="numpy")
def one_world(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """The outcome in one world: (parties,) each, and a number."""
    total, moment, plain = 0.0, 0.0, 0.0
    for party in range(position.shape[0]):
        weight = capability[party] * salience[party]
        total += weight
        moment += weight * position[party]
        plain += position[party]
    return moment / total if total > 0.0 else plain / position.shape[0]


@njit(cache=True, nogil=True, error_model="numpy")
def kernel(position, capability, salience, reversion):  # type: ignore[no-untyped-def]
    """`solve`, compiled."""
    outcome = np.empty(position.shape[0])
    for world in range(position.shape[0]):
        outcome[world] = one_world(position[world], capability[world], salience[world], reversion[world])
    return outcome


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """The mean, and who draws it where: an actor's pull is its share of the weight times its distance from the mean."""
    settled = single_shot(MODEL, table, choices)
    why = []
    for d, dimension in enumerate(table.dimensions):
        weight = table.capability * table.salience[:, d]
        share = weight / weight.sum() if weight.sum() > 0 else np.full(len(weight), 1.0 / len(weight))
        pull = share * (table.position[:, d] - settled.outcome[d])
        for sign, way in ((1.0, "up"), (-1.0, "down")):
            first = int((sign * pull).argmax())
            if sign * pull[first] > 0:
                why.append(
                    f"{dimension}: {table.actors[first]} pulls most {way}, with {share[first]:.0%} of the weight at"
                    f" {table.position[first, d]:.4g}."
                )
    return replace(settled, why=tuple(why) or ("All stand at one position.",))


MODEL = BargainingModel(
    name="weighted_mean",
    title="Compromise (weighted mean)",
    solve=solve,
    kernel=kernel,
    misleads="Real outcomes pile up at stated positions and at the reversion; a mean seldom sits on either.",
    citations=(
        Citation(
            "vandenbos1991",
            "Van den Bos, J. M. M.",
            1991,
            "Dutch EC Policy Making: A Model-Guided Approach to Coordination and Negotiation",
            "Thesis Publishers, Amsterdam",
        ),
        Citation(
            "achen2006",
            "Achen, C. H.",
            2006,
            "Institutional realism and bargaining models",
            "In The European Union Decides, Cambridge University Press, 86-123",
        ),
    ),
    bargain=bargain,
)
