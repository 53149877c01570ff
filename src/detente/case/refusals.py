"""What a noun refuses, told in the house's form: what was found, what is allowed, nearest name, mend."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from detente.case.finding import Finding, listed, quoted
from detente.case.mends import mend_of_check, mend_of_kind
from detente.case.shape import (
    A_DATE,
    A_NAME,
    DATE_LIKE,
    Shape,
    below,
    fitting,
    part_of,
    shape_at,
    told,
    written_fields,
)
from detente.case.yaml_tree import Keys
from detente.core.errors import nearest
from detente.core.noun import Noun

Refusal = tuple[tuple[str | int, ...], Mapping[str, Any]]
"""Where, below the entry, and pydantic's record of what it refused."""
_KEY = "[key]"
_WRONG_TYPE = frozenset(
    {"model_type", "dict_type", "tuple_type", "date_type", "string_type", "float_type", "literal_error"}
)


def findings(error: ValidationError, shape: Shape, stated: Any, keys: Keys) -> Iterator[Finding]:
    """All that was refused in one entry.

    Parameters
    ----------
    error : what validating `stated` raised.
    shape : the annotation it was validated against.
    keys : the keys that lead to the entry.
    """
    refused = [(tuple(record["loc"]), record) for record in error.errors(include_url=False)]
    seen: set[Finding] = set()
    for where, record in _settled(refused, stated):
        finding = _told(where, record, shape, stated, keys)
        if finding not in seen:
            seen.add(finding)
            yield finding


def _settled(refused: Sequence[Refusal], stated: Any) -> Iterator[Refusal]:
    """Refusals without the branches of unions: of several, the one the writer is likely to have meant."""
    unions: dict[tuple[str | int, ...], dict[str, list[Refusal]]] = {}
    for where, record in refused:
        branch = _branch(where, record, stated)
        if branch is None:
            yield where, record
        else:
            without = (*where[:branch], *where[branch + 1 :])
            unions.setdefault(where[:branch], {}).setdefault(str(where[branch]), []).append((without, record))
    for where, branches in unions.items():
        yield from _settled(_meant(branches, _at(stated, where), where), stated)


def _branch(where: tuple[str | int, ...], record: Mapping[str, Any], stated: Any) -> int | None:
    """Index of the first part of a location that names a branch of a union and no key of the file."""
    for index, part in enumerate(where):
        last = index == len(where) - 1
        if part == _KEY or (last and record["type"] == "missing"):
            return None
        if isinstance(stated, Mapping) and not any(str(part) == str(key) for key in stated):
            return index
        if isinstance(stated, list) and not (isinstance(part, int) and part < len(stated)):
            return index
        if not isinstance(stated, Mapping | list):
            return index
        stated = part_of(stated, part)
    return None


def _meant(branches: dict[str, list[Refusal]], stated: Any, where: tuple[str | int, ...]) -> list[Refusal]:
    dated = isinstance(stated, Mapping) and any(DATE_LIKE.match(str(key)) for key in stated)
    for_dates = [tag for tag in branches if tag.startswith("dict[date")]
    if for_dates and dated:
        return branches[for_dates[0]]
    left = {tag: found for tag, found in branches.items() if tag not in for_dates or len(branches) == 1}
    inside = [
        found
        for found in left.values()
        if not all(at == where and record["type"] in _WRONG_TYPE for at, record in found)
    ]
    if inside and isinstance(stated, Mapping | list):
        return min(inside, key=len)
    special = [found for found in inside if any(at == where for at, _ in found)]
    return special[0] if special else next(iter(left.values()))[:1]


def _at(stated: Any, where: tuple[str | int, ...]) -> Any:
    for key in where:
        stated = part_of(stated, key)
    return stated


