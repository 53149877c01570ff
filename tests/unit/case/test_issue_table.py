"""An issue of a case as a table: inherited numbers, defaults and spreads."""

from pathlib import Path

import numpy as np
import pytest

from detente.case.issue_table import issue_table, issues_with_tables, stated_center
from detente.sources.stance_table import parse_stances
from detente.workbench import load
from detente.workbench.settling import table_csv

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture(scope="module")
def case():
    return load(SMALL).case


def test_every_actor_with_a_position_sits_at_the_table(case):
    assert {"water", "border"} <= set(issues_with_tables(case))
    table = issue_table(case, "water")
    assert table.actors == ("president", "premier", "army", "Belmark")
    assert table.position[:, 0].tolist()[0] == 35
    assert (table.position_low[0, 0], table.position_high[0, 0]) == (20, 55)
    assert table.capability.tolist() == [90, 45, 65, 65]
    # The premier says nothing of salience: the issue's default, or the house's, stands.
    assert table.salience[1, 0] == stated_center(case, "premier", "water", "salience") > 0


def test_ends_surround_the_stated_number(case):
    for issue in issues_with_tables(case):
        table = issue_table(case, issue)
        for kind in ("position", "salience", "capability"):
            low, middle, high = (getattr(table, f"{kind}{end}") for end in ("_low", "", "_high"))
            assert (low <= middle).all()
            assert (middle <= high).all()
            assert np.isfinite(middle).all()
            assert low.min() >= 0
            assert high.max() <= 100


def test_the_text_of_a_table_reads_back_as_the_table(case):
    table = issue_table(case, "border")
    (read,) = parse_stances(table_csv(table).encode(), "table").tables
    assert read.actors == table.actors
    for kind in ("position", "salience", "capability", "position_low", "position_high"):
        np.testing.assert_allclose(getattr(read, kind), getattr(table, kind), rtol=1e-5)


def test_two_actors_of_one_name_are_told_apart(case):
    named = case.model_copy(
        update={
            "actors": {
                id: one.model_copy(update={"name": "The palace"}) if id in ("president", "premier") else one
                for id, one in case.actors.items()
            }
        }
    )
    assert issue_table(named, "water").actors[:2] == ("The palace (president)", "The palace (premier)")
