"""Every bargaining model keeps the family's contract; a file put into the folder is tested the day it appears."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.family import members
from detente.core.projection import Settings
from detente.models import bargaining
from detente.models.bargaining import BargainingModel, choose, model, model_names
from detente.projection import project
from unit.projection.cases import bargain

MODELS = members("detente.models.bargaining", "MODEL", BargainingModel)
EVERY = pytest.mark.parametrize("one", MODELS.values(), ids=MODELS)
PAGES = Path(__file__).parents[2] / "docs" / "explanation" / "models"
seeds = st.integers(0, 2**32 - 1)


def tables(seed, worlds=50):
    """Positions, capabilities, saliences and reversions of random tables, some with ties, ends and zeros."""
    rng = np.random.default_rng(seed)
    shape = (worlds, int(rng.integers(2, 7)))
    position = rng.uniform(0, 100, shape)
    rounded = rng.random(worlds) < 0.3
    position[rounded] = np.round(position[rounded], -1)
    weights = [rng.uniform(0, 100, shape) for _ in range(2)]
    for weight in weights:
        weight[rng.random(shape) < 0.15] = 0.0
        weight[rng.random(worlds) < 0.05] = 0.0
    reversion = rng.uniform(0, 100, worlds)
    reversion[rng.random(worlds) < 0.2] = rng.choice([0.0, 50.0, 100.0])
    return position, *weights, reversion


def agree(one, found, wanted, atol):
    """Equal in every world; in all but three of fifty where a model jumps at ties and rounding may decide."""
    if one.is_abrupt:
        assert np.isfinite(found).all()
        assert (np.abs(found - wanted) > atol).sum() <= 3
    else:
        np.testing.assert_allclose(found, wanted, rtol=0, atol=atol)


def test_there_are_models_and_each_is_named_as_its_file():
    assert {
        "challenge", "nash", "position_exchange", "setter", "spatial", "weighted_mean", "weighted_median",
    } <= set(MODELS)  # fmt: skip
    assert model_names() == tuple(MODELS)
    assert {name: one.name for name, one in MODELS.items()} == {name: name for name in MODELS}


@EVERY
def test_it_says_what_it_rests_on_and_when_it_misleads(one):
    assert one.citations
    assert all(work.key and work.authors and 1700 < work.year < 2100 and work.where for work in one.citations)
    assert one.misleads.endswith(".")
    assert len(one.misleads) > 30
    assert one.title[0].isupper()
    assert one.solve.__doc__


@EVERY
def test_its_page_names_every_option_and_preset(one):
    page = (PAGES / f"{one.name}.md").read_text("utf-8")
    assert "## When it misleads" in page
    assert [option.name for option in one.options if f"`{option.name}" not in page] == []
    assert [name for name in one.presets if f"`{name}`" not in page] == []


@EVERY
def test_its_presets_hold_options_it_has_and_the_first_sets_nothing(one):
    for number, name in enumerate(one.presets):
        chosen, plain = choose(one, name), choose(one)
        assert set(chosen) == set(plain)
        assert number > 0 or chosen == plain
    for option in one.options:
        assert option.meaning.endswith(".")
        assert choose(one, None, {option.name: option.default})[option.name] == option.default


@EVERY
@given(seed=seeds)
def test_the_compiled_twin_is_equal(one, seed):
    table = tables(seed)
    outcome = one.solve(*table)
    assert outcome.shape == (50,)
    agree(one, one.kernel(*table), outcome, 1e-9)


@EVERY
@given(seed=seeds)
def test_the_outcome_lies_within_positions_and_what_stands(one, seed):
    position, capability, salience, reversion = tables(seed)
    outcome = one.solve(position, capability, salience, reversion)
    every = np.column_stack([position, reversion])
    assert (outcome >= every.min(axis=1) - 1e-9).all()
    assert (outcome <= every.max(axis=1) + 1e-9).all()


@EVERY
@given(seed=seeds, scale=st.sampled_from([0.125, 0.5, 4.0, 1024.0]))
def test_only_relative_weights_count(one, seed, scale):
    position, capability, salience, reversion = tables(seed)
    outcome = one.solve(position, capability, salience, reversion)
    agree(one, one.solve(position, capability * scale, salience, reversion), outcome, 1e-9)
    agree(one, one.solve(position, capability, salience * scale, reversion), outcome, 1e-9)


@EVERY
@given(seed=seeds)
def test_the_order_of_parties_does_not_count(one, seed):
    position, capability, salience, reversion = tables(seed)
    capability, salience = (
        np.round(capability),
        np.round(salience),
    )  # sums in any order are exact, ties stay ties
    order = np.random.default_rng(seed).permutation(position.shape[1])
    outcome = one.solve(position, capability, salience, reversion)
    shuffled = one.solve(position[:, order], capability[:, order], salience[:, order], reversion)
    agree(one, shuffled, outcome, 1e-9)


@EVERY
@given(seed=seeds)
def test_worlds_do_not_touch_one_another(one, seed):
    table = tables(seed)
    some = np.random.default_rng(seed).permutation(50)[:7]
    np.testing.assert_array_equal(one.solve(*(part[some] for part in table)), one.solve(*table)[some])
    before = [part.copy() for part in table]
    one.kernel(*table)
    for part, kept in zip(table, before, strict=True):
        np.testing.assert_array_equal(part, kept)


@EVERY
@given(seed=seeds)
def test_the_mirror_image_of_a_table_has_the_mirror_image_of_its_outcome(one, seed):
    position, capability, salience, reversion = tables(seed)
    outcome = one.solve(position, capability, salience, reversion)
    mirrored = one.solve(100.0 - position, capability, salience, 100.0 - reversion)
    agree(one, mirrored, 100.0 - outcome, 1e-6)


@EVERY
@given(seed=seeds)
def test_parties_who_agree_get_what_they_want(one, seed):
    _, capability, salience, reversion = tables(seed)
    agreed = np.random.default_rng(seed).uniform(0, 100, len(reversion))
    position = np.repeat(agreed[:, None], capability.shape[1], axis=1)
    np.testing.assert_allclose(one.solve(position, capability, salience, reversion), agreed, atol=1e-9)


@EVERY
def test_no_weight_at_all_is_no_fault(one):
    none = np.zeros((3, 4))
    position = np.array([[10.0, 20.0, 60.0, 90.0]] * 3)
    outcome = one.solve(position, none, none, np.zeros(3))
    assert np.isfinite(outcome).all()
    np.testing.assert_allclose(one.kernel(position, none, none, np.zeros(3)), outcome, atol=1e-9)
    even = np.ones((3, 4))
    np.testing.assert_allclose(outcome, one.solve(position, even, even, np.zeros(3)), atol=1e-9)


NEW = """
import numpy as np
from detente.core.citation import Citation
from detente.models.bargaining.base import BargainingModel

