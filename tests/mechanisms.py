"""What a mechanism moves, with it and without it, under the same draws."""

import numpy as np

from detente.core.case import Case
from detente.core.projection import Projection
from detente.projection import holds

STANDARD_ERRORS = 5.0


def observed(case: Case, projection: Projection, name: str) -> np.ndarray:
    """What an expectation looks at, at the end of a projection, (worlds,)."""
    expects = case.mechanisms[name].expects
    assert expects is not None
    if expects.moves in case.questions:
        question = case.questions[expects.moves]
        assert question.yes_if is not None
        return holds(question.yes_if, case, projection, asked=question.asked, by=question.by).astype(float)
    at = projection.step_at(expects.at or case.as_of)
    return projection.reading(expects.moves)[:, at].astype(float)


def paired(run, case: Case, edited: Case, name: str) -> tuple[float, float]:
    """Mean and standard error of with minus without."""
    expects = case.mechanisms[name].expects
    assert expects is not None
    day, mode = expects.at or case.as_of, "hindcast" if expects.hindcast else "forecast"
    change = observed(case, run(case, day, mode), name) - observed(case, run(edited, day, mode), name)
    return float(change.mean()), float(change.std() / np.sqrt(len(change)))
