"""The contract of a projection of counts: what it makes of the past, and which distribution it hands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.core.citation import Citation

Floats = NDArray[np.float64]
Spread = Literal["poisson", "plain", "scaled"]
"""Poisson; negative binomial of one shape; negative binomial whose shape grows with its mean."""


class Features(Protocol):
    """What is known at the end of each period, as numbers that the next counts are proportional to."""

    def __call__(self, history: Floats, reverse: Floats, settings: Mapping[str, float]) -> Floats:
        """Make features.

        Parameters
        ----------
        history : (series, periods) counts.
        reverse : (series, periods) counts of the same kind from the target towards the source.

        Returns
        -------
        (series, periods, features), >= 0; those of a period rest on no later one.
        """
        ...


@dataclass(frozen=True, slots=True)
class CountModel:
    """One family member.

    Attributes
    ----------
    features : what the mean is a sum of.
    fitted : whether the features' weights are fitted; else all are 1, a period.
    spread : the distribution around the mean.
    tries : settings of which the likeliest is taken.
    serves : what it is good for, in one sentence.
    """

    name: str
    title: str
    features: Features
    fitted: bool
    spread: Spread
    tries: tuple[Mapping[str, float], ...]
    serves: str
    citations: tuple[Citation, ...]
