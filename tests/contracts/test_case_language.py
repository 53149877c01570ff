"""Whatever `check` accepts as a dial, a reading, a condition or a number, a projection can read."""

import math

import pytest

from detente.case import CaseFile, read_case
from detente.case.leaves import leaves, resolved
from detente.case.paths import REACTION_DIALS, STANCE_DIALS, TERMS_DIALS, TRACK_DIALS, dial, readings
from detente.core.case import Case
from detente.core.errors import CaseError, ParameterError
from detente.core.projection import Settings
from detente.projection import project
from detente.projection.compile import compile_case
from detente.workspace import load_case

BYSTANDERS = """
actors:
  broker:
    stances: {water: {position: 50}, border: {position: 40, reaction: {safe: quiet}}}
    listens_to: {premier: slightly, arvenia: slightly}
  clerk: {member_of: belmark}
institutions:
  belmark: {tolerance: 5}
"""
"""One who sits at no table and decides nothing, one without a line, and an institution that nobody uses."""


@pytest.fixture(scope="module")
def texts(root):
    folder = root / "tests" / "cases" / "small"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))} | {
        "bystanders.yaml": BYSTANDERS
    }


@pytest.fixture(scope="module")
def case(texts) -> Case:
    return read_case(texts).case


def dials_of(case: Case) -> list[str]:
    """Every name that reads as a dial of the case."""
    names = [
        f"{actor}.{issue}.{name}"
        for actor in case.actors
        for issue in case.issues
        for name in (*STANCE_DIALS, *REACTION_DIALS, "tolerance", "level")
    ]
    names += [
        f"{actor}.{track}.{name}" for actor in case.actors for track in case.tracks for name in TERMS_DIALS
    ]
    names += [f"{actor}.listens_to.{whom}" for actor in case.actors for whom in case.actors[actor].listens_to]
    names += [f"{collective}.tolerance" for collective in case.institutions]
    names += [f"{track}.{name}" for track in case.tracks for name in TRACK_DIALS]
    names += [f"{issue}.{name}" for issue in case.issues for name in ("pace", "level")]
    names += [f"{hazard}.rate" for hazard in case.hazards]
    return [name for name in dict.fromkeys(names) if accepted(case, name)]


def accepted(case: Case, name: str) -> bool:
    try:
        return bool(dial(case, name))
    except ParameterError:
        return False


def toward(case: Case, name: str) -> str:
    issue = next((part for part in name.split(".") if part in case.issues), None)
    is_scaled = name.endswith((".position", ".declared", ".level"))
    return next(iter(case.issues[issue].landmarks.values())) if issue is not None and is_scaled else "up"


def runs(case_file: CaseFile) -> bool:
    world = project(case_file.case, Settings(3, 1, case_file.case.as_of))
    return all(math.isfinite(float(array.sum())) for array in (world.levels, world.mandates, world.zones))


def added(texts, section, entry):
    return read_case({**texts, "added.yaml": f"{section}\n{entry}"})


def test_there_are_many_dials_and_the_ways_to_write_them_are_known(case):
    names = dials_of(case)
    assert len(names) > 60
    assert {
        "broker.listens_to.premier",
        "broker.lake_talks.trust",
        "belmark.tolerance",
        "arvenia.water.tolerance",
        "arvenia.water.level",
    } <= set(names)
    assert "arvenia.water.position" not in names


def test_every_dial_can_be_turned_by_an_event(texts, case):
    turns = "".join(
        f"\n      {name}: {{by: slight, toward: {toward(case, name)}}}" for name in dials_of(case)
    )
    entry = f"  - id: added\n    on: 2023-05-20\n    assumed: to see what turns\n    turns:{turns}\n"
    assert runs(added(texts, "events:", entry))


def test_every_dial_but_a_level_can_be_turned_by_a_pressure(texts, case):
    names = [name for name in dials_of(case) if not name.endswith(".level")]
    entry = "".join(
        f"  - {{when: drought, turns: {name}, toward: {toward(case, name)}, by: slight, assumed: to see}}\n"
        for name in names
    )
    assert runs(added(texts, "effects:", entry))


@pytest.mark.parametrize("name", ["water.level", "arvenia.water.level"])
def test_an_effect_on_a_level_is_refused(texts, name):
    entry = f"  - {{when: drought, turns: {name}, toward: free_flow, by: slight, assumed: to see}}\n"
    with pytest.raises(CaseError, match="levels are moved by lines, deals and events"):
        added(texts, "effects:", entry)


def test_every_reading_can_drive_a_hazard(texts, case):
    voiced = [name for name in readings(case) if not name.startswith("clerk.")]
    assert "broker.water.mandate" in voiced
    grows = "".join(f"\n      {name}: slight" for name in voiced)
    assert runs(
        added(
            texts,
            "hazards:",
            f"  added:\n    rate: 1 in 5 months\n    assumed: to see\n    grows_with:{grows}\n",
        )
    )


@pytest.mark.parametrize(
    "rule",
    [
        "{level: water, at_least: share_by_season}",
        "{said: water, at_most: 30}",
        "{mandate: broker.water, at_least: 10}",
        "{mandate: arvenia.border, at_most: quiet}",
        "{pressure: belmark.fear, at_least: 10, at_most: 90}",
        "{zone: lake_talks, at_least: 3}",
        "{fires: border_raid, times: 2}",
        "{fires: local_vote.moderates}",
        "{happened: dry_spring}",
        "{all: [{settled: lake_talks}, {not: {in_force: lake_talks}}]}",
        "{any: [{open: lake_talks}, {broken: lake_talks}]}",
        "{n: 2, of: [{open: lake_talks}, {broken: lake_talks}, {happened: local_vote}]}",
    ],
)
def test_every_condition_can_be_needed_and_asked_for(texts, rule):
    need = f"  added: {{rate: 1 in 5 months, assumed: to see, needs: {rule}}}\n"
    question = f"questions:\n  added_too: {{asks: 'Does it hold?', asked: 2023-06-30, by: 2023-12-31, yes_if: {rule}}}\n"
    assert runs(added(texts, "hazards:", need + question))


@pytest.mark.parametrize("mode", ["forecast", "hindcast"])
@pytest.mark.parametrize("folder", ["tests/cases/small", "cases/iran-2024"])
def test_every_number_drawn_is_one_that_was_written_and_means_the_same(root, folder, mode):
    """The audit, what matters and the report speak of inputs by the paths and spreads that the projection draws by."""
    case = load_case(root / folder).case
    written = {leaf.path: resolved(case, leaf.path, leaf.quantity, leaf.parameter) for leaf in leaves(case)}
    compiled = compile_case(case, as_of=case.as_of, mode=mode)
    drawn = {one.path: one.spread for one in compiled.quantities if not one.path.startswith("=")}
    assert {path: written.get(path) for path in drawn} == drawn
    unused = {path for path in set(written) - set(drawn) if ".branches." not in path}
    assert unused <= {"tracks.lake_talks.terms.trust"}  # everybody there has trust of his own
