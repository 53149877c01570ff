"""What may stand where, read off the nouns: the keys of a group, and what a value must look like."""

import re
from collections.abc import Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MinLen
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from detente.case.finding import listed
from detente.core.hazard import Frequency
from detente.core.noun import Noun
from detente.core.parameter import LANDMARKS, Parameter
from detente.core.quantity import Quantity

DATE_LIKE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
A_DATE = "a date such as 2024-11-30"
A_NAME = "a name of letters, digits, - and _ that begins with a letter"

Shape = tuple[Any, tuple[Any, ...]]
"""An annotation and the metadata that restrict it."""


def written_fields(noun: type[Noun]) -> dict[str, FieldInfo]:
    """Fields of a noun by the key under which they are written."""
    return {info.alias or name: info for name, info in noun.model_fields.items()}


def bare(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    """An annotation without its `Annotated` layers, and their metadata."""
    while get_origin(annotation) is Annotated:
        annotation, *outer = get_args(annotation)
        metadata = (*metadata, *outer)
    return annotation, metadata


def alternatives(shape: Shape) -> tuple[Shape, ...]:
    """The shapes a union offers, None left out; a shape that is no union is its own only alternative."""
    annotation, metadata = bare(*shape)
    if not _is_union(annotation):
        return ((annotation, metadata),)
    parts = (bare(part, metadata) for part in get_args(annotation) if part is not type(None))
    return tuple(alternative for part in parts for alternative in alternatives(part))


def _origin(annotation: Any) -> Any:
    return get_origin(annotation)


def _is_union(annotation: Any) -> bool:
    return _origin(annotation) in (Union, UnionType)


def below(shape: Shape, stated: Any, key: str | int) -> Shape | None:
    """Shape of what stands under a key, or None where nothing may."""
    for annotation, _ in fitting(shape, stated):
        if isinstance(annotation, type) and issubclass(annotation, Noun):
            info = written_fields(annotation).get(str(key))
            if info is not None:
                return bare(info.annotation, tuple(info.metadata))
        elif _origin(annotation) in (dict, tuple):
            return bare(get_args(annotation)[1 if _origin(annotation) is dict else 0])
    return None


def fitting(shape: Shape, stated: Any) -> tuple[Shape, ...]:
    """The alternatives a writer can have meant: groups for a group, lists for a list; all where none fits."""
    offered = alternatives(shape)
    dated = isinstance(stated, Mapping) and any(DATE_LIKE.match(str(key)) for key in stated)
    fits = tuple(one for one in offered if _fits(one[0], stated, dated))
    return fits or offered


def _fits(annotation: Any, stated: Any, dated: bool) -> bool:
    origin = _origin(annotation)
    is_noun = isinstance(annotation, type) and issubclass(annotation, Noun)
    if isinstance(stated, Mapping):
        if origin is dict:
            return dated or get_args(annotation)[0] is not date
        return is_noun and not (dated and annotation is Quantity)
    if isinstance(stated, list):
        return origin is tuple
    return origin not in (dict, tuple) and (annotation is Quantity or not is_noun)


def shape_at(shape: Shape, stated: Any, keys: tuple[str | int, ...]) -> Shape | None:
    """Shape of what stands at the end of some keys, or None where the keys lead nowhere."""
    for key in keys:
        found = below(shape, stated, key)
        if found is None:
            return None
        shape, stated = found, part_of(stated, key)
    return shape


def part_of(stated: Any, key: str | int) -> Any:
    """What stands under a key, which may be written as a number; None where nothing does."""
    if isinstance(stated, Mapping):
        if key in stated:
            return stated[key]
        return next((part for name, part in stated.items() if str(name) == str(key)), None)
    if isinstance(stated, list) and isinstance(key, int) and key < len(stated):
        return stated[key]
    return None


def told(shape: Shape) -> str:
    """What may stand at a place, in words."""
    return " or ".join(dict.fromkeys(_told(*alternative) for alternative in alternatives(shape)))


def _told(annotation: Any, metadata: tuple[Any, ...]) -> str:
    origin = _origin(annotation)
    if origin is Literal:
        return f"one of {listed(map(str, get_args(annotation)), most=20)}"
    if origin is dict:
        return "a group of `date: number`" if get_args(annotation)[0] is date else "a group of keys"
    if origin is tuple:
        least = next((item.min_length for item in metadata if isinstance(item, MinLen)), 0)
        return f"a list of at least {least}, as [a, b]" if least > 1 else "a list, as [a, b]"
    if annotation is str:
        return _told_text(metadata)
    if annotation is int or annotation is float:
        return ("a whole number" if annotation is int else "a number") + _told_bounds(metadata)
    if annotation is bool:
        return "true or false"
    if annotation is date:
        return A_DATE
    if annotation is Quantity:
        parameter = next((item for item in metadata if isinstance(item, Parameter)), None)
        return told_number(parameter) if parameter is not None else "a number, a word or a spread"
    if annotation is Frequency or (isinstance(annotation, type) and issubclass(annotation, Frequency)):
        return "a frequency such as `2 in 14 months`"
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return f"a group of the keys {listed(written_fields(annotation), most=20)}"
    return "something else"


def _told_text(metadata: tuple[Any, ...]) -> str:
    pattern = next((item.pattern for item in metadata if getattr(item, "pattern", None)), None)
    least = next((item.min_length for item in metadata if isinstance(item, MinLen | StringConstraints)), None)
    if pattern is None:
        return f"text of at least {least} characters" if least else "text"
    either = re.fullmatch(r"\^\(([\w|]+)\)\$", str(pattern))
    if either is not None:
        return f"one of {either[1].replace('|', ', ')}"
    return A_NAME if "A-Za-z" in str(pattern) else f"text of the form {pattern}"


def _told_bounds(metadata: tuple[Any, ...]) -> str:
    low = next(
        (item.ge if isinstance(item, Ge) else item.gt for item in metadata if isinstance(item, Ge | Gt)), None
    )
    high = next(
        (item.le if isinstance(item, Le) else item.lt for item in metadata if isinstance(item, Le | Lt)), None
    )
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" of at least {low:g}"
    return f" of at most {high:g}" if high is not None else ""


def told_range(parameter: Parameter) -> str:
    """The range of a kind of number, with its unit."""
    return f"a number from {parameter.low:g} to {parameter.high:g} ({parameter.unit})"


def told_number(parameter: Parameter, words: Mapping[str, float] | None = None) -> str:
    """What may stand for a number of a kind: range, unit and words."""
    if words:
        return f"{told_range(parameter)}, or one of the words {listed(words, most=20)}"
    if parameter.words == LANDMARKS:
        return f"{told_range(parameter)}, or a landmark of the issue"
    return told_range(parameter) + (
        ", or a word for it" if parameter.words is not None and words is None else ""
    )
