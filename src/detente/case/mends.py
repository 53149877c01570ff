"""What to do about what a noun refuses: by words of its own checks, and by the kind of value found."""

from collections.abc import Mapping
from typing import Any

from detente.case.finding import quoted
from detente.case.shape import A_DATE

_BY_WORDS = (
    ("a yes/no", "write a number, or a word such as high"),
    ("a number is written as one of", "complete one of these forms, or write a bare number"),
    ("rise from low to high", "put them in order"),
    ("choices need", "give each value a weight, as {10: 0.7, 40: 0.3}"),
    ("exactly one of `up` and `down`", "keep one of the two"),
    ("a turn is either", "write {to: value}, or {by: size, toward: landmark}"),
    ("needs `at_least`", "add `at_least: 50`, or a landmark in place of the number"),
    ("goes with one of", "delete the bound, or look at a level"),
    ("a rule looks at exactly one", "keep one, or join several as {all: [{...}, {...}]}"),
    ("`n` and `of` go together", "write both, as {n: 2, of: [{...}, {...}, {...}]}"),
    ("a question has exactly one", "keep one of the three"),
    ("measures exactly one", "keep one of the four"),
    ("a base rate is either", "keep one of the two"),
    ("a span is written", "write a number and weeks, months or years"),
    ("the window of a rate", "write a longer window"),
    ("at most one branch", "keep `was: true` on one branch"),
    ("either a `chance` or `branches`", "keep one of the two"),
    ("`until` goes with `when`", "add `when:`, or delete `until`"),
    ("at most one of `toward`", "keep one of the two"),
    ("what varies is one of", "keep one key that says what varies"),
    ("a `set` has one of", "keep one, as {set: pressure.economic_pain, from: 20, to: 60}"),
    ("a range has `from` and `to`", "write both, the smaller first"),
    ("takes no `", "delete them"),
    ("choices are each named once", "delete the second"),
    ("weights go with choices", "write a weight above zero for each of the choices"),
    ("which `inputs` does not list", "list these paths under `inputs` as well"),
)


def mend_of_check(said: str) -> str:
    """What to do about what a noun's own check said."""
    return next((mend for words, mend in _BY_WORDS if words in said), "write it in a form allowed here")


def mend_of_kind(found: Any, allowed: str) -> str:
    """What to do about a value of the wrong kind or out of range."""
    if allowed.startswith("a list") and " or " not in allowed and isinstance(found, str):
        return f"put it in brackets: [{found}]"
    if allowed.startswith("text") and isinstance(found, bool | int | float):
        return f'put quotes round it: "{quoted(found)}"'
    if allowed == A_DATE:
        return "write the date as year-month-day, and a day that exists"
    if allowed.endswith(" from 0 to 1") and isinstance(found, int | float) and 1 < found <= 100:
        return f"if you meant {found:g} per cent, write {found / 100:g}"
    if allowed.startswith("a group") and not isinstance(found, Mapping):
        return "write it as keys, each with its value"
    return f"write {allowed}"
