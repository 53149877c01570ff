"""The deal room: for a track at a date, the zone, the best package, who binds, and what opening a zone would cost.

References
----------
Nash (1950), Econometrica 18(2), 155-162; Putnam (1988), International Organization 42(3), 427-460; Tsebelis (2002), Veto Players.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Event

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.deal import DealRoom, Seat, Spanned, Zone
from detente.core.errors import ParameterError, nearest
from detente.core.naming import actor_name, issue_name, track_name
from detente.core.projection import BROKEN, CLOSED, OPEN, SETTLED, Settings
from detente.explanation.acceptable import Accepted, accepted_at
from detente.explanation.at_date import Standing, center_at, standing_at, tables_of
from detente.explanation.attribution import state_at
from detente.explanation.bench import Bench
from detente.explanation.frontier import frontier
from detente.explanation.prices import prices
from detente.projection.acceptance import break_even
from detente.projection.calendar import dates
from detente.projection.reference.tables import ends_of, issues_over

Floats = NDArray[np.float64]
RANGE = (0.05, 0.95)
STATUSES = {"closed": CLOSED, "open": OPEN, "settled": SETTLED, "broken": BROKEN}
TERMS = ("gain", "accepts_from", "accepts_to", "trust", "loss", "deadlock", "break_even", "binds")


@dataclass(slots=True)
class Gathered:
    """One track over worlds whose tables may differ.

    Attributes
    ----------
    there, moves : (worlds,) as in `Accepted`; `width` as well.
    low, high, agreed, reversion : (worlds, issues).
    seats : actor -> term -> (worlds,), nan where he does not sit at the table or has none.
    parties : actor -> (party, side).
    """

    there: NDArray[np.bool_]
    moves: NDArray[np.bool_]
    width: Floats
    low: Floats
    high: Floats
    agreed: Floats
    reversion: Floats
    seats: dict[int, dict[str, Floats]]
    parties: dict[int, tuple[int, int]]


def deal_room(
    case: Case, settings: Settings, track: str, on: date | None = None, *, stop: Event | None = None
) -> DealRoom:
    """What each player at a track accepts at a date, and what could be agreed; see `deal_rooms`."""
    return deal_rooms(case, settings, (track,), on, stop=stop)[0]


def deal_rooms(
    case: Case,
    settings: Settings,
    tracks: Sequence[str],
    on: date | None = None,
    *,
    stop: Event | None = None,
) -> tuple[DealRoom, ...]:
    """What each player at some tracks accepts at a date, and what could be agreed.

    Parameters
    ----------
    settings : worlds, seed, as-of date and mode of the worlds it is looked up in.
    tracks : their ids.
    on : the as-of date unless given.

    Returns
    -------
    a room for every track, over worlds and with every input at its centre.

    Raises
    ------
    ParameterError : the case has no such track, or the date lies outside it.

    Notes
    -----
    A track that is not open is taken as if it opened that day. Where a deal is in force, the room tells what
    could be agreed in its stead, against what stood before it. Prices change the dial at this table alone, not
    what the actor wants at home.
    """
    day = settings.as_of if on is None else on
    _refuse(case, tracks, day)
    at = state_at(case, day)
    end = case.start + timedelta(days=case.step_days * max(1, at) - 1)
    bench = Bench(case.model_copy(update={"until": min(case.until, end)}), settings, stop=stop)
    worlds, center = standing_at(bench, at), center_at(bench, at)
    rooms = []
    for track in tracks:
        r = bench.compiled.index.tracks.index(track)
        rooms.append(_room(case, bench, worlds.as_if_open(r), center.as_if_open(r), r, day))
    return tuple(rooms)


def _refuse(case: Case, tracks: Sequence[str], day: date) -> None:
    for track in tracks:
        if track not in case.tracks:
            near = nearest(track, case.tracks)
            allowed = f"a track of the case: {', '.join(case.tracks) or 'it has none'}"
            raise ParameterError("track", repr(track), allowed, "" if near else "name one of them", near)
    if not case.start <= day <= case.until:
        raise ParameterError(
            "on", str(day), f"a date from {case.start} to {case.until}", "choose a date inside the case"
        )


def _room(case: Case, bench: Bench, worlds: Standing, center: Standing, r: int, day: date) -> DealRoom:
    track = bench.compiled.index.tracks[r]
    over_worlds, at_center = gathered(worlds, r), gathered(center, r)
    issues = [bench.compiled.index.issues[issue] for issue in issues_over(bench.plan, r)]
    status = worlds.state.status[:, r]
    width = (np.where(one.there, one.width, np.nan) for one in (at_center, over_worlds))
    return DealRoom(
        track=track,
        label=track_name(case, track),
        on=day,
        at=dates(bench.case)[worlds.at],
        worlds=worlds.worlds,
        seed=bench.settings.seed,
        statuses={name: float((status == code).mean()) for name, code in STATUSES.items()},
        package=len(issues) > 1,
        sides=case.tracks[track].sides,
        zone_at_center=bool(at_center.there[0]),
        chance=float(over_worlds.there.mean()),
        width=spanned(*width),
        deal=float(over_worlds.moves.mean()),
        zones=tuple(_zone(case, name, j, at_center, over_worlds) for j, name in enumerate(issues)),
        seats=_seats(case, bench.compiled.index.actors, at_center, over_worlds),
        frontier=frontier(center, r, issues),
        prices=prices(case, center, worlds, r),
    )


def gathered(standing: Standing, r: int) -> Gathered:
    """What is accepted at a track in every world, at whatever table it is played."""
    worlds, issues = standing.worlds, len(issues_over(standing.plan, r))

    def blank() -> Floats:
        return np.full((worlds, issues), np.nan)

    found = Gathered(
        np.zeros(worlds, bool),
        np.zeros(worlds, bool),
        np.zeros(worlds),
        blank(),
        blank(),
        blank(),
        standing.state.reversion[:, r, :issues].astype(np.float64),
        {},
        {},
    )
    for table, rows in tables_of(standing, r):
        those = standing.only(rows)
        accepted = accepted_at(those, r, table)
        for name in ("there", "moves", "width", "low", "high", "agreed"):
            getattr(found, name)[rows] = getattr(accepted, name)
        _sit(found, those, accepted, r, rows)
    return found


def _sit(found: Gathered, those: Standing, accepted: Accepted, r: int, rows: NDArray[np.int64]) -> None:
    """Put down what each player of a table has and gets."""
    tracks, dial = those.plan.tracks, those.state.dial
    single = accepted.agreed.shape[1] == 1
    seen = dial[:, tracks.d_seen[r]]
    for n, player in enumerate(accepted.players):
        actor = player.actor
        party = int(tracks.party_actor[tracks.party_ptr[r] + player.seat])
        found.parties.setdefault(actor, (party, player.side))
        terms = found.seats.setdefault(actor, {name: np.full(len(found.there), np.nan) for name in TERMS})
        loss, spread = dial[:, tracks.d_loss[actor, r]], dial[:, tracks.d_loss_spread[actor, r]]
        trust = dial[:, tracks.d_trust[actor, r]]
        terms["gain"][rows] = accepted.gains[:, n]
        terms["trust"][rows], terms["loss"][rows] = trust, loss
        terms["deadlock"][rows] = dial[:, tracks.d_deadlock[actor, r]]
        terms["break_even"][rows] = break_even(trust, np.hypot(loss, spread))
        binding = (accepted.binds == actor).any(axis=1)
        terms["binds"][rows] = np.where(accepted.there, np.nan, binding)
        if single:
            low, high = ends_of(player, seen)
            empty = low > high
            terms["accepts_from"][rows] = np.where(
                empty, np.nan, np.clip(np.where(empty, 0.0, low), 0.0, 100.0)
            )
            terms["accepts_to"][rows] = np.where(
                empty, np.nan, np.clip(np.where(empty, 0.0, high), 0.0, 100.0)
            )


def spanned(center: Floats, values: Floats) -> Spanned:
    """A number at the centre, (1,), and over worlds, (worlds,); nan where there is none."""
    middle = float(center[0]) if np.isfinite(center[0]) else None
    some = values[np.isfinite(values)]
    if not some.size:
        return Spanned(middle, None, None, None)
    low, high = (float(end) for end in np.quantile(some, RANGE))
    return Spanned(middle, float(some.mean()), low, high)


def _zone(case: Case, issue: str, j: int, center: Gathered, worlds: Gathered) -> Zone:
    def told(name: str) -> Spanned:
        return spanned(getattr(center, name)[:, j], getattr(worlds, name)[:, j])

    return Zone(issue, issue_name(case, issue), told("reversion"), told("low"), told("high"), told("agreed"))


def _seats(case: Case, actors: tuple[str, ...], center: Gathered, worlds: Gathered) -> tuple[Seat, ...]:
    none = {name: np.full(1, np.nan) for name in TERMS}
    rows = []
    for actor, terms in worlds.seats.items():
        own = center.seats.get(actor, none)
        told: Mapping[str, Spanned] = {
            name: spanned(own[name], terms[name]) for name in TERMS if name != "binds"
        }
        stuck = terms["binds"][np.isfinite(terms["binds"])]
        party, side = worlds.parties[actor]
        rows.append(
            Seat(
                actor=actors[actor],
                label=actor_name(case, actors[actor]),
                party=actors[party],
                side=side,
                binds=float(stuck.mean()) if stuck.size else None,
                binds_at_center=bool(own["binds"][0] == 1.0),
                **told,
            )
        )
    return tuple(sorted(rows, key=lambda seat: (seat.side, seat.party, seat.actor)))
