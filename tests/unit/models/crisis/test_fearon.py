"""The bargaining range and the demand under uncertainty, against closed forms and against trying every demand."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import ParameterError
from detente.models.crisis import bargaining_range, demand_when_known, demand_when_unknown

share = st.floats(0, 1)
cost = st.floats(0, 2)


def test_the_published_closed_forms(shared):
    anchors = json.loads((shared / "gold/models/analytic_anchors.json").read_text())["anchors"]["fearon_1995"]
    ranges = [one for one in anchors if "range" in one]
    assert len(ranges) == 2
    for one in ranges:
        assert bargaining_range(one["p"], one["cA"], one["cB"])[0] == pytest.approx(one["range"])
    (risky,) = (one for one in anchors if "p_war" in one)
    demand, war = demand_when_unknown(0.5, 0.2, 0.0, 1.0)
    assert (demand[0], war[0]) == pytest.approx((risky["x"], risky["p_war"]))


@given(p=share, a=cost, b=cost)
def test_there_is_always_something_to_agree_on(p, a, b):
    ((low, high),) = bargaining_range(p, a, b)
    assert 0 <= low <= p <= high <= 1
    assert demand_when_known(p, b)[0] == high


@given(p=share, a=cost, low=st.floats(0, 1), width=st.floats(0, 1))
def test_no_other_demand_is_worth_more(p, a, low, width):
    high = low + width
    demand, war = demand_when_unknown(p, a, low, high)

    def worth(x):
        refuse = np.clip((x - p - low) / max(width, 1e-12), 0.0, 1.0)
        return x * (1 - refuse) + refuse * (p - a)

    tried = np.linspace(0, 1, 2001)
    assert worth(tried).max() <= worth(demand[0]) + 1e-6 or width < 1e-6
    assert 0 <= demand[0] <= 1
    assert 0 <= war[0] <= 1


def test_who_knows_more_risks_less():
    wars = [
        demand_when_unknown(0.5, 0.1, 0.3 - spread, 0.3 + spread)[1][0] for spread in (0.0, 0.1, 0.2, 0.3)
    ]
    assert wars[0] == 0
    assert wars == sorted(wars)


def test_what_is_no_probability_or_cost_is_refused():
    with pytest.raises(ParameterError, match=r"bargaining_range, p: found 1\.2"):
        bargaining_range(1.2, 0.1, 0.1)
    with pytest.raises(ParameterError, match=r"cost_b: found -0\.1"):
        bargaining_range(0.2, 0.1, [0.1, -0.1])
    with pytest.raises(ParameterError, match="nan"):
        bargaining_range(np.nan, 0.1, 0.1)
    with pytest.raises(ParameterError, match="exchange the two"):
        demand_when_unknown(0.5, 0.1, 0.4, 0.2)
