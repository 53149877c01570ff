"""How much of an answer's variance each uncertain input carries, with intervals, and the assumptions among them."""

from dataclasses import dataclass
from datetime import date

from detente.core.audit import Footing


@dataclass(frozen=True, slots=True)
class Index:
    """Sobol' indices of one input, or of several as one.

    Attributes
    ----------
    path : of the input; a footing, or `rest`, where it stands for several.
    inputs : how many inputs it stands for.
    first : share of the variance over inputs that goes with it alone.
    total : share in which it has a part, alone or with others; never less than `first` but for chance.
    first_low, first_high, total_low, total_high : 90 % bootstrap intervals.
    """

    path: str
    name: str
    inputs: int
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, slots=True)
class KeyAssumption:
    """An input nobody has sourced that an answer hangs on.

    Attributes
    ----------
    assumed : why it is as it is, where the case says so.
    total, low, high : share of the variance in which it has a part.
    """

    path: str
    name: str
    stated: str
    footing: Footing
    assumed: str | None
    total: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What an answer's variance over the uncertain inputs comes from.

    Attributes
    ----------
    of : question, option of one (`question.option`) or reading; `at` the date it is read at.
    worlds : rows of the design.
    mean : of the answer over them.
    by_inputs : share of the variance between worlds that would go if the inputs were known; the other part is luck.
        None where the answer is the same in every world.
    screened : inputs with a spread that were looked at; `indices` holds those that carry most, largest total first.
    rest : all screened inputs that are not among `indices`, as one.
    footings : inputs on one footing taken as one.
    refused : why there are no indices though the answer differs between worlds.
    """

    of: str
    label: str
    at: date
    worlds: int
    seed: int
    mean: float
    by_inputs: float | None
    screened: int
    indices: tuple[Index, ...]
    rest: Index | None
    footings: tuple[Index, ...]
    refused: str | None = None
