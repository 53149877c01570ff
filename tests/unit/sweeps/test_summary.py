"""What a sweep shows, on functions whose shares are known."""

from datetime import date

import numpy as np
import pytest

from detente.case.vary import Axis
from detente.core.vary import Factor
from detente.explanation.observed import Observed
from detente.sweeps.design import Design, designed
from detente.sweeps.summary import confounded, outcome_of

WHAT = Observed("x.level", "X", date(2025, 1, 1), date(2025, 1, 1), is_chance=False)


def axes(many, levels=3):
    return tuple(
        Axis(Factor.model_validate({"set": f"x{n}", "from": 0, "to": 1, "levels": levels}), low=0.0, high=1.0)
        for n in range(many)
    )


def summed(design, values, errors=None, own=False):
    return outcome_of(
        WHAT, "x.level", design, values, np.zeros(len(values)) if errors is None else errors, own
    )


def ishigami(u):
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_saltelli_finds_the_published_shares_of_ishigami():
    design = designed("saltelli", axes(3), 4096, 1)
    found = summed(design, ishigami(design.unit))
    first, total = ([getattr(hold, name) for hold in found.holds] for name in ("first", "total"))
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert all(hold.first_range[0] <= hold.first <= hold.first_range[1] for hold in found.holds)
    assert "Jansen" in found.by


def test_a_grid_gives_the_analysis_of_variance():
    design = designed("grid", axes(2, levels=2), None, 1)
    a, b = design.unit.T
    found = summed(design, a + b + a * b)  # 0, 1, 1, 3: main effects 1.5 each, interaction 1
    variance = np.var([0, 1, 1, 3])
    for hold in found.holds:
        assert hold.first == pytest.approx(0.75**2 / variance)
        assert hold.total == pytest.approx((0.75**2 + 0.25**2) / variance)
        assert (hold.at_low, hold.at_high, hold.swing) == ("0", "1", pytest.approx(1.5))


@pytest.mark.parametrize("kind", ["sobol", "lhs"])
def test_given_points_tell_sign_strength_and_share(kind):
    design = designed(kind, axes(3), 256, 1)
    a, b, _ = design.unit.T
    found = summed(design, 3 * a - b)
    one, other, none = found.holds
    assert one.first == pytest.approx(0.9, abs=0.06)
    assert (one.total, one.first_range) == (None, None)
    assert min(one.srrc, one.prcc) > 0.9
    assert other.srrc < -0.2
    assert other.prcc < -0.9
    assert abs(none.srrc) < 0.05
    assert none.first < 0.03
    assert found.explained > 0.95
    assert one.swing == pytest.approx(2.4, abs=0.1)


def test_a_weak_factor_is_not_lent_the_luck_of_a_strong_one():
    pair = (Axis(Factor(drop="a"), ("kept", "dropped"), (0.5, 0.5)), *axes(1))
    design = designed("sobol", pair, 32, 3)
    strong = 10.0 * np.array([design.values(p)[0] == "dropped" for p in range(32)])
    found = summed(design, strong + 0.5 * design.unit[:, 1])
    assert found.holds[0].swing == pytest.approx(10.0, abs=0.05)
    assert found.holds[1].swing == pytest.approx(0.4, abs=0.02)
    assert found.holds[1].first < 0.01


def test_a_monotone_but_crooked_effect_is_seen_whole_by_ranks():
    design = designed("sobol", axes(1), 128, 1)
    found = summed(design, np.exp(8 * design.unit[:, 0]))
    assert found.holds[0].srrc == pytest.approx(1.0)


def test_names_without_an_order_have_no_sign():
    names = Axis(Factor(set="institution.a.proposes", choices=("x", "y", "z")), ("x", "y", "z"), (1 / 3,) * 3)
    design = designed("sobol", (names, *axes(1)), 64, 1)
    which = np.array([["x", "y", "z"].index(design.values(p)[0]) for p in range(64)])
    found = summed(design, np.array([5.0, 0.0, 1.0])[which] + 0.1 * design.unit[:, 1])
    one, other = found.holds
    assert (one.srrc, one.prcc) == (None, None)
    assert (one.at_low, one.at_high) == ("y", "x")
    assert one.first > 0.98
    assert other.prcc > 0.5


def test_an_outcome_that_is_the_same_everywhere_goes_with_nothing():
    design = designed("sobol", axes(2), 16, 1)
    found = summed(design, np.full(16, 0.25))
    assert (found.mean, found.sd, found.holds, found.by) == (0.25, 0.0, (), "the same at every point")


def test_failed_points_are_left_out():
    design = designed("grid", axes(2), None, 1)
    values = design.unit[:, 0].copy()
    values[0] = np.nan
    found = summed(design, values)
    assert found.points == 8
    assert found.by.startswith("means over parts")
    assert summed(design, np.full(9, np.nan)).points == 0


def test_own_noise_is_told_as_a_share_of_the_variance():
    design = designed("lhs", axes(1), 400, 1)
    rng = np.random.default_rng(1)
    values = rng.normal(0.0, 0.5, 400) + design.unit[:, 0]
    found = summed(design, values, np.full(400, 0.5), own=True)
    assert found.noise == pytest.approx(0.25 / (0.25 + 1 / 12), abs=0.1)


def test_factors_that_go_together_are_told_and_get_no_coefficient():
    pair = tuple(Axis(Factor(drop=name), ("kept", "dropped"), (0.5, 0.5)) for name in "ab")
    unit = np.array([[0.1, 0.2], [0.8, 0.9], [0.3, 0.1], [0.7, 0.6], [0.2, 0.4], [0.9, 0.7]])
    design = Design("lhs", 6, 1, pair, unit, "")
    assert confounded(design) == (("drop:a", "drop:b"),)
    found = summed(design, np.array([1.0, 2, 1, 2, 1, 2.5]))
    assert found.holds[0].srrc is None
    assert confounded(designed("grid", pair, None, 1)) == ()
