"""Every engine of sweeps: named as its file, says what it is for, and gives each shard once with the rows of one thread."""

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.sweeps.engines import Crew, Engine, engine, engine_names
from detente.sweeps.task import settle
from sweeping import small_sweep

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("name", engine_names())
def test_an_engine_is_named_as_its_file_and_says_what_it_is_for(name):
    found = engine(name)
    assert isinstance(found, Engine)
    assert found.name == name
    assert found.says.endswith(".")


@pytest.mark.parametrize("name", engine_names())
def test_each_shard_comes_back_once(name):
    shards = small_sweep(n=4, shard_size=1).shards
    found = list(engine(name).run(shards, Crew(2)))
    assert sorted(rows.number for rows in found) == [0, 1, 2, 3]
    for rows in found:
        alone = settle(shards[rows.number])
        assert np.array_equal(rows.means, alone.means)
        assert np.array_equal(rows.errors, alone.errors)


def test_an_unknown_engine_is_told_with_the_nearest():
    with pytest.raises(ParameterError, match="nearest: processes"):
        engine("proceses")
