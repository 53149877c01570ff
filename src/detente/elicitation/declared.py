"""Declared line: which public sentence binds him."""

from detente.core.errors import ParameterError
from detente.elicitation.base import Answers, Asked, Field, Inferred

CLAIM = Field("claim", "The claim that holds the sentence (its id, such as C03)", "text")
WHERE = Field("landmark", "The landmark, or the point of the scale, to which it binds him", "text")


def infer(answers: Answers, kind: str) -> Inferred:
    """The landmark, resting on the claim."""
    claim, landmark = answers.get("claim", "").strip(), answers.get("landmark", "").strip()
    if not claim:
        raise ParameterError(
            CLAIM.label, "nothing", "a claim with its sentence", "a line nobody has said binds nobody"
        )
    if not landmark:
        raise ParameterError(
            WHERE.label, "nothing", "a landmark or a number", "name the landmark nearest to it"
        )
    try:
        stated: dict[str, object] = {"value": float(landmark)}
    except ValueError:
        stated = {"word": landmark}
    return Inferred(
        {**stated, "evidence": [claim]},
        f"The sentence of {claim} binds him to {landmark}.",
        f"{claim} binds him to {landmark}",
    )


FORM = Asked(
    "Which public sentence binds him?",
    "Which public sentence binds him, and to what?",
    (CLAIM, WHERE),
    infer,
    ("declared",),
)
