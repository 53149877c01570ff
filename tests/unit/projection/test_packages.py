"""Linked issues are one package: the contract curve walked here once more by brute force, and its degenerate cases."""

from dataclasses import dataclass

import numpy as np
import pytest

from detente.core.projection import OPEN, SETTLED
from unit.projection.cases import (
    AT_ONCE,
    START,
    a_case,
    exactly,
    issue,
    per_cent_in_four_weeks,
    stance,
    status,
    terms,
    who_binds,
)

CURVE = np.arange(21) / 20.0


@dataclass(frozen=True)
class Side:
    """One actor over two issues: ideals, saliences, and what the package must bring him (tau)."""

    x: tuple[float, float]
    s: tuple[float, float]
    trust: float = 0.5
    loss: float = 0.0
    deadlock: float = 0.0
    declared: tuple[float, float] | None = None
    face: float = 0.0

    @property
    def share(self) -> np.ndarray:
        return np.array(self.s) / sum(self.s) if sum(self.s) > 0 else np.full(2, 0.5)

    @property
    def lines(self) -> np.ndarray:
        declared = np.array(self.declared or self.x)
        return (np.array(self.x) + self.face * declared) / (1.0 + self.face)

    def gains(self, points: np.ndarray, stands: np.ndarray) -> np.ndarray:
        tau = self.loss**2 * (1.0 - self.trust) / self.trust - self.deadlock * abs(self.deadlock)
        x, declared = np.array(self.x), np.array(self.declared or self.x)
        worth = (stands - x) ** 2 - (points - x) ** 2 - self.face * (points - declared) ** 2
        return worth @ self.share - tau

    def written(self) -> dict:
        declared = self.declared or self.x
        stances = {
            name: stance(x, salience=exactly(s), declared=exactly(d), face=exactly(self.face))
            for name, x, s, d in zip(("arms", "trade"), self.x, self.s, declared, strict=True)
        }
        return {"stances": stances, "terms": {"any": terms(self.trust, self.loss, self.deadlock)}}


def curve(one, other):
    """Points of the two sides' contract curve, from the other's lines to the one's."""
    top = CURVE[:, None] * one.share * one.lines + (1.0 - CURVE[:, None]) * other.share * other.lines
    bottom = CURVE[:, None] * one.share + (1.0 - CURVE[:, None]) * other.share
    middle = np.broadcast_to((one.lines + other.lines) / 2.0, top.shape)
    return np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), middle)


def package(one, other, stands, **talks):
    talks = {"between": ["one", "other"], "over": ["arms", "trade"], "opens": START, **talks}
    return a_case(
        weeks=2,
        issues={name: issue(now) for name, now in zip(("arms", "trade"), stands, strict=True)},
        actors={"one": one.written(), "other": other.written()},
        tracks={"talks": talks},
    )


def settled(play, case):
    world = play(case, settles=AT_ONCE)
    return world, world.levels[0, 1]


def brute_force(one, other, stands):
    """Share of the curve both accept (in per cent), largest worst gain, and the point of the largest Nash product."""
    stands = np.array(stands, float)
    points = curve(one, other)
    gains = np.stack([one.gains(points, stands), other.gains(points, stands)])
    worst = gains.min(axis=0)
    allowed = (worst >= 0.0) & (np.abs(points - stands) > 1.0).any(axis=1)
    product = np.where(allowed, gains.prod(axis=0), -np.inf)
    return 100.0 * allowed.sum() / 21.0, worst.max(), points[product.argmax()], points[allowed]


