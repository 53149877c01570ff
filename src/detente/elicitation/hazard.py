"""Hazard: how often in which window, and why that window; and a second reference class."""

from detente.elicitation.base import Answers, Asked, Field, Inferred, number

N = Field("n", "How often did it happen", low=0, high=10_000)
IN = Field("months", "in how many months", low=0.1, high=12_000)
WHY = Field("why", "Why this window, and not one that begins with the first time?", "text")
N2 = Field("n2", "A second class of cases: how often there", low=0, high=10_000, is_needed=False)
IN2 = Field("months2", "in how many months", low=0.1, high=120_000, is_needed=False)


def infer(answers: Answers, kind: str) -> Inferred:
    """A rate with a range that both classes allow: 90 % of either gamma posterior under Jeffreys' prior."""
    from scipy.stats import gamma

    from detente.core.errors import ParameterError

    n, months = number(answers, N), number(answers, IN)
    assert n is not None and months is not None  # noqa: PT018
    why = answers.get("why", "").strip()
    if len(why) < 3:
        raise ParameterError(
            WHY.label, "nothing", "a reason", "a window chosen for its events is no base rate"
        )
    other, span = number(answers, N2), number(answers, IN2)
    if (other is None) != (span is None):
        raise ParameterError(N2.label, "half of it", "how often and in how many months", "write both or none")
    ends = [months * float(gamma.ppf(each, n + 0.5)) / months for each in (0.05, 0.95)]
    if other is not None and span is not None:
        ends += [months * float(gamma.ppf(each, other + 0.5)) / span for each in (0.05, 0.95)]
    stated = {
        "n": n,
        "in": f"{months:g} months",
        "low": round(min(ends), 2),
        "high": round(max(ends), 2),
        "why": why,
    }
    also = f"; in a second class {other:g} in {span:g} months" if other is not None else ""
    return Inferred(
        stated | ({"also": f"{other:g} in {span:g} months"} if other is not None else {}),
        f"{n:g} in {months:g} months{also} allow {min(ends):.1f} to {max(ends):.1f} in the window.",
        f"{n:g} in {months:g} months{also}; {why}",
    )


FORM = Asked(
    "How often, in which window?",
    "How often in which window, and why that window? And in a second reference class?",
    (N, IN, WHY, N2, IN2),
    infer,
    ("rate",),
)
