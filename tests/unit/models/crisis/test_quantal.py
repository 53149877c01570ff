"""Quantal response equilibria, against published ones and closed forms."""

import json
import math

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.models.crisis import (
    Chance,
    End,
    Game,
    Move,
    quantal,
    quantal_response,
    quantal_responses,
    simultaneous,
)

CHICKEN = simultaneous(
    "Chicken", ("row", "col"), (("C", "D"), ("C", "D")), (((3, 1), (4, 0)), ((3, 4), (1, 0)))
)
DETERRENCE = Game(
    "Deterrence",
    ("A", "B"),
    Move(
        "A",
        "A",
        {
            "wait": End((0.0, 0.0), "status quo"),
            "act": Move("B", "B", {"yield": End((1.0, -1.0), "yields"), "fight": End((-2.0, -0.5), "war")}),
        },
    ),
)


def test_chicken_on_both_branches(shared):
    gold = json.loads((shared / "gold/models/gambit_chicken_nash_qre.json").read_text())["logit_qre"]
    assert len(gold) == 5
    for one in gold:
        found = quantal_responses(CHICKEN, one["lam"], starts=16)
        principal = found[0]
        assert principal.branch == "principal"
        assert principal.lam == principal.asked == one["lam"]
        assert principal.chances["row"]["C"] == pytest.approx(one["symmetric"]["row_C"], abs=1e-12)
        if one["asymmetric"]:
            assert len(found) == 3
            row, col = one["asymmetric"]["row_C"], one["asymmetric"]["col_C"]
            high = found[2].chances
            assert (high["row"]["C"], high["col"]["C"]) == pytest.approx((row, col), abs=1e-10)
            assert found[1].chances["row"]["C"] == pytest.approx(col, abs=1e-10)


def test_the_fork_is_told_and_passed():
    (far,) = quantal_response(CHICKEN, 5.0)
    assert far.is_reached
    assert far.crossings == pytest.approx((2.0,), abs=1e-4)
    (near,) = quantal_response(CHICKEN, 1.0)
    assert near.crossings == ()


def test_the_two_step_game_in_closed_form(shared):
    (gold,) = json.loads((shared / "gold/models/analytic_anchors.json").read_text())["anchors"][
        "logit_qre_2step"
    ]
    (found,) = quantal_response(DETERRENCE, 1.0)
    assert found.chances["B"]["fight"] == pytest.approx(gold["p2_fight"], abs=1e-9)
    assert found.chances["A"]["act"] == pytest.approx(gold["p1_act"], abs=1e-9)
    assert found.ends == pytest.approx((gold["p_sq"], gold["p_cap"], gold["p_war"]), abs=1e-9)
    assert found.gap < 1e-9


def test_at_zero_all_is_chance_and_far_out_it_is_the_equilibrium():
    chance, far = quantal_response(DETERRENCE, [0.0, 60.0])
    assert chance.ends == pytest.approx((0.5, 0.25, 0.25))
    assert far.chances["B"]["fight"] > 0.999
    assert far.chances["A"]["wait"] > 0.999
    assert far.lam_normalised == pytest.approx(60.0 * 3.0)


def test_a_lambda_beyond_reach_is_said_to_be(monkeypatch):
    assert quantal_response(DETERRENCE, 1e6)[0].is_reached
    monkeypatch.setattr(quantal, "MOST_STEPS", 10)
    near, far = quantal_response(DETERRENCE, [0.01, 40.0])
    assert near.is_reached
    assert far.asked == 40.0
    assert 0.01 < far.lam < 40.0
    assert not far.is_reached
    assert far.gap < 1e-9  # where it stopped is an equilibrium all the same


def test_a_draw_of_nature_and_what_a_player_cannot_see():
    # B does not see whether A is strong; A does.
    def reply(strong):
        return Move(
            "B",
            "B",
            {"yield": End((1.0, -1.0)), "fight": End((0.5 if strong else -2.0, -2.0 if strong else 0.5))},
        )

    game = Game(
        "Bluff",
        ("A", "B"),
        Chance(
            {
                "strong": (0.3, Move("A", "A strong", {"wait": End((0.0, 0.0)), "act": reply(True)})),
                "weak": (0.7, Move("A", "A weak", {"wait": End((0.0, 0.0)), "act": reply(False)})),
            }
        ),
    )
    lam = 1.3
    (found,) = quantal_response(game, lam)
    strong, weak = found.chances["A strong"]["act"], found.chances["A weak"]["act"]
    belief = 0.3 * strong / (0.3 * strong + 0.7 * weak)
    fight = belief * -2.0 + (1 - belief) * 0.5
    assert found.chances["B"]["fight"] == pytest.approx(1 / (1 + math.exp(-lam * (fight - -1.0))), abs=1e-9)
    q = found.chances["B"]["fight"]
    assert strong == pytest.approx(1 / (1 + math.exp(-lam * ((1 - q) * 1 + q * 0.5))), abs=1e-9)
    assert sum(found.ends) == pytest.approx(1)


def test_sums_of_payoffs_follow_from_ends():
    (found,) = quantal_response(DETERRENCE, 2.0)
    worth = np.array(found.ends) @ np.array([path.end.payoffs for path in DETERRENCE.ends])
    assert found.payoffs == pytest.approx(tuple(worth))


def test_wrong_games_and_lambdas_are_refused():
    with pytest.raises(ParameterError, match="lams: found -1"):
        quantal_response(DETERRENCE, -1.0)
    with pytest.raises(ParameterError, match="2 numbers, one a player"):
        Game("x", ("A", "B"), End((1.0,)))
    with pytest.raises(ParameterError, match="sum to 1"):
        Game("x", ("A",), Chance({"a": (0.5, End((1.0,))), "b": (0.4, End((1.0,)))}))
    with pytest.raises(ParameterError, match="the player 'C'"):
        Game("x", ("A",), Move("C", "C", {"a": End((1.0,))}))
    again = Move("A", "A", {"a": End((1.0,)), "b": End((1.0,))})
    with pytest.raises(ParameterError, match="perfect recall"):
        Game("x", ("A",), Move("A", "A", {"a": again, "b": End((0.0,))}))
