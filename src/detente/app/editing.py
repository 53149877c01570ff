"""Edits of a case's files: validated before they are written, never over somebody else's, and undone one by one."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from detente.app.desk import OWN, Desk
from detente.case import CaseFile
from detente.case.rewrite import value_text, where, with_value
from detente.case.three_way import merged
from detente.case.yaml_tree import LARGEST_FILE
from detente.core.errors import DetenteError, ParameterError, WorkspaceError
from detente.workspace import json_text, open_folder, read_files, write_file
from detente.workspace.folder import CONFLICT

MOST_EDITS = 100
"""Edits of a case that can be undone."""
MOST_TEXTS = 64
"""Texts kept as they were shown, so that two edits of one text can be merged."""
_LOCK = Lock()
_SHOWN: "OrderedDict[str, str]" = OrderedDict()


class ConflictError(DetenteError):
    """The file was changed by somebody else meanwhile, at the same place.

    Parameters
    ----------
    theirs : what stands there now; `mine` what was to be written.
    """

    def __init__(self, file: str, theirs: str, mine: str) -> None:
        self.file, self.theirs, self.mine = file, theirs, mine
        super().__init__(file, theirs, mine)

    def __str__(self) -> str:
        return f"{self.file} was changed by somebody else meanwhile; nothing was written."

    @property
    def difference(self) -> str:
        """What stands there now against what was to be written, line by line."""
        lines = unified_diff(
            self.theirs.splitlines(),
            self.mine.splitlines(),
            "as it stands now",
            "as you wrote it",
            lineterm="",
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that was written, and can be undone while the file is as it left it."""

    file: str
    what: str
    when: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an edit: `is_merged` where somebody else's edit of the file was kept beside it."""

    file: str
    is_merged: bool


def digest(text: str) -> str:
    """Hash of a text, as forms carry it."""
    return sha256(text.encode()).hexdigest()


def shown(text: str) -> str:
    """Remember a text as it was shown, and return its hash."""
    mark = digest(text)
    with _LOCK:
        _SHOWN[mark] = text
        _SHOWN.move_to_end(mark)
        while len(_SHOWN) > MOST_TEXTS:
            _SHOWN.popitem(last=False)
    return mark


def texts_of(desk: Desk, case: str) -> dict[str, str]:
    """File -> text, of a case as it stands.

    Raises
    ------
    WorkspaceError : a file is not text in UTF-8.
    """
    try:
        return {
            name: content.decode("utf-8") for name, content in open_folder(desk.cases[case]).files.items()
        }
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            case, "a file that is not text in UTF-8", "text in UTF-8", "save it as UTF-8"
        ) from error


def read(texts: Mapping[str, str]) -> CaseFile:
    """The case that some texts make.

    Raises
    ------
    CaseError : they hold faults.
    """
    return read_files({name: text.encode() for name, text in texts.items()})


def restated(texts: Mapping[str, str], path: str, stated: Any) -> tuple[str, str]:
    """File and text with another value at an input, tried on the case.

    Raises
    ------
    CaseError : the case would hold faults.
    ParameterError : the input has no place in the files.
    """
    file, keys = where(read(texts).places, path, texts)
    text = with_value(texts[file], keys, stated)
    read({**texts, file: text})
    return file, text


def written_at(texts: Mapping[str, str], path: str) -> str:
    """What is written at an input now; nothing where it is not written."""
    file, keys = where(read(texts).places, path, texts)
    return value_text(texts[file], keys) or ""


def save_value(desk: Desk, case: str, path: str, stated: Any, *, seen: str) -> Written:
    """Write another value of an input.

    Parameters
    ----------
    seen : what stood at the input when the form was made. Other edits of the file are kept.

    Raises
    ------
    ConflictError : something else stands there now.
    CaseError : the case would hold faults.
    """
    with _LOCK:
        texts = texts_of(desk, case)
        now = written_at(texts, path)
        file, text = restated(texts, path, stated)
        if now != seen:
            raise ConflictError(file, now, str(value_at(text, {**texts, file: text}, path)))
        _write(
            desk,
            case,
            file,
            texts[file],
            text,
            f"{path}: {now or 'nothing'} → {value_at(text, {**texts, file: text}, path)}",
        )
    return Written(file, False)


def save_entry(desk: Desk, case: str, keys: tuple[str, str, str], stated: Any) -> Written:
    """Write one entry of a noun, whatever stands there: the analyst's own forecast of a question.

    Raises
    ------
    ParameterError : the noun is not written in the case.
    CaseError : the case would hold faults.
    """
    with _LOCK:
        texts = texts_of(desk, case)
        file, at = where(read(texts).places, ".".join(keys[:2]), texts)
        text = with_value(texts[file], (*at, keys[2]), stated)
        read({**texts, file: text})
        _write(desk, case, file, texts[file], text, f"{'.'.join(keys)} = {stated}")
    return Written(file, False)


