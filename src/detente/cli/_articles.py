"""What `read` and `update` share: options about articles and the model, and how they are read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli._options import date_of
from detente.core.errors import ParameterError

if TYPE_CHECKING:
    from detente.core.case import Case
    from detente.sources import Stated
    from detente.workbench.reading import ReadArticles

Articles = Annotated[
    list[str],
    typer.Argument(metavar="ARTICLE", help="Files (.txt, .html, .pdf) or addresses (https://...)."),
]
ReaderName = Annotated[
    str,
    typer.Option("--reader", metavar="NAME", help="rules (offline), llm, or both: then agreement is shown."),
]
Publisher = Annotated[
    list[str] | None,
    typer.Option(
        "--publisher", metavar="NAME", help="Who published it; once for all, or once for each article."
    ),
]
Dated = Annotated[
    list[str] | None,
    typer.Option(
        "--date", metavar="DATE", help="Day it was published; once for all, or once for each article."
    ),
]
Id = Annotated[
    list[str] | None,
    typer.Option("--id", metavar="ID", help="Id of the source in the case; once for each article."),
]
Title = Annotated[
    list[str] | None,
    typer.Option("--title", metavar="TEXT", help="Title of the article; once for each article."),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--llm-base-url", metavar="URL", help="OpenAI-compatible endpoint; else DETENTE_LLM_BASE_URL."
    ),
]
Model = Annotated[
    str | None, typer.Option("--llm-model", metavar="NAME", help="Its model; else DETENTE_LLM_MODEL.")
]
Cache = Annotated[
    str | None,
    typer.Option(
        "--llm-cache", metavar="DIR", help="Where its answers are kept, so that a reading can be resumed."
    ),
]


def articles_read(
    articles: Sequence[str],
    *,
    reader: str,
    publisher: Sequence[str] | None,
    dated: Sequence[str] | None,
    ids: Sequence[str] | None,
    titles: Sequence[str] | None,
    base_url: str | None,
    model: str | None,
    cache: str | None,
    into: "Case | None" = None,
) -> "tuple[ReadArticles, dict[str, Any] | None]":
    """Articles read as the command line asks, and what a model has cost.

    Raises
    ------
    ParameterError : an option cannot be read.
    WorkspaceError : an article cannot be opened.
    """
    from detente.cli._progress import counted
    from detente.workbench.reading import read_articles, readers

    stated = stated_of(articles, publisher=publisher, dated=dated, ids=ids, titles=titles)
    client = None
    if reader in ("llm", "both") and reader in readers():
        from detente.sources.llm import client_of

        client = client_of(base_url=base_url, model=model, cache=cache)
    with counted("Reading") as progress:
        read = read_articles(
            articles,
            stated,
            reader=reader,
            read_on=datetime.now(UTC).date(),
            into=into,
            options={"client": client} if client is not None else None,
            progress=progress,
        )
    return read, client.spent() if client is not None else None


def stated_of(
    articles: Sequence[str],
    *,
    publisher: Sequence[str] | None,
    dated: Sequence[str] | None,
    ids: Sequence[str] | None,
    titles: Sequence[str] | None,
) -> "list[Stated]":
    """What the options say of each article.

    Raises
    ------
    ParameterError : an option is given neither once nor once for each, or holds no date or id.
    """
    from pydantic import TypeAdapter, ValidationError

    from detente.case.shape import A_NAME
    from detente.core.noun import Identifier
    from detente.sources import Stated

    count = len(articles)
    publishers = _for_each("--publisher", publisher, count, shared=True)
    days = [date_of("--date", text) for text in _for_each("--date", dated, count, shared=True)]
    names = _for_each("--id", ids, count, shared=False)
    for name in names:
        try:
            if name is not None:
                TypeAdapter(Identifier).validate_python(name)
        except ValidationError as error:
            raise ParameterError("--id", repr(name), A_NAME, "write a name such as wire_0512") from error
    if len({name for name in names if name}) < sum(name is not None for name in names):
        raise ParameterError("--id", "the same id twice", "one id for each article", "give each its own")
    headings = _for_each("--title", titles, count, shared=False)
    return [Stated(*each) for each in zip(names, headings, publishers, days, strict=True)]


def _for_each(option: str, given: Sequence[str] | None, count: int, *, shared: bool) -> list[str | None]:
    if not given:
        return [None] * count
    if len(given) == 1 and (shared or count == 1):
        return [given[0]] * count
    if len(given) == count:
        return list(given)
    allowed = f"{'one for all, or ' if shared else ''}one for each of the {count} articles"
    raise ParameterError(option, f"{len(given)} values", allowed, "give them in the articles' order")
