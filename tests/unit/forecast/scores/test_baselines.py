from datetime import date
from math import log

import pytest

from detente.forecast.scores.admission import admit
from detente.forecast.scores.baselines import BASELINES, climatology, expected, reference_scores
from keeping_score import ON, came, many, said


def settled(one, **resolution):
    return admit([one], [came(**resolution)], ON).settled[0]


def test_the_climatology_leaves_each_outcome_out():
    made, resolutions = many([0.5] * 11, [1] * 5 + [0] * 6)
    climate = climatology(admit(made, resolutions, ON).settled)
    assert [climate[one.question] for one in made] == pytest.approx([0.4] * 5 + [0.5] * 6)
    # Of fewer than ten others nothing is told.
    assert climatology(admit(made[:10], resolutions, ON).settled) == {}


def test_its_score_is_the_uncertainty_times_what_the_docstring_says():
    made, resolutions = many([0.5] * 30, [1] * 12 + [0] * 18)
    held = admit(made, resolutions, ON).settled
    climate = climatology(held)
    scores = [reference_scores("climatology", one, climate)["brier"] for one in held]
    assert sum(scores) / 30 == pytest.approx(0.4 * 0.6 * (30 / 29) ** 2)


def test_the_base_rate_is_the_questions_own_or_else_the_climatology():
    own = settled(said(base_rate=0.1))
    assert reference_scores("base_rate", own, {"Q1": 0.5})["brier"] == pytest.approx(0.81)
    assert reference_scores("base_rate", settled(said()), {"Q1": 0.5})["brier"] == pytest.approx(0.25)
    assert reference_scores("base_rate", settled(said()), {}) is None


def test_no_change_is_a_certainty():
    assert reference_scores("persistence", settled(said(last_known="no")), {}) == pytest.approx(
        {"brier": 1.0, "log": log(1000)}
    )
    number = settled(said(kind="number", quantiles={0.5: 3.0}, last_known="2"), outcome="7")
    assert reference_scores("persistence", number, {}) == {"crps": 5.0}
    never = settled(
        said(kind="date", quantiles={0.5: date(2024, 2, 1)}, last_known="never"), outcome="2024-02-21"
    )
    assert reference_scores("persistence", never, {}) == {"crps": 10.0}
    option = settled(said(kind="category", categories={"a": 0.5, "b": 0.5}, last_known="B"), outcome="b")
    assert reference_scores("persistence", option, {})["brier"] == 0.0
    assert reference_scores("persistence", settled(said()), {}) is None


def test_ignorance_and_the_crowd():
    assert reference_scores("uniform", settled(said()), {})["brier"] == 0.25
    options = said(kind="category", categories={"a": 0.1, "b": 0.1, "c": 0.8}, ordered=True)
    # By hand: cumulated 1/3, 2/3 against 1, 1.
    assert reference_scores("uniform", settled(options, outcome="a"), {})["rps"] == pytest.approx(5 / 18)
    assert (
        reference_scores("uniform", settled(said(kind="number", quantiles={0.5: 3.0}), outcome="1"), {})
        is None
    )
    assert reference_scores("crowd", settled(said(crowd=0.9)), {})["brier"] == pytest.approx(0.01)
    assert reference_scores("crowd", settled(said()), {}) is None


def test_every_baseline_says_what_it_is_and_is_silent_where_it_has_nothing_to_say():
    bare = settled(said(kind="number", samples=(1.0, 2.0)), outcome="1")
    assert [name for name in BASELINES if reference_scores(name, bare, {}) is not None] == []
    assert all(BASELINES.values())


def test_what_was_expected_before_anybody_thought():
    assert expected(settled(said(base_rate=0.2)), {}) == (0.2, "the base rate")
    assert expected(settled(said(), outcome="no"), {"Q1": 0.3}) == (
        pytest.approx(0.7),
        "how the others came out",
    )
    assert expected(settled(said()), {}) == (0.5, "even odds")
    options = said(kind="category", categories={"a": 0.1, "b": 0.1, "c": 0.4, "d": 0.4})
    assert expected(settled(options, outcome="a"), {})[0] == 0.25
