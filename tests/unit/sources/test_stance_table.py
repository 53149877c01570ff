"""Tables of stances become nouns: issues, dimensions, spreads."""

import numpy as np
import pytest

from detente.core.errors import CaseError, ParameterError
from detente.sources.stance_table import parse_scale, parse_stances


def read(text, **options):
    return parse_stances(text.encode(), "t.csv", **options)


def test_a_plain_table():
    found = read("actor,capability,position,salience\na,1,20,50\nb,2.5,80,0\n")
    (table,) = found.tables
    assert found.issues == ("",)
    assert (table.actors, table.dimensions) == (("a", "b"), ("outcome",))
    assert table.capability.tolist() == [1.0, 2.5]
    assert table.position.tolist() == [[20.0], [80.0]]
    assert not table.has_spreads


def test_issues_stand_in_the_order_of_the_file():
    found = read("salience,issue,actor,position,capability\n5,tax,a,20,1\n6,law,b,30,2\n7,tax,b,40,2\n")
    assert found.issues == ("tax", "law")
    assert [table.actors for table in found.tables] == [("a", "b"), ("b",)]
    assert found.tables[0].dimensions == ("tax",)
    assert found.tables[0].salience.tolist() == [[5.0], [7.0]]


def test_dimensions_may_share_a_salience():
    found = read("actor,capability,position_low tax,position_law,salience,salience_law\na,1,20,30,50,60\n")
    (table,) = found.tables
    assert table.dimensions == ("low tax", "law")
    assert table.salience.tolist() == [[50.0, 60.0]]


def test_spreads_with_blanks():
    head = "actor,capability,capability_high,position,position_low,position_high,salience,salience_low\n"
    (table,) = read(f"{head}a,1,3,20,10,,50,\nb,2,,60,,70,50,40\n").tables
    assert table.has_spreads
    assert table.position_low.tolist() == [[10.0], [60.0]]
    assert table.position_high.tolist() == [[20.0], [70.0]]
    assert table.capability_low.tolist() == [1.0, 2.0]
    assert table.capability_high.tolist() == [3.0, 2.0]
    assert table.salience_low.tolist() == [[50.0], [40.0]]
    drawn = table.draw(200, np.random.default_rng(0))
    assert (drawn.position[:, 0] <= 20).all()
    assert (drawn.position[:, 0] >= 10).all()


def test_spreads_of_dimensions():
    head = "actor,capability,position_tax,position_tax_low,position_tax_high,salience_tax,position_law,salience_law\n"
    (table,) = read(f"{head}a,1,20,10,30,50,40,60\n").tables
    assert table.dimensions == ("tax", "law")
    assert table.position_low.tolist() == [[10.0, 40.0]]
    assert table.position_high.tolist() == [[30.0, 40.0]]


def test_another_scale():
    text = "actor,capability,position,salience\na,1,-4,50\n"
    with pytest.raises(CaseError, match="--scale LOW:HIGH"):
        read(text)
    assert read(text, scale=(-5.0, 5.0)).tables[0].position[0, 0] == -4


def test_a_number_at_fault_is_told_once():
    with pytest.raises(CaseError) as told:
        read("actor,capability,position,salience,position_low\na,1,x,50,10\n")
    assert len(told.value.faults) == 1


@pytest.mark.parametrize(("text", "scale"), [(None, (0, 100)), ("4:10", (4, 10)), ("-1:1.5", (-1, 1.5))])
def test_scales(text, scale):
    assert parse_scale(text) == scale


@pytest.mark.parametrize("text", ["", "4", "a:b", "5:5", "9:1", "0:inf", "1:2:3"])
def test_no_scales(text):
    with pytest.raises(ParameterError, match="--scale"):
        parse_scale(text)
