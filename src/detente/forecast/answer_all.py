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
MOST_PAST = 1000
"""Worlds that run on past the horizon, at most: its questions are few, and their worlds the longest."""
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
    runs = sorted(
        {(day, kind) for name, day in days.items() for kind in ("past" if past[name] else "main", "tied")}
    )
    worlds = {"main": settings.worlds, "past": min(settings.worlds, MOST_PAST), "tied": DRAWS * luck}
    total = sum(worlds[kind] for _, kind in runs)
    found: dict[tuple[date, str], Projection] = {}
    done = 0
    for day, kind in runs:
        if kind == "main" and projection is not None and _fits(projection, day):
            found[day, kind] = projection
        else:
            asked = [name for name in days if days[name] == day and (kind != "main" or not past[name])]
            found[day, kind] = project(
                up_to(case, max(last_day(case.questions[name]) for name in asked)),
                replace(settings, as_of=day, worlds=worlds[kind], mode="forecast"),
                progress=_shifted(progress, done, total),
                stop=stop,
                engine=engine,
                tied=luck if kind == "tied" else 1,
            )
        done += worlds[kind]
    return tuple(
        answer_one(
            case, name, found[days[name], "past" if past[name] else "main"], nested=found[days[name], "tied"]
        )
        for name in case.questions
        if name in days
    )


def _fits(projection: Projection, day: date) -> bool:
    return projection.as_of == day and projection.mode == "forecast"


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
