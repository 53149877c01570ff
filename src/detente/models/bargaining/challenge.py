"""The challenge model: actors compel, compromise or give in, pair by pair, until the rounds are played."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.core.bargaining_table import Stances
from detente.core.citation import Citation
from detente.models.bargaining._challenge import account, kernel, reference
from detente.models.bargaining._challenge.rules import OPTIONS, PRESETS, rules_of
from detente.models.bargaining.base import BargainingModel, Choices, Floats

RULES = rules_of({option.name: option.default for option in OPTIONS})
MOST_ACTORS = 250
PORTION, THREADS = 500, 4
"""Worlds settled at a time, and portions settled at once: the kernel runs without the interpreter's lock."""


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Weighted median of the positions after ten rounds of challenges under the rules of Bueno de Mesquita's text.

    An actor that expects to gain by challenging another makes it an offer; the other loses a confrontation, gives way in
    proportion to what each expects, or gives in; of several offers it takes the one that asks least. What stands without a deal
    plays no part.
    """
    return reference.settle(position, capability, salience, RULES)


def compiled(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """`solve`, compiled."""
    return np.asarray(kernel.settle_all(position, capability, salience, RULES))


def outcomes(stances: Stances, choices: Choices) -> Floats:
    """Every dimension by itself under any rules, compiled: (worlds, dimensions)."""
    rules = rules_of(choices)
    worlds, _, dimensions = stances.position.shape
    found = np.empty((worlds, dimensions))
    portions = [(d, slice(a, a + PORTION)) for d in range(dimensions) for a in range(0, worlds, PORTION)]

    def settle(portion: tuple[int, slice]) -> None:
        d, rows = portion
        position, salience = stances.position[rows, :, d], stances.salience[rows, :, d]
        found[rows, d] = kernel.settle_all(
            np.ascontiguousarray(position),
            np.ascontiguousarray(stances.capability[rows]),
            np.ascontiguousarray(salience),
            rules,
        )

    if len(portions) == 1:
        settle(portions[0])
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(settle, portions))
    return found


MODEL = BargainingModel(
    name="challenge",
    title="Challenge (expected utility) model",
    solve=solve,
    kernel=compiled,
    misleads="On real decisions of the EU it loses to the weighted mean by 5 to 6 points, its replications disagree, and"
    " it may never come to rest.",
    citations=(
        Citation(
            "buenodemesquita1994",
            "Bueno de Mesquita, B.",
            1994,
            "Political forecasting: an expected utility method",
            "in Bueno de Mesquita & Stokman (eds), European Community Decision Making, Yale University Press, 71-104",
        ),
        Citation(
            "scholz2011",
            "Scholz, J. B.; Calbert, G. J.; Smith, G. A.",
            2011,
            "Unravelling Bueno de Mesquita's group decision model",
            "Journal of Theoretical Politics 23(4), 510-531",
        ),
    ),
    options=OPTIONS,
    presets=PRESETS,
    outcomes=outcomes,
    bargain=account.bargain,
    most_actors=MOST_ACTORS,
)
