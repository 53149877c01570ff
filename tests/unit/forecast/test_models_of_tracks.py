"""A track may name any member of the family: worlds are dealt to it, and answers are told by it."""

import numpy as np
import pytest

from detente.case import read_case
from detente.core.errors import CaseError
from detente.core.projection import Settings
from detente.forecast import answer
from detente.models.bargaining import model_names
from detente.projection import project
from unit.projection.cases import bargain

STATED = "models: {nash: 0.5, weighted_mean: 0.5}"
NAMED = {"challenge": 0.3, "setter": 0.3, "pool": 0.2, "nash": 0.2}


@pytest.fixture(scope="module")
def small_with(root):
    """The small case with other models on its track, written into its file."""
    folder = root / "tests" / "cases" / "small"
    files = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}
    assert files["case.yaml"].count(STATED) == 1

    def made(models):
        written = ", ".join(f"{name}: {share}" for name, share in models.items())
        text = files["case.yaml"].replace(STATED, f"models: {{{written}}}")
        return read_case({**files, "case.yaml": text}, models=frozenset(model_names())).case

    return made


def test_a_track_of_challenge_and_setter_runs_and_answers_by_model(small_with):
    case = small_with(NAMED)
    run = project(case, Settings(worlds=1200, seed=case.seed, as_of=case.as_of))
    dealt = run.models[:, run.names.tracks.index("lake_talks")]
    for name, share in NAMED.items():
        assert (dealt == run.names.models.index(name)).mean() == pytest.approx(share, abs=0.06)
    found = {one.id: one for one in answer(case, run)}["truce"]
    assert set(found.by_model) == set(NAMED)
    assert all(np.isfinite(answered) for answered in found.by_model.values())
    assert np.isfinite(run.levels).all()


def test_models_settle_at_different_places():
    settled = {}
    for name in ("nash", "setter", "weighted_mean"):
        talks = {"models": {name: 1}, "chance_of_a_deal": "brisk"}
        case = bargain({"a": 40, "b": 50, "c": 75}, stands=30, weeks=30, talks=talks)
        run = project(case, Settings(100, 1, case.as_of, "hindcast"), dtype=np.float64)
        levels = run.levels[run.statuses[:, -1, 0] == 2, -1, 0]
        assert np.ptp(levels) < 1e-9
        settled[name] = levels.mean()
    assert settled["nash"] < settled["weighted_mean"] - 1
    assert abs(settled["setter"] - settled["weighted_mean"]) > 1


def test_a_misspelt_name_is_told_with_the_nearest(small_with):
    with pytest.raises(CaseError, match="nearest: challenge"):
        small_with({"chalenge": 1})
