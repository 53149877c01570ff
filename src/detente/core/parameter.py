"""Every kind of number a case may hold, as data: meaning, unit, range, default, words and default spread."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Combine = Literal["add", "scale"]
LANDMARKS = "landmarks"
"""Name of the word table that is not fixed: an issue's own landmarks."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One kind of number: what it means, where it may lie and how wide it is when nothing is said.

    Attributes
    ----------
    low, high : the closed range a value must lie in, in `unit`.
    default : the value where nothing is written, or None where a value is required.
    words : name of the word table, `LANDMARKS`, or None where only numbers are taken.
    combine : how effects join a dial: "add" (points per 10) or "scale" (per cent per 10); None if it is no dial.
    strength : the parameter that sizes an effect on this dial.
    factor : converts the strength's unit to the dial's.
    spread : default distribution around a bare value: kind and width; None draws no spread.
    """

    name: str
    meaning: str
    unit: str
    low: float
    high: float
    default: float | None = None
    words: str | None = None
    combine: Combine | None = None
    strength: str | None = None
    factor: float = 1.0
    spread: tuple[str, float] | None = None


@cache
def parameters() -> Mapping[str, Parameter]:
    """All parameters by name, read from `parameters.toml`."""
    table = tomllib.loads(files(__package__).joinpath("parameters.toml").read_text("utf-8"))
    return MappingProxyType({name: _parameter(name, row) for name, row in table.items()})


@cache
def word_tables() -> Mapping[str, Mapping[str, float]]:
    """The house's word tables, read from `words.toml`: table -> word -> number."""
    tables = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return MappingProxyType({name: MappingProxyType(dict(words)) for name, words in tables.items()})


def _parameter(name: str, row: dict[str, object]) -> Parameter:
    spread = row.pop("spread", None)
    kind_and_width = (str(spread[0]), float(spread[1])) if isinstance(spread, list) else None
    return Parameter(name=name, spread=kind_and_width, **row)  # type: ignore[arg-type]
