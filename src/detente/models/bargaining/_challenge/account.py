"""A challenge game told round by round: who was challenged by whom, what each expected, who moved and why."""

from itertools import pairwise

import numpy as np

from detente.core.bargaining_table import BargainingTable
from detente.core.settlement import Offer, Round, Settlement
from detente.models.bargaining._challenge import reference
from detente.models.bargaining._challenge.rules import (
    CAPITULATION,
    COMPROMISE,
    CONFRONTATION,
    KINDS,
    NO_OFFER,
    OPTIONS,
    PRESETS,
    TIE,
    Rules,
    rules_of,
)
from detente.models.bargaining._settle import centres, opening
from detente.models.bargaining.base import Choices, Floats

DECLINED = 3
"""Declined offers told per actor and round: those that asked least."""
RESTLESS = 0.01
"""Share of the range by which the outcome may still swing over the last half of the rounds before a warning is due."""
DISAGREE = 0.05
"""Share of the range by which presets may differ before a warning is due."""


def bargain(table: BargainingTable, choices: Choices) -> Settlement:
    """Play all rounds of every dimension, each by itself, and tell them."""
    rules = rules_of(choices)
    games = [_play(table, d, rules) for d in range(len(table.dimensions))]
    weight = table.capability[:, None] * table.salience
    rounds = [opening(table)]
    for number in range(1, rules.rounds + 1):
        before = rounds[-1].positions
        after = np.stack([game[number - 1].positions[0] for game in games], axis=1)
        offers = [
            offer
            for d, game in enumerate(games)
            for offer in _offers(table, game[number - 1], before, d, rules)
        ]
        mean, median = centres(after, weight)
        bent = np.stack([game[number - 1].exponent[0] for game in games]).mean(axis=0)
        attitude = 3.0 * (1.0 - bent) / (1.0 + bent)
        rounds.append(Round(number, after, median, mean, tuple(offers), risk=tuple(attitude.tolist())))
    last = rounds[-1]
    outcome = last.mean if rules.outcome == 1 else last.median
    measures = {"swing": _swing(rounds, rules), **_by_preset(table, choices)}
    return Settlement(
        "challenge",
        dict(choices),
        table.actors,
        table.dimensions,
        outcome,
        tuple(rounds),
        why=tuple(_moves(table, rounds)),
        warnings=tuple(_warnings(table, rounds, measures)),
        measures=measures,
    )


def _play(table: BargainingTable, d: int, rules: Rules) -> list[reference.Played]:
    stances = table.worlds()
    position, salience = stances.position[:, :, d], stances.salience[:, :, d]
    fixed = reference.table_of(position, stances.capability, salience, rules)
    played = []
    for _ in range(rules.rounds):
        played.append(reference.play(position, fixed, rules))
        position = played[-1].positions
    return played


def _offers(
    table: BargainingTable, game: reference.Played, before: Floats, d: int, rules: Rules
) -> list[Offer]:
    """All offers taken, and of those declined the few that asked least."""
    told = []
    for i in range(len(table.actors)):
        made = np.flatnonzero(game.kind[0, i] != NO_OFFER)
        asked = np.abs(game.place[0, i, made] - before[i, d])
        declined = 0
        for j in made[np.lexsort((made, asked))].tolist():
            accepted = bool(game.taken[0, i, j])
            declined += not accepted
            if not accepted and declined > DECLINED:
                continue
            place = before[i].copy()
            place[d] = game.place[0, i, j]
            kind = int(game.kind[0, i, j])
            why = _why(table, game, i, j, accepted, rules)
            told.append(Offer(j, i, KINDS[kind], tuple(place.tolist()), accepted, why))  # type: ignore[arg-type]
    return told


def _why(table: BargainingTable, game: reference.Played, i: int, j: int, accepted: bool, rules: Rules) -> str:
    """One sentence on an offer of j to i."""
    target, challenger = table.actors[i], table.actors[j]
    own, other = game.own[0, i, j], game.other[0, i, j]
    kind = int(game.kind[0, i, j])
    sums = f"{target} expects {own:+.2f} from a challenge and {other:+.2f} for {challenger}"
    if not accepted:
        return f"{sums}, but {_preferred(rules)}."
    if kind == CONFRONTATION:
        return f"{sums}, who has more to win: {target} loses the confrontation and takes {challenger}'s position."
    if kind == COMPROMISE:
        return f"{sums}: {target} gives way by {abs(own / other):.0%} of the distance."
    assert kind == CAPITULATION
    return f"{sums}, and has more to lose than {challenger} to win: {target} gives in."


