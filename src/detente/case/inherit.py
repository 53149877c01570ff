"""What an actor's stance or terms are once everything left out is inherited: collective, then issue or track, then house."""

from collections.abc import Iterator

from detente.core.actor import Stance, Terms
from detente.core.case import Case
from detente.core.noun import Noun
from detente.core.quantity import Quantity

ANY_TRACK = "any"
"""Key of `terms` that holds for every track."""


def ancestry(case: Case, actor: str) -> tuple[str, ...]:
    """The actor and the collectives it belongs to, nearest first; a loop of memberships ends where it closes."""
    line: list[str] = []
    current: str | None = actor
    while current is not None and current in case.actors and current not in line:
        line.append(current)
        current = case.actors[current].member_of
    return tuple(line)


def members(case: Case, collective: str) -> tuple[str, ...]:
    """Actors that belong to a collective, directly or through another, sorted."""
    return tuple(
        sorted(actor for actor in case.actors if actor != collective and collective in ancestry(case, actor))
    )


def stance_quantity(case: Case, actor: str, issue: str, field: str) -> tuple[str, Quantity] | None:
    """Where a stance's number is written and what it says: own, the collective's, or the issue's default.

    Parameters
    ----------
    field : position, salience, influence, declared or face; `position` is inherited from nobody.

    Returns
    -------
    path and quantity, or None where it is written nowhere.
    """
    if field == "position":
        return _first(_stances(case, (actor,), issue), field)
    return _first(_stances(case, ancestry(case, actor), issue), field)


def terms_quantity(case: Case, actor: str, track: str, field: str) -> tuple[str, Quantity] | None:
    """Where a term's number is written and what it says: own on this track, own on any, the collective's, the track's."""
    return _first(_terms(case, ancestry(case, actor), track), field)


def has_stance(case: Case, actor: str, issue: str) -> bool:
    """True if the actor has a position of its own on the issue."""
    stance = case.actors[actor].stances.get(issue)
    return stance is not None and stance.position is not None


def _first(places: Iterator[tuple[str, Noun]], field: str) -> tuple[str, Quantity] | None:
    for path, noun in places:
        quantity = getattr(noun, field)
        if quantity is not None:
            return f"{path}.{field}", quantity
    return None


def _stances(case: Case, line: tuple[str, ...], issue: str) -> Iterator[tuple[str, Stance]]:
    for actor in line:
        stance = case.actors[actor].stances.get(issue)
        if stance is not None:
            yield f"actors.{actor}.stances.{issue}", stance
    defaults = case.issues[issue].defaults
    if defaults is not None:
        yield f"issues.{issue}.defaults", defaults


def _terms(case: Case, line: tuple[str, ...], track: str) -> Iterator[tuple[str, Terms]]:
    for actor in line:
        for key in (track, ANY_TRACK):
            terms = case.actors[actor].terms.get(key)
            if terms is not None:
                yield f"actors.{actor}.terms.{key}", terms
    shared = case.tracks[track].terms
    if shared is not None:
        yield f"tracks.{track}.terms", shared
