"""Directions lead to a landmark of the issue that moves or, where nothing has landmarks, up or down."""

from collections.abc import Iterator

from detente.case.checks.known import Known, unknown
from detente.case.finding import Finding, quoted
from detente.case.paths import dial
from detente.case.yaml_tree import Keys
from detente.core.effect import Effect
from detente.core.errors import ParameterError, nearest
from detente.core.event import Consequences
from detente.core.hazard import Hazard
from detente.core.pressure import Pressure

UP_OR_DOWN = ("up", "down")


def directions(known: Known) -> Iterator[Finding]:
    """A finding for each direction that leads nowhere."""
    for keys, noun in known.nouns:
        if isinstance(noun, Effect) and _is_dial(known, noun.turns):
            yield from _toward(known, (*keys, "toward"), noun.toward, landmarks_of_dial(noun.turns))
        elif isinstance(noun, Pressure):
            for issue, feed in noun.fed_by.items():
                yield from _toward(known, (*keys, "fed_by", issue, "toward"), feed.toward, issue)
        elif isinstance(noun, Consequences):
            for short, turn in noun.turns.items():
                if turn.toward is not None and _is_dial(known, short):
                    way = (*keys, "turns", short, "toward")
                    yield from _toward(known, way, turn.toward, landmarks_of_dial(short))
        if isinstance(noun, Hazard):
            yield from _slopes(known, keys, noun)


def landmarks_of_dial(short: str) -> str | None:
    """The issue in whose landmarks a dial's movement is told, or None where it goes up or down."""
    parts = short.split(".")
    if parts[-1] in ("position", "declared") and len(parts) == 3:
        return parts[1]
    return parts[-2] if parts[-1] == "level" and len(parts) > 1 else None


def _slopes(known: Known, keys: Keys, hazard: Hazard) -> Iterator[Finding]:
    for name, slope in hazard.grows_with.items():
        parts = name.split(".")
        on_issue = name not in known.case.pressures and parts[-1] in ("level", "said", "mandate")
        issue = parts[-2] if on_issue and len(parts) > 1 else None
        for key in ("toward", "away_from"):
            way = getattr(slope, key)
            if way is not None and way not in UP_OR_DOWN:
                yield from _toward(known, (*keys, "grows_with", name, key), way, issue)


def _is_dial(known: Known, short: str) -> bool:
    try:
        dial(known.case, short)
    except ParameterError:
        return False
    return True


def _toward(known: Known, keys: Keys, name: str, issue: str | None) -> Iterator[Finding]:
    if issue is None:
        if name not in UP_OR_DOWN:
            yield Finding(keys, quoted(name), "up or down", "write up or down", nearest(name, UP_OR_DOWN))
    elif issue in known.case.issues:
        landmarks = known.case.issues[issue].landmark_levels
        if name not in landmarks:
            yield unknown(keys, name, landmarks, f"a landmark of {issue}")
