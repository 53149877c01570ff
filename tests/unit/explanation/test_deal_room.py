"""Deal rooms against hand computation, and against what the projection itself records."""

from dataclasses import replace
from datetime import timedelta
from threading import Event

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

from detente.core.errors import ParameterError, RunError
from detente.core.projection import OPEN, Settings
from detente.explanation import Bench
from detente.explanation.at_date import center_at, standing_at
from detente.explanation.deal_room import deal_room, deal_rooms, gathered
from unit.projection.cases import START, a_case, bargain, day, exactly, issue, stance, terms

WORKED = {"declared": exactly(10), "face": exactly(1)}
"""DESIGN 3.4: x = 20, d = 10, a = 1, v = 1, r = 50, pi = .8, L = 10, K = 15; accepts up to 37.913."""


def worked(other: float, **terms_of_other):
    """The worked player against one whose ideal is `other`; 50 stands."""
    return bargain(
        {"one": 20.0, "two": other},
        stands=50.0,
        actors={
            "one": {
                "stances": {"course": stance(20.0, **WORKED)},
                "terms": {"talks": terms(0.8, 10.0, 15.0)},
            },
            "two": {"stances": {"course": stance(other)}, "terms": {"talks": terms(**terms_of_other)}},
        },
        talks={"seen": exactly(1)},
    )


def room_of(case, on=None, worlds=3):
    return deal_room(case, Settings(worlds, 1, case.as_of), "talks", on)


def gain_one(y, v=1.0, a=1.0):
    return 900.0 - (y - 20.0) ** 2 - v * a * (y - 10.0) ** 2 + 200.0


def test_the_worked_check_of_the_design():
    room = room_of(worked(40.0))
    one, two = room.seats
    assert one.accepts_to.center == pytest.approx(15.0 + np.sqrt(525.0))
    assert one.accepts_to.center == pytest.approx(37.913, abs=1e-3)
    assert (two.accepts_from.center, two.accepts_to.center) == pytest.approx((30.0, 50.0))
    zone = room.zones[0]
    assert room.zone_at_center
    assert room.chance == 1.0
    assert (zone.low.center, zone.high.center) == pytest.approx((30.0, one.accepts_to.center))
    assert room.width.center == pytest.approx(one.accepts_to.center - 30.0)
    assert zone.reversion.center == 50.0
    assert one.break_even.center == pytest.approx(10.0 * np.sqrt(0.2 / 0.8))
    assert (one.trust.center, one.loss.center, one.deadlock.center) == (0.8, 10.0, 15.0)
    assert room.prices == ()


def test_the_package_has_the_largest_nash_product():
    room = room_of(worked(40.0))
    best = minimize_scalar(
        lambda y: -gain_one(y) * (100.0 - (y - 40.0) ** 2), bounds=(30.0, 37.9), method="bounded"
    )
    agreed = room.zones[0].agreed.center
    assert agreed == pytest.approx(best.x, abs=1e-3)
    assert [seat.gain.center for seat in room.seats] == pytest.approx(
        [gain_one(agreed), 100.0 - (agreed - 40.0) ** 2]
    )


def test_the_price_of_face_by_hand():
    """Against one who accepts from 50 on; a zone must be wider than a point."""
    room = room_of(worked(60.0))
    assert not room.zone_at_center
    assert room.chance == 0.0
    assert [seat.binds_at_center for seat in room.seats] == [True, True]

    def upper(v):
        return (20.0 + 10.0 * v) / (1 + v) + np.sqrt((1100.0 - v / (1 + v) * 100.0) / (1 + v))

    needed = brentq(lambda v: upper(v) - 51.0, 0.0, 1.0)
    price = {(one.lever, one.who): one for one in room.prices}
    seen = price["visibility", None]
    assert (seen.stands, seen.needs) == pytest.approx((1.0, needed), abs=1e-3)
    assert seen.change == pytest.approx(1.0 - needed, abs=1e-3)
    assert seen.opens == 1.0
    assert seen.cut == pytest.approx(1.0 - needed, abs=1e-3)
    face = price["audience cost", "one"]
    assert face.needs == pytest.approx(needed, abs=1e-3)
    assert price["audience cost", "two"].needs is None
    trust = price["credibility", "one"]
    assert trust.stands == 0.8
    assert trust.needs is None
    assert trust.opens == 0.0
    assert trust.change is None


def test_the_price_in_credibility_by_hand():
    """Without face: accepts up to 20 + sqrt(900 - tau), tau = 400 (1 - pi)/pi; the other from 30 on."""
    case = bargain(
        {"one": 20.0, "two": 40.0},
        stands=50.0,
        actors={"one": {"terms": {"talks": terms(0.3, 20.0)}}, "two": {"terms": {"talks": terms()}}},
    )
    room = room_of(case)
    assert not room.zone_at_center
    needed = 400.0 / (400.0 + 900.0 - 11.0**2)
    price = {(one.lever, one.who): one for one in room.prices}["credibility", "one"]
    assert price.needs == pytest.approx(needed, abs=1e-3)
    one = next(seat for seat in room.seats if seat.actor == "one")
    assert one.break_even.center == pytest.approx(20.0 * np.sqrt(0.7 / 0.3))
    assert one.accepts_to.center is None


