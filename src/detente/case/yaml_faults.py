"""A YAML parser's complaints in our own words."""

import re
from typing import Any

from detente.core.errors import Fault

_PROBLEMS = (
    (
        "cannot start any token",
        "a character that cannot stand here",
        "spaces for indenting and quotes round odd text",
        "indent with spaces (no tabs), and put quotes round text that begins with @, `, % or a tab",
    ),
    (
        "mapping values are not allowed",
        "a colon where none may stand",
        "one `key: value` a line",
        "check the indentation, or put quotes round text that holds a colon",
    ),
    (
        "mapping value",
        "a colon where none may stand",
        "one `key: value` a line",
        "check the indentation, or put quotes round text that holds a colon",
    ),
    (
        "could not find expected ':'",
        "a line without a colon",
        "`key: value`",
        "write a colon after the key, or indent the line so that it belongs to the text above",
    ),
    (
        "did not find expected ',' or",
        "a list or group in brackets that does not close",
        "`[a, b]` or `{key: value}`",
        "add the missing comma or closing bracket",
    ),
    (
        "expected ',' or",
        "a list or group in brackets that does not close",
        "`[a, b]` or `{key: value}`",
        "add the missing comma or closing bracket",
    ),
    (
        "unexpected end of stream",
        "the end of the file inside quotes or brackets",
        "quotes and brackets that close",
        "add the closing quote or bracket",
    ),
    (
        "did not find expected key",
        "a line indented unlike its neighbours",
        "keys of one group, indented alike",
        "align the line with the keys above it",
    ),
    (
        "expected <block end>",
        "a line indented unlike its neighbours",
        "keys of one group, indented alike",
        "align the line with the keys above it",
    ),
    (
        "did not find expected '-' indicator",
        "a line that is no entry of the list",
        "lines that begin with `- `",
        "begin the line with `- `, or indent it",
    ),
    (
        "block sequence entries are not allowed",
        "a `-` where no list may stand",
        "a list on lines of its own",
        "put the list on the lines below its key",
    ),
    (
        "unknown escape character",
        "an unknown escape in double quotes",
        "text in single quotes for backslashes",
        "use single quotes",
    ),
    (
        "undefined alias",
        "an alias that is not defined",
        "an alias defined above it",
        "write the value out",
    ),
    (
        "maximum depth",
        "more than 40 levels of nesting",
        "at most 40",
        "flatten it",
    ),
)
"""What the parser says, and the same for whoever wrote the file: found, allowed, mend."""


def complaint(file: str, text: str, error: Any) -> Fault:
    """What a parser raised, as a fault at the place it names."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
    said = f"{error.problem or ''} {error.context or ''}"
    lines = text.splitlines()
    if line is not None and line <= len(lines) and re.match(r" *\t", lines[line - 1]):
        mend = "replace the tab by spaces"
        return Fault(
            file, line, column, "", "a tab at the beginning of the line", "spaces for indenting", mend=mend
        )
    for sign, found, allowed, mend in _PROBLEMS:
        if sign in said:
            return Fault(file, line, column, "", found, allowed, mend=mend)
    mend = "look at this line and the one above: a quote, bracket, colon or indentation is off"
    return Fault(file, line, column, "", "something that does not read as YAML", "YAML 1.2", mend=mend)
