"""Settled tables as rows of pages and of a CSV file, made from the JSON that is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.charts import Table
from detente.core.plain import percent

MOST_ISSUES, MOST_REASONS, MOST_OFFERS, MOST_PLACES = 12, 24, 40, 40
Told = Mapping[str, Any]
BESIDE = "weighted_mean"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One model's row: its outcome by dimension, how far from the weighted mean, and the range of its draws."""

    title: str
    cells: tuple[str, ...]
    gaps: tuple[str, ...]
    ranges: str
    misleads: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a model comes out so.

    Attributes
    ----------
    sentences : its reasons and moves, the first of them.
    more : how many were left out.
    offers : from, to, kind, accepted, why; the accepted ones first, the first of them.
    places : actor, then its position at the start and at the end by dimension; empty where nobody moved.
    """

    title: str
    sentences: tuple[str, ...]
    more: int
    offers: tuple[tuple[str, ...], ...]
    more_offers: int
    places: tuple[tuple[str, ...], ...]
    rounds: int
    warnings: tuple[str, ...]
    misleads: str


@dataclass(frozen=True, slots=True)
class Windows:
    """The pool's most likely window on a dimension, and chances of events."""

    dimension: str
    low: str
    high: str
    chance: str
    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IssueShown:
    """One issue under every model, the weighted mean first."""

    title: str
    dimensions: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    windows: tuple[Windows, ...]
    reasons: tuple[Reasons, ...]
    is_drawn: bool


def issues_shown(told: Told) -> tuple[IssueShown, ...]:
    """The issues of an answer, the first of them."""
    models: Sequence[Told] = told["models"]
    names = tuple(dict.fromkeys(one.get("issue", "") for one in models))
    several = any(names)
    return tuple(
        _issue(name, [one for one in models if one.get("issue", "") == name], several=several)
        for name in names[:MOST_ISSUES]
    )


def left_out(told: Told) -> int:
    """How many issues are not shown."""
    return max(0, len({one.get("issue", "") for one in told["models"]}) - MOST_ISSUES)


def _issue(name: str, models: Sequence[Told], *, several: bool) -> IssueShown:
    dimensions = tuple(_places(models[0]["outcome"]))
    beside = next((one for one in models if one["model"] == BESIDE), None)
    return IssueShown(
        title=name or ("All issues at one table" if several else "Where it settles"),
        dimensions=dimensions,
        outcomes=tuple(_outcome(one, beside) for one in models),
        windows=tuple(window for one in models for window in _windows(one)),
        reasons=tuple(map(_reasons, models)),
        is_drawn=any(one["distribution"] for one in models),
    )


def _outcome(one: Told, beside: Told | None) -> Outcome:
    here = _places(one["outcome"])
    mean = _places(beside["outcome"]) if beside is not None and beside is not one else {}
    spreads = _spreads(one)
    return Outcome(
        one["title"],
        tuple(map(_points, here.values())),
        tuple(_signed(value - mean[name]) if name in mean else "–" for name, value in here.items()),
        "; ".join(
            f"{_points(each['quantiles']['0.05'])} to {_points(each['quantiles']['0.95'])}"
            for each in spreads.values()
        )
        or "–",
        one["misleads"],
    )


def _windows(one: Told) -> Iterator[Windows]:
    for dimension, spread in _spreads(one).items():
        if "window" in spread:
            window = spread["window"]
            yield Windows(
                dimension,
                _points(window["low"]),
                _points(window["high"]),
                percent(window["probability"]),
                tuple((each["event"], percent(each["probability"])) for each in spread["events"]),
            )


def _reasons(one: Told) -> Reasons:
    sentences = tuple(dict.fromkeys((*one["why"], *one["moves"])))
    offers = [
        (
            str(each["round"]),
            offer["from"],
            "all" if offer["from"] == offer["to"] else offer["to"],
            offer["kind"],
            "yes" if offer["accepted"] else "no",
            offer["why"],
        )
        for each in one["rounds"]
        for offer in sorted(each["offers"], key=lambda offer: not offer["accepted"])
    ]
    return Reasons(
        one["title"],
        sentences[:MOST_REASONS],
        max(0, len(sentences) - MOST_REASONS),
        tuple(offers[:MOST_OFFERS]),
        max(0, len(offers) - MOST_OFFERS),
        _moved(one["rounds"]),
        len(one["rounds"]) - 1,
        tuple(one["warnings"]),
        one["misleads"],
    )


def _moved(rounds: Sequence[Told]) -> tuple[tuple[str, ...], ...]:
    start, end = rounds[0]["positions"], rounds[-1]["positions"]
    if start == end:
        return ()
    rows = []
    for actor, place in list(start.items())[:MOST_PLACES]:
        ends = _places(end[actor])
        pairs = ((_points(value), _points(ends[name])) for name, value in _places(place).items())
        rows.append((actor, *(f"{before} → {after}" for before, after in pairs)))
    return tuple(rows)


def _spreads(one: Told) -> dict[str, Told]:
    held = one["distribution"]
    if not held:
        return {}
    return dict(held["dimensions"]) if "dimensions" in held else {"": held}


def _places(value: float | Mapping[str, float]) -> dict[str, float]:
    return dict(value) if isinstance(value, Mapping) else {"": float(value)}


def outcomes_table(told: Told) -> Table:
    """Every outcome as a row, with its range and its window where there are any; numbers in full."""
    columns = (
        "issue", "model", "dimension", "outcome", "p05", "p25", "p50", "p75", "p95", "window_low", "window_high",
        "window_probability",
    )  # fmt: skip
    rows = []
    for one in told["models"]:
        spreads = _spreads(one)
        for dimension, outcome in _places(one["outcome"]).items():
            spread = spreads.get(dimension, {})
            levels = spread.get("quantiles", {})
            window = spread.get("window", {})
            cells = [levels.get(level, "") for level in ("0.05", "0.25", "0.5", "0.75", "0.95")]
            ends = [window.get(name, "") for name in ("low", "high", "probability")]
            rows.append((one.get("issue", ""), one["model"], dimension, outcome, *cells, *ends))
    return Table(columns, tuple(rows))


def _points(value: float) -> str:
    text = f"{value:.1f}".replace("-", "−")
    return "0.0" if text == "−0.0" else text


def _signed(value: float) -> str:
    text = _points(value)
    return text if text == "0.0" or text.startswith("−") else f"+{text}"
