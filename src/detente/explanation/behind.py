"""Claims behind what a case states: of a noun and all that stands in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.core.case import Case
from detente.core.effect import Effect
from detente.core.event import Event
from detente.core.noun import Noun, Sourced


def claims_behind(nouns: Iterable[Any]) -> tuple[str, ...]:
    """Claims that some nouns and all inside them rest on, each once, in the order met."""
    return tuple(dict.fromkeys(claim for noun in nouns for claim in _claims(noun)))


def claims_of_event(event: Event) -> tuple[str, ...]:
    """Claims behind an event and behind the branch that came to pass; behind all branches where none has."""
    came = {name: branch for name, branch in event.branches.items() if branch.was}
    return claims_behind((event.model_copy(update={"branches": came or event.branches}),))


def claims_of_channel(case: Case, pressure: str, issues: tuple[str, ...]) -> tuple[str, ...]:
    """Claims behind a pressure's effects on some issues; behind all its effects where none names these."""
    every = [effect for effect in case.effects if effect.when == pressure]
    near = [effect for effect in every if _touches(effect, issues)]
    return claims_behind(near or every)


def _touches(effect: Effect, issues: tuple[str, ...]) -> bool:
    return any(part in issues for part in effect.turns.split("."))


def _claims(noun: Any) -> Iterator[str]:
    if isinstance(noun, Sourced):
        yield from noun.evidence
    if isinstance(noun, Noun):
        parts: Iterable[Any] = (getattr(noun, name) for name in type(noun).model_fields)
    elif isinstance(noun, dict):
        parts = noun.values()
    elif isinstance(noun, tuple):
        parts = noun
    else:
        return
    for part in parts:
        if isinstance(part, Noun | dict | tuple):
            yield from _claims(part)
