"""`detente compare` of two versions and of two runs: inputs that changed, answers that moved, and by what."""

import shutil

import pytest

from terminal import detente


@pytest.fixture(scope="module")
def revised(desk):
    """The small case with two numbers restated and one event added."""
    folder = desk / "work" / "revised"
    shutil.copytree(desk / "cases" / "small", folder)
    actors = folder / "actors.yaml"
    actors.write_text(
        actors.read_text().replace("{low: 20, mode: 35, high: 55}", "{low: 40, mode: 60, high: 75}")
    )
    case = folder / "case.yaml"
    case.write_text(case.read_text().replace("deal_scale: 20", "deal_scale: 12"))
    with (folder / "events.yaml").open("a") as file:
        file.write(
            "  - id: dam_repair\n    says: The dam is repaired\n    on: 2023-09-18\n    chance: even\n"
            '    shocks: {drought: {down: large}}\n    assumed: "announced in June"\n'
        )
    return folder


def test_it_tells_what_changed_what_moved_and_by_which_change(desk, revised):
    said = detente("compare", "small", revised, "--worlds", 300, "--json", at=desk)
    assert said.code == 0, said.err
    told = said.json
    assert {one["path"] for one in told["changes"]} >= {
        "actors.president.stances.water.position", "tracks.lake_talks.deal_scale", "events.dam_repair",
    }  # fmt: skip
    movement = told["movement"]
    assert {one["id"] for one in movement["groups"]} == {
        "actors.president.stances.water.position", "tracks.lake_talks.deal_scale", "events.dam_repair",
    }  # fmt: skip
    water = next(one for one in movement["answers"] if one["of"] == "more_water")
    assert water["shares"][0]["change"] == "actors.president.stances.water.position"
    assert sum(one["share"] for one in water["shares"]) == pytest.approx(water["moved"])
    assert movement["unchanged"]


def test_on_a_terminal_every_answer_is_followed_by_what_moved_it(desk, revised):
    said = detente("compare", "small", revised, "--worlds", 300, at=desk)
    text = " ".join(said.out.split())
    assert "by president on Water released downstream: position" in text
    assert "Unchanged:" in text


def test_the_same_case_twice_says_that_nothing_changed(desk):
    said = detente("compare", "small", "small", "--worlds", 100, at=desk)
    assert "The two cases state the same." in said.out
    assert "No answer moved beyond its error." in said.out
    assert "Unchanged:" in said.out


def test_a_run_is_compared_with_the_case_as_it_is_now(desk, revised, run):
    folder = desk / "runs"
    stored = next(
        one for one in folder.iterdir() if (one / "manifest.json").is_file() and "sweep" not in one.name
    )
    said = detente("compare", stored, revised, "--json", at=desk)
    assert said.code == 0, said.err
    assert said.json["worlds"] == 300
    assert said.json["notes"] == []
    assert said.json["movement"]["answers"]


def test_a_model_may_be_set(desk):
    said = detente(
        "compare", "small", "--set", "model.lake_talks=challenge", "--worlds", 100, "--json", at=desk
    )
    assert said.code == 0, said.err
    assert said.json["edits"] == ["lake_talks settled by challenge"]
    for wrong, near in (("model.lake_talk=nash", "lake_talks"), ("model.lake_talks=chalenge", "challenge")):
        refused = detente("compare", "small", "--set", wrong, "--worlds", 100, at=desk)
        assert refused.code == 2
        assert f"nearest: {near}" in refused.err
