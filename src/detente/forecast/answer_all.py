"""Answers to all questions of a case, each from worlds that know nothing later than the day it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from threading import Event

from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.projection import Projection, Settings
from detente.explanation.outcomes import last_day
from detente.forecast.answer import answer_one
from detente.projection import project
from detente.projection.run import Engine

DRAWS = 60
"""Draws of the inputs for the range over them."""
LUCK = (50, 25, 20, 10)
"""Worlds a draw of the inputs may be given; divisors of a block."""


def answer_all(
    case: Case,
    settings: Settings,
    *,
    projection: Projection | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Event | None = None,
    engine: Engine | None = None,
    days: Mapping[str, date] | None = None,
) -> tuple[Answer, ...]:
    """Run what each question takes, and answer it.

    Parameters
    ----------
    settings : of the main run; a question asked earlier than its as-of date gets worlds as of that day.
    projection : the main run, where it is there already.
    progress : called with worlds done and worlds in all, over all runs.

    Returns
    -------
    one answer a question, in the order of the case.
    """
    days = as_of_dates(case, settings) if days is None else days
    luck = next((each for each in LUCK if DRAWS * each <= max(settings.worlds, DRAWS * LUCK[-1])), LUCK[-1])
    # Questions past the horizon take worlds of their own: longer ones for all would cost every question their time.
    past = {name: last_day(case.questions[name]) > case.until for name in days}
    groups = sorted({(day, past[name]) for name, day in days.items()})
    worlds = {tied: settings.worlds if tied == 1 else DRAWS * tied for tied in (1, luck)}
    total = len(groups) * sum(worlds.values())
    found: dict[tuple[date, bool, int], Projection] = {}
    done = 0
    for day, is_past in groups:
        asked = [name for name, known in days.items() if (known, past[name]) == (day, is_past)]
        for tied in (1, luck):
            if tied == 1 and not is_past and _is_main(projection, day):
                assert projection is not None
                found[day, is_past, tied] = projection
            else:
                found[day, is_past, tied] = project(
                    up_to(case, max(last_day(case.questions[name]) for name in asked)),
                    replace(settings, as_of=day, worlds=worlds[tied], mode="forecast"),
                    progress=_shifted(progress, done, total),
                    stop=stop,
                    engine=engine,
                    tied=tied,
                )
            done += worlds[tied]
    return tuple(
        answer_one(case, name, found[days[name], past[name], 1], nested=found[days[name], past[name], luck])
        for name in case.questions
        if name in days
    )


def _is_main(projection: Projection | None, day: date) -> bool:
    return projection is not None and projection.as_of == day and projection.mode == "forecast"


def as_of_dates(case: Case, settings: Settings) -> Mapping[str, date]:
    """Question -> the date its worlds are made as of: the day it was asked, or the run's if earlier."""
    return {
        name: max(case.start, min(question.asked, settings.as_of))
        for name, question in case.questions.items()
    }


def up_to(case: Case, day: date) -> Case:
    """The case with its horizon at a day; draws and steps before it stay as they are."""
    return case.model_copy(update={"until": max(case.start, day)})


def _shifted(
    progress: Callable[[int, int], None] | None, done: int, total: int
) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda now, _: progress(done + now, total)
