"""Published numbers: every model against the table of its paper, or of the program that others rest on."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from detente.core.bargaining_table import BargainingTable
from detente.models.bargaining import bargain, model, outcomes

PAPERS = Path(__file__).parent / "papers"


def paper(name):
    return tomllib.loads((PAPERS / f"{name}.toml").read_text("utf-8"))


def table(facts, dimensions=("delay",)):
    actors = len(facts["capability"])
    return BargainingTable(
        tuple(facts["actors"]),
        tuple(dimensions),
        np.array(facts["capability"]),
        np.array(facts["position"], float).reshape(actors, -1),
        np.array(facts["salience"], float).reshape(actors, -1),
    )


@pytest.mark.parametrize("scale", [1.0, 100.0], ids=["shares", "per cent"])
def test_emission_standards_under_every_baseline(scale):
    facts = paper("challenge")
    facts["salience"] = [scale * share for share in facts["salience"]]
    emission, want = table(facts), facts["round0"]
    for name, value in (("weighted_mean", "mean"), ("weighted_median", "median"), ("nash", "mean")):
        assert bargain(model(name), emission).outcome[0] == pytest.approx(want[value], abs=want["tolerance"])


@pytest.mark.parametrize("scale", [1.0, 100.0], ids=["shares", "per cent"])
def test_emission_standards_under_mckibbens_rules(scale):
    facts = paper("challenge")
    facts["salience"] = [scale * share for share in facts["salience"]]
    game, want = bargain(model("challenge"), table(facts), "mckibben"), facts["mckibben"]
    assert len(game.rounds) == 11
    for played, said in zip(game.rounds[1:], want["round"], strict=True):
        np.testing.assert_allclose(played.positions[:, 0], said["position"], rtol=0, atol=want["tolerance"])
        assert played.mean[0] == pytest.approx(said["mean"], abs=want["tolerance"])
        assert played.median[0] == pytest.approx(said["median"], abs=want["tolerance"])
        attitude = np.array(played.risk)
        exponent = (1 - attitude / 3) / (1 + attitude / 3)
        np.testing.assert_allclose(exponent, said["risk_exponent"], rtol=0, atol=want["tolerance"])
        moved = [[offer.target, offer.proposer] for offer in played.offers if offer.accepted]
        assert sorted(moved) == sorted(said["moved"])


def test_emission_standards_compiled_stop_where_the_account_stops():
    emission = table(paper("challenge"))
    for preset in ("bdm_text", "mckibben", "masad"):
        compiled = outcomes(model("challenge"), emission.worlds(), preset)[0, 0]
        assert compiled == pytest.approx(bargain(model("challenge"), emission, preset).outcome[0], abs=1e-9)


def test_emission_standards_under_masads_rules():
    facts = paper("challenge")
    first = bargain(model("challenge"), table(facts), "masad").rounds[1]
    attitude = np.array(first.risk)
    exponent = (1 - attitude / 3) / (1 + attitude / 3)
    np.testing.assert_allclose(
        exponent, facts["masad"]["risk_exponent"], rtol=0, atol=facts["masad"]["tolerance"]
    )


@pytest.mark.parametrize("preset", [None, "ktab"])
def test_the_spatial_model_follows_the_toolkits_log_digit_for_digit(preset):
    facts = paper("spatial")
    game = bargain(model("spatial"), table(facts, facts["dimensions"]), preset)
    turns = len(facts["log"]["XJ"]["probability"])
    assert len(game.rounds) == turns
    for number, turn in enumerate(game.rounds):
        for i, name in enumerate(facts["actors"]):
            said = facts["log"][name]
            for d, dimension in enumerate(("policy", "competitive")):
                error = abs(turn.positions[i, d] - said[dimension][number])
                assert error <= facts["tolerance_position"] + 1e-9, (number, name, dimension)
            error = abs(turn.win_probability[i] - said["probability"][number])
            assert error <= facts["tolerance_probability"], (number, name)
    assert not game.warnings


def test_the_spatial_kernel_ends_where_the_log_ends():
    facts = paper("spatial")
    stances = table(facts, facts["dimensions"]).worlds()
    game = bargain(model("spatial"), table(facts, facts["dimensions"]))
    np.testing.assert_allclose(outcomes(model("spatial"), stances)[0], game.outcome, rtol=0, atol=1e-9)


def test_nash_without_a_reversion_is_the_weighted_mean():
    facts = paper("closed_forms")
    case = facts["nash_is_the_weighted_mean"]
    weight = case["weight"]
    blocs = BargainingTable(
        ("low", "middle", "high"),
        ("delay",),
        np.array(weight),
        np.array(case["position"])[:, None],
        np.ones((3, 1)),
    )
    assert bargain(model("nash"), blocs).outcome[0] == pytest.approx(case["mean"], abs=facts["tolerance"])
    far = -1e6  # and a reversion far away comes near the mean weighted by capability
    near = model("nash").solve(
        np.array([case["position"]]), np.array([weight]), np.ones((1, 3)), np.array([far])
    )
    assert near[0] == pytest.approx(case["mean"], abs=1e-3)


@pytest.mark.parametrize("case", paper("closed_forms")["setter"], ids=lambda case: f"sq{case['reversion']:g}")
def test_win_set_and_core_of_veto_players(case):
    players = BargainingTable(
        ("a", "b", "c"),
        ("policy",),
        np.ones(3),
        np.array(case["position"])[:, None],
        np.ones((3, 1)),
        np.array([case["reversion"]]),
    )
    found = bargain(model("setter"), players, options={"quota": 1, "setter": "c"}).measures
    assert (found["winset_low"][0], found["winset_high"][0]) == pytest.approx(tuple(case["winset"]))
    assert (found["core_low"][0], found["core_high"][0]) == pytest.approx(tuple(case["core"]))


def test_an_agenda_setter_goes_to_the_edge_of_the_win_set():
    case = paper("closed_forms")["agenda_setter"]
    names = ("setter", "near", "far")
    players = BargainingTable(
        names,
        ("policy",),
        np.ones(3),
        np.array(case["position"])[:, None],
        np.ones((3, 1)),
        np.array([case["reversion"]]),
    )
    chosen = {"quota": 1, "setter": names[case["setter"]]}
    assert bargain(model("setter"), players, options=chosen).outcome[0] == pytest.approx(case["outcome"])
