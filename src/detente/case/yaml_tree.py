"""YAML 1.2 text as plain maps, lists and scalars, with the place of everything; bounded, no surprises.

The text is read as a stream of parser events, not by a loader: so tags build nothing, an alias cannot grow
without bound, and a key given twice is seen. Scalars follow the core schema of YAML 1.2 (`NO` is a word,
`012` is twelve); dates stay text until the noun that wants a date reads them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from detente.case.yaml_faults import complaint
from detente.core.errors import Fault

LARGEST_FILE = 4_000_000
"""Bytes a file of a case may have."""
DEEPEST = 40
"""Levels of nesting a file may have."""
MOST_NODES = 400_000
"""Scalars, lists and maps a file may hold once its aliases are written out."""

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, and line and column from 1."""

    file: str
    line: int
    column: int


@dataclass(slots=True)
class Tree:
    """A file as read: its content, and where each key and each value stands, by the keys that lead there."""

    file: str
    content: Any = None
    keys: dict[Keys, Place] = field(default_factory=dict)
    values: dict[Keys, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class _UnreadableError(Exception):
    """The text cannot be read on from here."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def read_tree(file: str, text: str | bytes) -> Tree:
    """One file of YAML as a tree; `faults` tells what is wrong, and `content` is then what could be read."""
    tree = Tree(file)
    try:
        _Composer(tree, _decoded(file, text)).compose()
    except _UnreadableError as broken:
        tree.faults.append(broken.fault)
        tree.content = None
    return tree


def _decoded(file: str, text: str | bytes) -> str:
    size = len(text)
    if size > LARGEST_FILE:
        allowed = f"at most {LARGEST_FILE // 1_000_000} MB a file"
        raise _UnreadableError(
            Fault(file, None, None, "", f"{size / 1e6:.1f} MB", allowed, mend="split it into several files")
        )
    if isinstance(text, bytes):
        text = _from_utf8(file, text)
    text = text.removeprefix("\ufeff")
    odd = _UNPRINTABLE.search(text)
    if odd is not None:
        line, column = _line_and_column(text, odd.start())
        found = f"the character U+{ord(odd[0]):04X}"
        raise _UnreadableError(
            Fault(file, line, column, "", found, "printable text", mend="delete it, or save the file as text")
        )
    return text


def _from_utf8(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        found, mend = f"the byte 0x{content[error.start]:02x}", "save the file as UTF-8 text"
        raise _UnreadableError(Fault(file, line, column, "", found, "text in UTF-8", mend=mend)) from error


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


class _Composer:
    """Builds the tree of one file from parser events."""

    def __init__(self, tree: Tree, text: str) -> None:
        self.tree = tree
        self.text = text
        self.nodes = 0
        self.anchors: dict[str, Any] = {}

    def compose(self) -> None:
        events = self._events()
        documents = 0
        for event in events:
            if type(event).__name__ == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise self._broken(
                        event, "a second document (`---`)", "one document a file", "delete the line `---`"
                    )
                self.tree.content = self._node(next(events), events, ())

    def _events(self) -> Iterator[Any]:
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            yield from parser_events(self.text)
        except MarkedYAMLError as error:
            raise _UnreadableError(complaint(self.tree.file, self.text, error)) from error
        except (YAMLError, RecursionError, ValueError) as error:
            found = "text that is not YAML"
            mend = "compare it with a file made by `detente new`"
            raise _UnreadableError(
                Fault(self.tree.file, None, None, "", found, "YAML 1.2", mend=mend)
            ) from error

    def _broken(self, event: Any, found: str, allowed: str, mend: str) -> _UnreadableError:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        return _UnreadableError(Fault(self.tree.file, line, column, "", found, allowed, mend=mend))

    def _node(self, event: Any, events: Iterator[Any], keys: Keys) -> Any:
        mark = event.start_mark
        self.tree.values[keys] = Place(self.tree.file, mark.line + 1, mark.column + 1)
        self._count(event, 1)
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._alias(event)
        if event.tag is not None and event.tag not in _TAGS:
            raise self._broken(event, f"the tag {event.tag}", "plain values, without tags", "delete the tag")
        if len(keys) > DEEPEST:
            raise self._broken(
                event, f"more than {DEEPEST} levels of nesting", f"at most {DEEPEST}", "flatten it"
            )
        if kind == "ScalarEvent":
            built: Any = self._scalar(event)
        else:
            if event.anchor is not None:
                self.anchors[event.anchor] = _OPEN
            build = self._sequence if kind == "SequenceStartEvent" else self._mapping
            built = build(events, keys)
        if event.anchor is not None:
            self.anchors[event.anchor] = built
        return built

    def _count(self, event: Any, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            found = f"more than {MOST_NODES:,} entries once aliases are written out"
            raise self._broken(event, found, f"at most {MOST_NODES:,}", "use fewer aliases (`*name`)")

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            known = ", ".join(f"*{name}" for name in self.anchors) or "none is defined before it"
            raise self._broken(
                event, f"*{event.anchor}", f"an alias that is defined above ({known})", "write the value out"
            )
        target = self.anchors[event.anchor]
        if target is _OPEN:
            raise self._broken(
                event, f"*{event.anchor} inside itself", "an alias of something else", "write the value out"
            )
        self._count(event, _size(target))
        return target

    def _sequence(self, events: Iterator[Any], keys: Keys) -> list[Any]:
        built: list[Any] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            built.append(self._node(event, events, (*keys, len(built))))
        return built

    def _mapping(self, events: Iterator[Any], keys: Keys) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event)
            path = (*keys, str(key))
            place = Place(self.tree.file, event.start_mark.line + 1, event.start_mark.column + 1)
            first = self.tree.keys.get(path)
            if first is not None:
                self._twice(path, place, first)
                self._node(next(events), events, (*path, _ASIDE))
                continue
            self.tree.keys[path] = place
            built[key] = self._node(next(events), events, path)
        return built

    def _key(self, event: Any) -> Any:
        kind = type(event).__name__
        if kind == "AliasEvent" or kind != "ScalarEvent":
            raise self._broken(
                event, "a key that is not plain text", "a word or a number as key", "write the key as text"
            )
        if event.value == "<<" and event.implicit[0]:
            raise self._broken(
                event, "<< (a merge of YAML 1.1)", "keys written out", "write the merged keys out"
            )
        if event.implicit[0] and event.value == "":
            raise self._broken(
                event, "an empty key", "a word or a number as key", "write the key before the colon"
            )
        key = self._scalar(event)
        return event.value if key is None or isinstance(key, bool) else key

    def _twice(self, path: Keys, place: Place, first: Place) -> None:
        name = ".".join(map(str, path))
        found = f"{path[-1]!r} a second time (first at line {first.line})"
        mend = "delete one of the two, or give one another name"
        self.tree.faults.append(
            Fault(place.file, place.line, place.column, name, found, "each key once", mend=mend)
        )

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.tag is not None and event.tag != "!":
            return text if event.tag == "tag:yaml.org,2002:str" else plain(text)
        if not event.implicit[0] or event.style in ("'", '"', "|", ">"):
            return text
        value = plain(text)
        if isinstance(value, float) and not abs(value) < float("inf"):
            raise self._broken(event, text, "a finite number", "write a number")
        return value


_OPEN = object()
_ASIDE = "(second)"
_TAGS = frozenset(
    {"!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))}
)
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_WHOLE = re.compile(r"[-+]?[0-9]{1,300}")
_BASED = re.compile(r"0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100}")
_REAL = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)


def plain(text: str) -> Any:
    """What a plain scalar means by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _REAL.fullmatch(text):
        return float(
            text.replace(".inf", "inf")
            .replace(".Inf", "inf")
            .replace(".INF", "inf")
            .lower()
            .replace(".nan", "nan")
        )
    return text


def _size(content: Any) -> int:
    """Entries of an aliased part, itself included; an alias inside it is counted as often as it stands."""
    if isinstance(content, dict):
        return 1 + sum(map(_size, content.values()))
    return 1 + sum(map(_size, content)) if isinstance(content, list) else 1


def parser_events(text: str, *, pure: bool = False) -> Iterator[Any]:
    """Parser events of a text, from the compiled parser where there is one, else in Python (14 times slower).

    Parameters
    ----------
    pure : use the parser in Python even if the compiled one is there.
    """
    parser: Any = None if pure else _compiled(text)
    if parser is None:
        from ruamel.yaml import YAML

        yield from YAML(typ="safe", pure=True).parse(text)
        return
    while True:
        event = parser.get_event()
        if event is None:
            return
        yield event


def _compiled(text: str) -> Any:
    import ruamel.yaml  # noqa: F401  (the compiled parser needs it imported first)

    try:
        from _ruamel_yaml import CParser  # type: ignore[import-not-found]
    except ImportError:
        return None
    return CParser(text)
