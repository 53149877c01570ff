"""Equilibria of the signalling game, against a simulation of its two sides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import ParameterError
from detente.models.crisis import Crisis, signalling_equilibria

BASE = Crisis(0, 1, -0.5, -0.8, -1, 0.5, -0.6)


def simulated(crisis, resists, draws=400_000):
    """P(challenge), P(firm | challenge) and P(resist) of sides that answer one another, type by type."""
    rng = np.random.default_rng(5)
    war = crisis.war_a + crisis.spread_war_a * rng.normal(size=draws)
    retreat = crisis.back_down_a + crisis.spread_back_down_a * rng.normal(size=draws)
    challenge = (1 - resists) * crisis.concession_a + resists * np.maximum(
        war, retreat
    ) >= crisis.status_quo_a
    firm = (war >= retreat)[challenge].mean()
    theirs = crisis.war_b + crisis.spread_war_b * rng.normal(size=draws)
    resist = firm * theirs + (1 - firm) * crisis.prevails_b >= crisis.concession_b
    return challenge.mean(), firm, resist.mean()


@pytest.mark.parametrize("face", [-0.1, -0.8, -2.0])
def test_each_side_answers_the_other(face):
    crisis = Crisis(0, 1, -0.5, face, -1, 0.5, -0.6)
    for one in signalling_equilibria(crisis):
        challenges, firm, resists = simulated(crisis, one.resists)
        assert challenges == pytest.approx(one.challenges, abs=0.004)
        assert firm == pytest.approx(one.stands_firm, abs=0.004)
        assert resists == pytest.approx(one.resists, abs=0.006)


@given(
    war=st.floats(-2, 1),
    face=st.floats(-3, 0),
    concedes=st.floats(-2, 0),
    war_b=st.floats(-2, 1),
    prevails=st.floats(0.1, 2),
)
def test_there_is_an_equilibrium_and_its_ends_sum_to_one(war, face, concedes, war_b, prevails):
    found = signalling_equilibria(Crisis(0, 1, war, face, concedes, prevails, war_b))
    assert found
    for one in found:
        ends = (one.status_quo, one.concession, one.backing_down, one.war)
        assert sum(ends) == pytest.approx(1)
        assert min(ends) >= 0
        assert 0 <= one.stands_firm <= 1


def test_audience_costs_make_a_threat_tell_more():
    by_face = [
        signalling_equilibria(Crisis(0, 1, -0.5, face, -1, 0.5, -0.6))[0] for face in (-0.4, -0.8, -1.6)
    ]
    assert [one.stands_firm for one in by_face] == sorted(one.stands_firm for one in by_face)
    assert by_face[0].resists > by_face[1].resists > by_face[2].resists


def test_where_there_are_several_equilibria_all_are_told():
    crisis = Crisis(0, 1, -1.093, -1.340, -0.113, 0.479, -0.463, 0.122, 0.247, 0.895)
    low, middle, high = signalling_equilibria(crisis)
    assert low.resists < middle.resists < high.resists
    assert (low.is_stable, middle.is_stable, high.is_stable) == (True, False, True)
    for one in (low, middle):
        assert simulated(crisis, one.resists)[2] == pytest.approx(one.resists, abs=0.006)


def test_the_unit_is_the_spread():
    scaled = Crisis(*(3.0 * one for one in (0, 1, -0.5, -0.8, -1, 0.5, -0.6)), 3.0, 3.0, 3.0)
    first, second = signalling_equilibria(BASE)[0], signalling_equilibria(scaled)[0]
    assert first.war == pytest.approx(second.war, abs=1e-9)


def test_payoffs_that_make_no_crisis_are_refused():
    with pytest.raises(ParameterError, match="concession_a: found -1; allowed: a number above status_quo_a"):
        Crisis(0, -1, -0.5, -0.8, -1, 0.5, -0.6)
    with pytest.raises(ParameterError, match="spread_war_a: found 0"):
        Crisis(0, 1, -0.5, -0.8, -1, 0.5, -0.6, spread_war_a=0.0)
    with pytest.raises(ParameterError, match="war_b: found nan"):
        Crisis(0, 1, -0.5, -0.8, -1, 0.5, float("nan"))
