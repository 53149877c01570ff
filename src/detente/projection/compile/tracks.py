"""Tracks as arrays: sides and parties, terms, openness, and what stands if nothing is agreed."""

import math
from datetime import date

from detente.case.inherit import has_stance
from detente.core.case import Case
from detente.core.hazard import weeks
from detente.core.track import Opening, Track
from detente.projection.calendar import NEVER, dates, step_of, steps_in
from detente.projection.compile.dials import Dials, add_terms
from detente.projection.compile.index import Index
from detente.projection.compile.lines import procedure_of, regimes_of
from detente.projection.compile.ragged import bounds, filled, flat, ints
from detente.projection.compile.rules import Rules
from detente.projection.plan import Ints, TrackPlan


def tracks(case: Case, index: Index, dials: Dials, rules: Rules) -> TrackPlan:
    """Tracks of a case."""
    terms = add_terms(case, index, dials)
    all_tracks = [case.tracks[name] for name in index.tracks]
    over = [[index.issues.index(issue) for issue in sorted(track.over)] for track in all_tracks]
    most = max((len(row) for row in over), default=1)
    seats = [
        [(side, party) for side, members in enumerate(track.sides) for party in sorted(members)]
        for track in all_tracks
    ]
    every_seat = [(track, party) for track, row in zip(all_tracks, seats, strict=True) for _, party in row]
    party_mandate, party_speaker = filled((len(every_seat), most)), filled((len(every_seat), most))
    for p, (track, party) in enumerate(every_seat):
        for j, issue in enumerate(sorted(track.over)):
            if (party, issue) in index.mandates:
                party_mandate[p, j] = index.mandates.index((party, issue))
            party_speaker[p, j] = index.actors.index(speaker(case, party, issue))
    numbers = dials.quantities
    opening = [track.opens if isinstance(track.opens, Opening) else None for track in all_tracks]
    return TrackPlan(
        over_ptr=bounds(over),
        over_issue=ints(flat(over)),
        party_ptr=bounds(seats),
        party_side=ints(side for side, _ in flat(seats)),
        party_actor=ints(index.actors.index(party) for _, party in flat(seats)),
        party_decider=ints(
            index.deciders.index(party) if party in index.deciders else -1 for _, party in flat(seats)
        ),
        party_mandate=party_mandate,
        party_speaker=party_speaker,
        party_stride=ints(flat([strides(case, row) for row in seats])),
        first_table=bounds([range(tables_of(case, row)) for row in seats])[:-1],
        d_trust=terms["trust"],
        d_loss=terms["if_betrayed"],
        d_loss_spread=terms["betrayal_spread"],
        d_deadlock=terms["deadlock_hurts"],
        d_seen=ints(_dial(case, dials, name, "seen") for name in index.tracks),
        d_openness=ints(_dial(case, dials, name, "chance_of_a_deal") for name in index.tracks),
        d_scale=ints(_dial(case, dials, name, "deal_scale") for name in index.tracks),
        opens_at=ints(
            step_of(case, track.opens) if isinstance(track.opens, date) else NEVER for track in all_tracks
        ),
        closes_at=ints(
            NEVER if track.closes is None else step_of(case, track.closes) for track in all_tracks
        ),
        open_rule=ints(-1 if opens is None else rules.add(opens.once) for opens in opening),
        q_open_rate=ints(
            -1
            if opens is None
            else numbers.number(f"tracks.{name}.opens.chance", opens.chance, "chance_of_a_deal")
            for name, opens in zip(index.tracks, opening, strict=True)
        ),
        reopens_after=ints(
            NEVER if track.reopens_after is None else steps_in(case, weeks(track.reopens_after))
            for track in all_tracks
        ),
        q_reversion=_reversions(case, dials, all_tracks, index.tracks, most),
    )


def strides(case: Case, seats: list[tuple[int, str]]) -> list[int]:
    """What each party's regime counts for in the number of a track's table: mixed radix, the first party slowest."""
    counts = [len(regimes_of(case, party)) for _, party in seats]
    return [math.prod(counts[n + 1 :]) for n in range(len(counts))]


def tables_of(case: Case, seats: list[tuple[int, str]]) -> int:
    """Number of combinations of procedures at a track."""
    return math.prod(len(regimes_of(case, party)) for _, party in seats)


def speaker(case: Case, party: str, issue: str) -> str:
    """Whose salience and influence stand for a party on an issue: its own, its final say's, its proposer's."""
    if issue in case.actors[party].stances:
        return party
    _, procedure = procedure_of(case, party, issue)
    candidates = () if procedure is None else (procedure.final_say, procedure.proposes)
    return next((name for name in candidates if name is not None and has_stance(case, name, issue)), party)


def _dial(case: Case, dials: Dials, track: str, parameter: str) -> int:
    stated = getattr(case.tracks[track], parameter)
    found = None if stated is None else (f"tracks.{track}.{parameter}", stated)
    return dials.add(f"{track}.{parameter}", dials.quantities.stated_or_default(found, parameter), parameter)


def _reversions(case: Case, dials: Dials, all_tracks: list[Track], names: tuple[str, ...], most: int) -> Ints:
    """(tracks, most issues, states): quantity of a dated or fixed reversion, -1 for the level at opening."""
    ends = dates(case)
    table = filled((len(all_tracks), most, len(ends)))
    for r, (name, track) in enumerate(zip(names, all_tracks, strict=True)):
        if isinstance(track.if_nothing, str):
            continue
        for j, issue in enumerate(sorted(track.over)):
            stated = track.if_nothing.get(issue)
            if stated is None:
                continue
            path = f"tracks.{name}.if_nothing.{issue}"
            if not isinstance(stated, dict):
                table[r, j, :] = dials.quantities.number(path, stated, "level", issue=issue)
                continue
            for when in sorted(stated):
                number = dials.quantities.number(f"{path}.{when}", stated[when], "level", issue=issue)
                table[r, j, [end >= when for end in ends]] = number
    return table
