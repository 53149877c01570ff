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
    sensitivity: Annotated[
        list[str] | None,
        typer.Option("--sensitivity", metavar="OF", help="Sobol' indices of an answer over the inputs."),
    ] = None,
    would_change: Annotated[
        list[str] | None,
        typer.Option(
            "--would-change", metavar="OF", help="Smallest single moves that take an answer across 50 %."
        ),
    ] = None,
    turning_points: Annotated[
        list[str] | None,
        typer.Option("--turning-points", metavar="OF", help="Where a level or an answer bends most."),
    ] = None,
    look_back: Annotated[
        list[str] | None,
        typer.Option(
            "--look-back", metavar="OF", help="What differed before, in the worlds where something happened."
        ),
    ] = None,
    key_assumptions: Annotated[
        list[str] | None,
        typer.Option("--key-assumptions", metavar="OF", help="Unsourced inputs that an answer hangs on."),
    ] = None,
    ach: Annotated[
        bool,
        typer.Option(
            "--ach", help="Rival accounts against the claims: a matrix, and an update that sums to one."
        ),
    ] = False,
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
    where the order is not sure. `--ach` weighs the rival accounts by their claims, without a run. Five options
    ask for one thing instead, of a question, reading, event or track (`Q19`, `posture_us.level`,
    `oman_channel.settled`); each may be given several times.
    """
    from detente.cli._asked import asked_game, with_target
    from detente.cli._inquiring import given, inquired, told
    from detente.cli._making import explained
    from detente.cli._progress import announce_compiling
    from detente.core.errors import ParameterError
    from detente.workbench import load
    from detente.workspace import json_text

    chosen = asked_game(game)
    asked = {
        "sensitivity": sensitivity or [],
        "would_change": would_change or [],
        "turning_points": turning_points or [],
        "look_back": look_back or [],
        "key_assumptions": key_assumptions or [],
    }
    if ach:
        from detente.cli._accounts import accounts_json, show_accounts

        bench = load(case)
        if as_json:
            sys.stdout.write(json_text(accounts_json(bench.case)))
        else:
            show_accounts(bench.case)
        return
    if any(asked.values()):
        if any(each is not None for each in (target, start, end, game)):
            allowed = "either a change to explain (--target, --from, --to, --game) or one of the options that ask for one thing"
            raise ParameterError("detente explain", "both", allowed, "ask one after the other")
        bench = load(case)
        announce_compiling()
        settings_given = given(worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
        found = inquired(bench, asked, settings_given)
        if as_json:
            sys.stdout.write(json_text(told(found)))
            return
        from detente.cli._show_inquiries import show_inquiries

        show_inquiries(found)
        return
    bench = with_target(load(case), target, start, end)
    settings = settings_of(bench, worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
    explained(bench, settings)
    study = bench.study()
    if as_json:
        from detente.report import results_json

        shown = {key: value for key, value in results_json(study).items() if key in SHOWN}
        for key in ("drivers", "attributions"):
            shown[key] = [one for one in shown[key] if chosen in (None, one["game"])]  # type: ignore[attr-defined]
        sys.stdout.write(json_text(shown))
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
        "detente explain cases/iran-2024 --sensitivity Q19 --key-assumptions Q19",
        "detente explain cases/iran-2024 --ach",
        "detente explain cases/iran-2024 --would-change Q10 --json",
        "detente explain cases/iran-2024 --turning-points strike_israel.level --look-back oman_channel.settled",
    ),
)
