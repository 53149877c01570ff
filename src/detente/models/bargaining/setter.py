"""Setter and veto players: who proposes gets what a winning coalition still likes better than what stands."""

import numpy as np
from numpy.typing import NDArray

from detente.core.bargaining_table import BargainingTable, Stances
from detente.core.citation import Citation
from detente.core.errors import ParameterError, nearest
from detente.core.settlement import Offer, Round, Settlement
from detente.models.bargaining._setter import line, space
from detente.models.bargaining._settle import centres, opening
from detente.models.bargaining.base import BargainingModel, Choices, Floats, Option

Flags = NDArray[np.bool_]
STRONGEST = "strongest"
QUOTA = 5 / 7
"""Share of the votes that must accept; a qualified majority of the Council took 62 of 87 votes (.713) from 1995 to 2004."""
POINTS = 81
"""Points of a line on which the bounds of a win-set in space are looked for."""
MOST_ACTORS = 400


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Deal of the actor with most capability times salience, that five sevenths of the capability prefer to what stands.

    A voter accepts what is no farther from its position than what stands; one without salience accepts anything. Actors that
    tie as setters are equally likely to be it, and the mean of their deals is returned.
    """
    return line.settle(position, capability, salience, reversion, -1, QUOTA)


def kernel(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """`solve`, compiled."""
    return np.asarray(line.settle_all(position, capability, salience, reversion, -1, QUOTA))


def outcomes(stances: Stances, choices: Choices) -> Floats:
    """Deals in every world: (worlds, dimensions)."""
    setter = _setter(stances.actors, str(choices["setter"]))
    quota = float(choices["quota"])
    position, capability, salience, reversion = (np.ascontiguousarray(part) for part in stances[:4])
    if position.shape[2] > 1:
        return np.asarray(space.settle_all(position, capability, salience, reversion, setter, quota))
    one = line.settle_all(
        np.ascontiguousarray(position[:, :, 0]),
        capability,
        np.ascontiguousarray(salience[:, :, 0]),
        np.ascontiguousarray(reversion[:, 0]),
        setter,
        quota,
    )
    return np.asarray(one)[:, None]


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """The proposal, who accepts it, the win-set and, on a line, the core."""
    setter = _setter(table.actors, str(choices["setter"]))
    quota = float(choices["quota"])
    stances = table.worlds()
    outcome = outcomes(stances, choices)[0]
    proposer = setter if setter >= 0 else _strongest(table)[0]
    accepts = _accepts(table, outcome)
    votes = table.capability if table.capability.sum() > 0 else np.ones(len(table.actors))
    share = float(votes[accepts].sum() / votes.sum())
    placed = tuple(outcome.tolist())
    offers = tuple(
        Offer(proposer, i, "proposal", placed, bool(accepts[i]), _why(table, outcome, i, bool(accepts[i])))
        for i in range(len(table.actors))
        if i != proposer
    )
    positions = np.broadcast_to(outcome, table.position.shape).copy() if share >= quota else table.position
    mean, median = centres(positions, table.capability[:, None] * table.salience)
    rounds = (opening(table), Round(1, positions, median, mean, offers))
    measures = _measures(table, quota)
    why = _story(table, outcome, proposer, share, quota, accepts)
    warnings = _warnings(table, setter)
    return Settlement(
        "setter",
        dict(choices),
        table.actors,
        table.dimensions,
        placed,
        rounds,
        why=tuple(why),
        warnings=tuple(warnings),
        measures=measures,
    )


def _setter(actors: tuple[str, ...], name: str) -> int:
    """Number of the setter; -1 for whoever is strongest."""
    if name == STRONGEST:
        return -1
    if name in actors:
        return actors.index(name)
    allowed = f"{STRONGEST}, {', '.join(actors[:20])}"
    raise ParameterError("setter, setter", repr(name), allowed, nearest=nearest(name, actors))


def _strongest(table: BargainingTable) -> list[int]:
    weight = table.capability * table.salience.sum(axis=1)
    return np.flatnonzero(weight >= weight.max() * (1.0 - line.TIE)).tolist()


def _accepts(table: BargainingTable, outcome: Floats) -> Flags:
    if table.reversion is None:
        return np.ones(len(table.actors), dtype=bool)
    here = (table.salience * (outcome - table.position) ** 2).sum(axis=1)
    stands = (table.salience * (table.reversion - table.position) ** 2).sum(axis=1)
    return np.asarray(here <= stands * (1.0 + space.SLACK) + 1e-9)


def _why(table: BargainingTable, outcome: Floats, i: int, accepts: bool) -> str:
    if table.reversion is None:
        return f"{table.actors[i]} accepts: nothing stands without a deal."
    if not (table.salience[i] > 0).any():
        return f"{table.actors[i]} accepts: it does not care."
    better = "is no farther from" if accepts else "is farther from"
    verdict = "accepts" if accepts else "refuses"
    return f"{table.actors[i]} {verdict}: the proposal {better} its position than what stands."


def _story(
    table: BargainingTable, outcome: Floats, proposer: int, share: float, quota: float, accepts: Flags
) -> list[str]:
    ideal, name = table.position[proposer], table.actors[proposer]
    if table.reversion is not None and np.allclose(outcome, table.reversion, atol=1e-9):
        if np.allclose(ideal, outcome, atol=1e-9):
            return [f"What stands is what {name} wants."]
        return [
            f"What stands cannot be moved towards {name}: no coalition with {quota:.0%} of the votes follows."
        ]
    if np.allclose(outcome, ideal, atol=1e-6):
        return [f"{name} gets all it wants; {share:.0%} of the votes accept."]
    short = np.flatnonzero(accepts & (_slack(table, outcome) < 1e-4)).tolist()
    binding = " and ".join(table.actors[i] for i in short[:3]) or "the quota"
    return [f"{name} goes as far as {binding} still accepts; {share:.0%} of the votes do."]


def _slack(table: BargainingTable, outcome: Floats) -> Floats:
    if table.reversion is None:
        return np.full(len(table.actors), np.inf)
    here = (table.salience * (outcome - table.position) ** 2).sum(axis=1)
    stands = (table.salience * (table.reversion - table.position) ** 2).sum(axis=1)
    scale = np.where(stands > 0, stands, 1.0)
    return np.asarray(np.where(table.salience.sum(axis=1) > 0, (stands - here) / scale, np.inf))


def _measures(table: BargainingTable, quota: float) -> dict[str, tuple[float, ...]]:
    """Bounds of the win-set by dimension (exact on a line) and of the core (on a line)."""
    found: dict[str, tuple[float, ...]] = {}
    if len(table.dimensions) == 1:
        held = line.core(table.position[:, 0], table.capability, quota)
        if held is not None:
            found["core_low"], found["core_high"] = (held[0],), (held[1],)
    if table.reversion is None:
        return found
    if len(table.dimensions) == 1:
        below, above = line.reach(
            table.position[None, :, 0],
            table.capability[None],
            table.salience[None, :, 0] > 0,
            table.reversion,
            quota,
        )
        stands = float(table.reversion[0])
        found["winset_low"], found["winset_high"] = (stands - float(below[0]),), (stands + float(above[0]),)
    elif len(table.dimensions) == 2:
        found["winset_low"], found["winset_high"] = _bounds(table, quota)
    return found


def _bounds(table: BargainingTable, quota: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Bounds of a win-set in the plane, on a grid over what could be accepted."""
    assert table.reversion is not None
    every = np.vstack([table.position, table.reversion])
    low, high = every.min(axis=0), every.max(axis=0)
    axes = [np.linspace(2 * a - b, 2 * b - a, POINTS) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 2)
    votes = table.capability if table.capability.sum() > 0 else np.ones(len(table.actors))
    pro = np.zeros(len(grid))
    for i in range(len(table.actors)):
        here = (table.salience[i] * (grid - table.position[i]) ** 2).sum(axis=1)
        pro += votes[i] * (here <= (table.salience[i] * (table.reversion - table.position[i]) ** 2).sum())
    inside = np.vstack([grid[pro >= (quota - line.TIE) * votes.sum()], table.reversion])
    return tuple(inside.min(axis=0).tolist()), tuple(inside.max(axis=0).tolist())


