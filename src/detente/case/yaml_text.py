"""Values as YAML that a person would have written: plain where that is safe, quoted where it is not, wrapped."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from detente.case.yaml_tree import plain as meant_by

WIDTH = 112
_SAFE = re.compile(r"[A-Za-z0-9À-ſ(/][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff,\[\]{}\"?:]*")
_UNSAFE = re.compile(r" #|\s$")
_ODD = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def scalar(value: object) -> str:
    """One value on one line; text is quoted wherever plain text would be read as something else.

    Examples
    --------
    >>> [scalar(value) for value in ("keep the threat", "NO", "12", "a: b", 3.0, True, None)]
    ['keep the threat', 'NO', '"12"', '"a: b"', '3', 'true', 'null']
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.10g}"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if _SAFE.fullmatch(text) and not _UNSAFE.search(text) and isinstance(meant_by(text), str):
        return text
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(value: object) -> str:
    """A value in flow style, on one line.

    Examples
    --------
    >>> flow({"position": {"low": 10, "mode": 20, "high": 30}, "evidence": ["A1", "A2"]})
    '{position: {low: 10, mode: 20, high: 30}, evidence: [A1, A2]}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def entry(name: object, value: object, indent: int = 2) -> str:
    """`name: value` with its line end; a mapping in flow style, wrapped between its keys, or as a block if it nests deep."""
    head = f"{' ' * indent}{scalar(name)}:"
    if isinstance(value, Mapping) and any(_is_deep(each) for each in value.values()):
        return f"{head}\n{''.join(entry(key, each, indent + 2) for key, each in value.items())}"
    return "".join(_wrapped(f"{head} ", value, indent + 2))


def _is_deep(value: object) -> bool:
    """Whether a value is a group that a line would hide: it holds groups of its own, or is too long."""
    return isinstance(value, Mapping) and (
        any(isinstance(each, Mapping) for each in value.values()) or len(flow(value)) > WIDTH - 24
    )


def item(value: object, indent: int = 2) -> str:
    """`- value` with its line end, wrapped like an entry."""
    return "".join(_wrapped(f"{' ' * indent}- ", value, indent + 3))


def _wrapped(head: str, value: object, indent: int) -> Iterator[str]:
    if not isinstance(value, Mapping) or not value:
        yield f"{head}{flow(value)}\n"
        return
    line = f"{head}{{"
    parts = [f"{scalar(key)}: {flow(each)}" for key, each in value.items()]
    for number, part in enumerate(parts):
        end = "}" if number == len(parts) - 1 else ","
        if number and len(line) + 1 + len(part) + 1 > WIDTH:
            yield f"{line}\n"
            line = f"{' ' * indent}{part}{end}"
        else:
            line += f"{' ' if number else ''}{part}{end}"
    yield f"{line}\n"


def section(name: str, entries: Mapping[Any, object] | list[object]) -> str:
    """A section of a case file: its name and one entry a line or more; empty where there is none."""
    if not entries:
        return ""
    if isinstance(entries, list):
        return f"{name}:\n{''.join(item(one) for one in entries)}"
    return f"{name}:\n{''.join(entry(key, one) for key, one in entries.items())}"
