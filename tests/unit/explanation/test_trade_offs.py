import pytest

from detente.explanation import Bench, joint_success, trade_offs
from detente.explanation.trade_offs import deciders


def test_a_push_moves_its_own_arena_and_the_matrix_is_whole(small, settings):
    found = {
        (one.moved, one.measured): one
        for one in trade_offs(small, Bench(small, settings), ("water", "border"))
    }
    assert set(found) == {(a, b) for a in ("water", "border") for b in ("water", "border")}
    assert found["water", "water"].difference > 0
    assert found["water", "border"].difference == 0.0
    assert all(one.se >= 0 for one in found.values())


def test_those_who_decide_are_proposer_and_final_say(small):
    assert deciders(small, "water") == ("premier", "president")
    assert deciders(small, "border") == ("president",)


def test_an_issue_without_owner_is_moved_by_the_actor_in_question(small):
    free = small.issues["water"].model_copy(update={"owner": None})
    case = small.model_copy(update={"issues": {**small.issues, "water": free}})
    assert deciders(case, "water") == ("premier", "president")


def test_joint_success_is_no_loss_anywhere(small, forecast):
    found = joint_success(small, forecast, ("water", "border"))
    alone = [joint_success(small, forecast, (arena,)) for arena in ("water", "border")]
    assert found <= min(alone)
    assert joint_success(small, forecast, ()) is None


def test_joint_success_is_the_cases_own_rule_where_it_has_one(small, forecast):
    from detente.core.mechanism import Mechanism
    from detente.forecast import answer

    rule = Mechanism.model_validate(
        {"title": "All at once", "rule": "joint", "expects": {"moves": "truce", "way": "up"}}
    )
    case = small.model_copy(update={"mechanisms": {"J": rule}})
    truce = next(one for one in answer(small, forecast) if one.id == "truce")
    assert joint_success(case, forecast, ("water",)) == pytest.approx(truce.probability)
