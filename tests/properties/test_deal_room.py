"""In random cases a deal room tells the zones and binding players that the projection records; what is cheaper never closes a zone."""

import numpy as np
from hypothesis import given, settings

from detente.core.projection import OPEN, Settings
from detente.explanation import Bench
from detente.explanation.at_date import standing_at
from detente.explanation.deal_room import gathered
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
