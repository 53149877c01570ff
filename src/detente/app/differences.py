"""Differences as rows of a table, each in its own unit, the largest first."""

from dataclasses import dataclass

from detente.core.case import Case
from detente.core.explanation import Counterfactual, Difference
from detente.core.plain import amount, full_day, percent, points, signed
from detente.workbench import SideBySide


@dataclass(frozen=True, slots=True)
class Row:
    """One difference for readers."""

    label: str
    at: str
    before: str
    after: str
    gap: str
    range: str
    size: float


def rows_of(case: Case | None, answer: Counterfactual) -> tuple[Row, ...]:
    """The differences of an edited case from its base."""
    made = [_row(case, one, one.base, one.edited) for one in answer.differences]
    return tuple(sorted(made, key=lambda row: -row.size))


def rows_beside(case: Case | None, answer: SideBySide) -> tuple[dict[str, str], ...]:
    """Two branches beside the case as it is."""
    made = []
    for one in answer.rows:
        row = _row(case, one.difference, one.first, one.second)
        told = {
            "label": one.label,
            "first": row.before,
            "second": row.after,
            "gap": row.gap,
            "range": row.range,
        }
        made.append((-row.size, {**told, "base": _stated(case, one.difference.of, one.base)}))
    return tuple(told for _, told in sorted(made, key=lambda pair: pair[0]))


def as_option(text: str) -> str:
    """An edit as an option of `detente compare`."""
    from shlex import quote

    verb, _, rest = text.partition(":")
    return f"--{verb} {quote(rest)}"


def _row(case: Case | None, one: Difference, before: float, after: float) -> Row:
    kind = _kind(case, one.of)
    scale = 100.0 if kind == "chance" else 1.0
    show = amount if kind == "number" else points
    unit = " pp" if kind == "chance" else ""
    span = f"{show(scale * one.low)} to {show(scale * one.high)}"
    gap = f"{signed(scale * one.difference)}{unit}" if kind != "number" else _with_sign(one.difference)
    size = abs(scale * one.difference) if kind != "number" else 0.0
    shown, then = (_stated(case, one.of, value) for value in (before, after))
    return Row(one.label, full_day(one.at), shown, then, gap, span, size)


def _stated(case: Case | None, of: str, value: float) -> str:
    kind = _kind(case, of)
    if kind == "chance":
        return percent(value)
    return points(value) if kind == "level" else amount(value)


def _with_sign(value: float) -> str:
    return f"+{amount(value)}" if value > 0 else amount(value)


def _kind(case: Case | None, of: str) -> str:
    """`level`, `chance`, or a `number` in a unit of its own."""
    if of.rpartition(".")[2] in ("level", "said", "mandate"):
        return "level"
    question = case.questions.get(of) if case is not None else None
    return "number" if question is not None and question.number is not None else "chance"
