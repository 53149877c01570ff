"""The price of face: the smallest cut in audience cost, rise in credibility or drop in visibility that opens a zone.

For a single issue intervals are nested, so a dial that opens a zone anywhere opens one at the end of its range. The contract
curve of a package moves with the players' held lines, so its range is walked first and halved only then.

References
----------
Fearon (1994), APSR 88(3), 577-592, on audience costs; Kurizaki (2007), APSR 101(3), 543-558, on what secrecy buys.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.deal import Lever, Price
from detente.core.naming import actor_name
from detente.core.parameter import parameters
from detente.explanation.acceptable import has_zone
from detente.explanation.at_date import Standing
from detente.projection.reference.tables import issues_over, players_at

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
WALK = 8
"""Stretches of a dial's range that are tried before the one in which a zone opens is halved."""
HALVINGS = 8
"""Halvings of that stretch: exact to a 2,048th of the range."""
RANGE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Move:
    """A dial, or the same dial of several players, on its way to the end of its range.

    Attributes
    ----------
    columns : the dials.
    to : where each ends.
    """

    lever: Lever
    who: str | None
    label: str
    columns: tuple[int, ...]
    to: float


def moves_at(case: Case, standing: Standing, r: int, table: int) -> Iterator[Move]:
    """What may be paid with at a table: each player's face and trust, everybody's at once, and the track's visibility."""
    plan, names = standing.plan, tuple(sorted(case.actors))
    issues = issues_over(plan, r)
    faces: dict[int, tuple[int, ...]] = {}
    trusts: dict[int, tuple[int, ...]] = {}
    speaking = plan.tables.joined[plan.tables.player_ptr[table] : plan.tables.player_ptr[table + 1]]
    for n, player in enumerate(players_at(plan, standing.state, r, table)):
        # A party that speaks as one with its members' joined line has declared nothing.
        if (speaking[n] < 0).all():
            faces[player.actor] = tuple(int(plan.lines.d_face[player.actor, issue]) for issue in issues)
        trusts[player.actor] = (int(plan.tracks.d_trust[player.actor, r]),)
    kinds: tuple[tuple[Lever, dict[int, tuple[int, ...]], float], ...] = (
        ("audience cost", faces, 0.0),
        ("credibility", trusts, parameters()["trust"].high),
    )
    for lever, dials, end in kinds:
        for actor, columns in dials.items():
            yield Move(lever, names[actor], actor_name(case, names[actor]), columns, end)
        if len(dials) > 1:
            every = tuple(column for columns in dials.values() for column in columns)
            yield Move(lever, None, "everybody at the table", every, end)
    yield Move("visibility", None, "the talks", (int(plan.tracks.d_seen[r]),), 0.0)


def smallest(standing: Standing, r: int, table: int, move: Move) -> Floats:
    """Smallest share of the way to the end of its range at which a move opens a zone, by world.

    Parameters
    ----------
    standing : worlds without a zone.

    Returns
    -------
    (worlds,) in (0, 1]; nan where no part of the range opens one.
    """
    columns = list(move.columns)
    stands = standing.state.dial[:, columns]

    def opens(share: Floats) -> Mask:
        dial = standing.state.dial.copy(order="K")
        dial[:, columns] = stands + share[:, None] * (move.to - stands)
        return has_zone(standing.with_dials(dial), r, table)

    if not np.any(stands != move.to):
        return np.full(standing.worlds, np.nan)
    reached = _first(opens, standing.worlds)
    low, high = np.maximum(reached - 1.0 / WALK, 0.0), reached.copy()
    found = np.isfinite(reached)
    for _ in range(HALVINGS):
        middle = np.where(found, (low + high) / 2.0, 0.0)
        there = opens(middle)
        low, high = np.where(there, low, middle), np.where(there, middle, high)
    return np.where(found, high, np.nan)


def _first(opens: Callable[[Floats], Mask], worlds: int) -> Floats:
    """First of the stretches' ends at which a zone is open, nan for none."""
    reached = np.full(worlds, np.nan)
    for step in range(1, WALK + 1):
        share = np.full(worlds, step / WALK)
        there = opens(share) & np.isnan(reached)
        reached[there] = step / WALK
        if np.isfinite(reached).all():
            break
    return reached


def change_of(move: Move, standing: Standing, share: Floats) -> Floats:
    """What a share of the way is in the dial's own unit; of audience cost, which has several dials, a share of it."""
    if move.lever == "audience cost":
        return share
    stands = standing.state.dial[:, list(move.columns)].mean(axis=1)
    return np.asarray(share * np.abs(move.to - stands))


def price(move: Move, center: tuple[float, float | None] | None, changes: Floats) -> Price:
    """A price in figures.

    Parameters
    ----------
    center : the dial at the centre and where a zone opens; None where the centre has a zone.
    changes : (worlds without a zone,) smallest changes, nan where none opens one.
    """
    some = changes[np.isfinite(changes)]
    stands, needs = center if center is not None else (None, None)
    low, high = (float(end) for end in np.quantile(some, RANGE)) if some.size else (None, None)
    return Price(
        lever=move.lever,
        who=move.who,
        label=move.label,
        stands=stands,
        needs=needs,
        opens=float(len(some) / len(changes)) if len(changes) else None,
        cut=float(some.mean()) if some.size else None,
        low=low,
        high=high,
    )
