"""The Brier score of yes/no questions and of questions with several options, in the convention from 0 to 1."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def brier(probability: Floats, outcome: Floats) -> Floats:
    """Squared distance between a probability and what came; smaller is better.

    Parameters
    ----------
    probability : (n,) of yes, in [0, 1].
    outcome : (n,) 1 for yes, 0 for no.

    Returns
    -------
    (n,) in [0, 1]; an even chance scores 1/4 whatever comes.

    Notes
    -----
    Brier [1]_ summed over both answers, which doubles every score (0 to 2, an even chance scores 1/2). That convention
    is met in the tournaments of the Good Judgment Project; divide its scores by 2 before setting them beside these.

    References
    ----------
    .. [1] Brier (1950), Monthly Weather Review 78(1), 1-3.

    Examples
    --------
    >>> brier(np.array([0.75, 0.5]), np.array([0.0, 1.0]))
    array([0.5625, 0.25  ])
    """
    return np.asarray((probability - outcome) ** 2)


def brier_of_options(probability: Floats, came: int) -> float:
    """Half the squared distance over all options, so that a question with two of them scores as a yes/no question does.

    Parameters
    ----------
    probability : (options,) sums to 1.
    came : place of the option that came.

    Returns
    -------
    in [0, 1].

    Examples
    --------
    >>> brier_of_options(np.array([0.75, 0.25]), 1), brier_of_options(np.array([0.5, 0.25, 0.25]), 0)
    (0.5625, 0.1875)
    """
    target = np.zeros_like(probability)
    target[came] = 1.0
    return float(((probability - target) ** 2).sum() / 2.0)
