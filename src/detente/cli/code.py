"""`detente code`: sentences into coded events, one record in and one record out."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli._options import Json
from detente.cli.base import Command

TOLD = 20
"""How many bad lines are told one by one; the rest are counted."""


def code(
    sentences: Annotated[
        str, typer.Argument(metavar="SENTENCES.jsonl", help="Records, one JSON object a line; - reads stdin.")
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="EVENTS.jsonl", help="File of coded records, a new or an old one.")
    ],
    actors_given: Annotated[
        bool,
        typer.Option(
            "--actors-given",
            help="Take source and target of a record's first event as given, and find the act alone. "
            "A record with `marked` text (<s>..</s>, <t>..</t>) is read so in any case.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Code who did what to whom, a record for a record.

    Each line holds `id`, `text` and perhaps `date`; each line written holds the `id`, its `events` (PLOVER type,
    CAMEO root, source, target, offsets, speaker, factuality) and `uncoded`: why there is none. A bad line is told
    with its number and left out, the rest are coded, and the exit code is 2.
    """
    import gc

    from detente.reading.naming.dictionary import VERSION, dictionary, dictionary_hash
    from detente.workspace import json_text
    from detente.workspace.streaming import writing

    dictionary()
    gc.freeze()  # it lives as long as the command: sweeping it again and again is a twentieth of the time
    counts: Counter[str] = Counter()
    types: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    with writing(Path(out)) as stream:
        for made in _coded(sentences, counts, actors_given=actors_given):
            stream.write(_line(made))
            counts["records"] += 1
            counts["coded"] += bool(made["events"])
            types.update(event["type"] for event in made["events"])
            if made["uncoded"]:
                missing[made["uncoded"]] += 1
    told = {
        "records": counts["records"],
        "coded": counts["coded"],
        "events": types.total(),
        "bad_lines": counts["bad"],
        "types": dict(sorted(types.items())),
        "uncoded": dict(sorted(missing.items())),
        "dictionary": {"version": VERSION, "sha256": dictionary_hash()},
        "out": out,
    }
    if as_json:
        sys.stdout.write(json_text(told))
    else:
        _show(told)
    if counts["bad"]:
        raise typer.Exit(2)


def _coded(sentences: str, counts: Counter[str], *, actors_given: bool) -> Any:
    """Coded records, one by one; bad lines are told on stderr."""
    import json

    from detente.core.errors import ParameterError
    from detente.reading.acts.records import code_record
    from detente.sources.lines import MOST, lines_of

    for number, line in lines_of(sentences):
        if line is not None and not line.strip():
            continue
        try:
            if line is None:
                raise ValueError(f"more than {MOST:,} bytes")
            made = code_record(json.loads(line.decode("utf-8-sig")), actors_given=actors_given)
        except UnicodeDecodeError:
            fault = "found bytes that are no UTF-8; allowed: UTF-8 text."
        except ParameterError as error:
            fault = str(error)
        except (ValueError, RecursionError) as error:
            fault = f"found {str(error) or 'too many brackets'}; allowed: a JSON object with `id` and `text`."
        else:
            yield made
            continue
        counts["bad"] += 1
        if counts["bad"] <= TOLD:
            sys.stderr.write(f"{sentences}:{number}: {fault}\n")
    if counts["bad"] > TOLD:
        sys.stderr.write(f"{sentences}: {counts['bad'] - TOLD:,} more bad lines.\n")


def _line(made: dict[str, Any]) -> str:
    import json

    line = json.dumps(made, ensure_ascii=False)
    # Half a character (a lone surrogate) is legal in JSON but not in UTF-8: such a record is written in escapes.
    return f"{line if line.isascii() or _is_encodable(line) else json.dumps(made)}\n"


def _is_encodable(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _show(told: dict[str, Any]) -> None:
    from detente.cli._tables import say, table

    records, coded = told["records"], told["coded"]
    share = f" ({100 * coded / records:.0f} %)" if records else ""
    say(f"{records:,} records, {coded:,} coded{share}, {told['events']:,} events: {told['out']}")
    if told["types"]:
        ordered = sorted(told["types"].items(), key=lambda each: (-each[1], each[0]))
        table("Types", ("Type", "Events"), ((name, str(number)) for name, number in ordered), right=(1,))
    if told["uncoded"]:
        ordered = sorted(told["uncoded"].items(), key=lambda each: (-each[1], each[0]))[:8]
        table("Not coded", ("What was missing", "Records"), ((why, str(n)) for why, n in ordered), right=(1,))


COMMAND = Command(
    name="code",
    run=code,
    order=-1,
    examples=(
        "detente code sentences.jsonl --out events.jsonl",
        "detente code marked.jsonl --out events.jsonl --json",
        "detente code - --out events.jsonl < sentences.jsonl",
    ),
)
