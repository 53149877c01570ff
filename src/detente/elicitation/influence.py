"""Influence: who prevailed in the last disagreements."""

from detente.core.errors import ParameterError
from detente.elicitation.base import Answers, Asked, Field, Inferred, bounds_of, number, stated

WON = Field("prevailed", "In how many did he prevail?", low=0, high=100)
HALF = Field("split", "How many ended half-way?", low=0, high=100, is_needed=False)
OUT_OF = Field("out_of", "Out of how many disagreements (the last five, say)?", low=1, high=100)


def infer(answers: Answers, kind: str) -> Inferred:
    """The share won, with the spread that so few trials allow: a beta posterior over a flat prior."""
    from scipy.stats import beta

    won, split, total = number(answers, WON) or 0.0, number(answers, HALF) or 0.0, number(answers, OUT_OF)
    assert total is not None
    if won + split > total:
        found = f"{won:g} and {split:g} of {total:g}"
        raise ParameterError(WON.label, found, "no more than there were", "count them again")
    score = won + split / 2
    a, b = score + 1, total - score + 1
    low, mid, high = (float(beta.ppf(each, a, b)) for each in (0.05, 0.5, 0.95))
    scale = bounds_of(kind)[1]
    spread = stated(scale * low, scale * mid, scale * high)
    return Inferred(
        spread,
        f"{score:g} of {total:g} allow a share from {100 * low:.0f} to {100 * high:.0f} % "
        "(90 % of the posterior over a flat prior).",
        f"he prevailed in {won:g} of {total:g} disagreements"
        + (f", {split:g} ended half-way" if split else ""),
    )


FORM = Asked(
    "Who prevailed?",
    "Who prevailed in the last five disagreements?",
    (WON, HALF, OUT_OF),
    infer,
    ("influence",),
)
