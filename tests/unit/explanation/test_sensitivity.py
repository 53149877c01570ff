"""Planted inputs are found, inert ones are not, and what rests on assumption is counted as one."""

from dataclasses import replace

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.explanation.sensitivity import key_assumptions, sensitivity
from unit.explanation.inquiries import led, raided
from unit.projection.cases import exactly


@pytest.fixture(scope="module")
def two():
    """A level that is the mean of two positions, one drawn three times as wide."""
    spread = {"wide": {"mean": 50.0, "sd": 9.0}, "narrow": {"mean": 50.0, "sd": 3.0}}
    return led(
        exactly(50.0),
        issues={
            "course": {
                "landmarks": {0: "none", 100: "all"},
                "now": exactly(50.0),
                "pace": 100,
                "owner": "state",
            }
        },
        actors={
            "state": {"groups": {}},
            **{
                name: {
                    "member_of": "state",
                    "stances": {
                        "course": {
                            "position": {**position, "assumed": "made up"} if name == "wide" else position,
                            "influence": exactly(50),
                            "salience": exactly(50),
                        }
                    },
                }
                for name, position in {**spread, "leader": exactly(50.0)}.items()
            },
        },
    )


def test_planted_inputs_are_found_in_their_shares(two):
    """The level is the mean of three lines, so that the shares are 81 : 9."""
    found = sensitivity(two, Settings(1000, 3, two.as_of), "course.level")
    shares = {index.path.split(".")[1]: index for index in found.indices}
    assert list(shares) == ["wide", "narrow"]
    for name, share in (("wide", 0.9), ("narrow", 0.1)):
        one = shares[name]
        assert one.total == pytest.approx(share, abs=0.06)
        assert one.first == pytest.approx(share, abs=0.06)
        assert one.total_low <= one.total <= one.total_high
    assert found.by_inputs == pytest.approx(1.0, abs=0.05)
    assert found.mean == pytest.approx(50.0, abs=0.5)
    footing = {index.path: index for index in found.footings}
    assert footing["assumed"].total == pytest.approx(shares["wide"].total)
    assert footing["bare"].total == pytest.approx(shares["narrow"].total, abs=1e-9)


def test_key_assumptions_are_the_assumed_among_them(two):
    found = sensitivity(two, Settings(400, 3, two.as_of), "course.level")
    keys = key_assumptions(two, found)
    assert [one.path.split(".")[1] for one in keys] == ["wide", "narrow"]
    assert (keys[0].footing, keys[0].assumed) == ("assumed", "made up")
    assert (keys[1].footing, keys[1].assumed) == ("bare", None)
    assert keys[0].total == found.indices[0].total


def test_a_question_of_luck_is_said_to_be_one():
    case = raided(grows=1.0, jitter=0.0)
    found = sensitivity(case, Settings(1000, 3, case.as_of), "any_raid")
    assert 0.0 < found.by_inputs < 0.5
    assert [index.path for index in found.indices] == ["hazards.raid.rate"]


def test_what_no_input_moves_has_no_indices():
    case = led(exactly(50.0))
    found = sensitivity(case, Settings(300, 3, case.as_of), "high")
    assert found.by_inputs is None
    assert found.indices == ()
    assert found.rest is None
    assert found.mean == 0.0


def test_the_remainder_holds_what_is_not_told(small):
    found = sensitivity(small, Settings(500, 3, small.as_of), "water.level", most=3)
    assert len(found.indices) == 3
    assert found.rest.inputs == found.screened - 3
    assert found.rest.total > -0.01
    assert [one.total for one in found.indices] == sorted((one.total for one in found.indices), reverse=True)


def test_thin_differences_are_refused(small):
    found = sensitivity(small, Settings(500, 3, small.as_of), "more_water")
    assert found.indices == ()
    assert "rows differ" in found.refused
    assert 0.0 < found.mean < 0.05


def test_workers_change_nothing(small):
    settings = Settings(300, 3, small.as_of)
    one = sensitivity(small, settings, "water.level", most=2)
    assert one == sensitivity(small, replace(settings, workers=2), "water.level", most=2)


def test_progress_reaches_its_end(small):
    told = []
    sensitivity(
        small, Settings(100, 3, small.as_of), "water.level", progress=lambda a, b: told.append((a, b))
    )
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("of", ["nothing", "water", "deal_or_raid", "more_water.yes", "deal_or_raid.neither"])
def test_what_cannot_be_asked_is_refused(small, of):
    with pytest.raises(ParameterError):
        sensitivity(small, Settings(100, 3, small.as_of), of)


def test_a_question_asked_before_the_as_of_date_is_refused(small):
    early = small.model_copy(
        update={
            "questions": {"early": small.questions["more_water"].model_copy(update={"asked": small.start})}
        }
    )
    with pytest.raises(ParameterError, match="run as of"):
        sensitivity(early, Settings(100, 3, small.as_of), "early")
    assert np.isfinite(sensitivity(small, Settings(100, 3, small.as_of), "deal_or_raid.none").mean)
