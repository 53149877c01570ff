"""A case's files rewritten in place: one value at a time, everything else to the byte, comments and order included.

The text is not loaded and dumped, which would reflow it: the parser's marks tell where a value stands, and only that span is
replaced.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.case.yaml_tree import Keys, Place, parser_events, read_tree
from detente.core.errors import ParameterError

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*")
_MEANING_MORE = frozenset({"true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL"})


@dataclass(slots=True)
class Node:
    """A value and where it stands: offsets into the text, and for collections what they hold.

    Attributes
    ----------
    kind : `scalar`, `map`, `list` or `alias`.
    is_flow : written in brackets, so that its end is marked.
    entries : key (or index) -> the key's own offset, and its value.
    """

    kind: str
    start: int
    end: int
    is_flow: bool = True
    entries: dict[str | int, tuple[int, "Node"]] = field(default_factory=dict)


def value_text(text: str, keys: Keys) -> str | None:
    """What is written at some keys; None where nothing is."""
    node = _find(_tree(text), keys)
    return None if node is None else text[node.start : node.end]


def with_value(text: str, keys: Keys, stated: Any) -> str:
    """A file's text with another value at some keys.

    Parameters
    ----------
    keys : lead to the value, or to one that may be added to a mapping that is there.
    stated : a number, word, list or mapping.

    Raises
    ------
    ParameterError : there is no such place, or it is an alias that stands for several.
    """
    root = _tree(text)
    node = _find(root, keys)
    if node is None:
        return _added(text, root, keys, stated)
    if node.kind == "alias":
        found = f"{text[node.start : node.end]}, which stands for a value written elsewhere"
        raise ParameterError(_called(keys), found, "a value of its own", "write it out in the file first")
    if node.kind == "map" and not node.is_flow and isinstance(stated, Mapping):
        return _entry_by_entry(text, keys, node, stated)
    space = " " if node.start == node.end and text[node.start - 1 : node.start] not in (" ", "\n", "") else ""
    return text[: node.start] + space + as_yaml(stated) + text[node.end :]


def without_value(text: str, keys: Keys) -> str:
    """A file's text without the entry of a mapping at some keys.

    Raises
    ------
    ParameterError : there is no such entry.
    """
    parent = _find(_tree(text), keys[:-1])
    if parent is None or parent.kind != "map" or keys[-1] not in parent.entries:
        raise ParameterError(_called(keys), "nothing", "an entry that is written", "look at the file")
    begin, node = parent.entries[keys[-1]]
    if parent.is_flow:
        return _out_of_brackets(text, parent, begin, node)
    start = text.rfind("\n", 0, begin) + 1
    if text[start:begin].strip():  # behind the dash of a list: the next entry moves up to it
        after = _line_end(text, node.end) + 1
        rest = text[after:].lstrip(" ")
        return text[:begin] + rest
    return text[:start] + text[min(len(text), _line_end(text, node.end) + 1) :]


def as_yaml(stated: Any) -> str:
    """A value in one line of YAML, as people write it.

    Examples
    --------
    >>> as_yaml({"low": 20.0, "mode": 35, "high": 55.5, "assumed": "he said so"})
    '{low: 20, mode: 35, high: 55.5, assumed: "he said so"}'
    >>> as_yaml(["C01", "C02"]), as_yaml("no_contact"), as_yaml("null")
    ('[C01, C02]', 'no_contact', '"null"')
    """
    if isinstance(stated, bool):
        return "true" if stated else "false"
    if stated is None:
        return "null"
    if isinstance(stated, int | float):
        return f"{stated:.10g}"
    if isinstance(stated, Mapping):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(value)}" for key, value in stated.items()) + "}"
    if isinstance(stated, list | tuple):
        return "[" + ", ".join(map(as_yaml, stated)) + "]"
    word = str(stated)
    is_plain = _PLAIN.fullmatch(word) is not None and word not in _MEANING_MORE
    return word if is_plain else json.dumps(word, ensure_ascii=False)


def where(places: Mapping[str, Place], path: str, texts: Mapping[str, str]) -> tuple[str, Keys]:
    """File and keys of an input: where it is written, or where it may be added to what is written.

    Parameters
    ----------
    places : of the case as read.
    texts : file name -> its text.

    Raises
    ------
    ParameterError : neither it nor what would hold it is written.
    """
    stem, dot, last = path.rpartition(".")
    place = places.get(path)
    if place is not None:
        keys = keys_at(place.file, texts[place.file], place)
        if keys is not None:
            return place.file, keys
    if dot and stem in places:
        held = places[stem]
        keys = keys_at(held.file, texts[held.file], held)
        if keys is not None:
            node = _find(_tree(texts[held.file]), keys)
            # A bare word or number may stand for a mapping: then it is the value itself.
            is_bare = node is not None and node.kind == "scalar" and node.end > node.start
            return held.file, keys if is_bare else (*keys, last)
    raise ParameterError(
        path, "no place for it", "an input that is written, or whose entry is", "add it in the file"
    )


def keys_at(file: str, text: str | bytes, place: Place) -> Keys | None:
    """The keys in a file that lead to a place, which is a key's or a value's."""
    tree = read_tree(file, text)
    for held in (tree.keys, tree.values):
        for keys, there in held.items():
            if there == place:
                return keys
    return None


def _added(text: str, root: Node, keys: Keys, stated: Any) -> str:
    parent = _find(root, keys[:-1]) if keys else None
    if parent is None or not isinstance(keys[-1], str):
        raise ParameterError(
            _called(keys), "no place for it", "an entry whose mapping is written", "add it in the file"
        )
    entry = f"{as_yaml(keys[-1])}: {as_yaml(stated)}"
    if parent.kind == "scalar" and text[parent.start : parent.end] in ("", "{}", "~", "null"):
        space = " " if text[parent.start - 1 : parent.start] == ":" else ""
        return f"{text[: parent.start]}{space}{{{entry}}}{text[parent.end :]}"
    if parent.kind != "map":
        raise ParameterError(_called(keys[:-1]), "no mapping", "a mapping", "write it as one in the file")
    if parent.is_flow:
        inside = text[parent.start + 1 : parent.end - 1]
        comma = "" if not inside.strip() or inside.rstrip().endswith(",") else ", "
        at = parent.start + 1 + len(inside.rstrip())
        return f"{text[:at]}{comma}{entry}{text[at:]}"
    first = next(iter(parent.entries.values()))[0]
    indent = first - (text.rfind("\n", 0, first) + 1)
    at = _line_end(text, parent.end)
    return f"{text[:at]}\n{' ' * indent}{entry}{text[at:]}"


def _entry_by_entry(text: str, keys: Keys, node: Node, stated: Mapping[str, Any]) -> str:
    """A mapping over several lines keeps the lines, and the comments, that stay."""
    for key, value in stated.items():
        text = with_value(text, (*keys, key), value)
    for present in node.entries:
        if present not in stated:
            text = without_value(text, (*keys, present))
    return text


def _out_of_brackets(text: str, parent: Node, begin: int, node: Node) -> str:
    rest = text[node.end : parent.end]
    after = re.match(r"\s*,\s*", rest)
    if after is not None:
        return text[:begin] + rest[after.end() :] + text[parent.end :]
    head = re.sub(r",?\s*$", "", text[:begin])
    return head + rest + text[parent.end :]


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _find(node: Node | None, keys: Keys) -> Node | None:
    for key in keys:
        if node is None or key not in node.entries:
            return None
        node = node.entries[key][1]
    return node


def _tree(text: str) -> Node:
    """The nodes of a text that has been read without a fault."""
    events = iter(list(parser_events(text)))
    for event in events:
        if type(event).__name__ == "DocumentStartEvent":
            return _node(next(events), events, text)
    return Node("scalar", 0, 0)


def _node(event: Any, events: Iterator[Any], text: str) -> Node:
    kind = type(event).__name__
    start, end = event.start_mark.index, event.end_mark.index
    if kind == "AliasEvent":
        return Node("alias", start, end)
    if kind == "ScalarEvent":
        return Node("scalar", start, start + len(text[start:end].rstrip()))
    node = Node("map" if kind == "MappingStartEvent" else "list", start, end, bool(event.flow_style))
    for event in events:
        name = type(event).__name__
        if name in ("MappingEndEvent", "SequenceEndEvent"):
            if node.is_flow:
                node.end = event.end_mark.index
            break
        at = event.start_mark.index
        name_or_place: str | int = str(event.value) if node.kind == "map" else len(node.entries)
        held = _node(next(events) if node.kind == "map" else event, events, text)
        node.entries[name_or_place] = (at, held)
        # A block's own end lies behind the comments that follow it: it ends where its last value does.
        node.end = node.end if node.is_flow else max(held.end, at + 1)
    return node


def _called(keys: Keys) -> str:
    return ".".join(map(str, keys)) or "file"
