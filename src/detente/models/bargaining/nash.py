"""Weighted Nash bargaining over one issue, with quadratic or absolute loss and a reversion."""

import numpy as np

from detente.core.bargaining_table import BargainingTable, Stances
from detente.core.citation import Citation
from detente.core.settlement import Settlement
from detente.models.bargaining import _nash, weighted_mean, weighted_median
from detente.models.bargaining._settle import opening
from detente.models.bargaining.base import BargainingModel, Choices, Floats, Option

SHAPES = ("quadratic", "absolute")


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Outcome that maximises the product of gains over the reversion, each to the power of its capability.

    A gain is `(r - x)^2 - (y - x)^2`, so all gain only between the reversion and the mirror image of the reversion in the nearest
    position. Where parties stand on both sides of it, the reversion stands. A reversion of -inf stands for a deadlock that is
    worse than any deal: then the outcome is the mean weighted by capability times salience.
    """
    return _by_shape(position, capability, salience, reversion, SHAPES[0], compiled=False)


def kernel(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """`solve`, compiled."""
    return _by_shape(position, capability, salience, reversion, SHAPES[0], compiled=True)


def _by_shape(
    position: Floats, capability: Floats, salience: Floats, reversion: Floats, shape: str, *, compiled: bool
) -> Floats:
    known = np.isfinite(reversion)
    stands = np.where(known, reversion, 0.0)
    if compiled:
        found = np.asarray(_nash.every_world(position, capability, stands, shape == "absolute"))
    else:
        found = (_nash.absolute if shape == "absolute" else _nash.quadratic)(position, capability, stands)
    if known.all():
        return found
    limit = weighted_median.solve if shape == "absolute" else weighted_mean.solve
    return np.where(known, found, limit(position, capability, salience, reversion))


def outcomes(stances: Stances, choices: Choices) -> Floats:
    """Every dimension by itself, compiled: (worlds, dimensions)."""
    shape = str(choices["loss"])
    return np.stack(
        [
            _by_shape(
                np.ascontiguousarray(stances.position[:, :, d]),
                np.ascontiguousarray(stances.capability),
                np.ascontiguousarray(stances.salience[:, :, d]),
                np.ascontiguousarray(stances.reversion[:, d]),
                shape,
                compiled=True,
            )
            for d in range(stances.position.shape[2])
        ],
        axis=1,
    )


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """The outcome, each actor's gain over what stands, and who gains least."""
    outcome = outcomes(table.worlds(), choices)[0]
    why, warnings, measures = [], [], {}
    for d, dimension in enumerate(table.dimensions):
        if table.reversion is None:
            centre = "median" if choices["loss"] == "absolute" else "mean"
            why.append(
                f"{dimension}: without a reversion, deadlock is worse for all than any deal, and the outcome is the weighted"
                f" {centre}, {outcome[d]:.4g}."
            )
            continue
        stands, ideal = float(table.reversion[d]), table.position[:, d]
        power = 1 if choices["loss"] == "absolute" else 2
        gain = np.abs(stands - ideal) ** power - np.abs(outcome[d] - ideal) ** power
        measures[f"gain_{dimension}"] = tuple(gain.tolist())
        if abs(outcome[d] - stands) <= 1e-9:
            below = [name for name, x in zip(table.actors, ideal, strict=True) if x <= stands]
            above = [name for name, x in zip(table.actors, ideal, strict=True) if x >= stands]
            why.append(
                f"{dimension}: what stands ({stands:.4g}) lies between {_few(below)} and {_few(above)}; no deal helps both."
            )
            continue
        least = table.actors[int(gain.argmin())]
        why.append(
            f"{dimension}: all gain by moving from {stands:.4g} to {outcome[d]:.4g}; {least} gains least and holds it there."
        )
    if table.reversion is None:
        warnings.append("No reversion is given: deadlock counts as worse for all than any deal.")
    if len(table.dimensions) > 1:
        warnings.append("Each dimension is settled by itself; trades between them are left out.")
    return Settlement(
        "nash",
        dict(choices),
        table.actors,
        table.dimensions,
        tuple(outcome.tolist()),
        (opening(table),),
        why=tuple(why),
        warnings=tuple(warnings),
        measures=measures,
    )


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")


MODEL = BargainingModel(
    name="nash",
    title="Nash bargaining solution",
    solve=solve,
    kernel=kernel,
    misleads="All must gain, so an actor at the reversion blocks any move: on real decisions of the EU, with what stood before as"
    " the reversion, it loses to the weighted mean by 18 points. Nobody walks out over face.",
    citations=(
        Citation("nash1950", "Nash, J. F.", 1950, "The bargaining problem", "Econometrica 18(2), 155-162"),
        Citation(
            "kalai1977",
            "Kalai, E.",
            1977,
            "Nonsymmetric Nash solutions and replications of 2-person bargaining",
            "International Journal of Game Theory 6(3), 129-133",
        ),
        Citation(
            "achen2006",
            "Achen, C. H.",
            2006,
            "Institutional realism and bargaining models",
            "In The European Union Decides, Cambridge University Press, 86-123",
        ),
    ),
    options=(Option("loss", "Shape of the loss from a distance.", "quadratic", SHAPES),),
    outcomes=outcomes,
    bargain=bargain,
)
