"""Running a case: the same bytes for any workers and chunking, shared draws, limits, and how a run is stopped."""

from dataclasses import fields, replace
from threading import Event

import numpy as np
import pytest

from detente.case import DropEvent, apply_edits
from detente.core.errors import RunError
from detente.core.projection import Projection, Settings
from detente.projection import project
from detente.projection.calendar import dates
from detente.projection.compile import compile_case
from detente.projection.draws import BLOCK
from detente.projection.run import FULL_DIALS, MOST_BLOCKS, central_path, portions
from unit.projection.cases import START, a_case, day, exactly, issue, pressure, rate, stance

ARRAYS = [field.name for field in fields(Projection) if "ndarray" in str(field.type).lower()]


def as_bytes(projection, worlds=None):
    """Every array of a projection, of its first worlds."""
    return {name: np.ascontiguousarray(getattr(projection, name)[:worlds]).tobytes() for name in ARRAYS}


@pytest.fixture(scope="module")
def settings(small):
    return Settings(2000, small.seed, small.as_of, workers=1)


@pytest.fixture(scope="module")
def run(small, settings):
    return project(small, settings)


def test_the_arrays_are_all_compared():
    assert {
        "levels",
        "said",
        "mandates",
        "pressures",
        "statuses",
        "zones",
        "binds",
        "fires",
        "happened",
        "models",
        "inputs",
        "dials",
    } == set(ARRAYS)


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_change_no_byte(small, settings, run, workers):
    assert as_bytes(project(small, replace(settings, workers=workers))) == as_bytes(run)


@pytest.mark.parametrize("worlds", [1, 137, 500, 1000, 1001])
def test_a_shorter_run_is_the_beginning_of_a_longer_one(small, settings, run, worlds):
    """Any number of worlds, on the edge of a block or not."""
    short = project(small, replace(settings, worlds=worlds, workers=2))
    kept = min(worlds, FULL_DIALS)
    first = as_bytes(run, worlds) | {"dials": np.ascontiguousarray(run.dials[:kept]).tobytes()}
    assert as_bytes(short) == first


def test_the_same_run_twice_is_the_same(small, settings, run):
    again = project(small, settings)
    assert as_bytes(again) == as_bytes(run)
    assert again.clipped_share == run.clipped_share


def test_another_seed_is_another_run(small, settings, run):
    other = project(small, replace(settings, seed=small.seed + 1))
    for name in ("levels", "pressures", "fires", "happened", "models", "inputs"):
        assert not np.array_equal(getattr(other, name), getattr(run, name))


def test_worlds_of_later_blocks_are_no_copies(run):
    assert not np.array_equal(run.pressures[:1000], run.pressures[1000:])
    assert len(np.unique(run.inputs[:, 0])) > 1900


def test_a_projection_says_what_it_was_made_from(small, settings, run):
    assert (run.case, run.mode, run.as_of, run.seed) == ("small", "forecast", small.as_of, small.seed)
    assert run.dates == dates(small)
    assert run.worlds == 2000
    assert run.levels.shape == (2000, small.steps + 1, 2)
    assert run.dials.shape[0] == FULL_DIALS
    assert run.levels.dtype == np.float32
    assert run.names.issues == ("border", "water")
    assert run.inputs.shape == (2000, len(run.names.inputs))
    assert all(np.isfinite(getattr(run, name)).all() for name in ARRAYS)


def test_an_edit_leaves_other_draws_untouched(small, settings, run):
    """Without one event: inputs, other pressures and all that came before are the same bytes."""
    edited = project(apply_edits(small, [DropEvent("army_passed_over")]), settings)
    shared = [name for name in run.names.inputs if name in edited.names.inputs]
    assert len(shared) == len(run.names.inputs) - 1
    for name in shared:
        assert np.array_equal(
            run.inputs[:, run.names.inputs.index(name)], edited.inputs[:, edited.names.inputs.index(name)]
        )
    assert np.array_equal(run.reading("drought"), edited.reading("drought"))
    step = run.step_at(small.events[1].on)
    assert np.array_equal(run.levels[:, :step], edited.levels[:, :step])
    assert not np.array_equal(run.reading("army_pride")[:, step], edited.reading("army_pride")[:, step])
    voted = [one.happened[:, one.names.occurrences.index("local_vote.moderates")] for one in (run, edited)]
    assert np.array_equal(*voted)


def test_a_changed_number_redraws_nothing_else(small, settings, run):
    """A shock moves by the same share in every world: its draw is the same quantile."""
    stated = small.model_dump(by_alias=True)
    stated["events"][1]["shocks"]["army_pride"]["up"] = {"value": 10}
    edited = project(type(small).model_validate(stated), settings)
    path = "events.army_passed_over.shocks.army_pride.up"
    before, after = (one.inputs[:, one.names.inputs.index(path)] for one in (run, edited))
    assert after == pytest.approx(before / 2.0, rel=1e-5)
    others = [n for n, name in enumerate(run.names.inputs) if name != path]
    assert np.array_equal(run.inputs[:, others], edited.inputs[:, others])


