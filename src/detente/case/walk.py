"""Every noun of a case with the keys that lead to it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from detente.case.yaml_tree import Keys
from detente.core.case import Case
from detente.core.noun import Noun

_NESTED = (Noun, dict, tuple)


def walk(case: Case) -> Iterator[tuple[Keys, Noun]]:
    """All nouns of a case, each before those inside it; entries of lists by their index."""
    yield from (found for found in _walk(case, ()) if found[0])


def _walk(content: Any, keys: Keys) -> Iterator[tuple[Keys, Noun]]:
    if isinstance(content, Noun):
        yield keys, content
        parts: Iterable[tuple[Any, Any]] = (
            (written, getattr(content, name)) for name, written in _fields(type(content))
        )
    elif isinstance(content, dict):
        parts = ((str(key), part) for key, part in content.items())
    else:
        parts = enumerate(content)
    for key, part in parts:
        if part and isinstance(part, _NESTED):
            yield from _walk(part, (*keys, key))


@cache
def _fields(noun: type[Noun]) -> tuple[tuple[str, str], ...]:
    """Fields that may hold nouns, with the names under which they are written."""
    return tuple(
        (name, field.alias or name)
        for name, field in noun.model_fields.items()
        if _may_hold_nouns(field.annotation)
    )


def _may_hold_nouns(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return True
    return any(_may_hold_nouns(part) for part in getattr(annotation, "__args__", ()))
