"""The interview: a case by questions in plain language, its numbers inferred from the answers."""

from detente.interview.answers import MORE, SKIP, Answers, read_answers
from detente.interview.chapters.questions import unruled
from detente.interview.making import case_of, check_answers, in_answers, interview
from detente.interview.step import Agreement, Step

__all__ = [
    "MORE",
    "SKIP",
    "Agreement",
    "Answers",
    "Step",
    "case_of",
    "check_answers",
    "in_answers",
    "interview",
    "read_answers",
    "unruled",
]
