from dataclasses import replace

import numpy as np
import pytest

from detente.core.focus import Target
from detente.explanation import attribute, games
from detente.explanation.attribution import _beats, _ranked, state_at
from plant_and_recover.planted import TARGET, planted


def closing(found):
    return abs(found.change - sum(driver.share for driver in found.drivers))


@pytest.mark.parametrize("game", ["event", "channel"])
def test_the_sum_closes_with_drift(small, settings, past, game):
    found = attribute(small, settings, small.focus.targets, games=[game], bench=past)[0]
    assert closing(found) < 1e-9
    assert found.drivers[-1].id == "drift"
    assert found.worlds == settings.worlds
    assert found.low <= found.change <= found.high


def test_a_sampled_game_agrees_with_the_exact_one(monkeypatch):
    one = planted({"a": 12.0, "b": 9.0, "c": -5.0, "d": 3.0}, jitter=4.0)
    case = one.case.model_copy(
        update={"issues": {"course": one.case.issues["course"].model_copy(update={"pace": exactly(6.0)})}}
    )
    from detente.core.projection import Settings

    asked = Settings(400, 3, case.as_of)
    whole = attribute(case, asked, [TARGET], games=["event"])[0]
    monkeypatch.setattr(games, "MOST_EXACT", 0)
    drawn = attribute(case, asked, [TARGET], games=["event"])[0]
    assert (whole.method, drawn.method) == ("exact", "permutations")
    assert drawn.change == whole.change
    assert closing(drawn) < 1e-9
    exact = {driver.id: driver for driver in whole.drivers}
    for driver in drawn.drivers:
        twin = exact[driver.id]
        assert driver.share == pytest.approx(twin.share, abs=4 * max(driver.se, 0.02))
        width = twin.high - twin.low
        assert driver.high - driver.low == pytest.approx(width, abs=0.35 * width + 0.3)


def exactly(value):
    from detente.core.quantity import Quantity

    return Quantity(value=value, low=value, high=value)


def test_a_windows_targets_are_played_together_and_alone_alike(small, settings, past):
    two = [
        *small.focus.targets,
        Target.model_validate({"of": "border.level", "from": small.start, "to": small.as_of}),
    ]
    together = attribute(small, settings, two, games=["event"], bench=past)
    alone = attribute(small, settings, two[:1], games=["event"], bench=past)
    assert [one.target for one in together] == ["water.level", "border.level"]
    assert {d.id: d.share for d in together[0].drivers} == {d.id: d.share for d in alone[0].drivers}


def test_a_bench_gives_what_a_fresh_run_gives(small, settings, past):
    with_it = attribute(small, settings, small.focus.targets, games=["channel"], bench=past)
    fresh = attribute(small, settings, small.focus.targets, games=["channel"])
    assert with_it == fresh


def test_a_window_of_the_future_is_played_as_a_forecast(small, settings):
    target = Target.model_validate({"of": "border.level", "from": small.as_of, "to": "2023-09-30"})
    found = attribute(small, replace(settings, worlds=300), [target], games=["event"])[0]
    assert closing(found) < 1e-9
    assert "hazards" in {driver.id for driver in found.drivers}
    assert "dry_spring" not in {driver.id for driver in found.drivers}


def test_results_do_not_hang_on_workers(small, settings):
    one, two = (
        attribute(small, replace(settings, workers=workers), small.focus.targets, games=["event"])
        for workers in (1, 2)
    )
    assert one == two


def test_a_rank_needs_four_worlds_in_five():
    assert _ranked(("a", "b", "c"), (("a", "b", 0.79), ("b", "c", 0.99))) == ()
    assert _ranked(("a", "b", "c"), (("a", "b", 0.9), ("b", "c", 0.5))) == ("a",)
    assert _ranked(("a", "b", "c"), (("a", "b", 0.9), ("b", "c", 0.9))) == ("a", "b")
    assert _ranked(("a",), ()) == ("a",)
    assert _ranked((), ()) == ()


def test_drivers_are_compared_each_in_its_own_way():
    up, down = np.array([5.0, 6.0, 7.0, 1.0]), np.array([-4.0, -4.0, -4.0, -4.0])
    assert _beats(up, down) == 0.75
    assert _beats(np.zeros(4), np.zeros(4)) == 0.5


def test_dates_outside_the_case_are_read_at_its_ends(small):
    assert state_at(small, small.start) == 0
    assert state_at(small, small.until) == small.steps
    assert state_at(small, small.until.replace(year=2030)) == small.steps
