"""The four backtests of `detente backtest`, each run and shown."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from detente.cli._backtesting import (
    between_states,
    chosen,
    looks_like_disputes,
    monthly_counts,
    monthly_json,
    numbers,
    span_of,
    truth_for,
    weekly_counts,
    weekly_json,
)
from detente.cli._progress import announce_compiling, stage
from detente.cli._tables import say, table
from detente.core.errors import ParameterError

Wanted = tuple[str, str, tuple[str, ...]]
"""Detector, line and settings, as given."""


def backtest_crises(
    places: Sequence[Path],
    files: tuple[Path | None, ...],
    span: tuple[str | None, str | None],
    wanted: Wanted,
    seed: int,
    *,
    table: bool,
    as_json: bool,
) -> dict[str, Any]:
    """Monthly alarms against a list of crises.

    Parameters
    ----------
    files : the crises, disputes and ICB's list.
    span : first and last month scored; the whole years that hold the triggers where not given.
    """
    from detente.forecast.backtest.shifts import backtest_shifts
    from detente.forecast.backtest.table import BUDGET, monthly_table
    from detente.sources.crises import against_icb, read_crises

    if len(places) != 1:
        raise ParameterError("detente backtest shifts", f"{len(places)} stores", "one store with --truth")
    truth, disputes, icb = files
    assert truth is not None
    crises = read_crises(truth)
    first, stop = span_of(span, crises)
    announce_compiling()
    with stage("Reading"):
        counts = monthly_counts(places[0], first, stop)
        laid, disputes_known = truth_for(
            counts, truth, disputes or looks_like_disputes(places[0]), first, stop
        )
    told: dict[str, Any] = {
        "protocol": "crises",
        "from": str(first),
        "to": str(stop - 1),
        "seed": seed,
        "triggers": len(laid.triggers),
        "triggers_unscored": laid.unscored,
        "quiet_years": int(laid.quiet.sum()),
        "disputes_known": disputes_known,
    }
    if icb is not None:
        told["disagreements"] = [asdict(one) for one in against_icb(crises, icb)]
    with stage("Scoring"):
        choices = chosen(wanted[2], wanted[0], wanted[1], "month", counts.has_cooperation)
        told["detectors"] = [monthly_json(backtest_shifts(counts, laid, choice, seed)) for choice in choices]
        if table:
            told["budget"] = BUDGET
            told["table"] = [numbers_of_row(one) for one in monthly_table(counts, laid, seed)]
    if not as_json:
        _show_crises(told)
    return told


def numbers_of_row(row: Any) -> dict[str, Any]:
    """One row of the monthly table, for JSON."""
    told = asdict(row)
    score = told.pop("score")
    return {**told, **numbers(score)}


def backtest_injected(
    places: Sequence[Path], wanted: Wanted, seed: int, *, table: bool, as_json: bool
) -> dict[str, Any]:
    """Weekly alarms against injected shifts, store by store, and their mean."""
    from detente.forecast.backtest.table import WEEKLY_BUDGET, weekly_table
    from detente.forecast.backtest.weekly import backtest_weekly

    announce_compiling()
    with stage("Reading"):
        held = [between_states(weekly_counts(place)) for place in places]
    told: dict[str, Any] = {"protocol": "injected", "seed": seed, "stores": [place.name for place in places]}
    cooperation = all(counts.has_cooperation for counts in held)
    choices = chosen(wanted[2], wanted[0], wanted[1], "week", cooperation)
    if not choices:
        raise ParameterError(
            "detente backtest shifts",
            "a store of hostile events alone",
            "cooperation as well",
            "give --truth",
        )
    with stage("Scoring"):
        told["detectors"] = [
            _by_store([weekly_json(backtest_weekly(counts, choice, seed)) for counts in held])
            for choice in choices
        ]
        if table:
            told["budget"] = WEEKLY_BUDGET
            told["table"] = [
                _by_store([weekly_json(one) for one in scores]) for _, scores in weekly_table(held, seed)
            ]
    if not as_json:
        _show_injected(told)
    return told


MEANS = (
    "rate", "placebo", "surge", "flip", "surge_touched", "flip_touched", "surge_smoothed", "flip_smoothed",
    "none", "thinned",
)  # fmt: skip


def _by_store(scores: list[dict[str, Any]]) -> dict[str, Any]:
    """One detector's scores in every store, and their plain mean."""
    head = {name: scores[0][name] for name in ("detector", "series", "settings")}
    mean = {name: float(np.mean([one[name] for one in scores])) for name in MEANS}
    excess = {
        scope: float(np.mean([one["excess"][scope] for one in scores])) for scope in scores[0]["excess"]
    }
    return {**head, "mean": {**mean, "excess": excess}, "by_store": [_without(one, head) for one in scores]}


