"""Position exchange: pairs of actors trade issues before all settle on the weighted mean."""

from itertools import pairwise

import numpy as np

from detente.core.bargaining_table import BargainingTable, Stances
from detente.core.citation import Citation
from detente.core.settlement import Offer, Round, Settlement
from detente.models.bargaining import _exchange, weighted_mean
from detente.models.bargaining._settle import centres, opening
from detente.models.bargaining.base import BargainingModel, Choices, Floats, Option

RATES = ("equal_gains", "nash")
TOLD = 5
"""Actors named for what others' exchanges did to them, on either side."""
MOST_ACTORS = 400


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """The weighted mean: over a single issue there is nothing to trade."""
    return weighted_mean.solve(position, capability, salience, reversion)


def outcomes(stances: Stances, choices: Choices) -> Floats:
    """Outcomes after all exchanges in every world, compiled: (worlds, dimensions)."""
    position, capability, salience = (np.ascontiguousarray(part) for part in stances[:3])
    return np.asarray(_exchange.settle_all(position, capability, salience, RATES.index(str(choices["rate"]))))


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """Every exchange in turn, what it gave its parties, and what all of them did to everybody."""
    stances = table.worlds()
    rate = RATES.index(str(choices["rate"]))
    outcome, deals = _exchange.settle(stances.position, stances.capability, stances.salience, rate)
    weight = table.capability[:, None] * table.salience
    rounds, before = [opening(table)], table.position
    for number, (deal, positions) in enumerate(deals, start=1):
        mean, median = centres(positions[0], weight)
        offer = _offer(table, deal, before, positions[0])
        rounds.append(Round(number, positions[0], median, mean, (offer,)))
        before = positions[0]
    start = np.array(rounds[0].mean)
    gains = _gains(table, start, outcome[0])
    effect = _outside(table, rounds)
    return Settlement(
        "position_exchange",
        dict(choices),
        table.actors,
        table.dimensions,
        tuple(outcome[0].tolist()),
        tuple(rounds),
        why=tuple(_story(table, rounds, gains, effect)),
        warnings=tuple(_warnings(table, rounds)),
        measures={"gain": tuple(gains.tolist()), "externality": tuple(effect.tolist())},
    )


def _offer(table: BargainingTable, deal: _exchange.Deal, before: Floats, after: Floats) -> Offer:
    giver, taker = int(deal.giver[0]), int(deal.taker[0])
    gives, takes = table.dimensions[int(deal.gives[0])], table.dimensions[int(deal.takes[0])]
    moved = abs(after[giver, deal.gives[0]] - before[giver, deal.gives[0]])
    returned = abs(after[taker, deal.takes[0]] - before[taker, deal.takes[0]])
    first, second = table.actors[giver], table.actors[taker]
    why = (
        f"{first} cares more for {takes} and {second} for {gives}: {first} moves by {moved:.3g} on {gives} and {second} by"
        f" {returned:.3g} on {takes}; the outcomes shift by {deal.given[0]:.3g} and {deal.taken[0]:.3g}."
    )
    return Offer(
        giver, taker, "exchange", tuple(after[taker].tolist()), True, why, tuple(after[giver].tolist())
    )


def _gains(table: BargainingTable, before: Floats, after: Floats) -> Floats:
    """What each actor gains from a change of the outcomes: salience times points nearer, summed over issues."""
    nearer = np.abs(table.position - before) - np.abs(table.position - after)
    return np.asarray((table.salience * nearer).sum(axis=1))


def _outside(table: BargainingTable, rounds: list[Round]) -> Floats:
    """What exchanges did to those who were no party to them, summed over exchanges."""
    effect = np.zeros(len(table.actors))
    for before, after in pairwise(rounds):
        change = _gains(table, np.array(before.mean), np.array(after.mean))
        party = {after.offers[0].proposer, after.offers[0].target}
        effect += np.array([0.0 if i in party else change[i] for i in range(len(effect))])
    return effect


def _story(table: BargainingTable, rounds: list[Round], gains: Floats, effect: Floats) -> list[str]:
    if len(rounds) == 1:
        return ["No two actors on opposite sides of two outcomes gain by trading; the weighted means stand."]
    told = [offer.why for one in rounds[1 : TOLD + 1] for offer in one.offers]
    worst = [i for i in np.argsort(effect, kind="stable").tolist() if effect[i] < 0][:TOLD]
    if worst:
        told.append(f"Those who pay for the trades of others: {', '.join(table.actors[i] for i in worst)}.")
    lucky = [i for i in np.argsort(-effect, kind="stable").tolist() if effect[i] > 0][:TOLD]
    if lucky:
        told.append(
            f"Those who profit from the trades of others: {', '.join(table.actors[i] for i in lucky)}."
        )
    losers = [table.actors[i] for i in np.argsort(gains, kind="stable").tolist() if gains[i] < 0][:TOLD]
    if losers:
        told.append(f"Worse off in the end than under the weighted means: {', '.join(losers)}.")
    return told


def _warnings(table: BargainingTable, rounds: list[Round]) -> list[str]:
    if len(table.dimensions) == 1:
        return ["There is a single issue, so there is nothing to trade: the outcome is the weighted mean."]
    if len(rounds) > 1:
        return [
            "Every trade is taken as binding; nobody is modelled to break one, or to bargain over more than two issues."
        ]
    return []


MODEL = BargainingModel(
    name="position_exchange",
    title="Position exchange",
    solve=solve,
    kernel=weighted_mean.kernel,
    misleads="It assumes that vote trades are kept and unseen by others, who may undo them; on real decisions of the EU it is no"
    " better than the weighted mean.",
    citations=(
        Citation(
            "stokman1994",
            "Stokman, F. N.; Van Oosten, R.",
            1994,
            "The exchange of voting positions: an object-oriented model of policy networks",
            "in Bueno de Mesquita & Stokman (eds), European Community Decision Making, Yale University Press, 105-127",
        ),
        Citation(
            "vanassen2003",
            "Van Assen, M. A. L. M.; Stokman, F. N.; Van Oosten, R.",
            2003,
            "Conflict measures in cooperative exchange models of collective decision-making",
            "Rationality and Society 15(1), 85-112",
        ),
    ),
    options=(
        Option(
            "rate",
            "Rate of exchange: both gain alike, or the product of gains is largest.",
            "equal_gains",
            RATES,
        ),
    ),
    outcomes=outcomes,
    bargain=bargain,
    most_actors=MOST_ACTORS,
)
