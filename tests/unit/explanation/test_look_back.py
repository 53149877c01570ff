"""What differed before: the planted driver is found, the inert one is not, thin cells are refused."""

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.explanation.arrival import arrival
from detente.explanation.look_back import look_back
from detente.projection import project
from unit.explanation.inquiries import raided, shocked


@pytest.fixture(scope="module")
def raid():
    return raided(grows=1.5)


@pytest.fixture(scope="module")
def worlds(raid):
    return project(raid, Settings(3000, 5, raid.as_of))


@pytest.mark.parametrize("given", ["any_raid", "raid", "raid.fires"])
def test_the_planted_driver_is_found_and_no_other(raid, worlds, given):
    found = look_back(raid, worlds, given, lead=1)
    assert found.refused is None
    assert found.happened + found.never == 3000
    told = {one.id: one for one in found.contrasts}
    assert set(told) == {"anger", "hazards.raid.rate"}
    anger = told["anger"]
    assert anger.kind == "pressure"
    assert anger.where > anger.elsewhere + 2
    assert 0 < anger.low < anger.size < anger.high
    assert told["hazards.raid.rate"].size > 0


def test_contrasts_are_with_worlds_still_without_it_at_the_same_date(raid, worlds):
    """Worked out once more, world by world."""
    came = arrival(raid, worlds, "raid").step
    never = len(worlds.dates)
    path = worlds.pressures[:, :, worlds.names.pressures.index("anger")].astype(float)
    own = [path[w, max(0, came[w] - 1)] for w in range(3000) if came[w] < never]
    rest = [path[came > came[w], max(0, came[w] - 1)].mean() for w in range(3000) if came[w] < never]
    anger = next(one for one in look_back(raid, worlds, "raid", lead=1).contrasts if one.id == "anger")
    assert anger.where == pytest.approx(np.mean(own))
    assert anger.elsewhere == pytest.approx(np.mean(rest))


def test_chance_alone_is_not_told():
    """A coin has nothing before it."""
    case = shocked()
    seen = [look_back(case, project(case, Settings(1000, seed, case.as_of)), "coin") for seed in range(5)]
    assert all(found.compared > 3 for found in seen)
    assert sum(len(found.contrasts) for found in seen) <= 1


def test_thin_cells_are_refused(raid, worlds):
    found = look_back(raid, project(raid, Settings(150, 5, raid.as_of)), "raid")
    assert found.contrasts == ()
    assert "nothing is said of fewer than 100" in found.refused
    assert (
        look_back(shocked(), project(shocked(), Settings(500, 5, shocked().as_of)), "blow").refused
        is not None
    )


@pytest.mark.parametrize("given", ["nothing", "anger", "course.level", "any_raid.yes", "raid.settled"])
def test_what_cannot_come_is_refused(raid, worlds, given):
    with pytest.raises(ParameterError):
        look_back(raid, worlds, given)


def test_a_deal_and_what_makes_it(small):
    worlds = project(small, Settings(2000, 5, small.as_of))
    found = look_back(small, worlds, "lake_talks.settled")
    assert found.refused is None
    assert "water" not in {one.id for one in found.contrasts if one.kind == "level"}
    assert all(one.low <= one.size <= one.high for one in found.contrasts)
    assert [abs(one.size) for one in found.contrasts] == sorted(
        (abs(one.size) for one in found.contrasts), reverse=True
    )
