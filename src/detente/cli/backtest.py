"""`detente backtest`: what models would have forecast of decisions whose outcome is known."""

import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def backtest(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="bargaining: models on settled issues.")],
    issues: Annotated[
        str | None,
        typer.Option("--issues", metavar="FILE", help="CSV: issue, proposal, outcome, reference_point."),
    ] = None,
    stances: Annotated[
        str | None,
        typer.Option("--stances", metavar="FILE", help="CSV: issue, actor, capability, position, salience."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Score models on what came.

    Bargaining: every model and the baselines that are hard to beat, on the same issues. What is fitted is
    fitted on other proposals only; errors are clustered by proposal.
    """
    from detente.core.errors import ParameterError, nearest
    from detente.workspace import json_text

    if kind not in KINDS:
        raise ParameterError("KIND", repr(kind), ", ".join(KINDS), nearest=nearest(kind, KINDS))
    told = KINDS[kind](issues=issues, stances=stances, as_json=as_json)
    if as_json:
        sys.stdout.write(json_text(told))


def _bargaining(**given: Any) -> dict[str, Any]:
    from detente.cli._bargaining import backtest_of_bargaining

    return backtest_of_bargaining(**given)


KINDS: Mapping[str, Callable[..., dict[str, Any]]] = {"bargaining": _bargaining}
"""What can be scored -> how: it is given the options, tells people what it found unless JSON was asked for, and returns it."""

COMMAND = Command(
    name="backtest",
    run=backtest,
    order=26,
    examples=(
        "detente backtest bargaining --issues issues.csv --stances stances.csv",
        "detente backtest bargaining --issues issues.csv --stances stances.csv --json",
    ),
)
