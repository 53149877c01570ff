"""The spatial model of politics: actors challenge, bargain and vote over bargains in several dimensions until they rest."""

from types import MappingProxyType

import numpy as np

from detente.core.bargaining_table import Stances
from detente.core.citation import Citation
from detente.models.bargaining._spatial import account, kernel, reference
from detente.models.bargaining._spatial.rules import OPTIONS, rules_of
from detente.models.bargaining.base import BargainingModel, Choices, Floats

MOST_ACTORS = 100
ON_A_TRACK: Choices = MappingProxyType({"resistance": "relative", "rounding": "even", "rounds": 10.0})
"""Rules under which neither the unit of salience nor the order of parties counts, as a track needs."""
RULES = rules_of({**{option.name: option.default for option in OPTIONS}, **ON_A_TRACK})


def solve(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """Position most likely to prevail once parties have come to rest, after ten turns at most.

    The rules are the toolkit's, but salience counts relative to the party that cares most, ties are shared, and halves are
    rounded to the even. What stands without a deal plays no part.
    """
    outcome = reference.settle(position[:, :, None], capability, salience[:, :, None], RULES)
    return np.asarray(outcome[:, 0])


def compiled(position: Floats, capability: Floats, salience: Floats, reversion: Floats) -> Floats:
    """`solve`, compiled."""
    outcome = kernel.settle_all(
        np.ascontiguousarray(position)[:, :, None],
        np.ascontiguousarray(capability),
        np.ascontiguousarray(salience)[:, :, None],
        RULES,
    )
    return np.asarray(outcome[:, 0])


def outcomes(stances: Stances, choices: Choices) -> Floats:
    """All dimensions together in every world, compiled: (worlds, dimensions)."""
    position, capability, salience = (np.ascontiguousarray(part) for part in stances[:3])
    return np.asarray(kernel.settle_all(position, capability, salience, rules_of(choices)))


MODEL = BargainingModel(
    name="spatial",
    title="Spatial model of politics",
    solve=solve,
    kernel=compiled,
    misleads="Small changes of the table send it down another path; on real decisions of the EU it loses to the weighted mean"
    " by 3 points, issue by issue, and by 5 over the issues of a proposal together.",
    citations=(
        Citation(
            "wise2015",
            "Wise, B.; Lester, L.; Efird, B.",
            2015,
            "An introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB) using one-dimensional spatial models",
            "King Abdullah Petroleum Studies and Research Center, KS-1517-DP011A",
        ),
    ),
    options=OPTIONS,
    presets=MappingProxyType({"even_handed": {}, "ktab": {"ties": "first"}, "track": ON_A_TRACK}),
    outcomes=outcomes,
    bargain=account.bargain,
    most_actors=MOST_ACTORS,
    is_abrupt=True,
)
