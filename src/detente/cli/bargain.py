"""`detente bargain`: where actors with stated positions settle, by every model of the field."""

import sys
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def bargain(
    stances: Annotated[
        str,
        typer.Argument(
            metavar="TABLE",
            help="CSV: actor, capability, position, salience; issue, position_<dim>, ..._low.",
        ),
    ],
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            metavar="NAME|all",
            help="One model, or several by repeating it; all unless given. On 168 decisions of the EU weighted "
            "median, mode, setter and challenge miss by 5 to 8 points more than the weighted mean, and nash with "
            "the status quo as reversion by 18; pool gives the calibrated range.",
        ),
    ] = None,
    preset: Annotated[
        str | None, typer.Option("--preset", metavar="P", help="A named set of rules, such as mckibben.")
    ] = None,
    rounds: Annotated[
        str | None, typer.Option("--rounds", metavar="N", help="Rounds, for models that have any.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="OPTION=X", help="One option of a model.")
    ] = None,
    reversion: Annotated[
        str | None,
        typer.Option(
            "--reversion",
            metavar="R",
            help="What stands without a deal: a number, or ISSUE=R, comma between.",
        ),
    ] = None,
    draws: Annotated[
        str | None,
        typer.Option("--draws", metavar="N", help="Draws from the table's spreads; 1 unless given."),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="S", help="Seed of the draws; 1 unless given.")
    ] = None,
    scale: Annotated[
        str | None,
        typer.Option("--scale", metavar="LOW:HIGH", help="Ends of the scale; 0:100 unless given."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Settle a table of stances by the models of bargaining.

    The weighted mean always stands beside the rest: on real decisions no model's point beats it by more than
    noise. What is worth having besides is the pool's range, and the reasons of the models with rounds.
    """
    from detente.cli._bargain import settled, show_settled
    from detente.workbench.settling import settled_json
    from detente.workspace import json_text

    given = settled(
        stances, tuple(model or ()), preset=preset, rounds=rounds, options=tuple(set_ or ()), reversion=reversion,
        draws=draws, seed=seed, scale=scale,
    )  # fmt: skip
    if as_json:
        sys.stdout.write(json_text(settled_json(given)))
        return
    show_settled(given)


COMMAND = Command(
    name="bargain",
    run=bargain,
    order=20,
    examples=(
        "detente bargain stances.csv",
        "detente bargain stances.csv --model challenge --preset mckibben --json",
        "detente bargain stances.csv --model pool --draws 2000 --reversion 0",
    ),
)
