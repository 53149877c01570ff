"""`detente update`: a case brought up to date from articles; nothing is applied that nobody has accepted."""

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
from detente.cli._options import CaseFolder, Json, Seed, Workers, Worlds, date_of, settings_of
from detente.cli.base import Command
from detente.core.errors import ParameterError, WorkspaceError

if TYPE_CHECKING:
    from detente.core.projection import Settings
    from detente.workbench import Workbench
    from detente.workbench.updating import Staged, Update


def update(
    case: CaseFolder,
    articles: Articles,
    accept: Annotated[
        str | None,
        typer.Option(
            "--accept", metavar="FILE", help="YAML or JSON list of ids of proposals to accept; asks nothing."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change and what would move, and write nothing.")
    ] = False,
    no_run: Annotated[
        bool, typer.Option("--no-run", help="Do not run the case: no signposts, and not what moved.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="New as-of date; the latest accepted article's unless given."
        ),
    ] = None,
    reader: ReaderName = "rules",
    publisher: Publisher = None,
    dated: Dated = None,
    ids: Id = None,
    titles: Title = None,
    base_url: BaseUrl = None,
    model: Model = None,
    cache: Cache = None,
    worlds: Worlds = None,
    seed: Seed = None,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Bring a case up to date from articles.

    Tells what is new and what only repeats, which inputs and signposts each claim bears on, and proposes
    revisions. On a terminal each is accepted or declined; scripts name ids in --accept. Then the as-of date is
    rolled, the case is run again, and what moved is told by cause: code, time, evidence, judgement.
    """
    from detente.cli._show_update import show_considered, show_staged
    from detente.workbench import load
    from detente.workbench.moving import staged_json
    from detente.workbench.reading import agreement_json
    from detente.workbench.updating import considered, staged, update_json
    from detente.workspace import find_folder, json_text, rewrite

    bench = load(case)
    day = date_of("--as-of", as_of)
    wanted = _accepted_in(accept) if accept is not None else None
    settings = settings_of(bench, worlds=worlds, seed=seed, workers=workers)
    read, spent = articles_read(
        articles,
        reader=reader,
        publisher=publisher,
        dated=dated,
        ids=ids,
        titles=titles,
        base_url=base_url,
        model=model,
        cache=cache,
        into=bench.case,
    )
    found = considered(bench.case, read)
    if found.claims and not no_run:
        found = considered(bench.case, read, _signposts(bench, settings))
    told: dict[str, Any] = {
        **update_json(found, bench.case),
        "agreement": [agreement_json(one) for one in read.agreements],
        "llm": spent,
        "written": [],
    }
    if not as_json:
        show_considered(found, told)
    if wanted is None:
        wanted = _asked(found) if not as_json and _somebody_answers() else []
    if wanted or day is not None:
        stages = staged(bench, found, wanted, day)
        parts, code = _moved(bench, stages, settings, no_run=no_run)
        after = stages.judgement
        told |= staged_json(stages, parts, code, bench.case)
        changed = [name for name in after.files if after.files[name] != bench.folder.files.get(name)]
        if not dry_run:
            told["written"] = list(rewrite(find_folder(case), bench.folder.files, after.files))
        if not as_json:
            show_staged(bench.case, told, case, dry_run=dry_run, changed=changed)
    elif not as_json and found.proposals:
        typer.echo("Nothing was accepted, and nothing is changed. Scripts name ids with --accept FILE.")
    if as_json:
        sys.stdout.write(json_text(told))


def _signposts(bench: "Workbench", settings: "Settings") -> Any:
    """Signposts of the case as it stands."""
    from detente.cli._making import projected
    from detente.explanation import signposts

    projected(bench, settings)
    return signposts(bench.case, bench.projection())


def _moved(bench: "Workbench", stages: "Staged", settings: "Settings", *, no_run: bool) -> tuple[Any, str]:
    from detente.cli._making import projected
    from detente.cli._progress import counted
    from detente.workbench.moving import earlier_run, moved

    if no_run:
        return (), "the case was not run"

    def run(one: "Workbench", own: "Settings") -> None:
        projected(one, own)
        with counted("Answering") as progress:
            one.answer(progress=progress)

    earlier = earlier_run(bench, settings)
    run(bench, settings)
    return moved(stages, settings, base=bench, earlier=earlier, run=run), earlier.says


def _somebody_answers() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(found: "Update") -> list[str]:
    """Ids that the analyst accepts, asked one by one."""
    from detente.cli._show_update import show_proposal

    accepted: list[str] = []
    rest: dict[str, bool] = {}
    for number, one in enumerate(found.proposals, 1):
        answer = rest.get(one.kind)
        if answer is None:
            show_proposal(one, number, len(found.proposals))
            text = typer.prompt(
                f"Accept? [y]es, [n]o, [a]ll or n[o]ne of the {one.kind} proposals left, [q]uit",
                default="n",
                show_default=False,
            )
            letter = text.strip().lower()[:1]
            if text.strip().lower() in ("o", "none") or letter == "o":
                rest[one.kind] = False
            elif letter == "a":
                rest[one.kind] = True
            elif letter == "q":
                break
            answer = letter in ("y", "a")
        if answer:
            accepted.append(one.id)
    return accepted


def _accepted_in(file: str) -> list[str]:
    """Ids in a file of YAML or JSON: a list, or a group with the list under `accept`.

    Raises
    ------
    WorkspaceError : the file cannot be read.
    ParameterError : it holds no list of ids.
    """
    from detente.case.yaml_tree import read_tree

    try:
        content = Path(file).read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(file, reason, "a file with ids of proposals", "look at the path") from error
    tree = read_tree(file, content)
    if tree.faults:
        raise ParameterError("--accept", str(tree.faults[0]), "YAML or JSON", "write a list of ids")
    told = tree.content.get("accept") if isinstance(tree.content, dict) else tree.content
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        found = "no list of ids" if told is not None else "nothing"
        allowed = "a list such as `[claim-1-9f2c, value-2-03ab]`, or `accept:` with such a list"
        raise ParameterError(
            "--accept", f"{found} in {file}", allowed, "take ids from `detente update ... --json`"
        )
    return told


COMMAND = Command(
    name="update",
    run=update,
    order=-2,
    examples=(
        "detente update cases/iran-2024 monday.html",
        "detente update cases/iran-2024 monday.html tuesday.txt --json > proposals.json",
        "detente update cases/iran-2024 monday.html --accept accepted.yaml --worlds 2000",
        "detente update cases/iran-2024 monday.html --accept accepted.yaml --dry-run",
    ),
)
