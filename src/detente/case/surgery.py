"""Changes to the text of a case's files that leave every other character as it is: comments, order, style.

A file is composed to nodes only to find where something stands; the change itself is made in the text. Whoever
makes changes reads the case again afterwards, so that a change that went wrong is never written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from detente.case.yaml_text import entry, flow, item, scalar, section
from detente.core.errors import ParameterError

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A key of a file's tree: its own node and the value's."""

    key: Any
    value: Any


def add_entries(texts: Mapping[str, str], name: str, entries: Mapping[str, object]) -> dict[str, str]:
    """The files with entries added at the end of a section, which is begun where there is none.

    Parameters
    ----------
    texts : file name -> text; the section may stand in any file, and in several: the last one takes them.
    name : of a section that holds entries by id.
    """
    return _added(texts, name, dict(entries), "".join(entry(key, one) for key, one in entries.items()))


def add_items(texts: Mapping[str, str], name: str, items: list[object]) -> dict[str, str]:
    """The files with items added at the end of a section that is a list."""
    return _added(texts, name, items, "".join(item(one) for one in items))


def _added(texts: Mapping[str, str], name: str, content: Any, block: str) -> dict[str, str]:
    if not content:
        return dict(texts)
    held = [file for file in sorted(texts) if _section(texts[file], name) is not None]
    if not held:
        file = f"{name}.yaml"
        begun = texts.get(file, "")
        gap = "" if not begun or begun.endswith("\n") else "\n"
        return {**texts, file: f"{begun}{gap}{section(name, content)}"}
    file = held[-1]
    spot = _section(texts[file], name)
    assert spot is not None
    if spot.value.start_mark.index == spot.value.end_mark.index:
        # nothing is written under the section's name, so that its mark lies wherever the next thing begins
        at = _line_end(texts[file], spot.key.end_mark.index)
        return {**texts, file: f"{_with_newline(texts[file][:at])}{block}{texts[file][at:]}"}
    return {**texts, file: _put(texts[file], spot.value, content, block)}


def _put(text: str, node: Any, content: Any, block: str) -> str:
    """The text with a block of entries after the last of a node's."""
    is_empty = isinstance(node, ScalarNode) or not node.value
    if is_empty:
        start, end = (node.start_mark.index, node.end_mark.index)
        before = text[:start].rstrip(" ")
        return f"{before}\n{block.rstrip()}{text[end:]}"
    if node.flow_style:
        inside = flow(content)[1:-1]
        close = _last_end(node) - 1
        return f"{text[:close].rstrip()}, {inside}{text[close:]}"
    at = _line_end(text, _last_end(node))
    first = node.value[0][0] if isinstance(node, MappingNode) else node.value[0]
    indent = first.start_mark.column - (0 if isinstance(node, MappingNode) else 2)
    return f"{_with_newline(text[:at])}{_indented(block, indent - 2)}{text[at:]}"


def replace_value(text: str, keys: Keys, value: object) -> str:
    """The text with another value at some keys, in flow style.

    Raises
    ------
    ParameterError : the keys lead nowhere.
    """
    node = _at(text, keys)
    return f"{text[: node.start_mark.index]}{flow(value)}{text[_last_end(node) :]}"


def set_key(text: str, keys: Keys, key: str, value: object) -> str:
    """The text with a key of a mapping set: replaced where it is there, else added as the last.

    Raises
    ------
    ParameterError : the keys lead nowhere, or not to a mapping.
    """
    node = _at(text, keys)
    if not isinstance(node, MappingNode):
        raise _nowhere((*keys, key))
    if any(str(each.value) == key for each, _ in node.value):
        return replace_value(text, (*keys, key), value)
    if node.flow_style:
        close = _last_end(node) - 1
        comma = ", " if node.value else ""
        return f"{text[:close].rstrip()}{comma}{scalar(key)}: {flow(value)}{text[close:]}"
    at = _line_end(text, _last_end(node))
    indent = node.value[0][0].start_mark.column
    return f"{_with_newline(text[:at])}{' ' * indent}{scalar(key)}: {flow(value)}\n{text[at:]}"


