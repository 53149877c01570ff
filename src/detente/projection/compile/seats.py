"""Who can say no at each track, under each combination of its parties' procedures."""

from dataclasses import dataclass
from itertools import product

from detente.core.case import Case
from detente.projection.compile.index import Index
from detente.projection.compile.lines import regimes_of
from detente.projection.compile.ragged import bounds, filled, flat, ints
from detente.projection.plan import Ints, LinePlan, TablePlan, TrackPlan


@dataclass(frozen=True, slots=True)
class Seat:
    """One player: who, for which party, and by issue whose salience counts, his tolerance, or the mandate he speaks for."""

    actor: int
    seat: int
    side: int
    speaker: list[int]
    d_reach: list[int]
    joined: list[int]


def seats(case: Case, index: Index, lines: LinePlan, tracks: TrackPlan) -> TablePlan:
    """Tables of all tracks, numbered as `TrackPlan.party_stride` counts."""
    most_issues = tracks.party_mandate.shape[1]
    most_seats = max((int(n) for n in tracks.party_ptr[1:] - tracks.party_ptr[:-1]), default=1)
    tables: list[list[Seat]] = []
    rows: list[Ints] = []
    for r in range(len(index.tracks)):
        parties = range(tracks.party_ptr[r], tracks.party_ptr[r + 1])
        issues = int(tracks.over_ptr[r + 1] - tracks.over_ptr[r])
        counts = [len(regimes_of(case, index.actors[tracks.party_actor[p]])) for p in parties]
        for regimes in product(*(range(count) for count in counts)):
            table: list[Seat] = []
            row_of = filled((most_seats, most_issues))
            for seat, (p, regime) in enumerate(zip(parties, regimes, strict=True)):
                mandates = tracks.party_mandate[p, :issues]
                if (mandates < 0).any():
                    continue
                row_of[seat, :issues] = lines.mandate_row[mandates] + regime
                table += _seats_of(lines, tracks, p, seat, row_of[seat, :issues])
            tables.append(table)
            rows.append(row_of)
    every = flat(tables)
    pad = most_issues

    def padded(field: str) -> Ints:
        table = filled((len(every), pad))
        for n, seat in enumerate(every):
            values = getattr(seat, field)
            table[n, : len(values)] = values
        return table

    return TablePlan(
        player_ptr=bounds(tables),
        actor=ints(seat.actor for seat in every),
        seat=ints(seat.seat for seat in every),
        side=ints(seat.side for seat in every),
        speaker=padded("speaker"),
        d_reach=padded("d_reach"),
        joined=padded("joined"),
        row=ints(rows).reshape(-1, most_seats, most_issues),
    )


def _seats_of(lines: LinePlan, tracks: TrackPlan, party: int, seat: int, rows: Ints) -> list[Seat]:
    """Players of one party: whoever may block all of the track's issues; the party as one where nobody may."""
    issues, side = len(rows), int(tracks.party_side[party])
    none = [-1] * issues
    blockers = [_vetoes(lines, int(row)) for row in rows]
    players = [
        Seat(actor, seat, side, [actor] * issues, none, none)
        for actor in blockers[0]
        if all(actor in others for others in blockers)
    ]
    final = int(lines.row_final[rows[0]])
    if final >= 0 and (lines.row_final[rows] == final).all():
        players.append(
            Seat(final, seat, side, [final] * issues, [int(d) for d in lines.d_tolerance[rows]], none)
        )
    if not players:
        speakers = [int(actor) for actor in tracks.party_speaker[party, :issues]]
        mandates = [int(mandate) for mandate in tracks.party_mandate[party, :issues]]
        players.append(Seat(int(tracks.party_actor[party]), seat, side, speakers, none, mandates))
    return players


def _vetoes(lines: LinePlan, row: int) -> list[int]:
    """Setter first, then the other veto players of a procedure."""
    setter = int(lines.row_setter[row])
    others = [int(actor) for actor in lines.veto_actor[lines.veto_ptr[row] : lines.veto_ptr[row + 1]]]
    return [*([setter] if setter >= 0 else []), *(actor for actor in others if actor != setter)]
