import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.events.composition import Composition, composition, deflated
from event_series import counted


def test_posture_sets_cooperation_against_hostility_and_leaves_statements_out():
    counts = counted([[4, 5]], [[6, 7]])
    counts.counts[:, :, 0] = 100
    parts = composition(counts)
    np.testing.assert_array_equal(parts.hostile, [[4, 5]])
    np.testing.assert_array_equal(parts.other, [[6, 7]])
    np.testing.assert_array_equal(parts.total, [[10, 12]])


def test_every_root_from_2_on_belongs_to_one_side():
    counts = counted([[0.0]], [[0.0]])
    counts.counts[0, 0, :] = 2.0 ** np.arange(20)
    parts = composition(counts)
    assert parts.other[0, 0] == sum(2.0 ** np.arange(1, 8))
    assert parts.hostile[0, 0] == sum(2.0 ** np.arange(8, 20))
    material = composition(counts, "material")
    assert material.hostile[0, 0] == sum(2.0 ** np.arange(13, 20))
    assert material.other[0, 0] == sum(2.0 ** np.arange(8, 13))


def test_hostile_data_have_no_posture():
    with pytest.raises(ParameterError, match="roots 02 to 08"):
        composition(counted([[4, 5]]))


def test_deflation_keeps_the_share_and_bounds_the_information():
    parts = Composition(np.array([[1.0, 30.0, 3e6]]), np.array([[0.0, 10.0, 1e6]]))
    shrunk = deflated(parts, 0.05)
    np.testing.assert_allclose(shrunk.hostile * parts.total, parts.hostile * shrunk.total)
    assert shrunk.total[0, 0] == 1.0
    assert shrunk.total[0, 2] == pytest.approx(20.0, rel=1e-4)
