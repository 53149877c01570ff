"""Estimators against functions whose indices are known, and against SciPy's own."""

import numpy as np
import pytest
from scipy.stats import sobol_indices

from detente.explanation.sobol import indices, jansen


def design(dimensions, rows, seed):
    rng = np.random.default_rng(seed)
    base, other = rng.random((2, dimensions, rows))
    mixed = np.repeat(base[None], dimensions, axis=0)
    for n in range(dimensions):
        mixed[n, n] = other[n]
    return base, other, mixed


def ishigami(u):
    x = np.pi * (2.0 * u - 1.0)
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def sobol_g(u, a=(0.0, 1.0, 4.5, 99.0)):
    return np.prod([(abs(4.0 * u[n] - 2.0) + a[n]) / (1.0 + a[n]) for n in range(len(a))], axis=0)


def ishigami_indices():
    a, b = 7.0, 0.1
    one = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    two, both = a**2 / 8, b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return np.array([one, two, 0.0]) / whole, np.array([one + both, two, both]) / whole


def g_indices(a=(0.0, 1.0, 4.5, 99.0)):
    parts = np.array([1.0 / (3.0 * (1.0 + each) ** 2) for each in a])
    whole = np.prod(1.0 + parts) - 1.0
    total = np.array([part * np.prod(np.delete(1.0 + parts, n)) for n, part in enumerate(parts)])
    return parts / whole, total / whole


@pytest.mark.parametrize(
    ("function", "known", "dimensions"), [(ishigami, ishigami_indices, 3), (sobol_g, g_indices, 4)]
)
def test_known_functions(function, known, dimensions):
    base, other, mixed = design(dimensions, 20_000, 3)
    ran = function(base), function(other), np.stack([function(each) for each in mixed])
    found = indices(*ran, np.random.default_rng(1))
    first, total = known()
    assert found.first == pytest.approx(first, abs=0.03)
    assert found.total == pytest.approx(total, abs=0.03)
    assert (found.first_ends[:, 0] <= found.first).all()
    assert (found.first <= found.first_ends[:, 1]).all()


def test_the_totals_are_those_of_scipy_on_the_same_design():
    base, other, mixed = design(3, 4096, 5)
    ran = ishigami(base), ishigami(other), np.stack([ishigami(each) for each in mixed])
    given = {"f_A": ran[0][None], "f_B": ran[1][None], "f_AB": ran[2][:, None]}
    theirs = sobol_indices(func=given, n=4096)
    first, total = jansen(*ran)
    assert total == pytest.approx(theirs.total_order.ravel(), abs=0.02)
    assert first == pytest.approx(theirs.first_order.ravel(), abs=0.05)


def test_intervals_cover():
    first, total = ishigami_indices()
    held = []
    for seed in range(40):
        base, other, mixed = design(3, 500, 100 + seed)
        found = indices(
            ishigami(base),
            ishigami(other),
            np.stack([ishigami(each) for each in mixed]),
            np.random.default_rng(seed),
        )
        held.append(
            [
                (found.first_ends[:, 0] <= first) & (first <= found.first_ends[:, 1]),
                (found.total_ends[:, 0] <= total) & (total <= found.total_ends[:, 1]),
            ]
        )
    assert 0.8 <= np.mean(held) <= 0.98


def test_luck_that_is_shared_takes_no_part():
    """Adding the same luck to every run of a row changes nothing."""
    base, other, mixed = design(3, 2000, 7)
    luck = np.random.default_rng(2).normal(0.0, 50.0, 2000)
    plain = jansen(ishigami(base), ishigami(other), np.stack([ishigami(each) for each in mixed]))
    lucky = jansen(
        ishigami(base) + luck, ishigami(other) + luck, np.stack([ishigami(each) + luck for each in mixed])
    )
    assert np.allclose(plain, lucky)


def test_what_hangs_on_nothing_is_refused():
    with pytest.raises(ValueError, match="same under both"):
        jansen(np.ones(10), np.ones(10), np.ones((2, 10)))
