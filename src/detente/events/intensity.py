"""Intensity: how much hostility a dyad's reporting holds, beside what the world's reporting holds.

Sensitive at crises, and **not** indifferent to volume: what scales the whole world's reporting cancels, but a
dyad that is merely covered more closely looks more intense. Read it beside the posture.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.core.series import DyadCounts
from detente.events.series import hostile_counts

Floats = NDArray[np.float64]
UNREST = 0.30
"""Variance of log intensity from month to month beyond that of counting.

Fitted once on the quiet dyads of 1998 to 2007 and then held fixed: fitting it anew on every data set would let
a turbulent year raise its own bar.
"""
NOTHING_YET = 0.5
"""Added to counts before taking logarithms, so that an empty month is low and not minus infinity."""


@dataclass(frozen=True, slots=True)
class Intensity:
    """Log hostile events over the world's, with the variance of each value.

    Attributes
    ----------
    level : (dyads, periods) log((n + .5) / trimmed world total).
    variance : (dyads, periods) 1 / (n + .5) + unrest.
    """

    level: Floats
    variance: Floats


def intensity(counts: DyadCounts, *, unrest: float = UNREST) -> Intensity:
    """Intensity of every dyad in every period.

    Parameters
    ----------
    counts : with the world's totals.
    unrest : variance beyond counting, >= 0.

    Raises
    ------
    ParameterError : the world's totals are not known, or a period has none.

    Notes
    -----
    The world's total is trimmed of each period's largest dyads: one war would otherwise lower everybody
    else's intensity. Comparisons of log rates with known exposure follow the usual log-linear model [1]_.

    References
    ----------
    .. [1] McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., section 6.2.
    """
    if counts.world is None:
        raise ParameterError("intensity, counts", "no world totals", "counts with the totals over all dyads")
    return of_counts(hostile_counts(counts), counts.world.trimmed, unrest=unrest)


def of_counts(hostile: Floats, exposure: Floats, *, unrest: float = UNREST) -> Intensity:
    """Intensity from counts and an exposure.

    Parameters
    ----------
    hostile : (dyads, periods) events.
    exposure : (periods,) or (dyads, periods) what they are measured against, > 0.
    """
    if not (exposure > 0).all():
        raise ParameterError(
            "intensity, exposure",
            "a period without any event in the world",
            "totals above 0 in every period",
            "leave out the periods that the data do not cover",
        )
    return Intensity(np.log((hostile + NOTHING_YET) / exposure), 1.0 / (hostile + NOTHING_YET) + unrest)
