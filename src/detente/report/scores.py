"""A scorecard as JSON: what other programs read of `detente score`."""

from dataclasses import asdict
from typing import Any

from detente.core.scorecard import Scorecard

DECIMALS = 4


def scorecard_json(card: Scorecard) -> dict[str, Any]:
    """Everything that scoring found, as plain values; probabilities and scores are rounded to four decimals."""
    told: dict[str, Any] = _plain(asdict(card))
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0  # no -0.0
    return value
