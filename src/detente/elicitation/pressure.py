"""Pressure: which observable, what are its 0 and 100, and where does it stand."""

from detente.core.errors import ParameterError
from detente.elicitation.base import Answers, Asked, Field, Inferred, around, bounds_of, number, stated, three

WHAT = Field(
    "what", "Which observable (the price of the dollar, hours of power cuts, fighters lost)?", "text"
)
ZERO = Field("zero", "Its value at no pressure at all (0)")
FULL = Field("full", "Its value at the worst that can be thought of (100)")
LIKELY = Field("likely", "Its value now, most likely")
LOW = Field("low", "at the lowest")
HIGH = Field("high", "at the highest")


def infer(answers: Answers, kind: str) -> Inferred:
    """The observable's place between its 0 and its 100."""
    what = answers.get("what", "").strip()
    if len(what) < 3:
        raise ParameterError(WHAT.label, "nothing", "an observable", "name what can be looked up again")
    zero, full = number(answers, ZERO), number(answers, FULL)
    assert zero is not None and full is not None  # noqa: PT018
    if zero == full:
        raise ParameterError(FULL.label, f"{full:g}", "another value than at 0", "anchor both ends")
    low, mode, high = three(answers, (LOW, LIKELY, HIGH))
    ends = sorted(100 * (each - zero) / (full - zero) for each in (low, high))
    middle = 100 * (mode - zero) / (full - zero)
    if not 0 <= middle <= 100:
        raise ParameterError(
            LIKELY.label, f"{mode:g}", f"a value from {zero:g} to {full:g}", "move the anchors"
        )
    bounds = bounds_of(kind)
    found = stated(*around(max(bounds[0], ends[0]), middle, min(bounds[1], ends[1]), bounds))
    return Inferred(
        found,
        f"{what} at {mode:g} lies {found['mode']:g} of 100 of the way from {zero:g} to {full:g}; a new reading updates it.",
        f"{what}: 0 is {zero:g}, 100 is {full:g}; now {mode:g} ({low:g} to {high:g})",
    )


FORM = Asked(
    "Which observable?",
    "Which observable stands for it, what are its 0 and 100, and where does it stand now?",
    (WHAT, ZERO, FULL, LIKELY, LOW, HIGH),
    infer,
    ("pressure",),
)
