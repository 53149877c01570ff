"""Half-life: when would half of this be gone if nothing more happened."""

from detente.elicitation.base import Answers, Asked, Field, Inferred, around, bounds_of, chosen, stated, three

WEEKS = {"days": 1 / 7, "weeks": 1.0, "months": 365.25 / 12 / 7, "years": 365.25 / 7}
UNIT = Field("unit", "In", "choice", tuple(WEEKS))
SOON = Field("soonest", "At the soonest, half of it is gone after", low=0.001, high=1e4)
LIKELY = Field("likely", "Most likely after", low=0.001, high=1e4)
LATE = Field("latest", "At the latest after", low=0.001, high=1e4)


def infer(answers: Answers, kind: str) -> Inferred:
    """Weeks until half of it is gone."""
    unit = (answers.get("unit") and chosen(answers, UNIT)) or "weeks"
    low, mode, high = three(answers, (SOON, LIKELY, LATE))
    low_w, mode_w, high_w = (WEEKS[unit] * each for each in (low, mode, high))
    found = stated(*around(low_w, mode_w, high_w, bounds_of(kind)))
    return Inferred(
        found,
        f"Half gone after {mode:g} {unit} is a half-life of {found['mode']:g} weeks.",
        f"half of it is gone after {low:g} to {high:g} {unit}, most likely {mode:g}",
    )


FORM = Asked(
    "When would half of it be gone?",
    "When would half of this be gone if nothing more happened?",
    (LIKELY, SOON, LATE, UNIT),
    infer,
    ("fades",),
)
