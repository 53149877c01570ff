"""The typed numbers of a case: where each stands, its kind, what it rests on, what it stands for."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal, get_args

from pydantic.fields import FieldInfo

from detente.core.case import Case
from detente.core.effect import Effect
from detente.core.event import Event
from detente.core.hazard import Rate
from detente.core.noun import Basis, Noun, Sourced
from detente.core.parameter import LANDMARKS, Parameter, parameters
from detente.core.quantity import Quantity, Spread, spread_of

SECTIONS = ("actors", "institutions", "issues", "tracks", "pressures", "effects", "events", "hazards")
"""Sections whose numbers the projection reads."""
ISSUE_MAPS = frozenset({"stances", "sets", "agrees", "if_nothing"})
"""Maps whose keys are issues, so that the words below them are that issue's landmarks."""
NINETY_PER_CENT = 2.0 * 1.6448536269514722
"""Width of a central 90 % interval of a normal distribution, in standard deviations."""
RATE_WIDEST = 1.0
"""Largest log-sd of a rate, so that a far reference class does not swamp it."""

Key = str | int


@dataclass(frozen=True, slots=True)
class Input:
    """One typed number of a case.

    Attributes
    ----------
    path : where it stands, such as `actors.khamenei.stances.posture_us.position`.
    keys : the same, key by key; entries of a list by their index.
    quantity : the number as stated, or the rate of a hazard.
    parameter : its kind.
    within : the sourced nouns around it, nearest first.
    issue : the issue whose landmarks its words are, if any.
    """

    path: str
    keys: tuple[Key, ...]
    quantity: Quantity | Rate
    parameter: Parameter
    within: tuple[Sourced, ...]
    issue: str | None = None

    @property
    def holders(self) -> tuple[Sourced, ...]:
        """The number and what is around it, up to the first that cites claims or says why it is assumed."""
        line = (self.quantity, *self.within) if isinstance(self.quantity, Quantity) else self.within
        for index, noun in enumerate(line):
            if noun.evidence or noun.assumed is not None:
                return line[: index + 1]
        return ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """Claims it rests on."""
        return self.holders[-1].evidence if self.holders else ()

    @property
    def assumed(self) -> str | None:
        """Why it is assumed, if it is."""
        return self.holders[-1].assumed if self.holders else None

    @property
    def basis(self) -> Basis:
        """What the claims give: the value, or only the direction."""
        return next((noun.basis for noun in self.holders if noun.basis is not None), "direction")


def leaves(case: Case) -> tuple[Input, ...]:
    """Every typed number of a case, in the order of its sections."""
    return tuple(leaf for section in SECTIONS for leaf in section_leaves(section, getattr(case, section)))


def section_leaves(section: str, content: Any) -> Iterator[Input]:
    """Typed numbers of one section: a map of nouns, or a list of effects or events."""
    if isinstance(content, Mapping):
        for name, noun in content.items():
            issue = name if section == "issues" else None
            yield from _of_noun(noun, (section, name), f"{section}.{name}", (), issue)
    else:
        for index, (name, noun) in enumerate(zip(list_names(content), content, strict=True)):
            yield from _of_noun(noun, (section, index), f"{section}.{name}", (), None)


def list_names(nouns: Iterable[Any]) -> tuple[str, ...]:
    """Names of a list's entries in paths: an event's id, an effect's `when->turns` (`#2` for a second)."""
    seen: dict[str, int] = {}
    names = []
    for noun in nouns:
        name = noun.id if isinstance(noun, Event) else f"{noun.when}->{noun.turns}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(names)


def dial_kind(turns: str) -> str | None:
    """Name of the parameter that a short dial name turns, or None where its last word is no dial."""
    if ".listens_to." in turns:
        return "listens"
    kind = turns.rpartition(".")[2]
    return kind if kind in parameters() and parameters()[kind].combine is not None else None


def strength_of(turns: str) -> Parameter:
    """The parameter that sizes an effect on a dial; points per 10 where the dial is not known."""
    kind = dial_kind(turns)
    strength = parameters()[kind].strength if kind is not None else None
    return parameters()[strength or "strength_per_10"]


def issue_of(path: str) -> str | None:
    """The issue whose landmarks the words at a path are, or None where words are not landmarks there."""
    section, *parts = path.split(".")
    if section == "issues":
        return parts[0]
    if section not in ("actors", "tracks", "events", "hazards"):
        return None
    return next((after for key, after in pairwise(parts[1:]) if key in ISSUE_MAPS), None)


