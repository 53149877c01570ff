"""Bytes become lines that DuckDB can read whatever a file holds, and what had to be mended is counted.

Files of events come with bytes of another encoding, NULs, stray carriage returns and quotation marks that
never close. A database's reader refuses such a line or swallows its neighbours; here each line stays one line
and keeps its number.
"""

import bz2
import csv
import gzip
import tempfile
import zipfile
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

from detente.core.errors import WorkspaceError

CHUNK = 1 << 23
LONGEST = 1 << 20
"""Bytes of a line beyond which it cannot be a record; it is cut, and then counted as malformed."""
PACKED = (".zip", ".gz", ".bz2")
RECORD_LINES = 50
"""Lines over which a quotation may run on before it is taken for one that never closes."""
_CONTROL = bytes(range(9)) + bytes(range(14, 32))
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(slots=True)
class Mended:
    """What had to be done to a file's bytes.

    Attributes
    ----------
    bytes : of the content, unpacked.
    sha256 : of the content, unpacked; the file's name does not count.
    latin1 : lines that were not UTF-8, and were read as Windows-1252.
    control : control characters taken out (NUL and the like).
    cut : lines longer than a record can be.
    lines : where the mended content lies: the file itself where nothing had to be mended.
    """

    lines: Path | None = None
    bytes: int = 0
    sha256: str = ""
    latin1: int = 0
    control: int = 0
    cut: int = 0

    @property
    def told(self) -> dict[str, int]:
        """Counts of what was mended, without what was not."""
        counts = {"latin1": self.latin1, "control": self.control, "cut": self.cut}
        return {name: count for name, count in counts.items() if count}


def contents(path: Path) -> list[str]:
    """Names of what lies in a file: the members of a .zip, or the file itself as ''.

    Raises
    ------
    WorkspaceError : it cannot be read, or is no whole archive.
    """
    if path.suffix.casefold() != ".zip":
        return [""]
    with _read_errors(path), zipfile.ZipFile(path) as archive:
        return [one.filename for one in archive.infolist() if not one.is_dir()]


def first_line(path: Path) -> str:
    """The first line of a file's first content, for recognising its format; empty where there is none.

    Raises
    ------
    WorkspaceError : it cannot be read, or is no whole archive.
    """
    parts = contents(path)
    if not parts:
        return ""
    with _read_errors(path), _opened(path, parts[0]) as source:
        return source.readline(LONGEST).decode("utf-8-sig", "replace").rstrip("\r\n")


def clean(path: Path, part: str, to: Path) -> Mended:
    """A file's content as UTF-8 lines, each as it stood and at its number.

    Parameters
    ----------
    part : one of `contents(path)`.
    to : where the lines are written, if the file itself will not do.

    Raises
    ------
    WorkspaceError : the file cannot be read, or its packing is broken.
    """
    if path.suffix.casefold() not in PACKED and not _is_pattern(path):
        with _read_errors(path):
            sound = _as_it_is(path)
        if sound is not None:
            return sound
    return _rewritten(path, part, to)


@contextmanager
def without_pattern(path: Path) -> Iterator[Path]:
    """A name for a file that DuckDB does not take for a pattern of names."""
    if not _is_pattern(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="detente-import-") as folder:
        link = Path(folder) / f"file{path.suffix}"
        link.symlink_to(path.absolute())
        yield link


def _is_pattern(path: Path) -> bool:
    return any(sign in str(path) for sign in "*?[")


def _as_it_is(path: Path) -> Mended | None:
    """What to say of a file in which nothing has to be mended; None of any other."""
    content, decoder = sha256(), getincrementaldecoder("utf-8")()
    size = tail = 0
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            if size == 0 and chunk.startswith(tuple(_MARKS)):
                return None
            is_odd = b"\r" in chunk or len(chunk.translate(None, _CONTROL)) < len(chunk)
            if is_odd or _may_hold_a_long_line(chunk) or tail + chunk.find(b"\n") > LONGEST:
                return None
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
            tail = len(chunk) - chunk.rfind(b"\n")
            size += len(chunk)
            content.update(chunk)
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return None
    return Mended(lines=path, bytes=size, sha256=content.hexdigest())


