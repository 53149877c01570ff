"""The compiled kernel and the plain reference tell the same story to 1e-9: forecasts, hindcasts, and coalitions of an attribution."""

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.projection import kernel, project, reference
from detente.projection.compile import compile_case
from detente.projection.plan import everything_on
from detente.workspace import load_case
from unit.projection.cases import coalitions, with_switches

NUMBERS = ("levels", "said", "mandates", "pressures", "zones", "dials")
COUNTS = ("statuses", "binds", "fires", "happened")
WORLDS = 300


def assert_equal(one, other):
    for name in NUMBERS:
        np.testing.assert_allclose(
            getattr(one, name), getattr(other, name), rtol=0.0, atol=1e-9, err_msg=name
        )
    for name in COUNTS:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def both(case, settings):
    return (
        project(case, settings, engine=engine, dtype=np.float64) for engine in (kernel.run, reference.run)
    )


@pytest.mark.parametrize("mode", ["forecast", "hindcast"])
def test_on_the_small_case(small, mode):
    one, other = both(small, Settings(WORLDS, small.seed, small.as_of, mode))
    assert_equal(one, other)
    assert one.clipped_share == other.clipped_share
    assert len(np.unique(one.statuses)) > 1
    assert one.fires.sum() > 10


@pytest.mark.parametrize("mode", ["forecast", "hindcast"])
def test_on_the_flagship_case(root, mode):
    case = load_case(root / "cases" / "iran-2024").case
    one, other = both(case, Settings(60, case.seed, case.as_of, mode))
    assert_equal(one, other)


@pytest.fixture(scope="module")
def plan(small):
    return compile_case(small, as_of=small.as_of, mode="hindcast").plan


@pytest.mark.parametrize("from_step", [0, 6])
def test_under_coalitions(small, plan, from_step):
    rows = np.arange(160) % 8
    switches = coalitions(plan, from_step)
    one, other = (with_switches(small, engine, switches, rows) for engine in (kernel.run, reference.run))
    assert_equal(one, other)
    plain = with_switches(small, kernel.run, everything_on(plan), np.zeros(160, np.int64))
    assert np.array_equal(one.levels[rows == 0], plain.levels[rows == 0])
    assert np.array_equal(one.levels[:, : from_step + 1], plain.levels[:, : from_step + 1])
    assert not np.array_equal(one.levels[rows == 1], plain.levels[rows == 1])


def test_with_everything_off_nothing_is_drawn_and_nothing_moves_by_noise(small, plan, engine):
    rows = np.ones(100, np.int64)
    record = with_switches(small, engine, coalitions(plan, 3), rows)
    assert record.fires[:, 4:].sum() == 0
    assert (record.happened <= 3).all()
    assert np.abs(np.diff(record.dials[:, 4:], axis=1)).max() < 1e-9  # effects are frozen with their channels


def test_switches_of_one_kind_touch_that_kind_only(small, plan, engine):
    on = everything_on(plan)
    rows = np.zeros(100, np.int64)
    zero = np.zeros(1, np.uint8)
    base = with_switches(small, engine, on, rows)

    quiet = with_switches(small, engine, on._replace(from_step=4, hazards=zero), rows)
    assert quiet.fires[:, 5:].sum() == 0 < base.fires[:, 5:].sum()
    assert np.array_equal(quiet.pressures[:, :5], base.pressures[:, :5])

    calm = with_switches(small, engine, on._replace(from_step=4, noise=zero), rows)
    assert np.array_equal(calm.pressures[:, :5], base.pressures[:, :5])
    assert not np.array_equal(calm.pressures[:, 5:], base.pressures[:, 5:])

    undated = with_switches(small, engine, on._replace(from_step=4, schedule=zero), rows)
    last = small.steps
    drought = sorted(small.pressures).index("drought")
    assert np.array_equal(undated.pressures[:, :20], base.pressures[:, :20])
    assert (undated.pressures[:, last, drought] > base.pressures[:, last, drought]).all()

    unfelt = on.channels.copy()
    unfelt[0, drought] = 0
    deaf = with_switches(small, engine, on._replace(from_step=1, channels=unfelt), rows)
    assert np.array_equal(deaf.pressures[..., drought], base.pressures[..., drought])
    dials = compile_case(small, as_of=small.as_of, mode="hindcast").dials
    turned = deaf.dials[:, :, dials.index("president.water.position")]
    assert np.abs(np.diff(turned[:, 1:], axis=1)).max() < 1e-9
    assert np.abs(np.diff(base.dials[:, 1:, dials.index("president.water.position")], axis=1)).max() > 1.0


def test_a_thin_record_holds_the_same_readings(small, plan):
    """What attributions probe, without the paths; the reference records every state."""
    rows = np.zeros(50, np.int64)
    on = everything_on(plan)
    whole = with_switches(small, kernel.run, on, rows)
    probed = {"probe_steps": (0, 5, 9), "probe_readings": (0, 1)}
    thin = with_switches(small, kernel.run, on, rows, full_dials=0, thin=True, **probed)
    assert thin.levels.size == 0
    np.testing.assert_array_equal(thin.probes, whole.levels[:, [0, 5, 9]])
