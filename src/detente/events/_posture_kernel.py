"""The posture's filter, compiled; `posture.filter_reference` says what it does."""

import math

import numpy as np

from detente.events.compiled import compiled
from detente.events.posture import NEWTON


@compiled
def filter_kernel(cooperative, hostile, drift, sharp, start, start_sd, nodes, logs):  # type: ignore[no-untyped-def]
    """`filter_reference`, one dyad after another."""
    dyads, periods = cooperative.shape
    means, sds, told = np.empty((dyads, periods)), np.empty((dyads, periods)), np.zeros(dyads)
    held = np.empty(len(nodes))
    for dyad in range(dyads):
        mean, variance = start, start_sd**2 - drift**2
        for period in range(periods):
            yes, no = cooperative[dyad, period], hostile[dyad, period]
            variance += drift**2
            if yes + no > 0:
                centre, scale = _peak(yes, no, mean, variance, sharp)
                top = -np.inf
                for node in range(len(nodes)):
                    theta = centre + scale * nodes[node]
                    alpha, beta = sharp / (1.0 + math.exp(-theta)), sharp / (1.0 + math.exp(theta))
                    held[node] = (
                        math.lgamma(yes + alpha)
                        - math.lgamma(alpha)
                        + math.lgamma(no + beta)
                        - math.lgamma(beta)
                        - 0.5 * (theta - mean) ** 2 / variance
                        + logs[node]
                    )
                    top = max(top, held[node])
                whole, first, second = 0.0, 0.0, 0.0
                for node in range(len(nodes)):
                    mass = math.exp(held[node] - top)
                    whole += mass
                    first += mass * nodes[node]
                    second += mass * nodes[node] ** 2
                told[dyad] += (
                    top
                    + math.lgamma(sharp)
                    - math.lgamma(yes + no + sharp)
                    + math.log(whole * scale / math.sqrt(2.0 * math.pi * variance))
                )
                shift = first / whole
                mean = centre + scale * shift
                variance = scale**2 * (second / whole - shift**2)
            means[dyad, period], sds[dyad, period] = mean, math.sqrt(variance)
    return means, sds, told


@compiled
def _peak(yes, no, mean, variance, sharp):  # type: ignore[no-untyped-def]
    number = yes + no
    factor = (sharp + 1.0) / (sharp + max(number, 1.0))
    theta = mean
    for _ in range(NEWTON):
        share = 1.0 / (1.0 + math.exp(-theta))
        slope = factor * (yes - number * share) - (theta - mean) / variance
        step = slope / (factor * number * share * (1.0 - share) + 1.0 / variance)
        theta += min(max(step, -2.0), 2.0)
    share = 1.0 / (1.0 + math.exp(-theta))
    return theta, 1.0 / math.sqrt(factor * number * share * (1.0 - share) + 1.0 / variance)