OPPOSED = (Side((20.0, 90.0), (80.0, 20.0)), Side((85.0, 15.0), (25.0, 75.0)))
"""Each wants the opposite of both issues, and each cares for another one."""
PAIRS = {
    "opposed": (*OPPOSED, (60.0, 60.0)),
    "wary": (Side((20, 90), (80, 20), 0.7, 20.0, 5.0), Side((85, 15), (25, 75), 0.6, 10.0), (60.0, 60.0)),
    "proud": (Side((20, 90), (70, 30), declared=(10, 95), face=0.4), Side((85, 15), (40, 60)), (70.0, 70.0)),
    "one-sided": (Side((20, 60), (50, 0)), Side((70, 40), (50, 50)), (60.0, 10.0)),
    "hurt": (Side((30, 60), (50, 50), deadlock=25.0), Side((70, 40), (50, 50), deadlock=12.0), (50.0, 50.0)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_package_is_the_nash_product_on_the_contract_curve(play, name):
    one, other, stands = PAIRS[name]
    share, _, best, _ = brute_force(one, other, stands)
    assert share > 100.0 / 21.0
    world, level = settled(play, package(one, other, stands))
    assert world.reading("talks.zone")[0, 1] == pytest.approx(share)
    assert level == pytest.approx(best)
    assert status(world, "talks")[0, 1] == SETTLED


def test_linking_finds_a_deal_where_neither_issue_has_one(play):
    """Each gives way where he cares less: what stands lies between the ideals on both issues."""
    world, level = settled(play, package(*OPPOSED, (60, 60)))
    assert level[0] < 55.0
    assert level[1] < 55.0
    for name in ("arms", "trade"):
        alone = package(*OPPOSED, (60, 60), over=[name])
        assert status(settled(play, alone)[0], "talks")[0, 1] == OPEN
    assert world.reading("talks.zone")[0, 1] > 5.0


@pytest.mark.parametrize("name", PAIRS)
def test_it_settles_at_the_root_of_the_largest_worst_gain(play, name):
    one, other, stands = PAIRS[name]
    rate = 0.05 * min(np.sqrt(brute_force(one, other, stands)[1]) / 20.0, 3.0)
    case = package(one, other, stands, chance_of_a_deal=per_cent_in_four_weeks(0.05), deal_scale=exactly(20))
    lives = [status(play(case, settles=clock), "talks")[0, 1] for clock in (rate * 0.9999, rate * 1.0001)]
    assert lives == [SETTLED, OPEN]


def test_where_neither_side_cares_the_midpoint_stands(play):
    one, other = Side((20, 60), (50, 0)), Side((30, 80), (50, 0))
    world, level = settled(play, package(one, other, (80, 10)))
    assert level[1] == pytest.approx(70.0)
    assert level == pytest.approx(brute_force(one, other, (80, 10))[2])
    world, level = settled(play, package(Side((20, 60), (0, 0)), Side((30, 80), (0, 0)), (80, 10)))
    assert world.reading("talks.zone")[0, 1] == 100.0


def test_another_model_is_moved_to_the_nearest_accepted_point(play):
    one, other, stands = PAIRS["opposed"]
    aim = [
        np.average([one.x[j], other.x[j]], weights=[one.s[j], other.s[j]]) for j in (0, 1)
    ]  # influences are equal, so saliences weigh
    allowed = brute_force(one, other, stands)[3]
    nearest = allowed[((allowed - aim) ** 2).sum(axis=1).argmin()]
    _, level = settled(play, package(one, other, stands, models={"weighted_mean": 1}))
    assert level == pytest.approx(nearest)


def test_an_impasse_names_whoever_gains_least(play):
    one, other = Side((20, 90), (80, 20), 0.2, 60.0), Side((85, 15), (25, 75))
    world, level = settled(play, package(one, other, (60, 60)))
    assert status(world, "talks")[0, 1] == OPEN
    assert world.reading("talks.zone")[0, 1] == 0.0
    assert who_binds(world, "talks", 1) == ("one", "one")
    assert level == pytest.approx([60.0, 60.0])


def test_a_package_that_moves_nothing_is_none(play):
    """Both want what stands; deadlock hurts both, so all points are accepted and none is a deal."""
    same = Side((60.2, 60.3), (50, 50), deadlock=20.0)
    world, _ = settled(play, package(same, same, (60, 60)))
    assert status(world, "talks")[0, 1] == OPEN


def collective(names, members, **institution):
    """A land with members at talks with one other, on two issues."""
    return {
        "issues": {"arms": issue(10), "trade": issue(80)},
        "actors": {
            "land": {},
            **{name: {"member_of": "land", **side} for name, side in zip(names, members, strict=True)},
            "other": Side((60, 95), (50, 50)).written(),
        },
        "institutions": {"land": institution},
        "tracks": {
            "talks": {
                "between": ["land", "other"],
                "over": ["arms", "trade"],
                "opens": START,
                "terms": terms(),
            }
        },
    }


def test_a_veto_player_must_gain_from_the_package_as_a_whole(play):
    """The army gains on arms what it loses on trade, unless trade is all it cares for."""
    premier = Side((50, 90), (50, 50)).written()

    def zone(cares):
        army = Side((55, 70), cares).written()
        case = a_case(
            weeks=2, **collective(("premier", "army"), (premier, army), proposes="premier", vetoes=["army"])
        )
        return settled(play, case)[0].reading("talks.zone")[0, 1]

    assert zone((50, 50)) == pytest.approx(100.0)
    assert zone((1, 99)) < 5.0


def test_a_final_say_holds_the_line_of_a_package_within_his_tolerance(play):
    premier, chief = Side((90, 90), (50, 50)).written(), Side((40, 85), (50, 50)).written()
    case = a_case(
        weeks=2,
        **collective(
            ("premier", "chief"),
            (premier, chief),
            proposes="premier",
            final_say="chief",
            tolerance=exactly(12),
        ),
    )
    held, other = Side((52, 90), (50, 50)), Side((60, 95), (50, 50))
    points = curve(held, other)
    stands = np.array([10.0, 80.0])
    chiefs = (144.0 - (points - np.array([40.0, 85.0])) ** 2).mean(axis=1)
    gains = [Side((90, 90), (50, 50)).gains(points, stands), chiefs, other.gains(points, stands)]
    share = 100.0 * (np.min(gains, axis=0) >= 0.0).sum() / 21.0
    assert 0.0 < share < 100.0
    assert settled(play, case)[0].reading("talks.zone")[0, 1] == pytest.approx(share)


def test_a_coalition_has_the_mean_of_its_lines_and_all_of_it_must_accept(play):
    allies = (Side((40, 90), (60, 40)), Side((60, 86), (20, 80)))
    case = a_case(
        weeks=2,
        issues={"arms": issue(10), "trade": issue(80)},
        actors={
            "a": allies[0].written(),
            "b": allies[1].written(),
            "other": Side((70, 95), (50, 50)).written(),
        },
        tracks={
            "talks": {
                "between": [["b", "a"], "other"],
                "over": ["arms", "trade"],
                "opens": START,
                "terms": terms(),
            }
        },
    )
    joint = Side((50, 88), (40, 60))
    other, stands = Side((70, 95), (50, 50)), np.array([10.0, 80.0])
    points = curve(joint, other)
    side = np.min([ally.gains(points, stands) for ally in allies], axis=0)
    product = np.where(side >= 0, side * other.gains(points, stands), -np.inf)
    _, level = settled(play, case)
    assert level == pytest.approx(points[product.argmax()])


def test_a_party_with_a_proposer_for_each_issue_speaks_with_their_lines(play):
    """Nobody in it may block both, so the party as one must gain: from arms 10 -> 50, while trade stands where it wants it."""
    arms, trade = {"stances": {"arms": stance(50)}}, {"stances": {"trade": stance(80)}}
    parts = collective(
        ("one", "two"), (arms, trade), on={"arms": {"proposes": "one"}, "trade": {"proposes": "two"}}
    )
    parts["actors"]["other"] = Side((60, 90), (50, 50)).written()
    world, level = settled(play, a_case(weeks=2, **parts))
    joint, other = Side((50, 80), (50, 50)), Side((60, 90), (50, 50))
    share, _, best, _ = brute_force(joint, other, (10, 80))
    assert world.reading("talks.zone")[0, 1] == pytest.approx(share)
    assert level == pytest.approx(best)


def test_a_final_say_on_one_issue_only_has_none_on_the_package(play):
    one = {"stances": {"arms": stance(50), "trade": stance(85)}}
    first, second = {"stances": {"arms": stance(0)}}, {"stances": {"trade": stance(0)}}
    parts = collective(
        ("one", "first", "second"),
        (one, first, second),
        proposes="one",
        on={
            "arms": {"proposes": "one", "final_say": "first"},
            "trade": {"proposes": "one", "final_say": "second"},
        },
    )
    world, _ = settled(play, a_case(weeks=2, **parts))
    held = Side((8, 8), (50, 50))  # each line is held within the tolerance (8) of its own final say
    points, stands = curve(held, Side((60, 95), (50, 50))), np.array([10.0, 80.0])
    gains = [Side((50, 85), (50, 50)).gains(points, stands), Side((60, 95), (50, 50)).gains(points, stands)]
    assert world.reading("talks.zone")[0, 1] == pytest.approx(
        100.0 * (np.min(gains, axis=0) >= 0).sum() / 21.0
    )
