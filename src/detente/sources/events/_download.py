"""GDELT's files of a span of days, from its own list: with their checksums, and taken up where they broke off."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from detente.core.errors import ParameterError, WorkspaceError

BASE = "http://data.gdeltproject.org/gdeltv2"
LIST = "masterfilelist.txt"
"""One line a file: bytes, MD5, address."""
TRIES = 3
TIMEOUT = 60.0
CHUNK = 1 << 20
_EXPORT = re.compile(r"(?P<stamp>\d{14})\.export\.CSV\.zip", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the list."""

    name: str
    size: int
    md5: str


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file of the list on this disk; `path` is None where the list names it and the server has it not."""

    name: str
    path: Path | None


def download_gdelt(
    first: date,
    last: date,
    folder: Path,
    *,
    base: str = BASE,
    is_held: Callable[[str], bool] = lambda name: False,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Downloaded]:
    """Fetch the event files of some days, one by one, oldest first.

    A file that broke off is taken up where it stopped; its checksum is the list's. The caller deletes what it
    has used.

    Parameters
    ----------
    first, last : days, both included, by the time at which GDELT published a file (UTC).
    folder : where files are kept while they are whole or on their way.
    base : address under which the list and the files lie.
    is_held : files that need not be fetched again.
    progress : called with files done and files in all.

    Raises
    ------
    ParameterError : the days are the wrong way round, or the address is none of the web.
    WorkspaceError : the server cannot be reached, or keeps sending what does not match its checksum.
    """
    if last < first:
        raise ParameterError(
            "--from", f"{first}, later than --to {last}", "a first day no later than the last"
        )
    if urlsplit(base).scheme not in ("http", "https"):
        raise ParameterError("--base-url", repr(base), "an address that begins with http:// or https://")
    folder.mkdir(parents=True, exist_ok=True)
    base = base.rstrip("/")
    wanted = [one for one in _listed(base, first, last) if not is_held(one.name)]
    for number, one in enumerate(wanted):
        if progress:
            progress(number, len(wanted))
        yield Downloaded(one.name, _fetched(base, one, folder))
    if progress:
        progress(len(wanted), len(wanted))


def _listed(base: str, first: date, last: date) -> list[Listed]:
    """Event files of the days in the list, which is read line by line: it is a hundred megabytes."""
    low, high = f"{first:%Y%m%d}", f"{last:%Y%m%d}"
    found: dict[str, Listed] = {}
    address = f"{base}/{LIST}"
    try:
        with urlopen(Request(address), timeout=TIMEOUT) as answer:
            for raw in answer:
                parts = raw.decode("ascii", "replace").split()
                matched = _EXPORT.fullmatch(parts[2].rpartition("/")[2]) if len(parts) == 3 else None
                if matched and low <= matched["stamp"][:8] <= high and parts[0].isdigit():
                    found[matched.group()] = Listed(matched.group(), int(parts[0]), parts[1].lower())
    except (OSError, HTTPException) as error:
        raise _unreachable(address, error) from error
    if not found:
        raise WorkspaceError(
            address, f"no event file from {first} to {last}", "days for which GDELT has published files"
        )
    return [found[name] for name in sorted(found)]


def _fetched(base: str, one: Listed, folder: Path) -> Path | None:
    whole, part = folder / one.name, folder / f"{one.name}.part"
    if whole.is_file() and _md5(whole) == one.md5:
        return whole
    problem: Exception | str = ""
    for _ in range(TRIES):
        try:
            _continue(f"{base}/{one.name}", part)
        except HTTPError as error:
            if error.code == 404:
                return None
            problem = error
            if error.code == 416:
                part.unlink(missing_ok=True)
            continue
        except (OSError, HTTPException) as error:
            problem = error
            continue
        if _md5(part) == one.md5:
            part.replace(whole)
            return whole
        problem = "content that does not match its checksum"
        part.unlink()
    if isinstance(problem, str):
        raise WorkspaceError(
            f"{base}/{one.name}", problem, f"the content with MD5 {one.md5}", "try again later"
        )
    raise _unreachable(f"{base}/{one.name}", problem) from problem


def _continue(address: str, part: Path) -> None:
    """Fetch what a part lacks; from the beginning where the server does not know how to go on."""
    held = part.stat().st_size if part.exists() else 0
    asked = Request(address, headers={"Range": f"bytes={held}-"} if held else {})
    with urlopen(asked, timeout=TIMEOUT) as answer:
        goes_on = held and answer.status == 206
        with part.open("ab" if goes_on else "wb") as out:
            expected = answer.headers.get("Content-Length")
            got = 0
            while block := answer.read(CHUNK):
                out.write(block)
                got += len(block)
    if expected is not None and got < int(expected):
        raise OSError(f"broke off after {got} of {expected} bytes")


def _md5(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        # The list's own kind of checksum; it guards against accidents, not against forgers.
        return file_digest(file, "md5").hexdigest()
    return ""


def _unreachable(address: str, error: Exception) -> WorkspaceError:
    reason = str(error.reason) if isinstance(error, URLError) else str(error) or type(error).__name__
    mend = "what was imported before stays; the same command goes on from there"
    return WorkspaceError(
        address, f"no answer that could be used ({reason})", "an address that can be reached", mend
    )
