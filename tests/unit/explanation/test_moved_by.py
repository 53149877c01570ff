"""Which change moved which answer: the shares add up, a lone change carries all, and what cannot be compared is told."""

from dataclasses import replace

import numpy as np
import pytest

from detente.core.projection import Settings
from detente.explanation import moved_by as module
from detente.explanation.moved_by import moved_by
from detente.explanation.outcomes import outcomes
from detente.models.bargaining import model_names
from detente.projection import project
from versions import ENVOY, NUMBERS, version

MODELS = frozenset(model_names())


def settings(case, worlds=300):
    return Settings(worlds, 7, case.as_of, workers=2)


def asked(before, after, worlds=300):
    return moved_by(before, after, settings(before, worlds), settings(after, worlds), models=MODELS)


@pytest.mark.parametrize("most_exact", [4, 1])
def test_shares_add_up_to_the_movement(monkeypatch, most_exact):
    monkeypatch.setattr(module, "MOST_EXACT", most_exact)
    found = asked(version(), version(**NUMBERS), worlds=600)
    assert found.method == ("exact" if most_exact == 4 else "orders")
    assert found.answers
    for one in found.answers:
        assert sum(share.share for share in one.shares) == pytest.approx(one.moved, abs=1e-9)
        assert one.moved == pytest.approx(one.after - one.before, abs=1e-9)


def test_orders_agree_with_every_coalition(monkeypatch):
    whole = asked(version(), version(**NUMBERS), worlds=1000)
    monkeypatch.setattr(module, "MOST_EXACT", 1)
    drawn = asked(version(), version(**NUMBERS), worlds=1000)
    for one, other in zip(whole.answers, drawn.answers, strict=True):
        held = {share.change: share for share in one.shares}
        for share in other.shares:
            gap = abs(share.share - held[share.change].share)
            assert gap < 4 * np.hypot(share.se, held[share.change].se) + 1e-9


def test_a_lone_change_carries_all_and_answers_are_those_of_the_versions():
    before, after = version(), version(actors=NUMBERS["actors"])
    found = asked(before, after)
    one = next(each for each in found.answers if each.of == "more_water")
    (share,) = one.shares
    assert (share.change, share.share) == (
        "actors.president.stances.water.position",
        pytest.approx(one.moved),
    )
    for case, told in ((before, one.before), (after, one.after)):
        worlds = project(case, settings(case))
        assert told == pytest.approx(outcomes(case, case.questions["more_water"], worlds)["yes"].mean())


def test_a_change_that_moves_nothing_has_no_share():
    after = version(
        actors=NUMBERS["actors"],
        pressures=[
            ("says: How far Belmark", "jitter: small\n    says: How far Belmark"),
            ("fades: months\n    jitter: small\n    fed_by", "fades: months\n    fed_by"),
        ],
    )
    found = asked(version(), after)
    assert [group.id for group in found.groups] == ["actors.president.stances.water.position"]


def test_the_same_case_moves_nothing_and_says_so():
    found = asked(version(), version())
    assert found.answers == ()
    assert {"more_water", "truce", "raids", "water.level"} <= set(found.unchanged)


def test_an_added_actor_is_one_group_with_what_names_her():
    found = asked(version(), version(**ENVOY, case=NUMBERS["case"]))
    told = {group.id: group for group in found.groups}
    assert set(told) == {"actors.envoy", "tracks.lake_talks.deal_scale"}
    assert told["actors.envoy"].why == "they name each other"


def test_a_question_that_only_one_version_asks_is_told():
    after = version(questions=[("  raids:\n", "  raids_of_the_year:\n")])
    found = asked(version(), after)
    assert "before" in found.not_compared["raids"]
    assert "after" in found.not_compared["raids_of_the_year"]


def test_a_question_asked_otherwise_is_itself_the_change():
    after = version(
        questions=[("yes_if: {level: water, at_least: 45}", "yes_if: {level: water, at_least: 30}")]
    )
    found = asked(version(), after)
    (one,) = found.answers
    assert (one.of, one.shares[0].change) == ("more_water", "questions.more_water")


def test_many_changes_are_taken_together(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    found = asked(version(), version(**NUMBERS))
    told = {group.id: group for group in found.groups}
    assert len(told) == 2
    assert len(told["the rest"].paths) == 2
    assert "move least" in told["the rest"].why


def test_time_is_a_change_of_its_own():
    before = version()
    after = version(case=[("as_of: 2023-06-30", "as_of: 2023-11-15"), ("deal_scale: 20", "deal_scale: 8")])
    found = moved_by(before, after, settings(before), settings(after), models=MODELS)
    assert {group.id for group in found.groups} == {"time", "tracks.lake_talks.deal_scale"}
    for one in found.answers:
        if not one.of.endswith(".level"):  # questions keep the day on which they were asked
            assert [share.share for share in one.shares if share.change == "time"] == [0.0]
    later = version(case=[("until: 2023-12-31", "until: 2024-12-31"), ("deal_scale: 20", "deal_scale: 8")])
    found = moved_by(before, later, settings(before), settings(later), models=MODELS)
    one = next(each for each in found.answers if each.of == "water.level")
    assert one.shares[0].change == "time"
    assert sum(share.share for share in one.shares) == pytest.approx(one.moved)


def test_workers_change_nothing():
    alone = replace(settings(version()), workers=1)
    after = version(**NUMBERS)
    assert moved_by(version(), after, alone, alone, models=MODELS) == asked(version(), after)
