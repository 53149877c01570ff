"""Bytes as text: by what they say of themselves, as UTF-8, or by a guess that is told."""

import codecs
import re

from detente.sources.articles.base import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.002
"""Share of control characters above which a text is no text."""
_MOST_ACCENTS = 0.1
"""Share of letters beyond ASCII up to which a text is taken for English or a language written like it."""
_GUESSED_FROM = 200_000
"""Bytes that the guess of an encoding looks at."""


def decoded(content: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of some bytes, and notes on how it was found.

    Parameters
    ----------
    declared : the encoding that the file or its server names, tried first.

    Raises
    ------
    UnreadableError : the bytes are no text.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _cleaned(_strictly(content[len(mark) :], name)), ()
    notes: tuple[str, ...] = ()
    if declared is not None:
        try:
            return _cleaned(content.decode(declared)), ()
        except (LookupError, UnicodeDecodeError):
            notes = (f"the encoding it names, {declared[:30]}, does not fit",)
    if b"\x00" in content:
        raise _binary()
    try:
        return _cleaned(content.decode("utf-8")), notes
    except UnicodeDecodeError:
        text, name = _guessed(content)
        return _cleaned(text), (*notes, f"not UTF-8; read as {name}, so look at accents and quotation marks")


def _guessed(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    # What a Western newsroom's machine most likely wrote comes first: short texts guess badly.
    try:
        text = content.decode("cp1252")
        if not _CONTROL.search(text) and _is_western(text):
            return text, "cp1252"
    except UnicodeDecodeError:
        pass
    best = from_bytes(content[:_GUESSED_FROM]).best()
    if best is None:
        raise _binary()
    return content.decode(best.encoding, errors="replace"), best.encoding


def _is_western(text: str) -> bool:
    """Whether letters beyond ASCII are rare, as in English or French."""
    beyond = sum(letter > "\x7f" and letter.isalpha() for letter in text)
    return beyond <= _MOST_ACCENTS * len(text)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"bytes that are not the {encoding} they say they are", "text", "save the file as UTF-8 text"
        ) from error


def _cleaned(text: str) -> str:
    """The text with one kind of line end and no control characters; too many of these are no text."""
    odd = len(_CONTROL.findall(text))
    if odd > max(2, _MOST_CONTROL * len(text)):
        raise _binary()
    text = _CONTROL.sub("", text).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Lone surrogates cannot be written to any file.
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _binary() -> UnreadableError:
    return UnreadableError(
        "bytes that are no text", "text, HTML or PDF", "save the article as .txt, .html or .pdf and give that"
    )
