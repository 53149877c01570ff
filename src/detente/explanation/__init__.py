"""Explanation: has the course shifted, what moved it, what would have been otherwise, what to watch for."""

from detente.explanation.attribution import attribute
from detente.explanation.bench import Bench
from detente.explanation.branching import Branching, branching
from detente.explanation.counterfactual import compare
from detente.explanation.drifts import drifts
from detente.explanation.explain import explain
from detente.explanation.movers import moves_most
from detente.explanation.outcomes import outcomes
from detente.explanation.rivals import rivals
from detente.explanation.shift import shifts
from detente.explanation.signposts import signposts
from detente.explanation.trade_offs import joint_success, trade_offs
from detente.explanation.what_matters import Swing, most_telling, what_matters

__all__ = [
    "Bench",
    "Branching",
    "Swing",
    "attribute",
    "branching",
    "compare",
    "drifts",
    "explain",
    "joint_success",
    "most_telling",
    "moves_most",
    "outcomes",
    "rivals",
    "shifts",
    "signposts",
    "trade_offs",
    "what_matters",
]
