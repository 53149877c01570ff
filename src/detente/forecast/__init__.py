"""Forecast: what the worlds answer, in numbers and in words."""

from detente.forecast.answer import answer
from detente.forecast.answer_all import answer_all
from detente.forecast.words import Scale, number_for, scale_of, scales, words_for

__all__ = ["Scale", "answer", "answer_all", "number_for", "scale_of", "scales", "words_for"]
