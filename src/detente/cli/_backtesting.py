"""What `detente backtest` does: read, run one protocol, and tell it as JSON or as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.core.errors import ParameterError, nearest

if TYPE_CHECKING:
    from detente.core.series import DyadCounts
    from detente.events.detect import Choice
    from detente.forecast.backtest.crises import CrisisDyad, Truth
    from detente.forecast.backtest.shifts import ShiftsBacktest
    from detente.forecast.backtest.weekly import WeeklyBacktest

WARM_UP = 36
"""Months read before the first one that is scored."""


def chosen(given: Sequence[str], name: str, series: str, period: str, cooperation: bool) -> "list[Choice]":
    """What is backtested: one detector on one line if either is named, else the defaults.

    Parameters
    ----------
    given : settings of the detector, as `name=number`.

    Raises
    ------
    ParameterError : a setting is no `name=number`, or settings are given without a detector.
    """
    from detente.events.detect import Choice

    settings = dict(_setting(text) for text in given)
    if settings and not name:
        raise ParameterError("--set", ", ".join(given), "settings of the detector named with --detector")
    if not name and not series:
        if period == "month":
            return [Choice("threshold", "intensity"), Choice("pelt", "intensity")]
        return [Choice("scan", "posture"), Choice("pelt", "posture")] if cooperation else []
    return [Choice(name or ("scan" if series == "posture" else "threshold"), series, settings)]


def _setting(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise ParameterError("--set", repr(text), "name=number", "write it as in --set z=2.5") from None


def month(option: str, text: str) -> np.datetime64:
    """A month an option was given.

    Raises
    ------
    ParameterError : it is no month.
    """
    try:
        return np.datetime64(text, "M")
    except ValueError:
        raise ParameterError(option, repr(text), "a month such as 2001-01") from None


def span_of(
    given: tuple[str | None, str | None], crises: "tuple[CrisisDyad, ...]"
) -> tuple[np.datetime64, np.datetime64]:
    """First month scored and the month after the last: as given, else the whole years that hold the triggers.

    Raises
    ------
    ParameterError : a month is none, or the span is not of whole years.
    """
    triggers = [int(one.trigger.astype("M8[Y]").astype(int)) for one in crises]
    first = np.datetime64(min(triggers), "Y").astype("M8[M]")
    stop = np.datetime64(max(triggers) + 1, "Y").astype("M8[M]")
    if given[0] is not None:
        first = month("--from", given[0])
    if given[1] is not None:
        stop = month("--to", given[1]) + 1
    if int(first.astype(int)) % 12 or int(stop.astype(int)) % 12 or stop <= first:
        allowed = "whole years: a January and a later December"
        raise ParameterError("--from, --to", f"{first} to {stop - 1}", allowed)
    return first, stop


def monthly_counts(place: Path, first: np.datetime64, stop: np.datetime64) -> "DyadCounts":
    """Monthly counts of every dyad that was ever followed, from the warm-up on.

    Raises
    ------
    ParameterError : the store's months do not hold the span.
    """
    from detente.events.detect import FOLLOWED
    from detente.sources.events import every_dyad, holdings, opened

    least, window = FOLLOWED["month"]
    with opened(place) as (store, _):
        held = holdings(store, str(place))
        counts = every_dyad(store, held, "month", least=least, window=window)
    months = counts.periods.astype("M8[M]")
    if first < months[0] or stop - 1 > months[-1]:
        raise ParameterError(
            "--from, --to",
            f"{first} to {stop - 1}, in a store of months from {months[0]} to {months[-1]}",
            "a span that the store holds, best with a year before it",
        )
    begin = int(np.searchsorted(months, first - WARM_UP))
    if counts.world is not None:
        # Archives begin thinly: a month in which the world had no event is none to measure against.
        empty = np.flatnonzero((counts.world.trimmed <= 0) & (months < first))
        begin = max(begin, int(empty[-1]) + 1 if len(empty) else 0)
    return counts.since(begin).until((stop - 1).astype("M8[D]"))


def weekly_counts(place: Path) -> "DyadCounts":
    """Weekly counts of lively dyads, of whole weeks.

    Raises
    ------
    ParameterError : the store holds no events that could be counted by week.
    """
    from datetime import timedelta

    from detente.forecast.backtest.weekly import EVENTS, WARM
    from detente.sources.events import every_dyad, holdings, opened

    with opened(place) as (store, _):
        held = holdings(store, str(place))
        counts = every_dyad(store, held, "week", least=EVENTS, window=WARM)
    begins = int(counts.periods[0].item() < held.first)
    whole = held.last - timedelta(days=6)
    return counts.since(begins).until(np.datetime64(whole))


def between_states(counts: "DyadCounts") -> "DyadCounts":
    """The dyads of two states: the weekly protocol looks at no organisations and armed groups."""
    from detente.events.actors import state_of

    states = np.array([bool(state_of(source) and state_of(target)) for source, target in counts.dyads], bool)
    return counts.only(np.nonzero(states)[0])


def truth_for(
    counts: "DyadCounts", truth: Path, disputes: Path | None, first: np.datetime64, stop: np.datetime64
) -> "tuple[Truth, bool]":
    """The crises laid over the counts, and whether disputes were known."""
    from detente.forecast.backtest.crises import truth_of
    from detente.sources.crises import read_crises, read_hostility

    hostility = read_hostility(disputes, counts) if disputes is not None else None
    if disputes is not None and hostility is None:
        wanted = "a table with source, target, year, month, hostlevA, hostlevB"
        raise ParameterError("--disputes", f"{disputes.name} without such columns", wanted)
    return truth_of(counts, read_crises(truth), first, stop, hostility), hostility is not None


def looks_like_disputes(place: Path) -> Path | None:
    """The store itself, where it is a table that also tells disputes."""
    if place.suffix.casefold() not in (".csv", ".parquet", ".pq"):
        return None
    if place.suffix.casefold() == ".csv":
        with place.open(encoding="utf-8-sig", errors="replace") as file:
            return place if "hostlevA" in file.readline(100_000) else None
    import duckdb

    with duckdb.connect(":memory:") as table:
        told = table.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(place)]).fetchall()
    return place if any(name == "hostlevA" for name, *_ in told) else None


def monthly_json(one: "ShiftsBacktest") -> dict[str, Any]:
    """One detector on crises, for JSON."""
    told: dict[str, Any] = {**choice_json(one.choice), **numbers(asdict(one.score))}
    if one.volume is not None:
        told["volume"] = {
            "dyad_months": one.volume.dyad_months,
            "none": one.volume.none,
            "jump": {scope: one.volume.jump[scope] for scope in one.volume.jump},
            "excess": {scope: one.volume.excess(scope) for scope in one.volume.jump},
        }
    return told


def weekly_json(one: "WeeklyBacktest") -> dict[str, Any]:
    """One detector on injected shifts, for JSON."""
    told = {
        **choice_json(one.choice),
        **numbers({k: v for k, v in asdict(one).items() if k not in ("choice", "jump")}),
    }
    told["jump"] = numbers({scope: one.jump[scope] for scope in one.jump})
    told["excess"] = numbers({scope: one.excess(scope) for scope in one.jump})
    return told


def choice_json(choice: "Choice") -> dict[str, Any]:
    """Detector, line and settings."""
    from detente.events.detectors import detector

    return {
        "detector": choice.detector,
        "series": choice.line or detector(choice.detector).suits,
        "settings": dict(choice.settings),
    }


def numbers(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same with null for what could not be computed."""
    return {
        name: None if isinstance(value, float) and value != value else value for name, value in told.items()
    }


def kind_of(text: str) -> str:
    """Which backtest is asked for.

    Raises
    ------
    ParameterError : there is no such backtest.
    """
    kinds = ("bargaining", "calibration", "events", "shifts")
    if text not in kinds:
        raise ParameterError(
            "detente backtest, KIND", repr(text), ", ".join(kinds), nearest=nearest(text, kinds)
        )
    return text
