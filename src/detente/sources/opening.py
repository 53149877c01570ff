"""Articles as documents: found on disk or on the web, known by kind, read, and named."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from detente.core.errors import WorkspaceError
from detente.core.family import members
from detente.core.reading import Document
from detente.sources.articles._apart import read_apart
from detente.sources.articles.base import LARGEST_FILE, Content, Kind, UnreadableError
from detente.sources.articles.text import latest_told
from detente.sources.fetching import fetch, is_address

ESTIMATED = "undated; dated by the latest date it names, so an estimate: set --date if you know better"
FAMILY = "detente.sources.articles"
_ARCHIVES = {
    b"PK\x03\x04": "a zip archive or office file",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office file",
}

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the analyst says of an article; it wins over what the article says of itself."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with where it came from and what should be known of how it was read."""

    document: Document
    given: str
    kind: str
    notes: tuple[str, ...] = field(default=())


def open_articles(
    given: Sequence[str], stated: Sequence[Stated] = (), *, taken: Iterable[str] = ()
) -> tuple[Opened, ...]:
    """Articles as documents, in the order given; the same text twice is one document.

    Parameters
    ----------
    given : files and addresses.
    stated : what the analyst says of each; nothing where it is empty.
    taken : ids that are not free.

    Raises
    ------
    WorkspaceError : one cannot be read; all that cannot are told.
    """
    kinds = sorted(members(FAMILY, "SOURCE", Kind).items(), key=lambda one: one[1].order)
    names = set(taken)
    found: dict[str, Opened] = {}
    refused: list[WorkspaceError] = []
    for number, article in enumerate(given):
        told = stated[number] if stated else Stated()
        try:
            opened = _opened(article, told, dict(kinds))
        except WorkspaceError as error:
            refused.append(error)
            continue
        digest = str(opened.document.sha256)
        if digest in found:
            first = found[digest]
            note = f"{article} holds the same text, which is read once"
            found[digest] = replace(first, notes=(*first.notes, note))
            continue
        name = _free(told.id or _slug(article), names)
        names.add(name)
        found[digest] = replace(opened, document=replace(opened.document, id=name))
    if refused:
        raise _all_of(refused)
    return tuple(found.values())


def _all_of(refused: Sequence[WorkspaceError]) -> WorkspaceError:
    first, *others = refused
    for other in others:
        first.add_note(str(other))
    return first


def _opened(article: str, told: Stated, kinds: Mapping[str, Kind]) -> Opened:
    declared: str | None = None
    url = host = None
    if is_address(article):
        page = fetch(article)
        content, declared, url = page.content, page.encoding, page.url
        host = (urlsplit(url).hostname or "").removeprefix("www.") or None
        name = _kind(content, urlsplit(url).path, kinds, page.media_type)
    else:
        content = _bytes_of(article)
        name = _kind(content, article, kinds)
    try:
        _refuse_archives(content)
        kind = kinds[name]
        read = read_apart(name, content, declared) if kind.apart else kind.read(content, declared)
    except UnreadableError as error:
        raise WorkspaceError(article, error.found, error.allowed, error.mend) from error
    if read.dated is None and told.dated is None and (estimate := latest_told(read.text)) is not None:
        read = replace(read, dated=estimate, notes=(*read.notes, ESTIMATED))
    return Opened(_document(read, told, url, host), article, kinds[name].name, read.notes)


def _document(read: Content, told: Stated, url: str | None, host: str | None) -> Document:
    text = harmless(read.text)
    return Document(
        id="",
        text=text,
        title=_line(told.title or read.title),
        publisher=_line(told.publisher or read.publisher or host),
        dateline=told.dated or read.dated,
        url=url,
        sha256=sha256(text.encode()).hexdigest(),
        language=(read.language or "en")[:2],
    )


def harmless(text: str) -> str:
    r"""Text without characters that steer a terminal or turn the direction of what is shown; lines and tabs stay.

    Examples
    --------
    >>> harmless("Norway\x1b[2J met\u202e Iceland.\tIt rained.")
    'Norway[2J met Iceland.\tIt rained.'
    """
    return _STEERING.sub("", text)


def _line(text: str | None) -> str | None:
    """Text on one line, or None where nothing is left of it."""
    return " ".join(harmless(text).split()) or None if text else None


def _bytes_of(article: str) -> bytes:
    path = Path(article)
    try:
        if path.is_dir():
            raise WorkspaceError(
                article, "a folder", "the file of an article", f"give its files: {article}/*"
            )
        if not path.exists():
            raise WorkspaceError(article, "no such file", "a file or an address", "look at the path")
        if not path.is_file():
            raise WorkspaceError(
                article, "something that is no file", "a file", "save the article and give that"
            )
        size = path.stat().st_size
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            article, reason, "a file that can be read", "look at the path and its rights"
        ) from error
    except ValueError as error:
        raise WorkspaceError(repr(article), "no path", "a file or an address", "look at the path") from error
    if len(content) > LARGEST_FILE:
        raise WorkspaceError(
            article,
            f"{max(size, len(content)) / 1e6:.0f} MB",
            f"an article of at most {LARGEST_FILE / 1e6:g} MB",
            "give the article itself, without pictures, or cut it into parts",
        )
    if not content.strip():
        raise WorkspaceError(article, "an empty file", "an article", "look at the file; was it saved?")
    return content


def _kind(content: bytes, name: str, kinds: Mapping[str, Kind], media_type: str | None = None) -> str:
    """By its first bytes, then by what a server says, then by the file's name; else it is text."""
    by_look = next((key for key, kind in kinds.items() if kind.suffixes and kind.looks_like(content)), "text")
    if by_look != "text":
        return by_look
    for key, kind in kinds.items():
        if media_type in kind.media_types:
            return key
    suffix = Path(name).suffix.lower()
    return next((key for key, kind in kinds.items() if suffix in kind.suffixes), by_look)


def _refuse_archives(content: bytes) -> None:
    for mark, what in _ARCHIVES.items():
        if content.startswith(mark):
            raise UnreadableError(
                what, "text, HTML or PDF", "save the article as .txt, .html or .pdf and give that"
            )


def _slug(article: str) -> str:
    """An id from a file's or page's name.

    Examples
    --------
    >>> _slug("news/Belmark weighs talks.html"), _slug("2024-report.txt"), _slug("https://x.example/a/b?c=1")
    ('belmark_weighs_talks', 'n2024-report', 'b')
    """
    parts = urlsplit(article) if is_address(article) else None
    path = (parts.path.rstrip("/") or parts.hostname or "") if parts else article
    stem = path.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    plain = re.sub(r"[^a-z0-9\-]+", "_", stem.casefold()).strip("_-")[:40].strip("_-")
    return plain if plain[:1].isalpha() else f"n{plain}" if plain else "article"


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
