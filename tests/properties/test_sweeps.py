"""What holds of every sweep and every comparison: portions change nothing, values keep their range, shares add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.vary import Axis
from detente.core.projection import Settings
from detente.core.quantity import Spread
from detente.core.vary import Factor
from detente.explanation.moved_by import moved_by
from detente.models.bargaining import model_names
from detente.sweeps.design import designed, value_at
from detente.sweeps.store import rows_hash
from detente.sweeps.task import settle
from sweeping import small_sweep
from versions import version

FACTOR = Factor.model_validate({"set": "x", "from": 0, "to": 1})
SPREADS = st.one_of(
    st.tuples(st.floats(0, 100), st.floats(0.1, 30)).map(lambda t: Spread("normal", t, 0.0, 100.0)),
    st.tuples(st.floats(1, 50), st.floats(0.1, 2)).map(lambda t: Spread("lognormal", t, 0.0, 100.0)),
    st.tuples(st.floats(0.05, 0.95), st.floats(0.1, 2)).map(lambda t: Spread("logit", t, 0.0, 1.0)),
    st.lists(st.floats(0, 100), min_size=3, max_size=3, unique=True).map(
        lambda t: Spread("pert", tuple(sorted(t)), 0.0, 100.0)
    ),
)


@given(SPREADS, st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_values_rise_with_their_probability_and_keep_their_range(spread, places):
    axis = Axis(FACTOR, spread=spread)
    values = [value_at(axis, u) for u in sorted(places)]
    assert np.all(np.diff(values) >= -1e-9)
    assert spread.low <= values[0] <= values[-1] <= spread.high


@given(st.integers(1, 5), st.integers(2, 60), st.integers(0, 2**40))
def test_designs_stay_in_the_cube_and_have_the_points_they_say(many, n, seed):
    axes = tuple(Axis(Factor.model_validate({"set": f"x{k}", "from": 0, "to": 1})) for k in range(many))
    for kind, points in (("sobol", 1 << (n - 1).bit_length()), ("lhs", n)):
        made = designed(kind, axes, n, seed)
        assert made.unit.shape == (points, many)
        assert made.unit.min() >= 0.0
        assert made.unit.max() <= 1.0


@settings(max_examples=6)
@given(st.integers(1, 9), st.sampled_from(["same", "own"]))
def test_portions_change_no_row(size, noise):
    whole = settle(small_sweep(n=8, shard_size=8, noise=noise, worlds=20).shards[0])
    parts = [settle(shard) for shard in small_sweep(n=8, shard_size=size, noise=noise, worlds=20).shards]
    assert np.array_equal(np.concatenate([part.means for part in parts]), whole.means)
    assert rows_hash(0, parts[0]) == rows_hash(
        0, settle(small_sweep(n=8, shard_size=size, noise=noise, worlds=20).shards[0])
    )


CHANGES = (
    ("pressures", "now: 30\n    fades: months", "now: 60\n    fades: months"),
    ("actors", "position: {low: 20, mode: 35, high: 55}", "position: {low: 40, mode: 60, high: 75}"),
    ("case", "deal_scale: 20", "deal_scale: 12"),
    ("events", "chance: likely", "chance: unlikely"),
    ("events", "shocks: {army_pride: {up: moderate}}", "shocks: {army_pride: {up: large}}"),
    ("case", "models: {nash: 0.5, weighted_mean: 0.5}", "models: {nash: 0.2, challenge: 0.8}"),
)


@settings(max_examples=8)
@given(st.sets(st.sampled_from(range(len(CHANGES))), min_size=1))
def test_shares_add_up_whatever_was_changed(chosen):
    changed = {}
    for number in sorted(chosen):
        file, old, new = CHANGES[number]
        changed.setdefault(file, []).append((old, new))
    before, after = version(), version(**changed)
    asked = [Settings(120, 7, case.as_of) for case in (before, after)]
    found = moved_by(before, after, *asked, models=frozenset(model_names()))
    for one in found.answers:
        assert sum(share.share for share in one.shares) == pytest.approx(one.moved, abs=1e-9)
        assert {share.change for share in one.shares} == {group.id for group in found.groups}
