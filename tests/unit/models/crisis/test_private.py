"""Private and public threats: every side answers the other best, type by type."""

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.models.crisis import threat
from detente.models.crisis.private import PARTIAL, POOLING, SEPARATING


def cases(count=300):
    rng = np.random.default_rng(1)
    low, low_d = rng.uniform(-2, 0, (2, count))
    width, width_d = rng.uniform(0.1, 2, (2, count))
    return low, low + width, low_d, low_d + width_d, *rng.uniform(0, 2, (2, count))


def test_each_type_answers_best():
    low, high, low_d, high_d, face, face_d = cases()
    found = threat((low, high), (low_d, high_d), face, face_d)
    assert set(found.kind.tolist()) == {POOLING, PARTIAL, SEPARATING}
    for i, kind in enumerate(found.kind):
        war, war_d = np.linspace(low[i], high[i], 20_001), np.linspace(low_d[i], high_d[i], 20_001)
        gain = (1 - found.resists[i]) + found.resists[i] * np.maximum(war, -face[i])
        firm = found.stands_firm[i]
        if found.threatens[i] > 0:
            resist = (firm * war_d + (1 - firm) >= -face_d[i]).mean()
            assert resist == pytest.approx(found.resists[i], abs=2e-3)
        if kind == PARTIAL:  # bluffs are worth exactly as much as peace
            assert np.abs(gain[war < -face[i]]).max() < 1e-9
        elif kind == SEPARATING:
            assert (gain > 0).mean() == pytest.approx(found.threatens[i], abs=2e-3)
        else:
            assert (gain >= -1e-9).all()


def test_ends_sum_to_the_chance_of_a_threat():
    found = threat(*((cases()[0], cases()[1]), (cases()[2], cases()[3])), *cases()[4:])
    np.testing.assert_allclose(found.concession + found.backing_down + found.war, found.threatens, atol=1e-9)
    assert (np.stack([found.concession, found.backing_down, found.war]) >= -1e-12).all()


def test_a_private_threat_can_work_and_a_public_one_can_ask_too_much_face():
    secret = threat((-0.2, 0.6), (-1.0, 0.5))
    assert secret.kind[0] == POOLING
    assert secret.concession[0] == pytest.approx(
        (1.0 - 1.0 / 0.75 + 1.0) / 1.5
    )  # types of the defender that give in
    both = threat((-0.2, 0.6), (-1.0, 0.5), challenger_face=0.5, defender_face=0.5)
    own = threat((-0.2, 0.6), (-1.0, 0.5), challenger_face=0.5)
    assert own.concession[0] > secret.concession[0] > both.concession[0]
    assert both.war[0] > secret.war[0]


def test_a_bluff_that_costs_nothing_tells_nothing():
    secret = threat((-1.0, -0.1), (-1.0, 0.5))  # no type would fight
    assert secret.concession[0] == 0
    assert secret.resists[0] == 1


def test_what_cannot_be_is_refused():
    with pytest.raises(ParameterError, match="challenger_face: found -1"):
        threat((-1, 0), (-1, 0), -1)
    with pytest.raises(ParameterError, match="lowest defender_war: found 1"):
        threat((-1, 0), (1, 0))
