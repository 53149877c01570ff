"""Crisis games: what both sides would settle for, what a threat tells, and how such games are solved and fitted."""

from detente.models.crisis.extensive import Chance, End, Game, Move, simultaneous
from detente.models.crisis.fearon import bargaining_range, demand_when_known, demand_when_unknown
from detente.models.crisis.gambit import efg, nfg
from detente.models.crisis.private import Threat, threat
from detente.models.crisis.quantal import Quantal, quantal_response, quantal_responses
from detente.models.crisis.signalling import Crisis, Signalling, signalling_equilibria
from detente.models.crisis.strategic import StrategicFit, fit_strategic, strategic_chances

__all__ = [
    "Chance",
    "Crisis",
    "End",
    "Game",
    "Move",
    "Quantal",
    "Signalling",
    "StrategicFit",
    "Threat",
    "bargaining_range",
    "demand_when_known",
    "demand_when_unknown",
    "efg",
    "fit_strategic",
    "nfg",
    "quantal_response",
    "quantal_responses",
    "signalling_equilibria",
    "simultaneous",
    "strategic_chances",
    "threat",
]
