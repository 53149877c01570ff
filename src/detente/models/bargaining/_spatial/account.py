"""A game of the spatial model told turn by turn: who bargained with whom, what was kept and why."""

import numpy as np

from detente.core.bargaining_table import BargainingTable
from detente.core.settlement import Offer, Round, Settlement
from detente.models.bargaining._settle import centres
from detente.models.bargaining._spatial import reference
from detente.models.bargaining._spatial.rules import FIRST_STEP, SAME, SCALE, Rules, rules_of
from detente.models.bargaining.base import Choices, Floats

MOVED = 0.1
"""Points below which a move is not told."""


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """Play until rest and tell every turn."""
    rules = rules_of(choices)
    stances = table.worlds()
    fixed = reference.table_of(stances.capability, stances.salience, rules)
    x = stances.position / SCALE
    rounds = [_round(table, x, 0, fixed, rules, (), None)]
    rested, first = rules.rounds == 0, 0.0
    for number in range(1, rules.rounds + 1):
        turn = reference.play(x, fixed, rules)
        length = float(reference.step_length(x, turn.positions)[0])
        first = first or length + FIRST_STEP
        offers = _offers(table, turn, x)
        x = turn.positions
        rounds.append(_round(table, x, number, fixed, rules, offers, turn))
        if number >= 2 and length / first < rules.rest:
            rested = True
            break
    outcome = tuple(reference.forecast(x, fixed, rules)[0].tolist())
    return Settlement(
        "spatial",
        dict(choices),
        table.actors,
        table.dimensions,
        outcome,
        tuple(rounds),
        why=tuple(_story(table, rounds)),
        warnings=tuple(_warnings(table, rounds, rested, rules)),
    )


def _round(
    table: BargainingTable,
    x: Floats,
    number: int,
    fixed: reference.Table,
    rules: Rules,
    offers: tuple[Offer, ...],
    turn: reference.Turn | None,
) -> Round:
    points = x[0] * SCALE
    mean, median = centres(points, table.capability[:, None] * table.salience)
    odds = tuple(reference.prevailing(x, fixed, rules)[0].tolist())
    risk = None if turn is None else tuple(turn.risk[0].tolist())
    return Round(number, points, median, mean, offers, odds, risk)


def _offers(table: BargainingTable, turn: reference.Turn, x: Floats) -> tuple[Offer, ...]:
    """Every bargain proposed in a turn; it is accepted where the receiver moves by it."""
    actors = len(table.actors)
    copies = turn.kept.shape[2] // (2 * actors)
    told = []
    for i, j in np.argwhere(turn.made[0]).tolist():
        received = [2 * actors * copy + i for copy in range(copies)]
        proposed = [2 * actors * copy + actors + j for copy in range(copies)]
        accepted = bool(turn.kept[0, j, received].any())
        kept = bool(turn.kept[0, i, proposed].any())
        odds = float(turn.odds[0, j, received].sum())
        target, initiator = table.actors[j], table.actors[i]
        what = (
            f"{initiator} gives itself a chance of {turn.chance[0, i, j]:.0%} against {target} and expects to gain"
            f" {turn.gain[0, i, j]:.3f}; "
        )
        if accepted:
            what += f"among what {target} may do the vote favours this bargain ({odds:.0%})."
        else:
            what += f"{target} does otherwise: the vote gives this bargain {odds:.0%}."
        told.append(
            Offer(
                i,
                j,
                "bargain",
                tuple((turn.second[0, i, j] * SCALE).tolist()),
                accepted,
                what,
                tuple((turn.first[0, i, j] * SCALE).tolist()) if kept else None,
            )
        )
    return tuple(told)


def _story(table: BargainingTable, rounds: list[Round]) -> list[str]:
    """The likeliest position and the largest moves, with those who pushed."""
    last, first = rounds[-1], rounds[0]
    assert last.win_probability is not None
    odds = np.array(last.win_probability)
    best = int(odds.argmax())
    with_it = [name for name, p in zip(table.actors, odds, strict=True) if p >= odds[best] - 1e-9]
    told = [f"The position of {', '.join(with_it[:4])} is most likely to prevail ({odds[best]:.0%})."]
    length = np.sqrt(((last.positions - first.positions) ** 2).sum(axis=1))
    for i in np.argsort(-length, kind="stable").tolist():
        if length[i] <= MOVED:
            break
        pushed: dict[int, int] = {}
        for one in rounds[1:]:
            for offer in one.offers:
                if offer.target == i and offer.accepted:
                    pushed[offer.proposer] = pushed.get(offer.proposer, 0) + 1
        ranked = sorted(pushed, key=lambda j: (-pushed[j], j))
        by = " and ".join(table.actors[j] for j in ranked[:2])
        way = f"after bargains with {by}" if by else "by bargains it proposed itself"
        start = ", ".join(f"{value:.1f}" for value in first.positions[i])
        end = ", ".join(f"{value:.1f}" for value in last.positions[i])
        told.append(f"{table.actors[i]} moves from {start} to {end} {way}.")
    return told


def _warnings(table: BargainingTable, rounds: list[Round], rested: bool, rules: Rules) -> list[str]:
    warnings = []
    if not rested:
        warnings.append(f"The actors have not come to rest after {rules.rounds} turns.")
    if ((table.position < 0) | (table.position > SCALE)).any():
        warnings.append("Positions outside 0 to 100 lie outside the scale that this model assumes.")
    if len(table.actors) > 1 and np.ptp(rounds[0].positions, axis=0).max() < SAME * SCALE:
        warnings.append("All stand at one position; nobody has anything to win.")
    if not (table.capability[:, None] * table.salience > 0).any():
        warnings.append("Nobody has weight, so all count alike.")
    elif rules.resistance == 0 and table.salience.sum(axis=1).max() > SCALE:
        warnings.append("Saliences of an actor sum to more than 100; they are scaled down together.")
    return warnings