def remove_key(text: str, keys: Keys) -> str:
    """The text without a key and its value; the last of a mapping stays, as an empty group.

    Raises
    ------
    ParameterError : the keys lead nowhere.
    """
    around = _at(text, keys[:-1])
    pairs = around.value if isinstance(around, MappingNode) else []
    place = next((n for n, (key, _) in enumerate(pairs) if str(key.value) == str(keys[-1])), None)
    if place is None:
        raise _nowhere(keys)
    key, value = pairs[place]
    if not around.flow_style:
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        return text[:start] + text[_line_end(text, _last_end(value)) :]
    start, end = key.start_mark.index, _last_end(value)
    if place:
        start = _last_end(pairs[place - 1][1])
    elif len(pairs) > 1:
        end = pairs[1][0].start_mark.index
    return text[:start] + text[end:]


def extend_list(text: str, keys: Keys, values: list[str]) -> str:
    """The text with values added to a list; one that is not there is begun.

    Raises
    ------
    ParameterError : the keys lead nowhere, or to something that is no list.
    """
    around = _at(text, keys[:-1])
    if not isinstance(around, MappingNode):
        raise _nowhere(keys)
    node = next((value for key, value in around.value if str(key.value) == str(keys[-1])), None)
    if node is None:
        return set_key(text, keys[:-1], str(keys[-1]), values)
    if not isinstance(node, SequenceNode):
        raise _nowhere(keys)
    held = {each.value for each in node.value}
    new = [value for value in values if value not in held]
    return _put(text, node, new, "".join(item(value) for value in new)) if new else text


def value_at(text: str, keys: Keys) -> Any:
    """What stands at some keys: text of a scalar, a list or a mapping of such; None where there is nothing."""
    try:
        return _told(_at(text, keys))
    except ParameterError:
        return None


def file_with(texts: Mapping[str, str], keys: Keys) -> str:
    """The file in which some keys stand.

    Raises
    ------
    ParameterError : they stand in none.
    """
    for file in sorted(texts):
        try:
            _at(texts[file], keys)
        except ParameterError:
            continue
        return file
    raise _nowhere(keys)


def _told(node: Any) -> Any:
    if isinstance(node, MappingNode):
        return {str(key.value): _told(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_told(each) for each in node.value]
    return node.value


def _section(text: str, name: str) -> Spot | None:
    root = _composed(text)
    if not isinstance(root, MappingNode):
        return None
    return next((Spot(key, value) for key, value in root.value if str(key.value) == name), None)


def _at(text: str, keys: Keys) -> Any:
    node = _composed(text)
    for key in keys:
        node = _below(node, key)
        if node is None:
            raise _nowhere(keys)
    return node


def _below(node: Any, key: str | int) -> Any:
    if isinstance(node, MappingNode):
        return next((value for each, value in node.value if str(each.value) == str(key)), None)
    if isinstance(node, SequenceNode):
        if isinstance(key, int):
            return node.value[key] if key < len(node.value) else None
        # entries of lists go by the id they carry
        return next((each for each in node.value if _told_id(each) == key), None)
    return None


def _told_id(node: Any) -> str | None:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((str(value.value) for key, value in pairs if str(key.value) == "id"), None)


@lru_cache(maxsize=32)
def _composed(text: str) -> Any:
    try:
        # the parser in Python: the compiled one tells no index into the text
        return YAML(typ="safe", pure=True).compose(text)
    except YAMLError:
        return None


def _last_end(node: Any) -> int:
    """Where a node's own text ends: marks of block nodes lie behind the comments that follow."""
    if isinstance(node, ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _last_end(last[1] if isinstance(node, MappingNode) else last)


def _line_end(text: str, at: int) -> int:
    """Index behind the line end that follows, a comment on the line included."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _with_newline(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _indented(block: str, by: int) -> str:
    if by >= 0:
        return "".join(f"{' ' * by}{line}" for line in block.splitlines(keepends=True))
    return "".join(line.removeprefix(" " * -by) for line in block.splitlines(keepends=True))


def _nowhere(keys: Keys) -> ParameterError:
    name = ".".join(map(str, keys))
    return ParameterError(
        "the case's files",
        f"nothing at {name}",
        "the path of something that is written there",
        "see `detente check`",
    )
