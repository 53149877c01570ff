"""Scores: what forecasts were worth once their outcomes are known, against what, and how surely that can be said."""

from detente.forecast.scores.baselines import BASELINES
from detente.forecast.scores.card import score_forecasts
from detente.forecast.scores.rows import Asked
from detente.forecast.scores.selection import Rule

__all__ = ["BASELINES", "Asked", "Rule", "score_forecasts"]
