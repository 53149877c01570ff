"""Trust, loss if betrayed, cost of deadlock and face: would he accept this deal, secretly, publicly, if it may be broken."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError
from detente.elicitation.base import Answers, Asked, Field, Inferred, bounds_of, chosen, number, summary
from detente.projection.acceptance import mistrust, worth

YES, NO, OPEN = "yes", "no", "cannot say"
IDEAL = Field("ideal", "What he would like best (points)", low=0, high=100)
NOTHING = Field("nothing", "What stands if nothing is agreed (points)", low=0, high=100)
DECLARED = Field(
    "declared",
    "The line he has declared (points; his ideal unless another)",
    low=0,
    high=100,
    is_needed=False,
)
DEAL = Field("deal", "The deal in question (points)", low=0, high=100)
SECRETLY = Field("secretly", "Would he accept it secretly?", "choice", (YES, NO, OPEN))
PUBLICLY = Field("publicly", "Would he accept it publicly?", "choice", (YES, NO, OPEN))
RENEGE = Field(
    "renege", "Secretly, if the other side might well renege within a year?", "choice", (YES, NO, OPEN)
)
DEAL_2 = Field("deal_2", "Another deal (points)", low=0, high=100, is_needed=False)
SECRETLY_2 = Field("secretly_2", "Would he accept that one secretly?", "choice", (YES, NO, OPEN))
PUBLICLY_2 = Field("publicly_2", "Would he accept that one publicly?", "choice", (YES, NO, OPEN))
LARGEST = Field(
    "largest",
    "The largest concession that he could present as a victory (points)",
    low=0,
    high=100,
    is_needed=False,
)
EVEN = 0.5
"""Chance that the other side keeps its word, where it might well renege."""
NEAR = 6.0
"""Points by which the largest concession may be misjudged."""
LEAST = 40
"""Terms of the sample that must fit, for a spread to be read from them."""
SAMPLE = 2**15


def infer(answers: Answers, kind: str) -> Inferred:
    """The set of terms under which he would answer as he is said to; of it, the number wanted.

    Terms are drawn evenly over what they may be (a Sobol' sequence, so that the same answers give the same numbers): trust
    over its range, loss and deadlock up to 60 points, face up to 3. Those that give every answer are kept.
    """
    terms = _sample()
    ideal, nothing, deal = (number(answers, field) for field in (IDEAL, NOTHING, DEAL))
    assert ideal is not None and nothing is not None and deal is not None  # noqa: PT018
    told = number(answers, DECLARED)
    declared = ideal if told is None else told
    largest = number(answers, LARGEST)
    other = number(answers, DEAL_2)
    asked = (SECRETLY, PUBLICLY, RENEGE, *((SECRETLY_2, PUBLICLY_2) if other is not None else ()))
    said = {field.name: chosen(answers, field) for field in asked}
    if largest is None and set(said.values()) == {OPEN}:
        raise ParameterError("answers", "none", "at least one yes, no or number", "answer what you can")
    trust, loss, deadlock, face = terms

    def gain(outcome: float, seen: float, pi: NDArray[np.float64]) -> NDArray[np.float64]:
        shape = np.ones_like(trust)
        charge = mistrust(pi, loss, 0 * loss, deadlock)
        bound = shape * (nothing - ideal) ** 2
        return worth(outcome * shape, bound, ideal * shape, declared * shape, face, seen * shape, charge)

    fits: dict[str, NDArray[np.bool_]] = {}
    held = [("secretly", deal, 0.0, trust), ("publicly", deal, 1.0, trust)]
    held.append(("renege", deal, 0.0, np.minimum(trust, EVEN)))
    if other is not None:
        held += [("secretly_2", other, 0.0, trust), ("publicly_2", other, 1.0, trust)]
    for name, at, seen, pi in held:
        if said[name] != OPEN:
            fits[name] = (gain(at, seen, pi) >= 0) == (said[name] == YES)
    if largest is not None:
        toward = np.sign(largest - ideal) or 1.0
        fits["largest"] = (gain(largest - NEAR * toward, 1.0, trust) >= 0) & (
            gain(largest + NEAR * toward, 1.0, trust) < 0
        )
    kept = np.logical_and.reduce(list(fits.values()))
    share = float(kept.mean())
    if kept.sum() < LEAST:
        raise ParameterError(
            "answers",
            "answers that no terms, or hardly any, give together",
            f"answers of one man, who wants {ideal:g} and has {nothing:g} if nothing is agreed",
            f"think again about {_at_odds(fits)}",
        )
    wanted = {"trust": trust, "if_betrayed": loss, "deadlock_hurts": deadlock, "face": face}[kind]
    words = ", ".join(f"{name} {answer}" for name, answer in said.items() if answer != OPEN)
    words = words.replace("_2", f" at {other:g}" if other is not None else "")
    more = f"; largest concession {largest:g}" if largest is not None else ""
    return Inferred(
        summary(wanted[kept], bounds_of(kind)),
        f"{100 * share:.0f} % of the terms tried give these answers; this is the range of this one among them.",
        f"a deal at {deal:g} (he wants {ideal:g}, nothing agreed is {nothing:g}): {words or 'no answer'}{more}",
    )


def _at_odds(fits: Mapping[str, NDArray[np.bool_]]) -> str:
    """Answers of which each, taken back alone, would let the rest stand together."""
    alone = [
        name
        for name in fits
        if np.logical_and.reduce([np.ones(SAMPLE, bool), *(fits[one] for one in fits if one != name)]).sum()
        >= LEAST
    ]
    return f"`{'` or `'.join(alone)}`: the others can stand together" if alone else "several of them"


def _sample() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    from scipy.stats.qmc import Sobol

    drawn = Sobol(4, scramble=False).random(SAMPLE)
    low, high = bounds_of("trust")
    return low + (high - low) * drawn[:, 0], 60 * drawn[:, 1], 60 * drawn[:, 2], 3 * drawn[:, 3]


FORM = Asked(
    "Would he accept this deal?",
    "Would he accept this deal secretly? publicly? if the other side might renege within a year? "
    "What is the largest concession that he could present as a victory?",
    (IDEAL, NOTHING, DECLARED, DEAL, SECRETLY, PUBLICLY, RENEGE, DEAL_2, SECRETLY_2, PUBLICLY_2, LARGEST),
    infer,
    ("trust", "if_betrayed", "deadlock_hurts", "face"),
)