def test_too_many_worlds_are_refused_before_they_are_run(small, settings):
    with pytest.raises(
        RunError,
        match=r"worlds: found 1000000000 worlds, which need \d+ GiB; allowed: at most \d+ for this case",
    ) as told:
        project(small, replace(settings, worlds=10**9))
    assert "or shorten the horizon" in told.value.mend


def test_progress_is_told_after_each_portion_of_blocks(small, settings):
    told = []
    project(
        small, replace(settings, worlds=12_500), progress=lambda done, worlds: told.append((done, worlds))
    )
    assert told[-1] == (12_500, 12_500)
    assert len(told) == 3
    assert sorted(told) == told


def test_a_run_stops_within_a_portion(small, settings):
    stop, told = Event(), []

    def after_the_first(done, _):
        told.append(done)
        stop.set()

    with pytest.raises(RunError, match="it was stopped"):
        project(small, replace(settings, worlds=20_000), progress=after_the_first, stop=stop)
    assert len(told) == 1


@pytest.mark.parametrize("worlds", [1, 999, 1000, 1001, 2500, 10_000, 12_345, 100_000])
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_portions_hold_every_block_once_and_keep_all_workers_busy(worlds, workers):
    parts = portions(worlds, workers)
    assert [block for part in parts for block in part] == list(range(-(-worlds // BLOCK)))
    sizes = [len(part) for part in parts]
    assert min(sizes) >= 1
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= MOST_BLOCKS
    assert len(parts) % workers == 0 or len(parts) == -(-worlds // BLOCK)


def test_a_run_that_was_stopped_before_it_began_does_not_go_to_its_end(small, settings):
    stop, told = Event(), []
    stop.set()
    with pytest.raises(RunError, match="it was stopped"):
        project(small, replace(settings, worlds=5000), progress=lambda done, _: told.append(done), stop=stop)
    assert told == []


def test_a_run_stops_within_a_step(small, settings):
    """Whoever stops a run waits for no portion to end: the kernel itself looks up before each step."""
    looked = []

    class Watched(Event):
        def is_set(self):
            looked.append(True)
            return len(looked) > 3

    with pytest.raises(RunError, match="it was stopped"):
        project(small, settings, stop=Watched())
    assert len(looked) <= 6


def test_an_interrupt_ends_the_run(small, settings):
    """What a keyboard's interrupt raises comes through, and no later block is told of."""
    told = []

    def interrupt(done, _):
        told.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project(small, replace(settings, worlds=20_000), progress=interrupt)
    assert len(told) == 1


def still(**parts):
    """A case in which all stand where they want to stand."""
    return a_case(
        weeks=20,
        issues={"course": issue(40, owner="state")},
        actors={"state": {"stances": {"course": stance(40)}}},
        pressures={"heat": {"says": "x", "now": 40, "jitter": "large"}},
        effects=[{"when": "heat", "turns": "state.course.position", "toward": "up", "by": "strong"}],
        **parts,
    )


def test_the_central_path_has_no_luck(engine):
    events = [{"id": "blow", "on": day(2), "shocks": {"heat": {"up": exactly(10), "lasting": True}}}]
    case = still(events=events, hazards={"strike": {"rate": rate(5.0), "sets": {"course": 0}}})
    compiled = compile_case(case, as_of=START, mode="hindcast")
    record = central_path(compiled, engine=engine)
    assert record.levels[0, :, 0].tolist() == [40.0] * 21
    case = case.model_copy(update={"events": (case.events[0].model_copy(update={"known_from": START}),)})
    record = central_path(compile_case(case, as_of=START, mode="hindcast"), engine=engine)
    assert record.levels[0, :, 0] == pytest.approx([40.0] * 3 + [43.0] * 18)
    assert record.fires.sum() == 0
    alone = central_path(compile_case(case, as_of=START, mode="hindcast"), events=False, engine=engine)
    assert (alone.levels == 40.0).all()


def test_what_moves_by_itself_shows_on_the_path_without_events(engine):
    drifting = a_case(
        weeks=4,
        issues={"course": issue(40, owner="state", pace=2)},
        actors={"state": {"stances": {"course": stance(60)}}},
        pressures={"heat": pressure(80, rests_at={START: 80, day(2): 20})},
    )
    alone = central_path(compile_case(drifting, as_of=START, mode="hindcast"), events=False, engine=engine)
    assert alone.levels[0, :, 0] == pytest.approx([40, 42, 44, 46, 48])
    assert (alone.pressures == 80.0).all()


def test_precision_is_chosen_by_who_asks(small, settings):
    full = project(small, replace(settings, worlds=50), dtype=np.float64)
    assert full.levels.dtype == np.float64
    rough = project(small, replace(settings, worlds=50))
    assert np.array_equal(full.levels.astype(np.float32), rough.levels)
