"""`detente explain`: what shifted, what moved it, which accounts rival, and what would change our minds."""

import sys
from typing import Annotated

import typer

from detente.cli._options import AsOf, CaseFolder, Hindcast, Json, Seed, Workers, Worlds, settings_of
from detente.cli.base import Command


def explain(
    case: CaseFolder,
    target: Annotated[
        str | None,
        typer.Option(
            "--target",
            metavar="READING",
            help="Change to explain, such as `strike_israel.level`; the case's focus unless given.",
        ),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day of the change.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day of the change.")] = None,
    game: Annotated[
        str | None, typer.Option("--game", metavar="GAME", help="`event` or `channel`; both unless given.")
    ] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    as_of: AsOf = None,
    hindcast: Hindcast = False,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Explain a change: drivers with ranges, rivals, signposts.

    Shares are Shapley values in two games, by event and by channel: contributions in this model, not causes.
    The 5-95 % range over the drawn strengths comes before the Monte Carlo error, and drivers are not ranked
    where the order is not sure.
    """
    from detente.cli._asked import asked_game, with_target
    from detente.cli._making import explained
    from detente.workbench import load
    from detente.workspace import json_text

    chosen = asked_game(game)
    bench = with_target(load(case), target, start, end)
    settings = settings_of(bench, worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
    explained(bench, settings)
    study = bench.study()
    if as_json:
        from detente.report import results_json

        told = {key: value for key, value in results_json(study).items() if key in SHOWN}
        for key in ("drivers", "attributions"):
            told[key] = [one for one in told[key] if chosen in (None, one["game"])]  # type: ignore[attr-defined]
        sys.stdout.write(json_text(told))
        return
    from detente.cli._show import show_explanation

    show_explanation(bench.case, study.explanation, chosen)


SHOWN = (
    "shift", "drivers", "attributions", "rivals", "counterfactuals", "signposts", "trade_offs",
    "joint_success", "manifest",
)  # fmt: skip
COMMAND = Command(
    name="explain",
    run=explain,
    order=4,
    examples=(
        "detente explain cases/iran-2024",
        "detente explain cases/iran-2024 --target strike_israel.level --from 2024-10-28 --to 2024-11-25",
        "detente explain cases/iran-2024 --game channel --json",
    ),
)
