"""How fast talks settle, by how good the deal is, and by which model."""

import math

import numpy as np
import pytest

from detente.core.projection import CLOSED, OPEN, SETTLED, Settings
from detente.projection import project
from unit.projection.cases import (
    AT_ONCE,
    bargain,
    day,
    dial,
    exactly,
    per_cent_in_four_weeks,
    status,
    terms,
    within_luck,
)


def nash_of_two(a, b):
    """The Nash solution of two parties of equal power whose ideals lie `a` and `b` on the same side of what stands.

    Gains are y(2a - y) and y(2b - y); the product's derivative is zero where 2/y = 1/(2a - y) + 1/(2b - y).
    """
    return (3.0 * (a + b) - math.sqrt(9.0 * (a + b) ** 2 - 32.0 * a * b)) / 4.0


def slow(a, b, *, openness=0.1, scale=20.0, **talks):
    return bargain(
        {"a": a, "b": b}, stands=0,
        talks={"chance_of_a_deal": per_cent_in_four_weeks(openness), "deal_scale": exactly(scale), **talks},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (slow(30, 60), 0.1 * 30 / 20),  # the smallest gain y(60 - y) is largest at 30
        (slow(60, 30), 0.1 * 30 / 20),
        (slow(30, 60, scale=60), 0.1 * 30 / 60),
        (slow(90, 90), 0.1 * 3),  # never more than three times the openness
        (slow(40, 50, terms=terms(0.5, loss=24)), 0.1 * math.sqrt(1600 - 576) / 20),
        (slow(4, 4, terms=terms(0.5, deadlock=12)), 0.1 * math.sqrt(16 + 144) / 20),
    ],
)
def test_a_deal_settles_at_openness_times_the_root_of_its_worst_gain(play, case, expected):
    def settles(clock):
        return status(play(case, settles=clock), "talks")[0, 1]

    assert (settles(expected * 0.9999), settles(expected * 1.0001)) == (SETTLED, OPEN)


def test_openness_and_scale_are_what_the_words_say(play):
    """`steady` is 30 % in four weeks; a deal of ordinary worth is one of `deal_scale` points."""
    world = play(
        bargain({"a": 20, "b": 20}, stands=0, talks={"chance_of_a_deal": "steady", "deal_scale": exactly(20)})
    )
    weekly = dial(world, "talks.chance_of_a_deal")[0, 0]
    assert 1.0 - math.exp(-4.0 * weekly) == pytest.approx(0.3)


def test_the_frequency_of_settling_is_that_of_its_rate(engine):
    """Every week anew, at rate .1 x 30/20: the chance after n weeks is 1 - exp(-.15 n)."""
    worlds = 3000
    case = slow(30, 60)
    life = status(project(case, Settings(worlds, 3, case.as_of, "hindcast"), engine=engine), "talks")
    for weeks in (1, 2, 6):
        assert within_luck((life[:, weeks] == SETTLED).mean(), 1.0 - math.exp(-0.15 * weeks), worlds)


def test_settlements_are_drawn_after_the_as_of_date_only(play):
    """Five of the seven days of the third step lie after Tuesday: the rate counts for 5/7 of it."""
    case = slow(30, 60)
    week = 0.15

    def life(clock):
        return status(play(case, mode="forecast", as_of=day(2, 1), settles=clock), "talks")[0, :5].tolist()

    assert life(AT_ONCE) == [CLOSED, OPEN, OPEN, SETTLED, SETTLED]
    assert life(week * 5 / 7 * 0.999) == [CLOSED, OPEN, OPEN, SETTLED, SETTLED]
    assert life(week * 5 / 7 * 1.001) == [CLOSED, OPEN, OPEN, OPEN, SETTLED]


def test_worlds_are_dealt_over_models_by_their_weights(engine):
    worlds = 2000
    case = bargain(
        {"a": 20, "b": 90}, stands=0, talks={"models": {"nash": exactly(1), "weighted_mean": exactly(3)}}
    )
    run = project(case, Settings(worlds, 3, case.as_of, "hindcast"), engine=engine, dtype=np.float64)
    dealt = np.array(run.names.models)[run.models[:, 0]]
    assert within_luck((dealt == "weighted_mean").mean(), 0.75, worlds)
    settled = status(run, "talks")[:, -1] == SETTLED
    ends = run.reading("course.level")[:, -1]
    assert ends[settled & (dealt == "weighted_mean")] == pytest.approx(40.0)
    assert ends[settled & (dealt == "nash")] == pytest.approx(min(nash_of_two(20, 90), 40.0))
    assert settled.mean() > 0.1
