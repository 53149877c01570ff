"""In random cases a deal room tells the zones and binding players that the projection records; what is cheaper never closes a zone."""

import numpy as np
from hypothesis import given, settings

from detente.core.projection import OPEN, Settings
from detente.explanation import Bench
from detente.explanation.acceptable import accepted_at, has_zone
from detente.explanation.at_date import standing_at, tables_of
from detente.explanation.deal_room import gathered
from detente.explanation.price_of_face import moves_at, smallest
from detente.projection.reference.tables import issues_over
from properties.strategies import case_of, written_cases


@settings(max_examples=25)
@given(written_cases())
def test_zones_are_those_of_the_projection(written):
    case = case_of(written)
    bench = Bench(case, Settings(40, 5, case.as_of))
    worlds = bench.project()
    for at in {1, len(worlds.dates) // 2, len(worlds.dates) - 1}:
        standing = standing_at(bench, at)
        for r in range(len(worlds.names.tracks)):
            found = gathered(standing.as_if_open(r), r)
            is_open = worlds.statuses[:, at, r] == OPEN
            np.testing.assert_allclose(
                found.width[is_open], worlds.zones[is_open, at, r], rtol=1e-5, atol=1e-4
            )
            assert np.isfinite(found.agreed[found.there]).all()


@settings(max_examples=25)
@given(written_cases())
def test_a_price_opens_a_zone_and_less_does_not(written):
    case = case_of(written)
    bench = Bench(case, Settings(20, 5, case.as_of))
    standing = standing_at(bench, 4)
    for r in range(bench.plan.sizes.tracks):
        for table, rows in tables_of(standing.as_if_open(r), r):
            those = standing.as_if_open(r).only(rows)
            there = accepted_at(those, r, table).there
            assert (has_zone(those, r, table) == there).all()
            stuck = those.only(np.flatnonzero(~there))
            for move in moves_at(case, stuck, r, table) if stuck.worlds else ():
                share = smallest(stuck, r, table, move)
                some = np.isfinite(share)
                single = len(issues_over(stuck.plan, r)) == 1
                assert has_zone(_moved(stuck, move, np.where(some, share, 0.0)), r, table)[some].all()
                if single:
                    less = np.where(some, np.maximum(share - 1.5 / 2048, 0.0), 1.0)
                    assert not has_zone(_moved(stuck, move, less), r, table).any()


def _moved(standing, move, share):
    dial = standing.state.dial.copy()
    columns = list(move.columns)
    dial[:, columns] += share[:, None] * (move.to - dial[:, columns])
    return standing.with_dials(dial)
