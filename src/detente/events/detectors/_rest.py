"""One alarm a crisis: a dyad that has rung is left alone for some periods."""

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.int8]


def rested(sign: Signs, rest: float) -> Signs:
    """Alarms without those that follow another within `rest` periods.

    Parameters
    ----------
    sign : (dyads, periods) +1, -1 or 0.
    rest : periods of silence after an alarm.

    Examples
    --------
    >>> rested(np.array([[0, 1, 1, -1, 1, 1]], np.int8), 3)
    array([[0, 1, 0, 0, 0, 1]], dtype=int8)
    """
    kept = np.zeros_like(sign)
    last = np.full(len(sign), -np.inf)
    for period in range(sign.shape[1]):
        rings = (sign[:, period] != 0) & (period - last > rest)
        kept[rings, period] = sign[rings, period]
        last[rings] = period
    return kept