def _preferred(rules: Rules) -> str:
    return (
        "another offer asked for a smaller move",
        "another offer went before it by kind, or by position within its kind",
        "another challenger had more to win",
    )[rules.choice]


def _moves(table: BargainingTable, rounds: list[Round]) -> list[str]:
    """One sentence per actor that stands elsewhere at the end, the largest move first."""
    first, last = rounds[0].positions, rounds[-1].positions
    told = []
    for d, dimension in enumerate(table.dimensions):
        for i in np.argsort(-np.abs(last[:, d] - first[:, d]), kind="stable").tolist():
            if abs(last[i, d] - first[i, d]) <= TIE * max(np.ptp(first[:, d]), 1.0):
                continue
            pushed = _pushed_by(table, rounds, i, d)
            on = f" on {dimension}" if len(table.dimensions) > 1 else ""
            told.append(
                f"{table.actors[i]} moves from {first[i, d]:.4g} to {last[i, d]:.4g}{on}, pushed by {pushed}."
            )
    return told or ["Nobody moves."]


def _pushed_by(table: BargainingTable, rounds: list[Round], i: int, d: int) -> str:
    """Challengers whose offers i took on a dimension, by the distance they moved it."""
    distance: dict[int, float] = {}
    for before, after in pairwise(rounds):
        for offer in after.offers:
            length = abs(offer.position[d] - before.positions[i, d])
            if offer.target == i and offer.accepted and length > 0:
                distance[offer.proposer] = distance.get(offer.proposer, 0.0) + float(length)
    ranked = sorted(distance, key=lambda j: (-distance[j], j))
    return " and ".join(table.actors[j] for j in ranked[:2]) or "nobody in particular"


def _swing(rounds: list[Round], rules: Rules) -> tuple[float, ...]:
    """How far the outcome still swings over the last half of the rounds, by dimension."""
    late = rounds[len(rounds) // 2 :]
    line = np.array([one.mean if rules.outcome == 1 else one.median for one in late])
    return tuple(np.ptp(line, axis=0).tolist())


def _by_preset(table: BargainingTable, choices: Choices) -> dict[str, tuple[float, ...]]:
    """Outcome under each preset, with the rounds and the summary asked for."""
    stances = table.worlds()
    defaults: Choices = {option.name: option.default for option in OPTIONS}
    found = {}
    for name, preset in PRESETS.items():
        kept = {"rounds": choices["rounds"], "outcome": choices["outcome"]}
        rules = rules_of({**defaults, **preset, **kept})
        found[f"preset_{name}"] = tuple(
            float(
                reference.settle(
                    stances.position[:, :, d], stances.capability, stances.salience[:, :, d], rules
                )[0]
            )
            for d in range(len(table.dimensions))
        )
    return found


def _warnings(
    table: BargainingTable, rounds: list[Round], measures: dict[str, tuple[float, ...]]
) -> list[str]:
    warnings = []
    presets = np.array([values for name, values in measures.items() if name.startswith("preset_")])
    for d, dimension in enumerate(table.dimensions):
        width = float(np.ptp(table.position[:, d]))
        if measures["swing"][d] > RESTLESS * width > 0:
            half = len(rounds) // 2
            warnings.append(
                f"{dimension}: the outcome does not come to rest; it still swings by {measures['swing'][d]:.3g} points after"
                f" round {half}, so where the rounds stop decides."
            )
        low, high = float(presets[:, d].min()), float(presets[:, d].max())
        if high - low > DISAGREE * width > 0:
            warnings.append(
                f"{dimension}: replications of this model disagree, from {low:.3g} to {high:.3g}; the spread is part of"
                " the answer."
            )
        if not (table.capability * table.salience[:, d] > 0).any():
            warnings.append(f"{dimension}: nobody has weight, so all count alike.")
    return warnings
