"""Two sides compared: inputs by attribution; another draw and other code are told apart, and are no input."""

from dataclasses import replace

import pytest

from detente.core.errors import WorkspaceError
from detente.workbench import Workbench
from detente.workbench.attributing import Side, compare_sides, side_of
from versions import NUMBERS, SMALL, edited


def side(worlds=200, seed=7, stored=None, code=None, **changed):
    folder = edited(**changed)
    bench = Workbench(folder, folder.read())
    return Side(bench, bench.settings(worlds=worlds, seed=seed), stored, code)


def run(bench, settings):
    bench.project(worlds=settings.worlds, seed=settings.seed, as_of=settings.as_of, workers=1)
    bench.answer()


def compared(before, after, seed=7):
    return compare_sides(before, after, before.bench.settings(worlds=200, seed=seed, workers=1), run)


def test_the_attribution_is_of_the_very_answers():
    found = compared(side(), side(**NUMBERS))
    answers = {one.of: one for one in found.differences}
    for one in found.movement.answers:
        if one.of not in ("raids",) and not one.of.endswith(".level"):
            assert one.moved == pytest.approx(answers[one.of].difference)
    assert found.movement.answers
    assert (found.notes, found.apart) == ((), ())


def test_another_seed_is_noise_and_no_input():
    found = compared(side(), side(seed=8))
    assert found.movement.answers == ()
    assert "no change of an input" in found.notes[0]
    noise = {one.of: one.noise for one in found.apart}
    assert any(abs(value) > 0 for value in noise.values())
    alone = side(seed=8)
    run(alone.bench, alone.own)
    here = {one.id: one.probability for one in alone.bench.answer()}
    base = side()
    run(base.bench, base.own)
    then = {one.id: one.probability for one in base.bench.answer()}
    assert noise["truce"] == pytest.approx(here["truce"] - then["truce"])


def test_other_code_is_told_by_what_was_stored():
    before = side()
    run(before.bench, before.own)
    now = {one.id: one.probability for one in before.bench.answer() if one.probability is not None}
    stored = replace(side(), stored={**now, "truce": now["truce"] - 0.1}, code="another")
    found = compared(stored, side())
    assert "other code" in found.notes[0]
    code = {one.of: one.code for one in found.apart}
    assert code["truce"] == pytest.approx(0.1)
    assert code["more_water"] == 0.0
    assert found.movement.answers == ()


def test_a_run_stands_for_what_it_was_made_from(tmp_path):
    bench = Workbench(edited(), edited().read())
    bench.project(worlds=60, seed=3)
    bench.write(tmp_path / "r", report=False)
    found = side_of(tmp_path / "r")
    assert (found.own.worlds, found.own.seed) == (60, 3)
    assert found.stored["truce"] == pytest.approx(
        {one.id: one.probability for one in bench.answer()}["truce"], abs=1e-4
    )
    (tmp_path / "r" / "results.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="changed after the run"):
        side_of(tmp_path / "r")
    assert side_of(SMALL).stored is None
