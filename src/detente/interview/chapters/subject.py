"""What is the question, as of when, and how far ahead."""

from datetime import date, timedelta

from detente.interview.answers import Answers
from detente.interview.chapters.base import Chapter, Made
from detente.interview.step import Asking, Step, day, text

WEEKS_BEFORE, WEEKS_AFTER = 8, 52


def steps(told: Answers) -> Asking:
    """The question and three dates."""
    yield Step(
        ("question",), "What do you want to know? One sentence.", text, "Does the fishery treaty hold?"
    )
    yield Step(("as_of",), "Up to which day is what you know?", day, "a date such as 2026-03-31")
    yield Step(
        ("until",), "How far ahead should the case look?", day, "a date; a year ahead if you say nothing"
    )
    for key in ("start", "title"):
        if told.has(key):
            yield Step((key,), "", day if key == "start" else text)


def build(told: Answers, made: Made) -> None:
    """The head of the case."""
    as_of = date.fromisoformat(str(told.at("as_of")))
    title = told.knows("title") or told.knows("question") or made.name.replace("-", " ").capitalize()
    until = told.knows("until")
    start = told.knows("start")
    made.head |= {
        "case": made.name,
        "title": title,
        **({"summary": told.knows("summary")} if told.knows("summary") else {}),
        "as_of": as_of,
        "start": date.fromisoformat(str(start)) if start else as_of - timedelta(weeks=WEEKS_BEFORE),
        "until": date.fromisoformat(str(until)) if until else as_of + timedelta(weeks=WEEKS_AFTER),
        "seed": int(told.knows("seed") or 1),
        **({"worlds": told.knows("worlds")} if told.knows("worlds") else {}),
    }


CHAPTER = Chapter(1, "The question", steps, build)
