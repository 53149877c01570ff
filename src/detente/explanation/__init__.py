"""Explanation: has the course shifted, what moved it, what would have been otherwise, what to watch for."""

from detente.explanation.alternatives import alternatives
from detente.explanation.attribution import attribute
from detente.explanation.bench import Bench
from detente.explanation.branching import Branching, branching
from detente.explanation.counterfactual import compare
from detente.explanation.deal_room import deal_room, deal_rooms
from detente.explanation.drifts import drifts
from detente.explanation.explain import explain
from detente.explanation.look_back import look_back
from detente.explanation.movers import moves_most
from detente.explanation.outcomes import outcomes
from detente.explanation.rivals import rivals
from detente.explanation.sensitivity import key_assumptions, sensitivity
from detente.explanation.shift import shifts
from detente.explanation.signposts import signposts
from detente.explanation.trade_offs import joint_success, trade_offs
from detente.explanation.turning_points import turning_points
from detente.explanation.what_matters import Swing, most_telling, what_matters
from detente.explanation.would_change import would_change

__all__ = [
    "Bench",
    "Branching",
    "Swing",
    "alternatives",
    "attribute",
    "branching",
    "compare",
    "deal_room",
    "deal_rooms",
    "drifts",
    "explain",
    "joint_success",
    "key_assumptions",
    "look_back",
    "most_telling",
    "moves_most",
    "outcomes",
    "rivals",
    "sensitivity",
    "shifts",
    "signposts",
    "trade_offs",
    "turning_points",
    "what_matters",
    "would_change",
]
