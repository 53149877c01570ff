"""Who moved whom in sentences, and the JSON of a settlement."""

import json

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.core.settlement import Offer, Round, Settlement
from detente.forecast.bargained import Asked, bargained
from detente.report.bargaining import bargained_json, moves


def settlement(offers, after, dimensions=("x",), before=((20.0,), (80.0,))):
    start, end = np.array(before), np.array(after)
    zero = tuple(0.0 for _ in dimensions)
    rounds = (Round(0, start, zero, zero), Round(1, end, zero, zero, tuple(offers)))
    return Settlement("m", {}, ("Iran", "US"), tuple(dimensions), zero, rounds)


def test_a_move_names_its_pusher_and_its_kind():
    offer = Offer(1, 0, "confrontation", (80.0,), True, "because")
    refused = Offer(1, 0, "compromise", (50.0,), False, "no")
    assert moves(settlement([offer, refused], ((80.0,), (80.0,)))) == (
        "Round 1: Iran moves from 20 to 80, pushed by US (confrontation).",
    )


def test_in_an_exchange_both_move():
    offer = Offer(0, 1, "exchange", (20.0, 60.0), True, "both gain", (20.0, 40.0))
    told = settlement([offer], ((20.0, 40.0), (20.0, 60.0)), ("tax", "law"), ((10.0, 40.0), (20.0, 90.0)))
    assert moves(told) == (
        "Round 1: Iran moves tax from 10 to 20, pushed by US (exchange).",
        "Round 1: US moves law from 90 to 60, pushed by Iran (exchange).",
    )


def test_who_proposes_to_all_is_pushed_by_nobody():
    offer = Offer(0, 1, "proposal", (30.0,), True, "it likes it better")
    told = moves(settlement([offer], ((30.0,), (30.0,))))
    assert told == (
        "Round 1: Iran moves from 20 to 30.",
        "Round 1: US moves from 80 to 30, pushed by Iran (proposal).",
    )


@pytest.mark.parametrize("dimensions", [("x",), ("x", "y")])
def test_json_is_by_dimension_where_there_are_several(dimensions):
    count = len(dimensions)
    table = BargainingTable(
        ("a", "b"),
        dimensions,
        np.ones(2),
        np.array([[10.0] * count, [70.0] * count]),
        np.full((2, count), 40.0),
    )
    found, _ = bargained(table, Asked(models=("pool",)))
    told = [bargained_json(one) for one in found]
    text = json.dumps(told, allow_nan=False)
    assert json.loads(text)[0]["distribution"] is None
    mean, pool = told
    assert mean["outcome"] == (40.0 if count == 1 else {"x": 40.0, "y": 40.0})
    assert mean["rounds"][0]["positions"]["b"] == (70.0 if count == 1 else {"x": 70.0, "y": 70.0})
    spread = pool["distribution"] if count == 1 else pool["distribution"]["dimensions"]["y"]
    assert set(spread) >= {"quantiles", "window", "events"}
    assert list(spread["quantiles"]) == ["0.05", "0.25", "0.5", "0.75", "0.95"]