def test_a_closed_track_is_taken_as_if_it_opened_that_day():
    case = bargain({"one": 20.0, "two": 40.0}, stands=50.0, talks={"opens": None, "terms": terms()})
    room = room_of(case)
    assert room.statuses == {"closed": 1.0, "open": 0.0, "settled": 0.0, "broken": 0.0}
    assert room.zones[0].reversion.center == 50.0
    assert (room.zones[0].low.center, room.zones[0].high.center) == pytest.approx((30.0, 50.0))


def test_a_dated_reversion_is_that_of_the_date():
    talks = {"if_nothing": {"course": {START: exactly(50), day(4): exactly(44)}}}
    case = bargain({"one": 20.0, "two": 40.0}, stands=50.0, talks=talks)
    assert room_of(case, day(2)).zones[0].reversion.center == 50.0
    late = room_of(case, day(5))
    assert late.zones[0].reversion.center == 44.0
    assert late.zones[0].low.center == pytest.approx(36.0)
    assert late.at == day(5) + timedelta(days=6)


def linked(s_one=(10, 90), s_two=(90, 10), stands=(50.0, 50.0), deadlock=0.0):
    """Two issues on which each side cares most for another one."""
    sides = {"one": ((0.0, 0.0), s_one), "two": ((100.0, 100.0), s_two)}
    return a_case(
        issues={"arms": issue(stands[0]), "trade": issue(stands[1])},
        actors={
            name: {
                "stances": {
                    key: stance(x, salience=exactly(s), declared=exactly(x))
                    for key, x, s in zip(("arms", "trade"), xs, ss, strict=True)
                },
                "terms": {"any": terms(deadlock=deadlock)},
            }
            for name, (xs, ss) in sides.items()
        },
        tracks={"talks": {"between": ["one", "two"], "over": ["arms", "trade"], "opens": START}},
    )


def test_a_package_trades_what_no_issue_could_alone():
    """On the curve y = 100 (1 - l) s2/(l s1 + (1 - l) s2); the symmetric point is l = 1/2: arms 90, trade 10."""
    room = room_of(linked())
    assert room.package
    assert room.zone_at_center
    agreed = {zone.issue: zone.agreed.center for zone in room.zones}
    assert agreed == pytest.approx({"arms": 90.0, "trade": 10.0})
    gain = 0.1 * (2500 - 8100) + 0.9 * (2500 - 100)
    assert [seat.gain.center for seat in room.seats] == pytest.approx([gain, gain])
    for zone in room.zones:
        assert zone.low.center <= zone.agreed.center <= zone.high.center
    same = room_of(linked(s_one=(50, 50), s_two=(50, 50)))
    assert not same.zone_at_center
    assert sum(seat.binds_at_center for seat in same.seats) == 1


def test_the_frontier_holds_no_package_that_another_betters():
    room = room_of(linked())
    gains = np.array([offer.gains for offer in room.frontier])
    assert len(gains) >= 10
    for own in gains:
        assert not ((gains >= own).all(axis=1) & (gains > own).any(axis=1)).any()
    assert (np.diff(gains[:, 0]) > 0).all() or (np.diff(gains[:, 0]) < 0).all()
    assert any(offer.accepted for offer in room.frontier)
    assert not room.frontier[0].accepted
    best = max(offer.gains[0] * offer.gains[1] for offer in room.frontier if offer.accepted)
    assert best == pytest.approx(room.seats[0].gain.center ** 2, rel=0.02)


def test_zones_and_who_binds_are_those_the_projection_records(small):
    settings = Settings(600, 3, small.as_of)
    bench = Bench(small, settings)
    worlds = bench.project()
    looked = 0
    for at in (7, 9, 14, 22, 30):
        found = gathered(standing_at(bench, at).as_if_open(0), 0)
        is_open = worlds.statuses[:, at, 0] == OPEN
        looked += is_open.sum()
        assert np.allclose(found.width[is_open], worlds.zones[is_open, at, 0], atol=1e-4)
        stuck = is_open & (worlds.zones[:, at, 0] <= 1.0)
        for actor, terms_of in found.seats.items():
            binding = (worlds.binds[stuck, at, 0] == actor).any(axis=1)
            assert (terms_of["binds"][stuck] == binding).all()
    assert looked > 300


def test_several_rooms_are_those_of_one_each(small):
    case = small.model_copy(update={"tracks": {**small.tracks, "more_talks": small.tracks["lake_talks"]}})
    settings = Settings(200, 3, case.as_of)
    both = deal_rooms(case, settings, ("more_talks", "lake_talks"))
    assert [room.track for room in both] == ["more_talks", "lake_talks"]
    assert both[1] == deal_room(case, settings, "lake_talks")
    assert both[1] == deal_room(case, replace(settings, workers=2), "lake_talks")


def test_the_centre_is_one_world_without_luck(small):
    center = center_at(Bench(small, Settings(10, 3, small.as_of)), 9)
    assert center.worlds == 1
    assert np.isfinite(center.state.dial).all()


def test_it_stops_when_told(small):
    stop = Event()
    stop.set()
    with pytest.raises(RunError):
        deal_room(small, Settings(20, 3, small.as_of), "lake_talks", stop=stop)


@pytest.mark.parametrize(("track", "on"), [("lake_talk", None), ("lake_talks", START.replace(year=1990))])
def test_what_is_not_there_is_refused(small, track, on):
    with pytest.raises(ParameterError):
        deal_room(small, Settings(20, 3, small.as_of), track, on)
