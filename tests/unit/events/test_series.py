"""Rows become arrays: periods without gaps, dyads in order, quads, and totals less the largest dyads."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import ParameterError
from detente.core.series import PERIODS
from detente.events.series import (
    CountedRows,
    all_periods,
    assemble,
    busy,
    by_quad,
    first_day,
    hostile_counts,
    last_day,
    trimmed_total,
    world_totals,
)

DAYS = st.dates(date(1979, 1, 1), date(2035, 12, 31))
ALL = np.ones(20, bool)


def rows(*held):
    columns = list(zip(*held, strict=True))
    return CountedRows(
        np.array(columns[0], object),
        np.array(columns[1], object),
        np.array(columns[2], "datetime64[D]"),
        np.array(columns[3], np.int64),
        np.array(columns[4], np.float64),
        np.array(columns[5], np.float64),
    )


@given(DAYS, st.sampled_from(PERIODS))
def test_a_period_holds_its_day_and_ends_before_the_next(day, period):
    first = first_day(day, period)
    last = last_day(first, period)
    assert first <= day <= last
    assert first_day(last, period) == first
    assert first_day(last + timedelta(days=1), period) == last + timedelta(days=1)
    assert period != "week" or first.weekday() == 0


@given(DAYS, st.integers(0, 900), st.sampled_from(PERIODS))
def test_periods_have_no_gaps(day, span, period):
    found = all_periods(day, day + timedelta(days=span), period)
    days = [one.item() for one in found]
    assert days[0] == first_day(day, period)
    assert days[-1] == first_day(day + timedelta(days=span), period)
    assert all(last_day(one, period) + timedelta(days=1) == other for one, other in pairwise(days))


def test_rows_are_put_where_they_belong_and_others_left_out():
    held = rows(
        ("IRN", "USA", "2024-01-01", 4, 2, 2.0),
        ("IRN", "USA", "2024-03-01", 19, 1, -10.0),
        ("IRN", "USA", "2024-03-01", 19, 1, -10.0),
        ("USA", "IRN", "2024-02-01", 20, 5, -50.0),
        ("FRA", "IRN", "2024-02-01", 4, 7, 7.0),
        ("IRN", "USA", "2025-01-01", 4, 9, 9.0),
    )
    periods = all_periods(date(2024, 1, 1), date(2024, 3, 31), "month")
    found = assemble(held, "month", periods, [("IRN", "USA"), ("USA", "IRN")], roots_present=ALL)
    assert found.counts.shape == (2, 3, 20)
    assert found.counts.sum() == 9
    assert found.counts[0, 2, 18] == 2
    assert found.goldstein[0].tolist() == [2.0, 0.0, -20.0]
    assert by_quad(found)[0].tolist() == [[2, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 2]]
    assert hostile_counts(found).tolist() == [[0, 0, 2], [0, 5, 0]]
    assert found.has_cooperation
    assert found.until(np.datetime64("2024-02-15")).counts.shape == (2, 2, 20)
    assert found.since(1).counts.sum() == 7
    assert found.only(np.array([1])).dyads == (("USA", "IRN"),)


def test_wrong_roots_and_periods_are_refused():
    with pytest.raises(ParameterError, match="1 to 20"):
        assemble(
            rows(("A", "B", "2024-01-01", 21, 1, 0.0)),
            "month",
            all_periods(date(2024, 1, 1), date(2024, 1, 1), "month"),
            [("A", "B")],
            roots_present=ALL,
        )
    with pytest.raises(ParameterError, match="day, week, month"):
        all_periods(date(2024, 1, 1), date(2024, 1, 1), "year")
    with pytest.raises(ParameterError, match="no later"):
        all_periods(date(2024, 1, 2), date(2024, 1, 1), "day")


def test_the_trimmed_total_leaves_out_each_periods_largest():
    totals = np.array([[9.0, 1.0], [3.0, 8.0], [2.0, 2.0]])
    assert trimmed_total(totals, 1).tolist() == [5.0, 3.0]
    assert trimmed_total(totals, 0).tolist() == [14.0, 11.0]
    assert trimmed_total(totals, 9).tolist() == [0.0, 0.0]
    held = rows(
        *((name, "X", "2024-01-01", 19, number, 0.0) for name, number in zip("ABC", (9, 3, 2), strict=True))
    )
    counts = assemble(
        held,
        "month",
        all_periods(date(2024, 1, 1), date(2024, 1, 1), "month"),
        [(name, "X") for name in "ABC"],
        roots_present=ALL,
    )
    world = world_totals(counts, 1)
    assert (world.events.tolist(), world.hostile.tolist(), world.trimmed.tolist()) == ([14], [14], [5])


def test_busy_looks_at_the_periods_before_only():
    hostile = np.array([[5.0, 0.0, 0.0, 0.0, 5.0]])
    assert busy(hostile, least=5, window=2).tolist() == [[False, True, True, False, False]]