def words_at(case: Case, path: str, parameter: Parameter) -> Mapping[str, float]:
    """Words that may stand for a number at a path, with their values; empty where only numbers may."""
    if parameter.words is None:
        return {}
    if parameter.words != LANDMARKS:
        return case.words_of(parameter.words)
    issue = case.issues.get(issue_of(path) or "")
    return issue.landmark_levels if issue is not None else {}


def resolved(case: Case, path: str, quantity: Quantity | Rate, parameter: Parameter) -> Spread:
    """The distribution a stated number stands for: words looked up, a position as wide as its holder is sure.

    A rate is per week and lognormal around the stated frequency; its 90 % range spans `low` to `high` or,
    where these are not given, the farthest other reference class, within bounds.

    Raises
    ------
    KeyError : the word stands in no table that holds at this path.
    """
    if isinstance(quantity, Rate):
        return _rate(quantity, parameter)
    width = _width(case, path) if parameter.name == "position" else None
    return spread_of(quantity, parameter, words_at(case, path, parameter), width=width)


def _rate(rate: Rate, parameter: Parameter) -> Spread:
    low, high = parameter.low, parameter.high
    if rate.per_week == 0:
        return Spread("point", (0.0,), low, high)
    if rate.low is not None and rate.high is not None and rate.low > 0:
        return Spread(
            "lognormal", (rate.per_week, math.log(rate.high / rate.low) / NINETY_PER_CENT), low, high
        )
    narrowest = parameter.spread[1] if parameter.spread is not None else 0.0
    gaps = [abs(math.log(other.per_week / rate.per_week)) for other in rate.others if other.per_week > 0]
    width = min(RATE_WIDEST, max([narrowest, *(gap / NINETY_PER_CENT for gap in gaps)]))
    return Spread("lognormal", (rate.per_week, width), low, high)


def _width(case: Case, path: str) -> float | None:
    """Half-width of a position by how sure its holder is; None where nothing is said of that."""
    parts = path.split(".")
    stance = case.actors[parts[1]].stances.get(parts[3]) if parts[0] == "actors" and len(parts) == 5 else None
    return (
        case.words_of("position_spread")[stance.how_sure] if stance is not None and stance.how_sure else None
    )


def _of_noun(
    noun: Noun, keys: tuple[Key, ...], path: str, within: tuple[Sourced, ...], issue: str | None
) -> Iterator[Input]:
    if isinstance(noun, Sourced):
        within = (noun, *within)
    for name, written, parameter in _fields(type(noun)):
        content = getattr(noun, name)
        if content is None or content == () or content == {}:
            continue
        if isinstance(noun, Effect):
            parameter = strength_of(noun.turns)
        yield from _of_content(content, (*keys, written), f"{path}.{written}", within, issue, parameter)


def _of_content(
    content: Any,
    keys: tuple[Key, ...],
    path: str,
    within: tuple[Sourced, ...],
    issue: str | None,
    parameter: Parameter | None,
) -> Iterator[Input]:
    if isinstance(content, Quantity):
        assert parameter is not None, f"{path} holds a number of no declared kind"
        yield Input(path, keys, content, parameter, within, issue)
    elif isinstance(content, Rate):
        yield Input(path, keys, content, parameters()["rate"], within, issue)
    elif isinstance(content, Noun):
        yield from _of_noun(content, keys, path, within, issue)
    elif isinstance(content, Mapping):
        for key, part in content.items():
            below = key if keys[-1] in ISSUE_MAPS else issue
            yield from _of_content(part, (*keys, str(key)), f"{path}.{key}", within, below, parameter)


@cache
def _fields(noun: type[Noun]) -> tuple[tuple[str, str, Parameter | None], ...]:
    """Fields of a noun that may hold numbers: name, name as written, and the kind of number."""
    return tuple(
        (name, field.alias or name, kind_in(field))
        for name, field in noun.model_fields.items()
        if _may_hold_numbers(field.annotation)
    )


def kind_in(field: FieldInfo) -> Parameter | None:
    """The kind of number that a field of a noun holds, if it holds any."""
    return next(filter(None, map(_parameter, (*field.metadata, field.annotation))), None)


def _parameter(annotation: Any) -> Parameter | None:
    if isinstance(annotation, Parameter):
        return annotation
    nested = (*getattr(annotation, "__metadata__", ()), *_args(annotation))
    return next(filter(None, map(_parameter, nested)), None)


def _may_hold_numbers(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return True
    return any(_may_hold_numbers(part) for part in _args(annotation))


def _args(annotation: Any) -> tuple[Any, ...]:
    return () if getattr(annotation, "__origin__", None) is Literal else get_args(annotation)