def _warnings(table: BargainingTable, setter: int) -> list[str]:
    warnings = []
    if table.reversion is None:
        warnings.append(
            "No reversion is given: deadlock counts as worse than any deal, so the setter has its way."
        )
    if setter < 0:
        tied = [table.actors[i] for i in _strongest(table)]
        if len(tied) > 1:
            warnings.append(
                f"{', '.join(tied[:5])} are equally strong; the outcome is the mean over them as setters."
            )
        else:
            warnings.append(
                f"No setter is named: {tied[0]} is taken, which has most capability times salience."
            )
    if len(table.dimensions) > space.BASIS:
        warnings.append(
            "In more than three dimensions only three actors may bind at once; the setter may do better."
        )
    return warnings


MODEL = BargainingModel(
    name="setter",
    title="Setter and veto players",
    solve=solve,
    kernel=kernel,
    misleads="All power is the setter's, and who that is decides; on real decisions of the EU it loses to the"
    " weighted mean by 8 points.",
    citations=(
        Citation(
            "romer1978",
            "Romer, T.; Rosenthal, H.",
            1978,
            "Political resource allocation, controlled agendas, and the status quo",
            "Public Choice 33(4), 27-43",
            "10.1007/BF03187594",
        ),
        Citation(
            "tsebelis2002",
            "Tsebelis, G.",
            2002,
            "Veto Players: How Political Institutions Work",
            "Princeton University Press",
        ),
    ),
    options=(
        Option("setter", f"Name of the actor that proposes, or `{STRONGEST}`.", STRONGEST, word=True),
        Option(
            "quota",
            "Share of the capability that must accept; 1 makes all veto players.",
            QUOTA,
            low=0,
            high=1,
        ),
    ),
    outcomes=outcomes,
    bargain=bargain,
    most_actors=MOST_ACTORS,
)
