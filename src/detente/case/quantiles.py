"""Quantiles of a stated number's distribution, for readers: the 5-95 % range that an audit shows."""

import math

from detente.core.quantity import Spread

Z_95 = 1.6448536269514722
"""Upper 5 % point of the standard normal distribution."""


def central_range(spread: Spread) -> tuple[float, float]:
    """The 5 % and 95 % quantiles of a spread, clipped to its range."""
    low, high = _ends(spread)
    return min(max(low, spread.low), spread.high), min(max(high, spread.low), spread.high)


def _ends(spread: Spread) -> tuple[float, float]:
    if spread.is_point:
        return spread.center, spread.center
    terms = spread.terms
    match spread.kind:
        case "pert":
            return _pert(*terms)
        case "choices":
            return _choices(terms[0::2], terms[1::2])
        case "normal":
            return terms[0] - Z_95 * terms[1], terms[0] + Z_95 * terms[1]
        case "logit":
            odds = math.log(terms[0] / (1 - terms[0]))
            return tuple(1 / (1 + math.exp(-(odds + z * terms[1]))) for z in (-Z_95, Z_95))  # type: ignore[return-value]
        case _:
            ends = sorted(terms[0] * math.exp(z * terms[1]) for z in (-Z_95, Z_95))
            return ends[0], ends[1]


def _pert(low: float, mode: float, high: float) -> tuple[float, float]:
    """A PERT is a beta distribution of shape 1 + 4 (mode - low) / (high - low) and its mirror."""
    from scipy.special import betaincinv

    first = 1 + 4 * (mode - low) / (high - low)
    second = 1 + 4 * (high - mode) / (high - low)
    quantiles = betaincinv(first, second, [0.05, 0.95])
    return low + float(quantiles[0]) * (high - low), low + float(quantiles[1]) * (high - low)


def _choices(values: tuple[float, ...], weights: tuple[float, ...]) -> tuple[float, float]:
    pairs = sorted(zip(values, weights, strict=True))
    total, reached = sum(weights), 0.0
    cumulated = []
    for value, weight in pairs:
        reached += weight / total
        cumulated.append((reached, value))
    return tuple(
        next((value for share, value in cumulated if share >= p), cumulated[-1][1]) for p in (0.05, 0.95)
    )  # type: ignore[return-value]
