"""A dyad's history: what is looked at with what, what carried a change, and how it is told."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from detente.core.change_point import Carriers, ChangePoint, DayMoved, TypeMoved
from detente.core.errors import ParameterError
from detente.core.series import DyadCounts, WorldTotals
from detente.events.detect import Choice
from detente.events.history import Named, choose, history, movers
from detente.events.telling import how_far, sentence, summary, when
from detente.events.worth import told_worth, worth_of

NAMED = Named("a-b", "Aland", "Bland", "made up")
TURN = 80


def weekly(turn=True, world=True, roots=range(1, 21), weeks=120, period="week"):
    rng = np.random.default_rng(5)
    step = 7 if period == "week" else 1
    periods = np.arange(np.datetime64("2020-01-06"), np.datetime64("2020-01-06") + step * weeks, step)
    counts = np.zeros((1, weeks, 20))
    late = np.arange(weeks) >= (TURN if turn else weeks)
    counts[0, :, 3] = rng.poisson(np.where(late, 4, 16))
    counts[0, :, 18] = rng.poisson(np.where(late, 14, 3))
    present = np.isin(np.arange(1, 21), list(roots))
    counts[:, :, ~present] = 0
    totals = WorldTotals(np.full(weeks, 900.0), np.full(weeks, 400.0), np.full(weeks, 300.0), 20)
    return DyadCounts(period, periods, ("A",), ("B",), counts, None, present, totals if world else None)


def test_a_turn_is_found_dated_and_explained():
    counts = weekly()
    read, choice = choose(counts)
    assert choice == Choice("scan", "posture")
    found = history(counts, NAMED, choice, counts.periods[-1].item() + timedelta(days=6), read=read)
    hostile = [one for one in found.change_points if one.direction == "hostile"]
    point = hostile[0]
    turned = counts.periods[TURN].item()
    assert abs((point.on - turned).days) <= 14
    assert point.low <= point.on <= point.high <= point.as_of
    assert point.carriers.types[0].code in ("19", "04")
    assert all(day.on >= point.on for day in point.carriers.days)
    assert found.is_followed
    assert found.is_whole
    assert found.posture.share[-1] < 0.5 < found.posture.share[TURN - 1]
    assert (found.posture.low <= found.posture.share).all()
    assert (found.posture.share <= found.posture.high).all()
    told = summary(found)
    assert "more hostile" in told
    assert "Aland" in told


def test_nothing_is_found_where_nothing_changed():
    counts = weekly(turn=False)
    found = history(counts, NAMED, Choice("scan", "posture"), counts.periods[-1].item())
    assert found.change_points == ()
    assert "no lasting change" in summary(found)
    assert not found.is_whole


def test_too_few_events_are_said_to_be_too_few():
    counts = weekly(turn=False)
    few = replace(counts, counts=np.minimum(counts.counts, 0.0))
    few.counts[0, 3, 3] = 2
    found = history(few, NAMED, Choice("scan", "posture"), few.periods[-1].item())
    assert not found.is_followed
    assert "too few" in summary(found)


def test_no_answer_rests_on_what_came_later():
    counts = weekly()
    whole = history(counts, NAMED, Choice("scan", "posture"), counts.periods[-1].item()).change_points
    for cut in (60, 85, 100):
        held = counts.until(counts.periods[cut])
        found = history(held, NAMED, Choice("scan", "posture"), held.periods[-1].item()).change_points
        known = [one for one in whole if one.as_of <= held.periods[-1].item()]
        assert [(one.on, one.as_of, one.direction) for one in found] == [
            (one.on, one.as_of, one.direction) for one in known
        ]


def test_what_is_looked_at():
    month = replace(weekly(), period="month")
    assert choose(month)[1] == Choice("threshold", "intensity")
    assert choose(month, series="posture")[1] == Choice("scan", "posture")
    assert choose(month, name="pelt")[1] == Choice("pelt", "intensity")
    assert choose(month, name="pelt", series="posture")[1] == Choice("pelt", "posture")
    assert choose(weekly(), series="goldstein")[1] == Choice("threshold", "goldstein")
    with pytest.raises(ParameterError, match="nearest: pelt"):
        choose(weekly(), name="plet")


def test_intensity_reads_from_where_the_world_begins():
    counts = replace(weekly(), period="month")
    counts.world.trimmed[:40] = 0
    read, choice = choose(counts)
    assert choice.line == "intensity"
    assert len(read.periods) == 80
    counts.world.trimmed[:110] = 0
    assert choose(counts)[1] == Choice("scan", "posture")
    with pytest.raises(ParameterError, match="at least 13"):
        choose(counts, series="intensity")
    with pytest.raises(ParameterError, match="at least 13"):
        choose(replace(weekly(roots=range(10, 21), world=False), period="month"))


def test_hostile_data_tell_no_posture():
    counts = weekly(roots=range(10, 21))
    read, choice = choose(counts)
    assert choice.line == "intensity"
    found = history(counts, NAMED, choice, counts.periods[-1].item(), read=read)
    assert found.posture is None
    assert found.quads[:, :2].sum() == 0


def test_movers_are_of_the_last_period_only():
    counts = weekly()
    told = history(counts, NAMED, Choice("scan", "posture"), counts.periods[-1].item()).change_points[0].as_of
    (only,) = movers(counts.until(np.datetime64(told)), Choice("scan", "posture"))
    assert (only.as_of, only.direction) == (told, "hostile")
    assert movers(counts.until(np.datetime64(told) - 7), Choice("scan", "posture")) == ()


def point(series="posture", before=-0.4, after=0.7, **more):
    day = date(2024, 11, 4)
    told = ChangePoint(
        "IRN", "USA", series, "scan", day + timedelta(days=14), day, day, day + timedelta(days=7), "hostile",
        abs(after - before), "x", before, after, 0.62,
        Carriers((TypeMoved("19", "Fight", "ASSAULT", 12.0, 3.0),), (DayMoved(date(2024, 11, 9), 5.0),)),
    )  # fmt: skip
    return replace(told, **more)


def test_a_sentence_tells_all_of_it():
    told = sentence(point(), "week").replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "Iran turned more hostile toward United States in the week of 4 November 2024",
        "90 % interval: the week of 4 November 2024 to the week of 11 November 2024",
        "fell from 60 % to 33 %",
        "62 %",
        "at the end of the week of 18 November 2024",
        "fight (12 a week, where 3 had been usual)",
        "9 November 2024 (5)",
    ):
        assert part in told
    assert "turned more conciliatory" in sentence(point(direction="conciliatory"), "month")


@pytest.mark.parametrize(
    ("series", "before", "after", "says"),
    [
        ("goldstein", -2.0, 1.5, "went from +2.0 to -1.5"),
        ("intensity", -6.0, -4.0, "became 7.4 times as large"),
        ("intensity", -4.0, -6.0, "became 7.4 times smaller"),
        ("count", 4.0, 8.0, "from 4 to 16"),
        ("material", 0.0, 1.0, "words' share of hostile events fell"),
    ],
)
def test_how_far_in_words(series, before, after, says):
    assert says in how_far(point(series, before, after))


def test_periods_have_names():
    assert when(date(2024, 11, 1), "month") == "November 2024"
    assert when(date(2024, 11, 4), "day") == "4 November 2024"


def test_what_alarms_are_worth_is_told_with_figures():
    known = worth_of("threshold", "intensity", "month")
    assert known["scored"]
    assert 0 < known["precision"] < 1
    assert "not detected" in known["says"]
    assert "compare the posture" in known["says"]
    assert "compare the posture" not in told_worth("scan", "posture", "week")
    assert not worth_of("cusum", "count", "week")["scored"]
