"""`detente detect`: whether an actor's course has changed, by event data."""

import sys
from typing import Annotated

import typer

from detente.cli._options import Json
from detente.cli.base import Command


def detect(
    store: Annotated[
        str,
        typer.Argument(metavar="STORE", help="A store of events, or a file or Parquet folder read in place."),
    ],
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="WHO", help="Who acts: IRN, Iran, HEZ, E3, FRA,DEU or IRN:MIL."),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="WHOM", help="Toward whom; as --source.")
    ] = None,
    all_dyads: Annotated[
        bool, typer.Option("--all-dyads", help="Rank where something moved in the last period.")
    ] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Read nothing that is dated later.")
    ] = None,
    as_of_each: Annotated[
        str | None,
        typer.Option(
            "--as-of-each", metavar="PERIOD", help="With --all-dyads: alarms as of each month or week."
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="With --as-of-each: first month, such as 2001-01."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="With --as-of-each: last month, such as 2007-12."),
    ] = None,
    detector: Annotated[
        str | None, typer.Option("--detector", metavar="NAME", help="Another detector than the default.")
    ] = None,
    series: Annotated[
        str | None, typer.Option("--series", metavar="NAME", help="posture, intensity, or another series.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="PERIOD", help="month, week or day; by the data unless given."),
    ] = None,
    weights: Annotated[
        bool, typer.Option("--weights", help="Weigh events by how strong their kind is on Goldstein's scale.")
    ] = False,
    ahead: Annotated[
        str | None,
        typer.Option("--ahead", metavar="N", help="Also project the counts of the next N periods."),
    ] = None,
    chart: Annotated[
        str | None, typer.Option("--chart", metavar="FILE", help="Draw it as .svg or .png.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="CASE", help="Propose what this adds to a case, as a diff."),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="With --into: write it into the case.")] = False,
    as_json: Json = False,
    as_lines: Annotated[
        bool, typer.Option("--jsonl", help="With --all-dyads: one JSON object a line.")
    ] = False,
) -> None:
    """Detect changes of course in event data.

    Tells when a dyad's level changed, how far, how surely, and which events carried it. The posture is the
    share of cooperation among events: no volume of reporting moves it. Intensity, hostile events over the
    world's, finds crises better and moves with closer coverage of a dyad.
    """
    from detente.cli._coming import coming_json, refuse_for_all, show_coming
    from detente.cli._detecting import (
        asked,
        detected_json,
        drawn,
        lines_json,
        moved_json,
        proposed,
        show_detected,
        show_moved,
    )
    from detente.workbench.events import open_events
    from detente.workspace import json_text

    question = asked(
        source=source, target=target, all_dyads=all_dyads, as_of=as_of, as_of_each=as_of_each, from_=from_, to=to,
        detector=detector, series=series, by=by, weights=weights, chart=chart, into=into, apply=apply, as_json=as_json,
        as_lines=as_lines,
    )  # fmt: skip
    refuse_for_all(ahead, all_dyads=all_dyads)
    with open_events(store) as bench:
        if question.all_dyads:
            moved = question.moved(bench)
            drawn(question, moved=moved)
            if as_lines:
                sys.stdout.writelines(lines_json(moved, bench))
            elif as_json:
                sys.stdout.write(json_text(moved_json(moved, bench)))
            else:
                show_moved(moved, bench)
            return
        found = question.detected(bench)
        drawn(question, detected=found)
        told = detected_json(found, bench)
        if ahead is not None:
            told["coming"] = coming_json(bench, found, ahead)
        if into is not None:
            told["proposal"] = proposed(question, found, bench)
        if as_json:
            sys.stdout.write(json_text(told))
        else:
            show_detected(found, bench, told.get("proposal"))
            show_coming(told.get("coming"))


COMMAND = Command(
    name="detect",
    run=detect,
    order=22,
    examples=(
        "detente detect events.duckdb --source IRN --target USA",
        "detente detect events.duckdb --source E3 --target IRN:GOV --as-of 2024-11-30 --by week --json",
        "detente detect events.duckdb --source IRN --target USA --series posture --detector pelt --chart iran.svg",
        "detente detect events.duckdb --source IRN --target USA --by week --ahead 4",
        "detente detect events.duckdb --all-dyads --as-of 2024-11-30",
        "detente detect events.duckdb --all-dyads --as-of-each month --from 2001-01 --to 2007-12 --jsonl",
        "detente detect events.duckdb --source IRN --target USA --into cases/iran-2024",
    ),
)
