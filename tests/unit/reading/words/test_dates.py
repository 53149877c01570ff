from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.words.dates import dates_in

THURSDAY = date(2024, 11, 28)


@pytest.mark.parametrize(
    ("text", "quote", "first", "last", "precision"),
    [
        # named days
        ("signed on 2023-03-10", "2023-03-10", "2023-03-10", "2023-03-10", "day"),
        ("27 Feb. 2023", "27 Feb. 2023", "2023-02-27", "2023-02-27", "day"),
        ("on March 10, 2023", "March 10, 2023", "2023-03-10", "2023-03-10", "day"),
        ("the November 5 US election", "November 5", "2024-11-05", "2024-11-05", "day"),
        ("on Dec. 24", "Dec. 24", "2024-12-24", "2024-12-24", "day"),
        ("on Jan. 24", "Jan. 24", "2024-01-24", "2024-01-24", "day"),
        ("will meet on 24 January", "24 January", "2025-01-24", "2025-01-24", "day"),
        # months and their parts
        ("in mid-November", "mid-November", "2024-11-11", "2024-11-20", "part_of_month"),
        ("in late November", "late November", "2024-11-21", "2024-11-30", "part_of_month"),
        ("in early March", "early March", "2024-03-01", "2024-03-10", "part_of_month"),
        ("by the end of December", "end of December", "2024-12-21", "2024-12-31", "part_of_month"),
        ("in September", "September", "2024-09-01", "2024-09-30", "month"),
        ("will vote in January", "January", "2025-01-01", "2025-01-31", "month"),
        ("in February 2020", "February 2020", "2020-02-01", "2020-02-29", "month"),
        ("last November", "last November", "2023-11-01", "2023-11-30", "month"),
        # years and seasons
        ("in 2018", "2018", "2018-01-01", "2018-12-31", "year"),
        ("since 2014", "2014", "2014-01-01", "2014-12-31", "year"),
        ("in late 2002", "late 2002", "2002-09-01", "2002-12-31", "year"),
        ("the summer of 2015", "summer of 2015", "2015-06-01", "2015-08-31", "season"),
        ("last summer", "last summer", "2024-06-01", "2024-08-31", "season"),
        ("in the 1990s", "1990s", "1990-01-01", "1999-12-31", "years"),
        # weekdays and words
        ("on Tuesday", "Tuesday", "2024-11-26", "2024-11-26", "day"),
        ("on Thursday", "Thursday", "2024-11-28", "2024-11-28", "day"),
        ("must answer by Friday", "Friday", "2024-11-29", "2024-11-29", "day"),
        ("last Monday", "last Monday", "2024-11-25", "2024-11-25", "day"),
        ("next Monday", "next Monday", "2024-12-02", "2024-12-02", "day"),
        ("yesterday", "yesterday", "2024-11-27", "2024-11-27", "day"),
        ("last week", "last week", "2024-11-18", "2024-11-24", "week"),
        ("next month", "next month", "2024-12-01", "2024-12-31", "month"),
        ("this year", "this year", "2024-01-01", "2024-12-31", "year"),
        # counting
        ("three days earlier", "three days earlier", "2024-11-25", "2024-11-25", "day"),
        ("two weeks ago", "two weeks ago", "2024-11-11", "2024-11-17", "week"),
        ("a year ago", "a year ago", "2023-01-01", "2023-12-31", "year"),
        ("in three weeks' time", "in three weeks' time", "2024-12-16", "2024-12-22", "week"),
        ("over the past two years", "past two years", "2022-11-28", "2024-11-28", "years"),
    ],
)
def test_an_expression_is_placed(text, quote, first, last, precision):
    (found,) = dates_in(text, THURSDAY)
    assert (found.span.quote, str(found.first), str(found.last), found.precision) == (
        quote,
        first,
        last,
        precision,
    )
    assert text[found.span.start : found.span.end] == quote


@pytest.mark.parametrize(
    "text",
    [
        "They may talk.",
        "It paid $22.",
        "They march on.",
        "It was second to none.",
        "room 2018",
    ],
)
def test_what_is_no_date(text):
    assert dates_in(text, THURSDAY) == ()


def test_earlier_counts_from_the_date_named_before():
    first, second = dates_in("It struck on Nov. 5; three days earlier it had warned.", THURSDAY)
    assert (first.first, second.first) == (date(2024, 11, 5), date(2024, 11, 2))


def test_without_a_dateline_only_what_names_its_year_is_placed():
    assert [one.span.quote for one in dates_in("On Monday in May 2018 it left.", None)] == ["May 2018"]


def test_offsets_count_from_the_document():
    assert dates_in("in 2018", THURSDAY, offset=100)[0].span.start == 103


def test_a_letter_that_grows_in_small_letters_shifts_nothing():
    (found,) = dates_in("İstanbul fell quiet in May 2018.", None)
    assert found.span.quote == "May 2018"


@given(st.text(max_size=120), st.dates(date(2, 1, 1), date(9998, 1, 1)))
def test_any_text_is_survived(text, dateline):
    for found in dates_in(text, dateline):
        assert text[found.span.start : found.span.end] == found.span.quote
        assert found.first <= found.last