def _told(
    where: tuple[str | int, ...], record: Mapping[str, Any], shape: Shape, stated: Any, keys: Keys
) -> Finding:
    kind = record["type"]
    if where and where[-1] == _KEY:
        return _bad_key(where[:-1], shape, stated, keys)
    path = (*keys, *_as_keys(where))
    found = _at(stated, where)
    if kind == "extra_forbidden":
        return _unknown_key(where, path, shape, stated)
    if kind == "missing":
        return _missing(where, path, shape, stated)
    if kind == "value_error":
        return _value_error(path, str(record["ctx"]["error"]), found)
    here = shape_at(shape, stated, where)
    allowed = told(here) if here is not None else "something else"
    if kind in ("too_short", "string_too_short"):
        return _too_short(path, record, found)
    if kind == "literal_error" and isinstance(found, str) and here is not None:
        words = [str(word) for one, _ in fitting(here, found) for word in get_args(one)]
        near = nearest(found, words)
        return Finding(path, quoted(found), allowed, "" if near else "write one of them", near)
    return Finding(path, quoted(found), allowed, mend_of_kind(found, allowed))


def _as_keys(where: tuple[str | int, ...]) -> Keys:
    return tuple(part if isinstance(part, int) else str(part) for part in where)


def _bad_key(where: tuple[str | int, ...], shape: Shape, stated: Any, keys: Keys) -> Finding:
    around = shape_at(shape, stated, where[:-1])
    annotation = fitting(around, _at(stated, where[:-1]))[0][0] if around is not None else None
    of_keys = get_args(annotation)[0] if get_origin(annotation) is dict else None
    allowed = told((of_keys, ())) if of_keys is not None else A_NAME
    mend = "write the date as year-month-day" if allowed == A_DATE else f"write {allowed}"
    return Finding((*keys, *_as_keys(where)), f"the key {quoted(where[-1])}", allowed, mend, at_key=True)


def _unknown_key(where: tuple[str | int, ...], path: Keys, shape: Shape, stated: Any) -> Finding:
    around = shape_at(shape, stated, where[:-1])
    nouns = [one for one, _ in fitting(around, _at(stated, where[:-1]))] if around is not None else []
    names = [
        name
        for one in nouns
        if isinstance(one, type) and issubclass(one, Noun)
        for name in written_fields(one)
    ]
    near = nearest(str(where[-1]), names)
    mend = "" if near else "delete it, or move it to where it belongs"
    return Finding(
        path,
        f"the unknown key {quoted(str(where[-1]))}",
        f"the keys {listed(names, most=30)}",
        mend,
        near,
        True,
    )


def _missing(where: tuple[str | int, ...], path: Keys, shape: Shape, stated: Any) -> Finding:
    name = where[-1]
    here = shape_at(shape, stated, where)
    needs = told(here) if here is not None else "a value"
    around = shape_at(shape, stated, where[:-1])
    given = _at(stated, where[:-1])
    near = None
    if around is not None and isinstance(given, Mapping):
        strangers = [str(key) for key in given if below(around, given, str(key)) is None]
        near = nearest(str(name), strangers)
    mend = f"rename `{near}` to `{name}`" if near else f"add `{name}: ...`, {needs}"
    return Finding(path, "nothing", f"`{name}` is needed: {needs}", mend, at_key=True)


def _value_error(path: Keys, said: str, stated: Any) -> Finding:
    """What a noun's own check said; `found x; allowed y` is taken apart."""
    found, semicolon, allowed = said.partition("; ")
    culprits = (
        [str(key) for key, part in stated.items() if found == f"found {part!r}"]
        if isinstance(stated, Mapping)
        else []
    )
    if culprits:
        path = (*path, culprits[0])
    if found.startswith("found ") and semicolon:
        found = re.sub(
            r"\[([^\]]*)\]", lambda match: match[1].replace("'", "`") or "none", found.removeprefix("found ")
        )
    else:
        found, allowed = quoted(stated), said
    return Finding(path, found, allowed, mend_of_check(said))


def _too_short(path: Keys, record: Mapping[str, Any], found: Any) -> Finding:
    least = record["ctx"]["min_length"]
    if isinstance(found, str):
        return Finding(path, quoted(found), f"text of at least {least} characters", "say more")
    count = len(found) if isinstance(found, Mapping | list) else 0
    what = "entry" if least == 1 else "entries"
    return Finding(
        path,
        f"{count or 'no'} {'entry' if count == 1 else 'entries'}",
        f"at least {least} {what}",
        "add the rest",
    )
