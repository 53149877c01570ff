"""Deal rooms of the flagship case: what the projection records, at all four tables, and within the time they may take."""

from dataclasses import replace

import numpy as np
import pytest

from detente.core.projection import OPEN, Settings
from detente.explanation import Bench, deal_rooms
from detente.explanation.at_date import standing_at
from detente.explanation.deal_room import gathered


@pytest.fixture(scope="module")
def bench(case):
    return Bench(case, Settings(500, case.seed, case.as_of, workers=2))


def test_every_table_has_the_zones_that_are_recorded(bench):
    worlds, looked = bench.project(), np.zeros(4, int)
    for at in (9, 20, 30, 45, 60):
        standing = standing_at(bench, at)
        for r in range(4):
            found = gathered(standing.as_if_open(r), r)
            is_open = worlds.statuses[:, at, r] == OPEN
            looked[r] += is_open.sum()
            np.testing.assert_allclose(
                found.width[is_open], worlds.zones[is_open, at, r], rtol=1e-5, atol=1e-4
            )
    assert (looked > 50).all(), dict(zip(worlds.names.tracks, looked, strict=True))


def test_rooms_say_what_stands_in_the_way(case):
    rooms = deal_rooms(case, Settings(300, case.seed, case.as_of, workers=2), tuple(case.tracks))
    told = {room.track: room for room in rooms}
    assert set(told) == set(case.tracks)
    file = told["nuclear_file"]
    assert file.package
    assert {zone.issue for zone in file.zones} == {"enrichment", "sanctions"}
    for room in rooms:
        assert 0.0 < room.chance < 1.0
        assert any(seat.binds for seat in room.seats)
        assert {price.lever for price in room.prices} == {"audience cost", "credibility", "visibility"}
        assert any(price.opens for price in room.prices)
    early = replace(Settings(100, case.seed, case.as_of), mode="hindcast")
    assert deal_rooms(case, early, ("beirut",), case.start)[0].at == case.start
