"""Talks over one issue under every model: lines of the worlds, what stands without a deal, the weighted mean first."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.core.track import Track
from detente.forecast.track_tables import track_tables
from detente.models.bargaining import model_names
from detente.workbench import load

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture(scope="module")
def studied():
    bench = load(SMALL)
    bench.project(worlds=60, seed=3, workers=1)
    return bench.study()


def only(study, **changed):
    """The study's case with its track over one issue, and that track's table at the as-of date."""
    track = study.case.tracks["lake_talks"]
    told = {**track.model_dump(exclude_none=True), "over": ("water",), **changed}
    case = study.case.model_copy(update={"tracks": {"lake_talks": Track.model_validate(told)}})
    return track_tables(case, study.projection, study.manifest.as_of)


def test_lines_are_means_over_the_worlds(studied):
    (table,) = only(studied)
    step = studied.projection.step_at(studied.manifest.as_of)
    for seat, party in zip(table.seats, ("arvenia", "belmark"), strict=True):
        line = studied.projection.reading(f"{party}.water.mandate")[:, step]
        assert seat.position == pytest.approx(line.mean(dtype=float))
    # The president has the final say: his salience and influence speak for Arvenia.
    assert (table.seats[0].salience, table.seats[0].influence) == (75, 90)


def test_every_model_that_settles_one_issue_stands_there_with_the_mean_first(studied):
    (table,) = only(studied)
    names = [one.model for one in table.settles]
    assert names[0] == "weighted_mean"
    assert sorted(names) == sorted(set(model_names()) - {"position_exchange"})
    a, b = table.seats
    wa, wb = (seat.salience * seat.influence for seat in table.seats)
    assert table.settles[0].outcome == pytest.approx((wa * a.position + wb * b.position) / (wa + wb))
    low, high = sorted(seat.position for seat in table.seats)
    for one in table.settles:
        assert one.misleads
        assert one.outcome is not None
        if one.model not in ("nash", "setter"):
            assert low - 1e-6 <= one.outcome <= high + 1e-6
    pool = next(one for one in table.settles if one.model == "pool")
    assert pool.window is not None
    assert 0 < pool.window[2] < 1


def test_what_stands_is_the_level_unless_the_case_says_otherwise(studied):
    step = studied.projection.step_at(studied.manifest.as_of)
    level = studied.projection.reading("water.level")[:, step].mean(dtype=float)
    (table,) = only(studied, if_nothing="level_at_opening")
    assert table.stands == pytest.approx(level)
    (fixed,) = only(studied, if_nothing={"water": {"value": 12}})
    assert fixed.stands == 12
    start = studied.case.start
    later = {"water": {start: {"value": 7}, date(2090, 1, 1): {"value": 90}}}
    assert only(studied, if_nothing=later)[0].stands == 7


def test_packages_have_no_table(studied):
    assert only(studied, over=("water", "border")) == ()


def test_nothing_is_compiled(studied, monkeypatch):
    from detente.models.bargaining import pool

    monkeypatch.setattr(pool, "kernel", None)
    assert np.isfinite([one.outcome for one in only(studied)[0].settles]).all()
