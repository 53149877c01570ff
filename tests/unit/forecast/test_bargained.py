"""One table under several models: the weighted mean beside, the pool's range, warnings."""

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.core.errors import ParameterError
from detente.forecast.bargained import Asked, bargained, cautions, wanted


def table(position=(0.0, 40.0, 100.0), capability=(1.0, 2.0, 3.0), salience=(50.0, 60.0, 70.0), **more):
    return BargainingTable(
        tuple("abcdefgh"[: len(position)]),
        ("issue",),
        np.array(capability),
        np.array(position)[:, None],
        np.array(salience)[:, None],
        **more,
    )


def test_the_weighted_mean_stands_first_whatever_is_asked():
    found, left_out = bargained(table(), Asked(models=("pool", "weighted_median")))
    assert [one.model.name for one in found] == ["weighted_mean", "pool", "weighted_median"]
    assert left_out == ()
    assert found[0].settlement.outcome == pytest.approx(((40 * 120 + 100 * 210) / 380,))


def test_the_pool_tells_a_window_and_chances():
    found, _ = bargained(table(reversion=np.array([100.0])), Asked(models=("pool",)))
    spread = found[1].spreads["issue"]
    levels = list(spread.quantiles.values())
    assert levels == sorted(levels)
    assert spread.window.high - spread.window.low == pytest.approx(20)
    chances = {one.event: one.probability for one in spread.chances}
    assert chances["near what stands without a deal"] == pytest.approx(chances["near the high end"])
    assert all(0 < chance < 1 for chance in chances.values())


def test_the_scale_is_only_a_unit():
    plain, _ = bargained(table(), Asked(models=("pool",)))
    small, _ = bargained(table(position=(-1.0, 1.0, 4.0)), Asked(models=("pool",), scale=(-1.0, 4.0)))
    wide, narrow = plain[1].spreads["issue"], small[1].spreads["issue"]
    assert narrow.window.probability == pytest.approx(wide.window.probability)
    assert narrow.quantiles[0.5] == pytest.approx(-1 + wide.quantiles[0.5] / 20)


def test_draws_widen_the_range_and_are_repeated_by_their_seed():
    spread = {
        "position_low": np.array([[0.0], [0.0], [80.0]]),
        "position_high": np.array([[20.0], [90.0], [100.0]]),
    }
    one, _ = bargained(table(**spread), Asked(models=("weighted_mean",), draws=500, seed=3))
    same, _ = bargained(table(**spread), Asked(models=("weighted_mean",), draws=500, seed=3))
    other, _ = bargained(table(**spread), Asked(models=("weighted_mean",), draws=500, seed=4))
    drawn = one[0].spreads["issue"].quantiles
    assert drawn == same[0].spreads["issue"].quantiles != other[0].spreads["issue"].quantiles
    assert drawn[0.95] - drawn[0.05] > 5
    assert one[0].settlement.outcome == bargained(table(), Asked())[0][0].settlement.outcome


def test_a_model_that_needs_a_smaller_table_is_left_out_of_all_and_refused_by_name():
    crowd = BargainingTable(
        tuple(map(str, range(300))),
        ("x",),
        np.ones(300),
        np.linspace(0, 100, 300)[:, None],
        np.full((300, 1), 50.0),
    )
    found, left_out = bargained(crowd, Asked())
    assert "challenge" not in [one.model.name for one in found]
    assert any("challenge is left out: 300 actors" in one for one in left_out)
    with pytest.raises(ParameterError, match="at most 250"):
        bargained(crowd, Asked(models=("challenge",)))


def test_what_no_model_has_is_refused_with_the_nearest():
    with pytest.raises(ParameterError, match="nearest: challenge"):
        wanted(Asked(models=("chalenge",)))
    with pytest.raises(ParameterError, match="nearest: mckibben"):
        wanted(Asked(preset="mckiben"))
    with pytest.raises(ParameterError, match=r"--preset: found 'mckibben'; allowed: none"):
        wanted(Asked(models=("pool",), preset="mckibben"))
    with pytest.raises(ParameterError, match="--rounds: found an option of no model asked for"):
        wanted(Asked(models=("pool",), options={"rounds": 3.0}))


def test_too_many_draws_are_refused():
    with pytest.raises(ParameterError, match="--draws"):
        bargained(table(), Asked(draws=10**9))


def test_a_table_is_doubted_aloud():
    assert cautions(table()) == ()
    assert "one actor" in cautions(table((30.0,), (1.0,), (50.0,)))[0]
    assert "Nobody cares" in cautions(table(salience=(0.0, 0.0, 0.0)))[0]
    assert "Nobody has any capability" in cautions(table(capability=(0.0, 0.0, 0.0)))[0]
    assert "All actors want the same" in cautions(table(position=(30.0, 30.0, 30.0)))[0]
    assert "1 or less" in cautions(table(salience=(0.5, 0.6, 1.0)))[0]


def test_draws_are_settled_in_portions_and_told(monkeypatch):
    spread = {
        "position_low": np.array([[0.0], [0.0], [80.0]]),
        "position_high": np.array([[20.0], [90.0], [100.0]]),
    }
    asked = Asked(models=("challenge", "nash"), draws=50)
    whole, _ = bargained(table(**spread), asked)
    monkeypatch.setattr("detente.forecast.bargained.AT_ONCE", 200)
    seen = []
    parts, _ = bargained(table(**spread), asked, progress=lambda done, total: seen.append((done, total)))
    assert [one.spreads for one in parts] == [one.spreads for one in whole]
    assert len(seen) > 5
    assert seen[-1] == (150, 150)
    assert seen == sorted(seen)