def solve(position, capability, salience, reversion):
    return position.min(axis=1)

MODEL = BargainingModel("least", "Least of all", solve, solve, "It always takes the lowest position, whatever the weights.",
    (Citation("nobody2000", "Nobody", 2000, "Nothing", "Nowhere"),))
"""


@pytest.fixture
def least(tmp_path, monkeypatch):
    """A file put into the family's folder, as far as its listing can tell."""
    (tmp_path / "least.py").write_text(NEW)
    monkeypatch.setattr(bargaining, "__path__", [*bargaining.__path__, str(tmp_path)])
    monkeypatch.setattr(bargaining.__spec__, "submodule_search_locations", bargaining.__path__)
    yield
    sys.modules.pop("detente.models.bargaining.least", None)
    vars(bargaining).pop("least", None)


@pytest.mark.usefixtures("least")
def test_a_new_file_is_a_member_and_can_be_dealt():
    assert model_names() == tuple(sorted(("least", *MODELS)))
    assert model("least").title == "Least of all"
    assert (
        members("detente.models.bargaining", "MODEL", BargainingModel)["least"].solve is model("least").solve
    )
    case = bargain(
        {"a": 30, "b": 60}, stands=0, weeks=30, talks={"models": {"least": 1}, "chance_of_a_deal": "brisk"}
    )
    run = project(case, Settings(50, 1, case.as_of, "hindcast"), dtype=np.float64)
    assert run.names.models == tuple(sorted(("least", *MODELS)))
    settled = run.statuses[:, -1, 0] == 2
    assert settled.mean() > 0.9
    assert run.levels[settled, -1, 0] == pytest.approx(30.0)


def test_and_is_gone_with_its_file():
    assert "least" not in model_names()
