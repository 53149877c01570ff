"""HTML: the article without navigation, scripts and advertisements, with what its head tells of it."""

import re
from datetime import date
from typing import Any

from detente.sources.articles._decode import decoded
from detente.sources.articles.base import Content, Kind, UnreadableError, checked_length

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,40})", re.IGNORECASE)
_BEGINS = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
"""The day of first publication as the head tells it, whatever the clock of this machine says."""
_BLANKS = re.compile(r"[ \t\xa0]+")


def read(content: bytes, declared: str | None) -> Content:
    """The article in a page, one paragraph a line, its title as the first."""
    from trafilatura import bare_extraction

    named = _CHARSET.search(content[:4096])
    page, notes = decoded(content, declared or (named[1].decode("ascii") if named else None))
    found: Any = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        include_links=False,
        date_extraction_params=_DATES,
    )
    body = _BLANKS.sub(" ", getattr(found, "text", None) or "").strip()
    if found is None or not body:
        raise UnreadableError(
            "a page without the text of an article",
            "HTML that holds the article itself, not only scripts that fetch it",
            "open it in a browser, copy the article into a .txt file and give that",
        )
    title = _BLANKS.sub(" ", found.title).strip() if found.title else None
    return Content(
        checked_length(_headed(title, body)),
        title=title,
        publisher=found.sitename or None,
        dated=_day(found.date),
        language=found.language or None,
        notes=notes,
    )


def _headed(title: str | None, body: str) -> str:
    first, _, _ = body.partition("\n")
    if not title or first.strip().casefold() == title.casefold():
        return body
    return f"{title}\n{body}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _looks_like(content: bytes) -> bool:
    return _BEGINS.match(content[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


SOURCE = Kind(
    name="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    looks_like=_looks_like,
    read=read,
    apart=True,
    order=2,
)
