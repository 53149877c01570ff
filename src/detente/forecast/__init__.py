"""Forecast: what the worlds answer, in numbers and in words."""

from detente.forecast.answer import answer
from detente.forecast.answer_all import answer_all
from detente.forecast.words import number_for, scales, words_for

__all__ = ["answer", "answer_all", "number_for", "scales", "words_for"]
