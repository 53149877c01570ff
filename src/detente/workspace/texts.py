"""Results as the text of files: JSON and CSV, the same bytes for the same values."""

import csv
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from detente.charts.base import Table
from detente.core.errors import WorkspaceError


def json_text(told: Mapping[str, Any]) -> str:
    """JSON in the order given, one key a line, dates as ISO text, without NaN."""
    return json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False, default=_as_text) + "\n"


def csv_text(table: Table) -> str:
    """CSV with a head, and the same ends of lines on every machine."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()


def write_whole(file: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside it first, then into its place; its rights are kept.

    Raises
    ------
    WorkspaceError : the disk refuses.
    """
    held: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".partial", dir=file.parent)
        held = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
            out.flush()
            os.fsync(out.fileno())
        held.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        held.replace(file)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            file.name, reason, "a place with room that can be written to", "see to the folder's rights"
        ) from error
    finally:
        if held is not None:
            with suppress(OSError):
                held.unlink(missing_ok=True)


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
