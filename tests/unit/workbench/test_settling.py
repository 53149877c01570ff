"""A table settled as asked: issues by themselves, trades at one table, what stands, and refusals."""

import pytest

from detente.core.errors import ParameterError
from detente.sources.stance_table import parse_stances
from detente.workbench.settling import asked_for, settle, settled_json

ONE = b"actor,capability,position,salience\nA,1,0,50\nB,1,100,50\n"
TWO = (
    b"actor,issue,capability,position,salience\nA,tax,1,0,90\nB,tax,1,100,10\nA,law,1,0,10\nB,law,1,100,90\n"
)
PLAIN = {"preset": None, "rounds": None, "options": (), "draws": None, "seed": None, "scale": (0.0, 100.0)}


def asked(*models, **changed):
    return asked_for(models, **{**PLAIN, **changed})


def test_the_weighted_mean_stands_beside_what_is_asked_for():
    told = settled_json(settle(parse_stances(ONE, "t"), asked("nash"), "20"))
    assert [one["model"] for one in told["models"]] == ["weighted_mean", "nash"]
    assert told["models"][0]["outcome"] == 50


def test_issues_are_traded_once_at_one_table():
    told = settled_json(settle(parse_stances(TWO, "t"), asked("position_exchange")))
    assert [(one["model"], one.get("issue")) for one in told["models"]] == [
        ("weighted_mean", "tax"), ("weighted_mean", "law"), ("position_exchange", None),
    ]  # fmt: skip
    assert told["models"][2]["outcome"] == pytest.approx({"tax": 0, "law": 100})


def test_progress_is_told_issue_by_issue():
    from contextlib import contextmanager

    seen = []

    @contextmanager
    def watch(title):
        yield lambda done, total: seen.append((title, done, total))

    content = (
        b"actor,capability,position,salience,position_low,position_high\nA,1,20,50,10,30\nB,1,90,50,80,100\n"
    )
    settle(parse_stances(content, "t"), asked("weighted_mean", draws=100), watch=watch)
    assert seen[-1] == ("Draws", 100, 100)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"draws": 0}, "--draws"),
        ({"rounds": -1}, "--rounds"),
        ({"seed": -1}, "--seed"),
        ({"preset": "mckiben"}, "--preset"),
        ({"options": ("rounds",)}, "--set"),
        ({"options": ("ruonds=3",)}, "--set ruonds"),
    ],
)
def test_what_cannot_be_asked_is_refused(changed, where):
    with pytest.raises(ParameterError) as told:
        asked(**changed)
    assert told.value.where == where


@pytest.mark.parametrize("text", ["150", "x", "wealth=3", "tax=3,law=200", ""])
def test_a_reversion_off_the_scale_or_of_no_issue_is_refused(text):
    with pytest.raises(ParameterError):
        settle(parse_stances(TWO, "t"), asked("nash"), text)
