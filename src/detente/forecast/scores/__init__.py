"""Scores: what forecasts were worth once their outcomes are known, against what, and how surely that can be said."""

from detente.forecast.scores.baselines import BASELINES
from detente.forecast.scores.card import score_forecasts
from detente.forecast.scores.record import has_skill, record_in_words, settled_of
from detente.forecast.scores.rows import FEWEST_QUESTIONS, Asked
from detente.forecast.scores.selection import Rule

__all__ = [
    "BASELINES",
    "FEWEST_QUESTIONS",
    "Asked",
    "Rule",
    "has_skill",
    "record_in_words",
    "score_forecasts",
    "settled_of",
]
