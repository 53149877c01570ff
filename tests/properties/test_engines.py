"""On random cases the compiled kernel and the plain reference tell the same story."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.projection import Settings
from detente.projection import kernel, project, reference
from detente.projection.compile import compile_case
from properties.strategies import case_of, written_cases
from unit.projection.cases import coalitions, with_switches

NUMBERS = ("levels", "said", "mandates", "pressures", "zones", "dials")
COUNTS = ("statuses", "binds", "fires", "happened", "models")


@settings(max_examples=60)
@given(written=written_cases(), mode=st.sampled_from(["forecast", "hindcast"]), seed=st.integers(0, 1000))
def test_engines_are_equal(written, mode, seed):
    case = case_of(written)
    asked = Settings(24, seed, case.as_of, mode)
    one, other = (
        project(case, asked, engine=engine, dtype=np.float64) for engine in (kernel.run, reference.run)
    )
    for name in NUMBERS:
        np.testing.assert_allclose(
            getattr(one, name), getattr(other, name), rtol=0.0, atol=1e-9, err_msg=name
        )
    for name in COUNTS:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    assert one.clipped_share == other.clipped_share


@settings(max_examples=40)
@given(written=written_cases(), from_step=st.integers(0, 5))
def test_engines_are_equal_under_coalitions(written, from_step):
    case = case_of(written)
    plan = compile_case(case, as_of=case.as_of, mode="hindcast").plan
    switches, rows = coalitions(plan, from_step, 6), np.arange(24) % 6
    one, other = (with_switches(case, engine, switches, rows) for engine in (kernel.run, reference.run))
    for name in NUMBERS:
        np.testing.assert_allclose(
            getattr(one, name), getattr(other, name), rtol=0.0, atol=1e-9, err_msg=name
        )
    for name in COUNTS[:-1]:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
