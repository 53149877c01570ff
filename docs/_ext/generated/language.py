"""The language of a case: every section and noun a file may hold, as tables made from the JSON Schema."""

import re
from collections.abc import Mapping
from typing import Any

from generated.markdown import code, page, prose, sentence, table

Schema = Mapping[str, Any]
PREFIX = "#/$defs/"
GROUNDS = {"evidence", "basis", "assumed"}
"""Keys that every noun with numbers has; told once."""


def pages() -> dict[str, str]:
    """The files of a case, and the file of a conflict."""
    from detente.case import schema
    from detente.models.conflict import conflict_schema

    return {
        "case-files": _page(
            schema(),
            "The files of a case",
            "A case is a folder of YAML files; any section may stand in any file. "
            "Numbers, and the words that stand for them, have [a page of their own](numbers.md). "
            "`detente schema` prints the same as JSON Schema, for editors.",
        ),
        "conflict-file": _page(
            conflict_schema(),
            "The file of a conflict",
            "A conflict is one YAML file; `detente schema --conflict` prints its JSON Schema. "
            "[How to write one](../../how-to/conflict.md).",
        ),
    }


def _page(made: Schema, title: str, says: str) -> str:
    definitions = made.get("$defs", {})
    nouns = {
        name: own
        for name, own in definitions.items()
        if not name.startswith("number_") and _noun(own) is not None
    }
    parts = [f"# {title}", says, "## Sections" if nouns else "## Keys", _table(made, nouns)]
    carried = [name for name, own in nouns.items() if set(_noun(own)["properties"]) >= GROUNDS]
    if carried:
        first = _noun(nouns[carried[0]])
        rows = [[code(key), _kind(first["properties"][key], nouns), prose(first["properties"][key].get("description", ""))]
                for key in sorted(GROUNDS)]  # fmt: skip
        parts += [
            "## What a number rests on",
            "Whatever holds numbers may carry these keys. A number without a claim says why it is assumed.",
            table(["key", "type", "meaning"], rows),
        ]
    for name, own in nouns.items():
        noun = _noun(own)
        text = own.get("description") or noun.get("description") or ""
        parts += [f"## {name}", *(sentence(part) for part in text.split("\n\n")), _table(noun, nouns)]
        phrase = [one for one in own.get("anyOf", ()) if "pattern" in one or "$ref" in one]
        if phrase and noun is not own:
            parts.append(f"May also be written as {' or '.join(_kind(one, nouns) for one in phrase)}.")
    return page(*parts)


def _noun(own: Schema) -> Any:
    """The part of a definition that has keys, or None."""
    if "properties" in own:
        return own
    return next((one for one in own.get("anyOf", ()) if "properties" in one), None)


def _table(noun: Schema, nouns: Schema) -> str:
    needed = set(noun.get("required", ()))
    rows = []
    carries = set(noun["properties"]) >= GROUNDS
    for key, stated in noun["properties"].items():
        if carries and key in GROUNDS:
            continue
        default = "needed" if key in needed else _default(stated.get("default"))
        rows.append(
            [
                code(key),
                _kind(stated, nouns),
                default,
                prose(stated.get("description", "")) or _of(stated, nouns),
            ]
        )
    return table(["key", "type", "default", "meaning"], rows)


def _default(value: Any) -> str:
    if value in (None, [], "") or isinstance(value, dict):
        return ""
    return code(str(value).lower() if isinstance(value, bool) else str(value))


def _of(stated: Schema, nouns: Schema) -> str:
    """What a section without words of its own holds: the first sentence of its noun."""
    found = re.search(r"#/\$defs/(\w+)", str(stated))
    text = nouns.get(found.group(1), {}).get("description", "") if found else ""
    return sentence(re.split(r"(?<=\.)\s", text)[0]) if text else ""


def _kind(stated: Schema, nouns: Schema) -> str:
    """What may stand there, in words."""
    if "$ref" in stated:
        return _reference(stated["$ref"].removeprefix(PREFIX), nouns)
    if "const" in stated:
        return code(str(stated["const"]))
    if "enum" in stated:
        return ", ".join(code(str(one)) for one in stated["enum"])
    for several in ("anyOf", "oneOf"):
        if several in stated:
            told = [_kind(one, nouns) for one in stated[several] if one.get("type") != "null"]
            return " or ".join(dict.fromkeys(told))
    kind = stated.get("type")
    kinds: list[str | None] = [one for one in kind if one != "null"] if isinstance(kind, list) else [kind]
    return " or ".join(_plain(one, stated, nouns) for one in kinds)


def _plain(kind: str | None, stated: Schema, nouns: Schema) -> str:
    if kind == "array":
        items: Schema = stated.get("items") or next(iter(stated.get("prefixItems", ())), {})
        return f"list of {_kind(items, nouns)}" if items else "list"
    if kind == "object":
        below = stated.get("additionalProperties") or next(
            iter(stated.get("patternProperties", {}).values()), None
        )
        return f"name → {_kind(below, nouns)}" if isinstance(below, Mapping) else "keys and values"
    if kind in ("number", "integer"):
        low, high = stated.get("minimum", stated.get("exclusiveMinimum")), stated.get("maximum")
        told = "whole number" if kind == "integer" else "number"
        if low is not None and high is not None:
            return f"{told} from {low:g} to {high:g}"
        return f"{told}, at least {low:g}" if low is not None else told
    if kind == "string":
        return {"date": "date"}.get(stated.get("format", ""), "text")
    return "`true` or `false`" if kind == "boolean" else kind or "anything"


def _reference(name: str, nouns: Schema) -> str:
    if name.startswith("number_"):
        kind = name.removeprefix("number_")
        return f"[number: {prose(kind)}](numbers.md#{kind.replace('_', '-')})"
    if name in nouns:
        return f"[{name}](#{name.lower()})"
    return prose(name)
