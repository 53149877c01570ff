"""The life of tracks: opening, closing, resuming, and which table each is played at."""

# mypy: allow-untyped-defs
from detente.core.projection import BROKEN, CLOSED, OPEN
from detente.projection.kernel.acts import open_track
from detente.projection.kernel.compiled import compiled
from detente.projection.kernel.occurrences import holds
from detente.projection.kernel.state import NOWHERE


@compiled
def live(tracks, rules, exposure, step, levelled, tracked, z, draws, opens, drawing, stack):
    """Openings by date, condition or after a breach; closings by date; dated reversions."""
    over = (tracks.over_ptr, tracks.over_issue)
    status, since, reversion = tracked.status, tracked.since, tracked.reversion
    for r in range(status.shape[0]):
        rule, opens_now, closes_now = (
            tracks.open_rule[r],
            tracks.opens_at[r] == step,
            tracks.closes_at[r] == step,
        )
        resumes, q_rate = tracks.reopens_after[r], tracks.q_open_rate[r]
        for w in range(status.shape[1]):
            was = status[r, w]
            opening = was == CLOSED and opens_now
            if was == CLOSED and rule >= 0 and exposure > 0.0 and drawing[w]:
                if opens[r, step, w] < draws[q_rate, w] * exposure:
                    opening = opening or holds(rules, rule, z, w, stack)
            if opening or (was == BROKEN and step - since[r, w] >= resumes):
                open_track(over, levelled, tracked, r, w)
            if closes_now and status[r, w] == OPEN:
                status[r, w] = CLOSED
        for j in range(tracks.over_ptr[r + 1] - tracks.over_ptr[r]):
            quantity = tracks.q_reversion[r, j, step + 1]
            if quantity >= 0:
                for w in range(status.shape[1]):
                    reversion[r, j, w] = draws[quantity, w]


@compiled
def open_tables(tracks, regime, tracked, number_of, counts):
    """Number of the table in each world with an open track, -1 elsewhere; and how many worlds each table has."""
    status, zone, binds = tracked.status, tracked.zone, tracked.binds
    party_ptr, decider, stride, first_table = (
        tracks.party_ptr,
        tracks.party_decider,
        tracks.party_stride,
        tracks.first_table,
    )
    counts.fill(0)
    for r in range(status.shape[0]):
        for w in range(status.shape[1]):
            zone[r, w] = 0.0
            binds[r, 0, w] = NOWHERE
            binds[r, 1, w] = NOWHERE
            number_of[r, w] = NOWHERE
            if status[r, w] == OPEN:
                number = first_table[r]
                for p in range(party_ptr[r], party_ptr[r + 1]):
                    if decider[p] >= 0:
                        number += regime[decider[p], w] * stride[p]
                number_of[r, w] = number
                counts[number] += 1
