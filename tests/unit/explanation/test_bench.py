from dataclasses import replace

import numpy as np
import pytest

from detente.explanation.bench import Bench, shortened
from detente.projection import project


def test_it_makes_the_worlds_that_a_run_makes(small, settings, hindcast):
    again = project(small, replace(settings, mode="hindcast"))
    assert (again.levels == hindcast.levels).all()
    assert (again.inputs == hindcast.inputs).all()
    assert again.names == hindcast.names
    assert again.dates == hindcast.dates


def test_probes_are_what_is_recorded(past, hindcast):
    z = past.compiled.index.z("level", "water")
    found = past.probe(lambda _: [past.plain()], (0, 5, 9), (z,))
    assert found.shape == (1, past.settings.worlds, 3, 1)
    recorded = hindcast.reading("water.level")[:, [0, 5, 9]]
    assert found[0, :, :, 0] == pytest.approx(recorded, abs=1e-4)


def test_a_run_that_ends_early_is_the_beginning_of_the_whole(past, hindcast):
    early = past.project(steps=7)
    assert early.dates == hindcast.dates[:8]
    assert (early.levels == hindcast.levels[:, :8]).all()
    assert shortened(past.plan, 10**6).sizes == past.plan.sizes


def test_inputs_can_be_changed_without_touching_the_draws(past):
    column = past.column("issues.water.now")
    z = past.compiled.index.z("level", "water")

    def raised(values, _):
        changed = values.copy()
        changed[:, column] += 5.0
        return changed

    plain = past.plain()
    found = past.probe(lambda _: [plain, plain._replace(adjust=raised), plain], (0,), (z,))[:, :, 0, 0]
    assert found[1] - found[0] == pytest.approx(np.full(past.settings.worlds, 5.0))
    assert (found[2] == found[0]).all()


def test_there_is_no_column_for_what_is_not_there(past):
    assert past.column("issues.air.now") is None


def test_variants_run_as_one_are_those_run_apart(small, settings):
    bench = Bench(small, replace(settings, worlds=70))
    column = bench.column("actors.president.stances.water.position")

    def higher(values, _):
        changed = values.copy()
        changed[:, column] += 5.0
        return changed

    together = bench.project_together([None, higher, None], steps=12)
    apart = [bench.project(bench.plain()._replace(adjust=one), steps=12) for one in (None, higher, None)]
    for name in ("levels", "zones", "statuses", "binds", "fires", "happened", "models", "inputs", "mandates"):
        whole = getattr(together, name)
        for n, one in enumerate(apart):
            np.testing.assert_array_equal(whole[70 * n : 70 * (n + 1)], getattr(one, name), err_msg=name)
    assert (together.levels[70:140] != together.levels[:70]).any()


def test_more_worlds_than_a_block_are_not_run_as_one(small, settings):
    with pytest.raises(ValueError, match="more than a block"):
        Bench(small, replace(settings, worlds=1001)).project_together([None])


def test_worlds_are_kept_at_a_state(small, settings):
    bench = Bench(small, replace(settings, worlds=50))
    ((kept, draws),) = bench.kept_at(9)
    assert draws.shape[0] == 50
    levels = bench.project().levels[:, 9]
    np.testing.assert_allclose(kept.state.levelled.level.T, levels, rtol=1e-6)
