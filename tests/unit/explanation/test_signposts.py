from dataclasses import replace

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.explanation import signposts
from detente.explanation.rivals import Weighed
from detente.explanation.signposts import information, observables, separates, settled_by
from detente.projection import project


@pytest.fixture(scope="module")
def worlds(small):
    return project(small, Settings(3000, 5, small.as_of))


def test_each_tells_the_answer_with_and_without(small, worlds):
    found = signposts(small, worlds)
    for sign in found:
        assert 0 < sign.seen < 1
        assert min(sign.if_seen, sign.if_not) <= sign.now <= max(sign.if_seen, sign.if_not)
        mixed = sign.seen * sign.if_seen + (1 - sign.seen) * sign.if_not
        assert mixed == pytest.approx(sign.now)
        assert sign.worlds_seen >= 100
        assert sign.by > small.as_of
        assert sign.separates == {}


def test_the_most_telling_come_first_and_no_subject_twice(small, worlds):
    found = signposts(small, worlds)
    told = [sign.seen * (1 - sign.seen) * (sign.if_seen - sign.if_not) ** 2 for sign in found]
    assert len(found) <= 8
    assert len({sign.id.rpartition(".")[0] or sign.id for sign in found}) >= len(found) - 1
    assert not told or told[0] == pytest.approx(max(told), rel=0.9)


def test_thin_worlds_are_refused(small):
    assert signposts(small, project(small, Settings(150, 5, small.as_of))) == ()


def test_what_settles_a_question_is_no_signpost_for_it(small, worlds):
    assert {"lake_talks", "border_raid", "harvest_summit"} <= settled_by(small, small.questions["truce"])
    assert not any(sign.question == "truce" and "border_raid" in sign.id for sign in signposts(small, worlds))


def test_at_the_horizon_nothing_is_left_to_see(small, settings):
    short = project(small.model_copy(update={"until": small.as_of}), settings)
    assert signposts(small, short) == ()


def test_observables_cover_acts_tracks_levels_pressures_and_events(small, worlds):
    now, last = worlds.step_at(small.as_of), worlds.step_at(small.as_of) + 8
    names = {observable.id for observable in observables(small, worlds, now, last)}
    assert {
        "border_raid.fires",
        "lake_talks.reach",
        "water.up.share_by_season",
        "drought.up",
        "harsh_answer",
        "local_vote.moderates",
    } <= names


def test_information_is_that_of_two_coins():
    seen = np.array([True, True, False, False])
    assert information(seen, np.array([1.0, 1.0, 0.0, 0.0])) == pytest.approx(1.0)
    assert information(seen, np.array([1.0, 0.0, 1.0, 0.0])) == pytest.approx(0.0)


def test_the_weight_of_a_planted_signpost_is_found(small, worlds):
    """Worlds in which raids are certain to have come early are told apart by the first of them."""
    fires = worlds.fires.copy()
    now = worlds.step_at(small.as_of)
    fires[:1500, now + 2, 0] = 1
    fires[1500:, now + 1 :, 0] = 0
    water = worlds.levels.copy()
    water[:1500, now + 10 :, worlds.names.issues.index("water")] = 60.0
    water[1500:, now + 10 :, worlds.names.issues.index("water")] = 20.0
    made = replace(worlds, fires=fires, levels=water)
    found = signposts(small, made)
    assert not any(sign.if_seen in (0.0, 1.0) for sign in found), "a sign that settles the matter is no sign"


# --- which accounts a sign separates ---------------------------------------------------------------------------------


def weights(**removed):
    return Weighed(np.full(2000, 10.0), {name: np.asarray(points) for name, points in removed.items()})


def test_a_sign_separates_the_account_under_whose_weight_it_is_seen_more_often():
    rng = np.random.default_rng(3)
    points = rng.normal(4.0, 2.0, 2000)
    heavy = points >= np.quantile(points, 0.8)
    seen = rng.random(2000) < np.where(heavy, 0.5, 0.2)
    found = separates(seen, weights(election=points, weather=rng.normal(2.0, 1.0, 2000)))
    assert set(found) == {"election"}
    assert found["election"] == pytest.approx(seen[heavy].mean(), abs=1e-9)


def test_weight_is_counted_in_the_direction_of_the_change():
    rng = np.random.default_rng(4)
    points = rng.normal(-4.0, 2.0, 2000)
    seen = points <= np.quantile(points, 0.2)
    falling = Weighed(np.full(2000, -10.0), {"election": points})
    assert separates(seen, falling)["election"] == pytest.approx(1.0)


def test_an_account_of_the_same_weight_everywhere_separates_nothing():
    seen = np.arange(2000) < 400
    assert separates(seen, weights(election=np.zeros(2000))) == {}


def test_a_rare_sign_that_a_fifth_never_shows_separates_nothing_yet():
    points = np.arange(2000.0)
    seen = np.zeros(2000, bool)
    seen[:16] = True
    assert separates(seen, weights(election=points)) == {}


def test_few_worlds_separate_nothing():
    points = np.arange(400.0)
    assert separates(points > 300, Weighed(np.full(400, 5.0), {"election": points})) == {}


def test_signs_tell_apart_what_the_run_has_weighed(small, worlds):
    rng = np.random.default_rng(5)
    sign = signposts(small, worlds)[0]
    now, last = worlds.step_at(small.as_of), worlds.step_at(sign.by)
    seen = next(one.seen for one in observables(small, worlds, now, last) if one.id == sign.id)
    planted = Weighed(np.full(2000, 5.0), {"thaw": seen[:2000] * 3.0 + rng.random(2000)})
    again = signposts(small, worlds, planted)[0]
    assert again.id == sign.id
    assert again.separates["thaw"] > sign.seen
