"""Results as the text of files: JSON and CSV, the same bytes for the same values."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from detente.charts.base import Table


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


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
