"""Two edits of one text put together line by line, where they do not touch the same lines."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def merged(base: str, mine: str, theirs: str) -> str | None:
    r"""A text with both edits; None where they change the same or neighbouring lines otherwise.

    Parameters
    ----------
    base : the text both began from.

    Examples
    --------
    >>> merged("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n")
    'A\nb\nc\nD\n'
    >>> merged("a\n", "b\n", "c\n") is None
    True
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    lines = base.splitlines(keepends=True)
    edits = sorted([*_edits(lines, mine), *_edits(lines, theirs)])
    out: list[str] = []
    at = 0
    for number, (start, end, new) in enumerate(edits):
        if number and (start, end, new) == edits[number - 1]:
            continue  # both made the same edit
        if number and start <= edits[number - 1][1]:
            return None
        out += [*lines[at:start], *new]
        at = end
    return "".join([*out, *lines[at:]])


def _edits(lines: Sequence[str], other: str) -> list[tuple[int, int, tuple[str, ...]]]:
    new = other.splitlines(keepends=True)
    matcher = SequenceMatcher(None, lines, new, autojunk=False)
    return [(i, j, tuple(new[k:m])) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
