"""Streams by name, and what is made of their draws: quantiles of spreads, chances, models dealt."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from detente.core.projection import Settings
from detente.core.quantity import Spread
from detente.projection import project
from detente.projection.compile import compile_case
from detente.projection.draws import (
    BLOCK,
    centers,
    chances,
    converted,
    dealt_models,
    inputs,
    noise,
    quantile,
    stream,
)
from unit.projection.cases import START, a_case, bargain, exactly, issue, pressure, rate, stance

UNIFORM = (np.arange(20_000) + 0.5) / 20_000


def test_a_stream_is_named_by_seed_block_and_quantity():
    one = stream(7, 0, "jitter/heat").random(100)
    assert np.array_equal(one, stream(7, 0, "jitter/heat").random(100))
    for other in (stream(8, 0, "jitter/heat"), stream(7, 1, "jitter/heat"), stream(7, 0, "jitter/cold")):
        drawn = other.random(100)
        assert not np.array_equal(one, drawn)
        assert abs(np.corrcoef(one, drawn)[0, 1]) < 0.4


@pytest.mark.parametrize(
    ("spread", "law"),
    [
        (
            Spread("pert", (20.0, 35.0, 80.0), 0.0, 100.0),
            stats.beta(1 + 4 * 15 / 60, 1 + 4 * 45 / 60, 20.0, 60.0),
        ),
        (Spread("pert", (20.0, 20.0, 80.0), 0.0, 100.0), stats.beta(1, 5, 20.0, 60.0)),
        (Spread("pert", (20.0, 80.0, 80.0), 0.0, 100.0), stats.beta(5, 1, 20.0, 60.0)),
        (Spread("normal", (50.0, 8.0), 0.0, 100.0), stats.norm(50.0, 8.0)),
        (Spread("lognormal", (3.0, 0.4), 0.0, 50.0), stats.lognorm(0.4, scale=3.0)),
    ],
)
def test_quantiles_of_a_spread(spread, law):
    drawn = quantile(spread, UNIFORM)
    levels = np.array([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    assert np.quantile(drawn, levels) == pytest.approx(law.ppf(levels), rel=2e-3, abs=2e-2)
    assert drawn.mean() == pytest.approx(law.mean(), rel=1e-3)
    assert drawn.std() == pytest.approx(law.std(), rel=2e-2)  # read off a table of 256 intervals
    assert (np.diff(drawn) >= 0).all()


def test_a_chance_is_spread_over_its_log_odds():
    drawn = quantile(Spread("logit", (0.35, 0.5), 0.05, 0.98), UNIFORM)
    odds = np.log(drawn / (1.0 - drawn))
    assert np.median(drawn) == pytest.approx(0.35, abs=1e-4)
    assert odds.std() == pytest.approx(0.5, rel=0.01)


def test_choices_have_their_weights():
    drawn = quantile(Spread("choices", (40.0, 1.0, 70.0, 3.0), 0.0, 100.0), UNIFORM)
    assert set(drawn) == {40.0, 70.0}
    assert (drawn == 70.0).mean() == pytest.approx(0.75, abs=1e-3)


def test_draws_are_clipped_to_their_range():
    drawn = quantile(Spread("normal", (95.0, 20.0), 0.0, 100.0), UNIFORM)
    assert (drawn.min() >= 0.0, drawn.max()) == (True, 100.0)
    assert quantile(Spread("lognormal", (-10.0, 0.5), -100.0, 100.0), UNIFORM).max() < 0.0


CASE = a_case(
    weeks=3,
    pressures={"heat": pressure(40, jitter=5), "cold": pressure(30, jitter=5)},
    actors={"state": {"stances": {"course": {"position": 40}}}},
    hazards={"strike": {"rate": rate(0.1), "grows_with": {"heat": 2}}},
    events=[
        {
            "id": "vote",
            "on": START,
            "branches": {"yes": {"chance": exactly(0.2)}, "no": {"chance": exactly(0.6)}},
        }
    ],
)
COMPILED = compile_case(CASE, as_of=CASE.as_of, mode="hindcast")


def test_noise_is_drawn_whole_and_by_name():
    drawn = noise(COMPILED, 3, range(1))
    assert [part.shape for part in drawn] == [
        (2, 3, BLOCK),
        (1, 3, BLOCK),
        (0, 3, BLOCK),
        (0, 3, BLOCK),
        (1, BLOCK),
    ]
    without = CASE.model_copy(update={"pressures": {"heat": CASE.pressures["heat"]}})
    alone = noise(compile_case(without, as_of=CASE.as_of, mode="hindcast"), 3, range(1))
    assert np.array_equal(alone.jitter[0], drawn.jitter[1])
    assert np.array_equal(alone.fires, drawn.fires)


def test_a_longer_horizon_keeps_the_noise_of_the_steps_before():
    longer = a_case(weeks=5, pressures={"heat": pressure(40, jitter=5)})
    short = noise(COMPILED, 3, range(1)).jitter[1]
    assert np.array_equal(
        noise(compile_case(longer, as_of=longer.as_of, mode="hindcast"), 3, range(1)).jitter[0, :3], short
    )


def test_fixed_inputs_are_the_centers():
    values = centers(COMPILED, BLOCK)
    assert (values == values[0]).all()
    position = [drawn.path for drawn in COMPILED.quantities].index("actors.state.stances.course.position")
    assert values[0, position] == 40.0
    assert len(np.unique(inputs(COMPILED, 3, range(1))[:, position])) > 900


def test_numbers_are_converted_for_the_kernels():
    case = bargain(
        {"a": 30, "b": 60},
        stands=0,
        talks={"chance_of_a_deal": exactly(30)},
        hazards={"strike": {"rate": "1 in 10 weeks", "grows_with": {"course.level": 3}}},
    )
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    values = centers(compiled, BLOCK)
    ready = dict(
        zip([drawn.path for drawn in compiled.quantities], converted(compiled, values)[0], strict=True)
    )
    assert ready["tracks.talks.chance_of_a_deal"] == pytest.approx(-np.log(0.7) / 4.0)
    assert ready["hazards.strike.grows_with.course.level.word"] == pytest.approx(np.log(3.0) / 10.0)
    assert ready["hazards.strike.rate"] == pytest.approx(0.1)


def test_chances_of_branches_are_intervals_side_by_side():
    low, high = chances(COMPILED, centers(COMPILED, BLOCK))
    by_name = {name: (low[0, n], high[0, n]) for n, name in enumerate(COMPILED.index.occurrences)}
    assert by_name["vote"] == (0.0, 1.0)
    assert by_name["vote.no"] == pytest.approx((0.0, 0.75))
    assert by_name["vote.yes"] == pytest.approx((0.75, 1.0))


def test_models_are_dealt_by_weight_and_by_track():
    talks = {
        "between": ["a", "b"],
        "over": ["course"],
        "models": {"nash": 1, "weighted_median": 1, "weighted_mean": 2},
    }
    case = a_case(
        issues={"course": issue(0)},
        actors={"a": {"stances": {"course": stance(30)}}, "b": {"stances": {"course": stance(60)}}},
        tracks={"first": talks, "second": talks},
    )
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    dealt = dealt_models(compiled, inputs(compiled, 1, range(1)), 1, range(1))
    shares = [
        (dealt[:, 0] == compiled.model_names.index(name)).mean()
        for name in ("nash", "weighted_median", "weighted_mean")
    ]
    assert shares == pytest.approx([0.25, 0.25, 0.5], abs=0.06)
    assert 0.2 < (dealt[:, 0] == dealt[:, 1]).mean() < 0.55


def test_tied_worlds_share_their_inputs_and_not_their_noise():
    settings = Settings(400, 3, CASE.as_of, "hindcast")
    run = project(CASE, settings, tied=20)
    drawn = run.inputs.reshape(20, 20, -1)
    assert (drawn == drawn[:, :1]).all()
    assert len(np.unique(drawn[:, 0], axis=0)) == 20
    assert len(np.unique(run.pressures[:20, 3, 0])) == 20
    assert np.array_equal(run.pressures, project(CASE, replace(settings, workers=2)).pressures)
