"""`detente score`: what forecasts were worth once their outcomes are known."""

import sys
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def score(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CASE | FORECASTS RESOLUTIONS",
            help="A case, whose ledger is scored; or two CSV files: forecasts, and how questions were settled.",
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger", metavar="FILE", help="The ledger; ledger.sqlite in the case's folder unless given."
        ),
    ] = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            metavar="NAME",
            help="base_rate, climatology, persistence, uniform, crowd, or a forecaster; several by repeating it.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Leave aside forecasts made earlier.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Score as of this day; later resolutions are not known. Today unless given.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="WHAT", help="Tell rows apart by forecaster alone, or by case or horizon too."
        ),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule",
            metavar="RULE",
            help="Several forecasts of one question: latest before it closes or is settled (unless given), daily (mean "
            "over days), horizon:DAYS (the last one made at least so long before the close).",
        ),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="S", help="Seed of the resampling; 1 unless given.")
    ] = None,
    chart: Annotated[
        str | None, typer.Option("--chart", metavar="FILE", help="Reliability diagrams as .svg or .png.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Score forecasts whose outcomes are known, against baselines.

    Registered and retrospective forecasts stand in tables of their own. Only what was made before the outcome was
    known counts, and calibration looks only at questions past their scheduled close.
    """
    from detente.cli._scoring import card_of, draw_scores, options_of
    from detente.cli._show_scores import show_scores
    from detente.report.scores import scorecard_json
    from detente.workspace import json_text

    options = options_of(baseline=baseline, since=since, on=on, by=by, rule=rule, seed=seed, chart=chart)
    scored = card_of(tuple(places or ()), ledger, options)
    draw_scores(scored.card, options)
    if as_json:
        sys.stdout.write(json_text(scorecard_json(scored.card)))
        return
    show_scores(scored)


COMMAND = Command(
    name="score",
    run=score,
    order=14,
    examples=(
        "detente score cases/iran-2024 --since 2024-11-01",
        "detente score --ledger desk.sqlite --on 2025-06-30 --json",
        "detente score forecasts.csv resolutions.csv",
        "detente score forecasts.csv resolutions.csv --baseline crowd --by horizon --on 2025-06-30 --json",
        "detente score forecasts.csv resolutions.csv --rule horizon:30 --chart reliability.png",
    ),
)
