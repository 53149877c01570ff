"""So what: by when each question is settled, which dates come before, and what would move it; nothing is advised."""

from dataclasses import dataclass
from datetime import date, timedelta

from detente.core.answer import Answer
from detente.core.explanation import Signpost
from detente.core.study import Study
from detente.explanation.outcomes import atoms, rules_of

MOST_DATES, SOON = 12, 365


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A date by which something will be known: a question closes, an event is due, or a sign will have been seen."""

    on: date
    what: str
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Implication:
    """What follows from one answer.

    Attributes
    ----------
    days : from the as-of date to its close.
    due : dated events of the case before then.
    signs : signposts that bear on it.
    """

    answer: Answer
    days: int
    due: tuple[str, ...]
    signs: tuple[Signpost, ...]


def implications(study: Study, answers: tuple[Answer, ...]) -> tuple[Implication, ...]:
    """Implications of the first answers."""
    as_of = study.manifest.as_of
    scheduled = _scheduled(study)
    return tuple(
        Implication(
            answer,
            max(0, (answer.by - as_of).days),
            tuple(what for on, what in scheduled if on <= answer.by)[:4],
            tuple(sign for sign in study.explanation.signposts if sign.question == answer.id),
        )
        for answer in answers
    )


def decision_points(study: Study) -> tuple[DecisionPoint, ...]:
    """What will be known by when, earliest first; within a year of the as-of date."""
    as_of = study.manifest.as_of
    points = [
        DecisionPoint(answer.by, answer.text, "question closes", f"q-{answer.id}")
        for answer in study.answers
        if answer.by > as_of
    ]
    points += [DecisionPoint(on, what, "event is due", "") for on, what in _scheduled(study)]
    points += [
        DecisionPoint(sign.by, sign.text, "sign is seen or not", "signposts")
        for sign in study.explanation.signposts[:3]
    ]
    focus = set(study.case.focus.questions)
    near = [one for one in points if one.on <= as_of + timedelta(days=SOON)]

    def rank(one: DecisionPoint) -> int:
        return 0 if one.kind != "question closes" or one.anchor.removeprefix("q-") in focus else 1

    chosen = sorted(near, key=lambda one: (rank(one), one.on, one.what))[:MOST_DATES]
    return tuple(sorted(chosen, key=lambda one: (one.on, one.kind, one.what)))


def scored_by(study: Study) -> dict[str, tuple[str, ...]]:
    """Arena -> questions whose settlement will score what is said about it; empty where none does."""
    found: dict[str, list[str]] = {shift.arena: [] for shift in study.explanation.shifts}
    answered = {answer.id for answer in study.answers}
    for name, question in study.case.questions.items():
        about = {str(getattr(atom, str(atom.subject))) for rule in rules_of(question) for atom in atoms(rule)}
        if question.number is not None:
            about.add(str(getattr(question.number, question.number.subject)))
        about |= {issue for track in about & set(study.case.tracks) for issue in study.case.tracks[track].over}
        about |= {name.rpartition(".")[2] for name in about}
        for arena in about & set(found):
            if name in answered:
                found[arena].append(name)
    return {arena: tuple(names) for arena, names in found.items()}


def _scheduled(study: Study) -> list[tuple[date, str]]:
    as_of = study.manifest.as_of
    due = [
        (event.on, event.says or event.id.replace("_", " "))
        for event in study.case.events
        if event.on is not None and event.on > as_of
    ]
    return sorted(due)
