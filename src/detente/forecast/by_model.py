"""Answers by the bargaining model that worlds were dealt."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.projection import Projection
from detente.core.question import Question
from detente.explanation.outcomes import atoms, rules_of

Floats = NDArray[np.float64]


def by_model(
    case: Case, question: Question, projection: Projection, values: Floats, summary: Callable[[Floats], float]
) -> dict[str, float]:
    """A summary of the worlds dealt each model, on the track that the question hangs on most directly.

    Parameters
    ----------
    values : (worlds,) of what is summarised.
    """
    tracks = [track for track in tracks_of(case, question) if track in projection.names.tracks] or list(
        projection.names.tracks
    )
    if not tracks:
        return {}
    columns = [projection.models[:, projection.names.tracks.index(track)] for track in tracks]
    dealt = next((column for column in columns if (column != column[0]).any()), columns[0])
    return {projection.names.models[model]: summary(values[dealt == model]) for model in np.unique(dealt)}


def tracks_of(case: Case, question: Question) -> tuple[str, ...]:
    """Tracks that a question's rule looks at: those it names, then those over the issues it names."""
    named: list[str] = []
    issues: list[str] = []
    for rule in rules_of(question):
        for atom in atoms(rule):
            subject = atom.subject or ""
            name = getattr(atom, subject)
            if subject in ("zone", "settled", "open", "broken", "in_force"):
                named.append(name)
            elif subject in ("level", "said", "mandate"):
                issues.append(name.rpartition(".")[2])
    if question.number is not None:
        issues += [issue for issue in (question.number.level, question.number.said) if issue is not None]
    over = [name for name, track in sorted(case.tracks.items()) if set(track.over) & set(issues)]
    return tuple(dict.fromkeys([*named, *over]))