def _without(told: dict[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in head}


def backtest_events(
    places: Sequence[Path], before: Path | None, seed: int, *, as_json: bool
) -> dict[str, Any]:
    """Projected counts, store by store."""
    from detente.events.counts import count_model_names
    from detente.forecast.backtest.counts import backtest_counts

    told: dict[str, Any] = {"protocol": "rolling origins", "seed": seed, "stores": []}
    with stage("Projecting and scoring"):
        earlier = weekly_counts(before) if before is not None else None
        for place in places:
            found = backtest_counts(weekly_counts(place), count_model_names(), seed, before=earlier)
            told["stores"].append(
                {
                    "store": place.name,
                    "fitted_to": before.name if before is not None else f"first {found.fitted_to} weeks",
                    "dyads": found.dyads,
                    "origins": found.origins,
                    "scores": [asdict(one) for one in found.scores],
                }
            )
    if not as_json:
        _show_events(told)
    return told


def backtest_calibration(seed: int, *, toml: bool, as_json: bool) -> dict[str, Any]:
    """Probabilities of alarms, fitted to simulated series."""
    import sys

    from detente.forecast.backtest.calibration import YEARS_BETWEEN, as_toml, calibrate

    announce_compiling()
    with stage("Simulating"):
        found = calibrate(seed)
    if toml and not as_json:
        sys.stdout.write(as_toml(found))
    elif not as_json:
        table(
            f"P(an alarm marks a lasting change), where a dyad's level changes once in {YEARS_BETWEEN:g} years",
            ("Detector", "Series", "By", "At the bar", "At twice the bar", "Alarms", "True"),
            (
                (
                    one.detector, one.line, one.period, f"{_chance(one.at_bar):.2f}",
                    f"{_chance(one.at_bar + one.slope * np.log(2.0)):.2f}", str(one.alarms), f"{one.true:.2f}",
                )
                for one in found
            ),
            right=(3, 4, 5, 6),
        )  # fmt: skip
    return {
        "protocol": "simulated",
        "seed": seed,
        "years_between_changes": YEARS_BETWEEN,
        "detectors": [asdict(one) for one in found],
    }


def _chance(log_odds: float) -> float:
    return float(1.0 / (1.0 + np.exp(-log_odds)))


def _show_crises(told: dict[str, Any]) -> None:
    say(
        f"Crises {told['from']} to {told['to']}: {told['triggers']} directed triggers, "
        f"{told['quiet_years']:,} quiet directed dyad-years"
        f"{'' if told['disputes_known'] else ' (disputes unknown: quiet means outside crises)'}.\n"
    )
    heads = ("False", "Recall", "Any", "Placebo", "Precise", "In crisis", "Ends")
    keys = (
        "false_alarms", "recall", "any_direction", "placebo", "precision", "precision_in_crisis", "terminations"
    )  # fmt: skip
    say(
        "False alarms are per quiet dyad-year; recall is of directed triggers within a month, `any` of crises; "
        "`precise` and `in crisis` are shares of these dyads' hostile alarms; `ends` are ends of crises found.\n"
    )
    for title, rows in (
        ("Defaults", told["detectors"]),
        (f"Loosest settings within {told.get('budget')} false alarms", told.get("table", ())),
    ):
        table(
            title,
            ("Detector, series", *heads),
            ((_named(one), *(_number(one[key]) for key in keys)) for one in rows),
            right=tuple(range(1, 8)),
        )
    for one in told["detectors"]:
        volume = one.get("volume")
        if volume:
            added = ", ".join(f"{scope} {change:+.3f}" for scope, change in volume["excess"].items())
            say(f"{_named(one)}: a jump of volume by 2.2 adds alarms per dyad: {added}.")
    for one in told.get("disagreements", ()):
        say(f"Crisis {one['crisis']} ({one['name']}): listed {one['listed']}, ICB {one['icb']}.")


def _named(one: dict[str, Any]) -> str:
    settings = one.get("settings") or ({one["threshold"]: one["setting"]} if "setting" in one else {})
    told = ", ".join(f"{name} {value:g}" for name, value in settings.items())
    return f"{one['detector']}, {one.get('series', one.get('line'))}{f' ({told})' if told else ''}"


def _show_injected(told: dict[str, Any]) -> None:
    say(
        "Of injections: all, those that changed an event, and all into smoothed counts. "
        "Added: alarms by a jump of volume by 2.2 of the world, a source, the dyad.\n"
    )
    readings = ("", "_touched", "_smoothed")
    for title, rows in (("Defaults", told["detectors"]), ("Loosest settings", told.get("table", ()))):
        table(
            f"{title}: mean of {', '.join(told['stores'])}",
            ("Detector, series", "A year", "Placebo", "Surge", "Flip", "Added"),
            (
                (
                    _named(one),
                    _number(one["mean"]["rate"]),
                    _number(one["mean"]["placebo"]),
                    *(
                        " ".join(f"{one['mean'][shift + reading]:.2f}" for reading in readings)
                        for shift in ("surge", "flip")
                    ),
                    " ".join(f"{one['mean']['excess'][scope]:+.2f}" for scope in ("world", "source", "dyad")),
                )
                for one in rows
            ),
            right=tuple(range(1, 6)),
        )


def _show_events(told: dict[str, Any]) -> None:
    for store in told["stores"]:
        table(
            f"{store['store']}: {store['dyads']} dyads, {store['origins']} origins, fitted to {store['fitted_to']}",
            ("Projection", "Target", "CRPS", "Log score", "To plain mean", "90 %", "To Poisson"),
            (
                (
                    one["model"], one["target"], f"{one['crps']:.3f}", f"{one['log_score']:.3f}", f"{one['ratio']:.3f}",
                    f"{one['ratio_low']:.3f} to {one['ratio_high']:.3f}", f"{one['to_poisson']:.3f}",
                )
                for one in store["scores"]
            ),
            right=(2, 3, 4, 5, 6),
        )  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