def value_at(text: str, texts: Mapping[str, str], path: str) -> str:
    """What is written at an input in a new text of its file."""
    _, keys = where(read(texts).places, path, texts)
    return value_text(text, keys) or ""


def save_file(desk: Desk, case: str, file: str, text: str, *, seen: str) -> Written:
    """Write a whole file; where it was changed meanwhile, both edits are merged if they do not touch.

    Parameters
    ----------
    seen : hash of the text that the form began from.

    Raises
    ------
    ConflictError : both changed the same lines.
    CaseError : the case would hold faults.
    WorkspaceError : the case has no such file.
    """
    text = text.replace("\r\n", "\n")
    if len(text.encode()) > LARGEST_FILE:
        raise ParameterError(
            file, f"{len(text):,} characters", f"at most {LARGEST_FILE:,} bytes", "split the file"
        )
    with _LOCK:
        texts = texts_of(desk, case)
        if file not in texts:
            known = ", ".join(texts)
            raise WorkspaceError(file, "no such file of this case", known, "choose one of them")
        now, is_merged = texts[file], False
        if digest(now) != seen:
            base = _SHOWN.get(seen)
            both = merged(base, text, now) if base is not None else None
            if both is None:
                raise ConflictError(file, now, text)
            text, is_merged = both, True
        read({**texts, file: text})
        if text != now:
            _write(desk, case, file, now, text, f"{file} edited")
    return Written(file, is_merged)


def save_conflict(desk: Desk, case: str, text: str, *, seen: str) -> Written:
    """Write the conflict of a case, which may have had none so far.

    Parameters
    ----------
    seen : hash of the text that the form began from; empty where there was no such file.

    Raises
    ------
    ConflictError : the file was changed, or written, by somebody else meanwhile.
    CaseError : the case would hold faults.
    """
    if seen:
        return save_file(desk, case, CONFLICT, text, seen=seen)
    with _LOCK:
        texts = texts_of(desk, case)
        if CONFLICT in texts:
            raise ConflictError(CONFLICT, texts[CONFLICT], text)
        read({**texts, CONFLICT: text})
        write_file(desk.cases[case] / CONFLICT, text)
    return Written(CONFLICT, False)


def edits(desk: Desk, case: str) -> tuple[Edit, ...]:
    """Edits of a case that can be undone, latest first; they outlive the server."""
    found = []
    for file in sorted(_journal(desk, case).glob("*.json"), reverse=True):
        try:
            found.append(Edit(**json.loads(file.read_text("utf-8"))))
        except (OSError, ValueError, TypeError):
            continue
    return tuple(found)


def undo(desk: Desk, case: str) -> Edit:
    """Take the latest edit back; what others have written elsewhere in the file since is kept.

    Raises
    ------
    ParameterError : there is nothing to undo.
    ConflictError : somebody else has changed the same lines since.
    CaseError : the case would hold faults.
    """
    with _LOCK:
        journal = sorted(_journal(desk, case).glob("*.json"), reverse=True)
        held = edits(desk, case)
        if not held:
            raise ParameterError(
                "undo", "no edit", "an edit made in this workbench", "nothing is left to undo"
            )
        last = held[0]
        texts = texts_of(desk, case)
        now = texts.get(last.file, "")
        text = last.before if now == last.after else merged(last.after, last.before, now)
        if text is None:
            raise ConflictError(last.file, now, last.before)
        read({**texts, last.file: text})
        write_file(desk.cases[case] / last.file, text)
        journal[0].unlink(missing_ok=True)
    return last


def _write(desk: Desk, case: str, file: str, before: str, after: str, what: str) -> None:
    """Write a file and note it; whoever has written it since it was read wins, and nothing is written.

    Raises
    ------
    ConflictError : the file is not as it was read.
    """
    path = desk.cases[case] / file
    if path.read_bytes() != before.encode():
        raise ConflictError(file, path.read_bytes().decode("utf-8", "replace"), after)
    write_file(path, after)
    now = datetime.now(UTC)
    told = {
        "file": file,
        "what": what[:400],
        "when": now.isoformat(timespec="seconds"),
        "before": before,
        "after": after,
    }
    place = _journal(desk, case)
    write_file(place / f"{now:%Y%m%dT%H%M%S%f}.json", json_text(told))
    for old in sorted(place.glob("*.json"))[:-MOST_EDITS]:
        old.unlink(missing_ok=True)


def _journal(desk: Desk, case: str) -> Path:
    return desk.runs / OWN / "edits" / case
