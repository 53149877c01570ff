"""Preferences as written, turned into levels of the feasible states; everything that is wrong with them is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.case.finding import Finding, listed
from detente.core.conflict import OTHERS, STRONGLY, Preference
from detente.models.conflict._graph import Codes, Ints, Truth
from detente.models.conflict._statement import (
    OptionNames,
    Statement,
    StatementError,
    is_pattern,
    parse,
    pattern_masks,
)

Keys = tuple[str | int, ...]
MOST_WITH_UNKNOWN = 4096
"""States of a conflict in which some comparisons are not known."""
TOLD = 6
"""States a message names before it only counts the rest."""


@dataclass(slots=True)
class Ranked:
    """Levels and classes of one preference, and what is wrong with it."""

    levels: Ints
    classes: Ints
    unknown: Truth | None
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Field:
    """What preferences are read against: the feasible states and the names of options."""

    codes: Codes
    names: OptionNames
    options: int

    def pattern(self, code: int) -> str:
        """Pattern of a code."""
        return "".join("Y" if code >> place & 1 else "N" for place in range(self.options))

    def patterns(self, held: Truth) -> str:
        """Patterns of some states, for a message."""
        return listed(
            (self.pattern(int(code)) for code in self.codes[np.flatnonzero(held)[: TOLD + 1]]), most=TOLD
        ) + (f" ({int(held.sum())} in all)" if held.sum() > TOLD + 1 else "")

    def matching(self, pattern: str) -> Truth:
        """States that a pattern names."""
        care, taken = pattern_masks(pattern)
        return np.asarray((self.codes & care) == taken)


def ranked(preference: Preference, keys: Keys, field: Field) -> Ranked:
    """Levels of all feasible states.

    Parameters
    ----------
    keys : the keys that lead to the preference.
    """
    made = Ranked(np.zeros(len(field.codes), np.int32), np.zeros(len(field.codes), np.int32), None, [])
    given = [name for name in ("ranking", "prioritise", "weights") if getattr(preference, name) is not None]
    if len(given) != 1:
        found = f"the keys {' and '.join(given)}" if given else "no preference"
        made.findings.append(
            Finding(
                keys,
                found,
                "one of ranking, prioritise and weights",
                "keep one of them" if given else "add one",
            )
        )
        return made
    if preference.ranking is not None:
        _rank(made, preference.ranking, (*keys, "ranking"), field)
    elif preference.prioritise is not None:
        _prioritise(made, preference.prioritise, (*keys, "prioritise"), field)
    elif preference.weights is not None:
        _weigh(made, preference.weights, (*keys, "weights"), field)
    if preference.unknown:
        _leave_unknown(made, preference.unknown, (*keys, "unknown"), field)
    return made


def _bad_pattern(text: str, keys: Keys, field: Field) -> Finding | None:
    if is_pattern(text, field.options):
        return None
    allowed = f"a pattern of {field.options} letters Y, N or -, one for each option"
    mend = f"it has {len(text)}; write {field.options}" if set(text) <= set("YN-") else "write Y, N or - only"
    return Finding(keys, repr(text), allowed, mend)


def _rank(made: Ranked, ranking: Sequence[Sequence[str] | str], keys: Keys, field: Field) -> None:
    placed = np.full(len(field.codes), -1, np.int32)
    strong_steps: list[int] = []
    others: int | None = None
    for level, stated in enumerate(ranking):
        entries = (stated,) if isinstance(stated, str) else tuple(stated)
        if entries == (STRONGLY,):
            strong_steps.append(level)
            if level in (0, len(ranking) - 1):
                made.findings.append(
                    Finding((*keys, level), "`>>` at an end", "`>>` between two levels", "move or delete it")
                )
            continue
        for index, text in enumerate(entries):
            where: Keys = (*keys, level) if isinstance(stated, str) else (*keys, level, index)
            if text == OTHERS:
                if others is not None:
                    made.findings.append(Finding(where, "`others` a second time", "once", "keep one of them"))
                others = level
                continue
            finding = _bad_pattern(text, where, field) or _placed(placed, level, text, where, field)
            if finding is not None:
                made.findings.append(finding)
    left = placed < 0
    if others is not None:
        placed[left] = others
    elif left.any() and not made.findings:
        made.findings.append(
            Finding(
                keys, f"no level for {field.patterns(left)}", "every feasible state in one level, worst first",
                "add them, or write `others` into a level",
            )
        )  # fmt: skip
    made.levels = _dense(placed)
    made.classes = _dense(np.searchsorted(np.array(strong_steps, np.int64), placed).astype(np.int64))


def _placed(placed: Ints, level: int, text: str, where: Keys, field: Field) -> Finding | None:
    """Put the states of a pattern into a level, unless they lie in another."""
    here = field.matching(text)
    if not here.any():
        allowed = "a pattern of at least one feasible state"
        return Finding(where, f"{text}, which is infeasible", allowed, "delete it, or mend `infeasible`")
    twice = here & (placed >= 0) & (placed != level)
    if twice.any():
        first = int(placed[np.flatnonzero(twice)[0]])
        allowed = "each state in one level"
        found = f"{field.patterns(twice)} in level {level + 1} and in level {first + 1}"
        return Finding(where, found, allowed, "the ranking contradicts itself: keep one of the two")
    placed[here] = level
    return None


def statements(texts: Sequence[str], keys: Keys, field: Field) -> Iterator[Statement | Finding]:
    """Statements as read; what cannot be read as a finding."""
    for index, text in enumerate(texts):
        try:
            yield parse(text, field.names, field.options)
        except StatementError as error:
            yield Finding((*keys, index), error.found, error.allowed, error.mend, error.near)


def _prioritise(made: Ranked, texts: Sequence[str], keys: Keys, field: Field) -> None:
    levels = np.zeros(len(field.codes), np.int64)
    before: list[tuple[int, Statement]] = []
    for index, read in enumerate(statements(texts, keys, field)):
        if isinstance(read, Finding):
            made.findings.append(read)
            continue
        again = _said_before(read, before)
        if again is not None:
            place, way = again
            found = f"{texts[index]!r}, which {way} statement {place + 1}, {texts[place]!r}"
            made.findings.append(
                Finding(
                    (*keys, index), found, "each statement once: what is above counts for more than all below",
                    "the priorities run in a circle: delete one of the two",
                )
            )  # fmt: skip
            continue
        before.append((index, read))
        # Twice the level above, plus this statement: weights 2^(k - j) without their size.
        levels = np.unique(2 * levels + read.holds(field.codes), return_inverse=True)[1].astype(np.int64)
    made.levels = _dense(levels)


def _said_before(read: Statement, before: Sequence[tuple[int, Statement]]) -> tuple[int, str] | None:
    """Place of an earlier statement that says the same or the contrary, whatever is feasible."""
    if len(read.options) > 16:
        return None
    for place, earlier in before:
        if earlier.options == read.options:
            codes = _assignments(read.options)
            same = read.holds(codes) == earlier.holds(codes)
            if same.all() or not same.any():
                return place, "repeats" if same.all() else "is the contrary of"
    return None


def _assignments(options: Sequence[int]) -> Codes:
    """Codes with every combination of some options, and no other option taken."""
    numbers = np.arange(1 << len(options), dtype=np.int64)
    codes = np.zeros_like(numbers)
    for bit, place in enumerate(options):
        codes |= (numbers >> bit & 1) << place
    return codes


def _weigh(made: Ranked, weights: dict[str, float], keys: Keys, field: Field) -> None:
    total = np.zeros(len(field.codes))
    for text, weight in weights.items():
        try:
            read = parse(text, field.names, field.options)
        except StatementError as error:
            made.findings.append(
                Finding((*keys, text), error.found, error.allowed, error.mend, error.near, at_key=True)
            )
            continue
        if not np.isfinite(weight) or abs(weight) > 1e12:
            made.findings.append(
                Finding((*keys, text), f"{weight:g}", "a number within 1e12", "write a number")
            )
            continue
        total += weight * read.holds(field.codes)
    scale = max(1.0, float(np.abs(total).max(initial=0.0)))
    made.levels = _dense(np.round(total / scale, 12))


def _dense(order: NDArray[np.generic]) -> Ints:
    """Ranks 0, 1, 2 ... of numbers; equal numbers share one."""
    return np.asarray(np.unique(order, return_inverse=True)[1].reshape(-1), np.int32)


def _leave_unknown(made: Ranked, pairs: Sequence[tuple[str, str]], keys: Keys, field: Field) -> None:
    if len(field.codes) > MOST_WITH_UNKNOWN:
        made.findings.append(
            Finding(
                keys, f"unknown comparisons among {len(field.codes)} states", f"at most {MOST_WITH_UNKNOWN} states",
                "exclude states that cannot be",
            )
        )  # fmt: skip
        return
    unknown = np.zeros((len(field.codes), len(field.codes)), bool)
    for index, pair in enumerate(pairs):
        wrong = [_bad_pattern(text, (*keys, index, place), field) for place, text in enumerate(pair)]
        made.findings += [finding for finding in wrong if finding is not None]
        if not any(wrong):
            one, other = (field.matching(text) for text in pair)
            unknown |= np.outer(one, other) | np.outer(other, one)
    np.fill_diagonal(unknown, False)
    made.unknown = unknown
