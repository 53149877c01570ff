"""`detente backtest`: what alarms, projections and models have been worth."""

import sys
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def backtest(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="shifts, events (projected counts), calibration (of alarms) or bargaining (models).",
        ),
    ],
    stores: Annotated[
        list[str] | None,
        typer.Argument(metavar="STORE", help="A store of events or a file; several for weekly shifts."),
    ] = None,
    truth: Annotated[
        str | None,
        typer.Option(
            "--truth", metavar="FILE", help="Crises: crisno, a, b, trigger, end. Monthly shifts need it."
        ),
    ] = None,
    disputes: Annotated[
        str | None,
        typer.Option("--disputes", metavar="FILE", help="Hostility levels by dyad and month, to find quiet."),
    ] = None,
    icb: Annotated[
        str | None,
        typer.Option("--icb", metavar="FILE", help="ICB's list, to check the crises' dates against."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="MONTH", help="First month scored; by the crises unless given."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="MONTH", help="Last month scored; by the crises unless given."),
    ] = None,
    detector: Annotated[
        str, typer.Option("--detector", metavar="NAME", help="One detector instead of the defaults.")
    ] = "",
    series: Annotated[
        str, typer.Option("--series", metavar="NAME", help="The line it reads; its own unless given.")
    ] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=X", help="A setting of the detector.")
    ] = None,
    table: Annotated[bool, typer.Option("--table", help="Every detector on every line.")] = False,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="STORE", help="Events only: fit to this earlier store instead."),
    ] = None,
    toml: Annotated[
        bool, typer.Option("--toml", help="Calibration only: print the table as the package ships it.")
    ] = False,
    issues: Annotated[
        str | None,
        typer.Option(
            "--issues", metavar="FILE", help="Bargaining: CSV with issue, proposal, outcome, reference_point."
        ),
    ] = None,
    stances: Annotated[
        str | None,
        typer.Option(
            "--stances",
            metavar="FILE",
            help="Bargaining: CSV with issue, actor, capability, position, salience.",
        ),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="S", help="Seed of the draws; 1 unless given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Score alarms, projections and models on what came.

    Shifts: with --truth, monthly alarms against crises; without, weekly alarms against surges and flips that
    are injected into the store's own weeks, and against jumps of volume that are no shift. Events: counts four
    weeks ahead by rolling origins. Bargaining: every model and the baselines that are hard to beat on the same
    settled issues; what is fitted is fitted on other proposals only, and errors are clustered by proposal.
    """
    from pathlib import Path

    from detente.cli._backtesting import kind_of
    from detente.cli._backtests import (
        backtest_calibration,
        backtest_crises,
        backtest_events,
        backtest_injected,
    )
    from detente.cli._bargaining import backtest_of_bargaining
    from detente.cli._options import whole
    from detente.core.errors import ParameterError
    from detente.workspace import json_text

    asked = kind_of(kind)
    number = whole("--seed", seed)
    number = 1 if number is None else number
    if number < 0:
        raise ParameterError("--seed", str(number), "a whole number from 0 on")
    places = [Path(one) for one in stores or []]
    if asked == "bargaining":
        told = backtest_of_bargaining(issues=issues, stances=stances, as_json=as_json)
    elif asked == "calibration":
        told = backtest_calibration(number, toml=toml, as_json=as_json)
    elif not places:
        raise ParameterError("detente backtest", "no STORE", "at least one store of events, or a file")
    elif asked == "events":
        told = backtest_events(places, Path(before) if before else None, number, as_json=as_json)
    elif truth is not None:
        files = tuple(Path(one) if one else None for one in (truth, disputes, icb))
        wanted = (detector, series, tuple(set_ or ()))
        told = backtest_crises(places, files, (from_, to), wanted, number, table=table, as_json=as_json)
    else:
        wanted = (detector, series, tuple(set_ or ()))
        told = backtest_injected(places, wanted, number, table=table, as_json=as_json)
    if as_json:
        sys.stdout.write(json_text(told))


COMMAND = Command(
    name="backtest",
    run=backtest,
    order=26,
    examples=(
        "detente backtest shifts months.parquet --truth crises.csv --icb icb1v14.csv --json",
        "detente backtest shifts months.parquet --truth crises.csv --table",
        "detente backtest shifts events-2018.duckdb events-2021.duckdb --json",
        "detente backtest events events-2018.duckdb --json",
        "detente backtest events events-2021.duckdb --before events-2018.duckdb",
        "detente backtest bargaining --issues issues.csv --stances stances.csv",
    ),
)
