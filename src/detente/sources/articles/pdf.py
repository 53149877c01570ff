"""PDF: the text layer, with words joined over ends of lines; pictures of text are not read."""

import io
import re
from datetime import date
from typing import Any

from detente.sources.articles.base import LONGEST_TEXT, Content, Kind, UnreadableError, checked_length
from detente.sources.articles.text import headline

MOST_PAGES = 500
_HYPHEN = re.compile(r"(\w)[-\u00ad]\n(?=[a-z])")
_LINE_END = re.compile(r"(?<![.!?:”\"])\n(?!\n|\s*[•\-–*])")
_DATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_BLANKS = re.compile(r"[ \t\xa0]+")


def read(content: bytes, declared: str | None) -> Content:
    """The text of all pages, one paragraph a line as far as the layout tells."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        text = _text_of(reader)
        told: Any = reader.metadata or {}
        made = told.get("/CreationDate")
    except (FileNotDecryptedError, DependencyError) as error:
        raise _locked() from error
    except LimitReachedError as error:
        raise UnreadableError(
            "a PDF that unpacks to far more than it holds",
            "the PDF of an article",
            "copy its text into a .txt file",
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise UnreadableError(
            "a PDF that is damaged", "a whole PDF", "fetch it again, or copy its text into a .txt file"
        ) from error
    if not any(letter.isalpha() for letter in text):
        raise UnreadableError(
            "a PDF without a text layer (pictures of pages)",
            "text that can be marked",
            "run OCR over it first",
        )
    day = _day(made)
    notes = () if day is None else ("dated by the day its PDF was made, so an estimate",)
    return Content(checked_length(text), title=headline(text), dated=day, notes=notes)


def _text_of(reader: Any) -> str:
    pages = reader.get_num_pages()
    if pages > MOST_PAGES:
        raise UnreadableError(f"{pages:,} pages", f"at most {MOST_PAGES}", "take out the pages that matter")
    parts: list[str] = []
    length = 0
    for page in reader.pages:
        part = page.extract_text() or ""
        length += len(part)
        if length > LONGEST_TEXT:
            raise UnreadableError(
                f"more than {LONGEST_TEXT:,} characters of text",
                "an article",
                "take out the pages that matter",
            )
        parts.append(part)
    text = "\n".join(parts).replace("\r\n", "\n").replace("\r", "\n")
    head, newline, rest = text.strip().partition("\n")
    joined = _LINE_END.sub(" ", _HYPHEN.sub(r"\1", rest))
    joined = re.sub(r"\n{2,}", "\n", _BLANKS.sub(" ", joined))
    return f"{_BLANKS.sub(' ', head)}{newline}{joined}".encode("utf-8", "replace").decode("utf-8")


def _day(made: Any) -> date | None:
    found = _DATED.match(str(made)) if made else None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _locked() -> UnreadableError:
    return UnreadableError("a PDF that is locked", "a PDF that opens without a password", "unlock it first")


def _looks_like(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


SOURCE = Kind(
    name="PDF",
    suffixes=(".pdf",),
    media_types=("application/pdf",),
    looks_like=_looks_like,
    read=read,
    apart=True,
    order=1,
)