def _rewritten(path: Path, part: str, to: Path) -> Mended:
    mended, content = Mended(lines=to), sha256()
    with _read_errors(path), _opened(path, part) as source, to.open("wb") as out:
        rest, first, encoding = b"", True, ""
        while True:
            chunk = source.read(CHUNK)
            mended.bytes += len(chunk)
            content.update(chunk)
            if first:
                first = False
                mark = next((one for one in _MARKS if chunk.startswith(one)), b"")
                encoding, chunk = _MARKS.get(mark, ""), chunk[len(mark) :]
            if encoding.startswith("utf-16"):
                # Such files are small exports of spreadsheets.
                chunk = (chunk + source.read()).decode(encoding, "replace").encode()
            block = rest + chunk
            end = block.rfind(b"\n") + 1 if chunk and not encoding.startswith("utf-16") else len(block)
            if chunk and end == 0 and len(block) < 4 * CHUNK:
                rest = block
                continue
            end = end or len(block)
            rest = block[end:]
            if block[:end]:
                out.write(_mended(block[:end], mended))
            if not chunk or encoding.startswith("utf-16"):
                break
    mended.sha256 = content.hexdigest()
    return mended


def _mended(block: bytes, mended: Mended) -> bytes:
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b" ")
    kept = block.translate(None, _CONTROL)
    mended.control += len(block) - len(kept)
    if _may_hold_a_long_line(kept):
        lines = kept.split(b"\n")
        mended.cut += sum(len(line) > LONGEST for line in lines)
        kept = b"\n".join(line if len(line) <= LONGEST else line[:1000] for line in lines)
    try:
        kept.decode()
    except UnicodeDecodeError:
        kept = b"\n".join(_as_utf8(line, mended) for line in kept.split(b"\n"))
    return kept


def _may_hold_a_long_line(block: bytes) -> bool:
    """Whether any half of the longest length goes by without an end of line."""
    half = LONGEST // 2
    return any(block.find(b"\n", start, start + half) < 0 for start in range(0, len(block) - half, half))


def _as_utf8(line: bytes, mended: Mended) -> bytes:
    try:
        line.decode()
    except UnicodeDecodeError:
        mended.latin1 += 1
        try:
            return line.decode("cp1252").encode()
        except UnicodeDecodeError:
            return line.decode("latin-1").encode()
    return line


def csv_as_lines(path: Path, to: Path) -> tuple[tuple[str, ...], int]:
    """Turn a cleaned file with quotation marks into records of `line number, fields`, joined by tabs.

    Parameters
    ----------
    path : as `clean` wrote it.
    to : one record a line; a record that could not be taken apart has a quotation mark as its only field.

    Returns
    -------
    the names of the columns, and how many characters separate them: `,`, `;` or a tab is found by its number.
    """
    with (
        path.open(encoding="utf-8", newline="\n") as source,
        to.open("w", encoding="utf-8", newline="\n") as out,
    ):
        lines = enumerate(source, 1)
        head: tuple[str, ...] = ()
        at = 0
        for at, line in lines:  # noqa: B007 - the last number is wanted
            if line.strip():
                break
        else:
            return (), 0
        separator = max(",;\t|", key=line.count) if any(mark in line for mark in ",;\t|") else ","
        head = tuple(name.strip() for name in next(csv.reader([line], delimiter=separator)))
        for number, fields in _records(lines, separator):
            told = "\t".join(one.replace("\t", " ").replace("\n", " ") for one in fields)
            out.write(f"{number}\t{told}\n")
    return head, at


def _records(lines: Iterator[tuple[int, str]], separator: str) -> Iterator[tuple[int, list[str]]]:
    waiting: list[tuple[int, str]] = []
    while True:
        number, line = waiting.pop(0) if waiting else next(lines, (0, ""))
        if not number:
            return
        text = line.rstrip("\n")
        if '"' not in text:
            if text.strip():
                yield number, text.split(separator)
            continue
        record, taken = text, 0
        while record.count('"') % 2 and taken < RECORD_LINES:
            if taken == len(waiting):
                following = next(lines, None)
                if following is None:
                    break
                waiting.append(following)
            record += f"\n{waiting[taken][1].rstrip(chr(10))}"
            taken += 1
        if record.count('"') % 2:
            # The quotation never closes: this line is at fault, those after it are not.
            yield number, ['"', text[:120]]
            continue
        del waiting[:taken]
        try:
            yield number, next(csv.reader((f"{one}\n" for one in record.split("\n")), delimiter=separator))
        except csv.Error:
            yield number, ['"', text[:120]]


@contextmanager
def _opened(path: Path, part: str) -> Iterator[IO[bytes]]:
    kind = path.suffix.casefold()
    if kind == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(part) as member:
            yield member
    elif kind == ".gz":
        with gzip.open(path) as member:
            yield cast(IO[bytes], member)
    elif kind == ".bz2":
        with bz2.open(path) as member:
            yield cast(IO[bytes], member)
    else:
        with path.open("rb") as plain:
            yield plain


@contextmanager
def _read_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
        found = f"a packed file that is broken or was cut short ({error})"
        raise WorkspaceError(
            str(path), found, "a whole file", "fetch it again, or unpack what is left of it"
        ) from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(str(path), reason, "a file that can be read", "check the name") from error
