"""Results as text: dates as ISO, no NaN, the same ends of lines everywhere."""

from datetime import date

import pytest

from detente.charts.base import Table
from detente.workspace import csv_text, json_text


def test_json_keeps_order_letters_and_dates():
    assert json_text({"b": date(2024, 11, 5), "a": "é"}) == '{\n "b": "2024-11-05",\n "a": "é"\n}\n'


def test_json_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="JSON"):
        json_text({"a": float("nan")})
    with pytest.raises(TypeError, match="no JSON for set"):
        json_text({"a": set()})


def test_csv_quotes_what_needs_it():
    assert csv_text(Table(("id", "text"), (("a", "x, y"), ("b", 0.25)))) == 'id,text\na,"x, y"\nb,0.25\n'
