"""So what: by when each question is settled, which dates come before, and what would move it; nothing is advised."""

from dataclasses import dataclass
from datetime import date, timedelta

from detente.core.answer import Answer
from detente.core.explanation import Signpost
from detente.core.study import Study
from detente.explanation.outcomes import atoms, rules_of

MOST, SOON = 5, 365
"""Points of one kind, and days ahead."""


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
    signs : signposts that bear on it.
    """

    answer: Answer
    days: int
    signs: tuple[Signpost, ...]


def implications(study: Study, answers: tuple[Answer, ...]) -> tuple[Implication, ...]:
    """Implications of the first answers."""
    as_of = study.manifest.as_of
    return tuple(
        Implication(
            answer,
            max(0, (answer.by - as_of).days),
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
    points += [DecisionPoint(on, what, kind, "") for on, what, kind in _scheduled(study)]
    points += [
        DecisionPoint(sign.by, sign.text, "sign is seen or not", "signposts")
        for sign in study.explanation.signposts
    ]
    focus = set(study.case.focus.questions)
    near = [one for one in points if one.on <= as_of + timedelta(days=SOON)]
    near.sort(key=lambda one: (one.anchor.removeprefix("q-") not in focus, one.on, one.what))
    kinds = dict.fromkeys(one.kind for one in near)
    chosen = [one for kind in kinds for one in [each for each in near if each.kind == kind][:MOST]]
    return tuple(sorted(chosen, key=lambda one: (one.on, one.kind, one.what)))


def scored_by(study: Study) -> dict[str, tuple[str, ...]]:
    """Arena -> questions whose settlement will score what is said about it; empty where none does."""
    found: dict[str, list[str]] = {shift.arena: [] for shift in study.explanation.shifts}
    answered = {answer.id for answer in study.answers}
    for name, question in study.case.questions.items():
        about = {str(getattr(atom, str(atom.subject))) for rule in rules_of(question) for atom in atoms(rule)}
        if question.number is not None:
            about.add(str(getattr(question.number, question.number.subject)))
        about |= {
            issue for track in about & set(study.case.tracks) for issue in study.case.tracks[track].over
        }
        about |= {name.rpartition(".")[2] for name in about}
        for arena in about & set(found):
            if name in answered:
                found[arena].append(name)
    return {arena: tuple(names) for arena, names in found.items()}


def _scheduled(study: Study) -> list[tuple[date, str, str]]:
    """Dated events to come: when, what, and whether they are due or open; not those that a branch already ruled out."""
    came = {
        event.id: {name for name, branch in event.branches.items() if branch.was}
        for event in study.case.events
    }

    def is_out(parent: str) -> bool:
        stem, _, branch = parent.partition(".")
        return bool(branch and came.get(stem) and branch not in came[stem])

    found = []
    for event in study.case.events:
        if event.on > study.manifest.as_of and not any(map(is_out, event.follows)):
            is_open = event.when is not None or event.chance is not None or bool(event.branches)
            what = event.says or event.id.replace("_", " ")
            found.append((event.on, what, "may come from then on" if is_open else "event is due"))
    return sorted(found)
