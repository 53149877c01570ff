"""Spread, from the question how surprised one would be."""

from detente.elicitation.base import Answers, Asked, Field, Inferred, around, bounds_of, stated, three

LIKELY = Field("likely", "Your best single number")
LOW = Field("low", "Below which number would you be surprised (one chance in twenty)?")
HIGH = Field("high", "Above which number would you be surprised (one chance in twenty)?")


def infer(answers: Answers, kind: str) -> Inferred:
    """A PERT whose 5 and 95 % quantiles are the numbers of surprise."""
    low, mode, high = three(answers, (LOW, LIKELY, HIGH))
    bounds = bounds_of(kind)
    found = stated(*around(low, mode, high, bounds))
    return Inferred(
        found,
        f"Surprise at one in twenty on either side puts the ends at {found['low']:g} and {found['high']:g}.",
        f"likely {mode:g}; surprised below {low:g} or above {high:g}",
    )


FORM = Asked(
    "How surprised would you be?",
    "What is your best number, and below and above which would you be surprised?",
    (LIKELY, LOW, HIGH),
    infer,
)
