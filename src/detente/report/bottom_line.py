"""The bottom line: two sentences made from the shift assessment, what has shifted and what has not."""

from dataclasses import dataclass

from detente.core.explanation import Shift
from detente.core.naming import actor_name
from detente.core.plain import full_day, listed, points, spoken, tight
from detente.core.study import Study
from detente.forecast import Scale, scale_of, words_for

SHIFTED, OPEN = 0.55, 0.45
"""A shift is there from `likely` on, and not there below `roughly even`; between them the matter is open."""


@dataclass(frozen=True, slots=True)
class BottomLine:
    """Two sentences, and who they are about."""

    shifted: str
    not_shifted: str


def bottom_line(study: Study) -> BottomLine:
    """What has shifted, where and how far along; then what has not."""
    shifts = study.explanation.shifts
    scale = scale_of(study.case)
    actor = study.case.focus.actor
    who = actor_name(study.case, actor) if actor is not None else "The course"
    if not shifts:
        return BottomLine(
            f"{who}: no arena was looked at.", "Name arenas in the case's focus to have shifts assessed."
        )
    there = sorted(
        (shift for shift in shifts if shift.probability >= SHIFTED), key=lambda shift: -abs(shift.deeds)
    )
    even = [shift for shift in shifts if OPEN <= shift.probability < SHIFTED]
    gone = [shift for shift in shifts if shift.probability < OPEN]
    window = f"between {full_day(shifts[0].from_date)} and {full_day(shifts[0].to_date)}"
    if there:
        more = f", and on {listed([_placed(scale, shift) for shift in there[1:]])}" if there[1:] else ""
        first = f"{who} shifted on {_placed(scale, there[0])} {window}, by {_size(study, there[0])}{more}."
    else:
        nearest = max(shifts, key=lambda shift: shift.probability)
        none = f"{who} is not shown to have shifted in any arena {window}"
        first = f"{none}; nearest to it comes {_placed(scale, nearest)}."
    return BottomLine(first, _rest(scale, even, gone))


def _rest(scale: Scale, even: list[Shift], gone: list[Shift]) -> str:
    parts = []
    if gone:
        parts.append(f"no shift is shown on {listed([_placed(scale, shift) for shift in gone])}")
    if even:
        parts.append(f"the matter is open on {listed([_placed(scale, shift) for shift in even])}")
    if not parts:
        return "None of the arenas looked at stands still."
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _placed(scale: Scale, shift: Shift) -> str:
    return f"“{shift.label}” ({shift.stage}; {tight(words_for(shift.probability, scale))})"


def _size(study: Study, shift: Shift) -> str:
    issue = study.case.issues.get(shift.arena)
    goal = ""
    if issue is not None:
        end = max(issue.landmarks) if shift.deeds >= 0 else min(issue.landmarks)
        goal = f" toward “{spoken(issue.landmarks[end])}”"
    return f"{points(abs(shift.deeds))} points{goal} in deeds and {points(abs(shift.words))} in words"
