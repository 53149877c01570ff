"""`detente read`: articles into sources, claims, events and a draft case, or into a case that is there."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli._articles import (
    Articles,
    BaseUrl,
    Cache,
    Dated,
    Id,
    Model,
    Publisher,
    ReaderName,
    Title,
    articles_read,
)
from detente.cli._options import Json
from detente.cli.base import Command
from detente.core.errors import ParameterError

if TYPE_CHECKING:
    from detente.workbench.reading import ReadArticles


def read(
    articles: Articles,
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="Folder of the draft case, a new one.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="CASE", help="Case to add what is new to, instead of a draft."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
    reader: ReaderName = "rules",
    publisher: Publisher = None,
    dated: Dated = None,
    ids: Id = None,
    titles: Title = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="As-of date of the draft; the latest article's unless given."
        ),
    ] = None,
    base_url: BaseUrl = None,
    model: Model = None,
    cache: Cache = None,
    as_json: Json = False,
) -> None:
    """Read articles: who says what, as claims of a case.

    With --out it writes a draft case (sources, claims, events, and open numbers marked `to be set`) that `check`
    accepts; with --into it adds sources and claims to a case and changes nothing else. Without either it only
    shows what it has read. The text of an article never goes into a case; `reading/` in the draft's folder holds
    offsets and short quotations.
    """
    from detente.workspace import json_text, refuse_to_overwrite_draft

    if out is not None and into is not None:
        raise ParameterError("detente read", "both --out and --into", "one of the two", "leave one out")
    if out is not None:
        refuse_to_overwrite_draft(Path(out))
        name = _case_id(out)
    held = _held(into) if into is not None else None
    found, spent = articles_read(
        articles,
        reader=reader,
        publisher=publisher,
        dated=dated,
        ids=ids,
        titles=titles,
        base_url=base_url,
        model=model,
        cache=cache,
        into=held[1] if held is not None else None,
    )
    from detente.workbench.reading import read_json

    told = {**read_json(found), "llm": spent}
    if held is not None:
        told |= _added(found, held, str(into), dry_run=dry_run)
    elif out is not None:
        told |= _drafted(found, Path(out), name, as_of, dry_run=dry_run)
    if as_json:
        sys.stdout.write(json_text(told))
        return
    from detente.cli._show_reading import show_reading

    show_reading(told, out=out, into=into, dry_run=dry_run)


def _case_id(out: str) -> str:
    """The draft's id: the folder's own name."""
    from pydantic import TypeAdapter, ValidationError

    from detente.case.shape import A_NAME
    from detente.core.noun import Identifier

    name = Path(out).absolute().name
    try:
        return TypeAdapter(Identifier).validate_python(name)
    except ValidationError as error:
        raise ParameterError(
            "--out", repr(name), f"a folder named as a case: {A_NAME}", "choose another name"
        ) from error


def _held(into: str) -> Any:
    from detente.workspace import find_folder, open_folder

    folder = open_folder(into)
    return folder, folder.read().case, find_folder(into)


def _drafted(
    found: "ReadArticles", out: Path, name: str, as_of: str | None, *, dry_run: bool
) -> dict[str, Any]:
    import detente
    from detente.case import read_case
    from detente.cli._options import date_of
    from detente.workbench.reading import files_of, latest
    from detente.workspace import write_draft

    newest = latest(found)
    day = date_of("--as-of", as_of) or newest
    if day < newest:
        raise ParameterError(
            "--as-of",
            str(day),
            f"a date not before the latest article, {newest}",
            "leave the article out, or set --date",
        )
    files = files_of(found, name, as_of=day, title=None, version=detente.__version__)
    # What we write ourselves must be in order; if it is not, nothing is written.
    read_case({key: text for key, text in files.items() if key.endswith(".yaml")})
    if not dry_run:
        write_draft(files, {"articles": [one.document.id for one in found.opened]}, out)
    return {"case": name, "as_of": day.isoformat(), "files": sorted(files), "written": not dry_run}


def _added(found: "ReadArticles", held: Any, into: str, *, dry_run: bool) -> dict[str, Any]:
    from dataclasses import asdict

    from detente.workbench.reading import folder_with, merged
    from detente.workspace import rewrite

    folder, case, path = held
    result, diff = merged(found, folder, case)
    after = folder_with(folder, result.texts)
    # What we would write must be in order; if it is not, nothing is written.
    after.read()
    changed = [name for name, content in after.files.items() if content != folder.files.get(name)]
    if not dry_run:
        rewrite(path, folder.files, after.files)
    return {
        "case": case.case,
        "added": {"sources": list(result.sources), "claims": [one.id for one in result.claims]},
        "known": [asdict(one) for one in result.known.values()],
        "diff": diff,
        "files": changed,
        "written": bool(changed) and not dry_run,
    }


COMMAND = Command(
    name="read",
    run=read,
    order=-3,
    examples=(
        "detente read wire.txt gazette.html --out drafts/river",
        "detente read report.pdf --date 2024-11-28 --publisher 'The River Gazette' --out drafts/river",
        "detente read https://news.example/story --into cases/iran-2024 --dry-run",
        "detente read wire.txt --reader both --llm-base-url http://localhost:8000/v1 --llm-model local --json",
    ),
)
