"""The file that says what varies: every fault with its line, what is allowed and the nearest name."""

import pytest

from detente.case import ChooseModel, DropEvent, Install, SetInput, apply_edits
from detente.case.vary import edits_at, read_vary, vary_schema
from detente.core.errors import CaseError, ParameterError
from detente.models.bargaining import model_names
from versions import version

MODELS = frozenset(model_names())


def read(text):
    return read_vary("vary.yaml", text, version(), MODELS)


def test_every_kind_of_factor_is_read():
    vary, axes = read("""\
vary:
  - {set: pressure.drought, from: 20, to: 70, at: 2023-09-01}
  - {set: belmark.lake_talks.trust, choices: [unlikely, even, 0.9], weights: [1, 2, 1]}
  - {set: actors.president.stances.water.position, spread: own}
  - {set: lake_talks.deal_scale, spread: {low: 5, mode: 10, high: 40}, levels: 4}
  - {set: institution.arvenia.final_say, choices: [president, army]}
  - {set: model.lake_talks, choices: [nash, challenge]}
  - {branch: local_vote}
  - {drop: dry_spring}
  - {without: R1}
keep: [questions, more_water]
""")
    assert [axis.name for axis in axes][:3] == [
        "pressure.drought@2023-09-01", "belmark.lake_talks.trust", "actors.president.stances.water.position",
    ]  # fmt: skip
    assert axes[1].weights == (0.25, 0.5, 0.25)
    assert axes[6].choices == ("moderates", "hardliners")
    assert [axis.levels for axis in axes] == [3, 3, 3, 4, 2, 2, 2, 2, 2]
    assert vary.keep == ("questions", "more_water")


def test_values_become_edits():
    _, axes = read("""\
vary:
  - {set: institution.arvenia.final_say, choices: [president, nobody]}
  - {set: model.lake_talks, choices: [nash, challenge]}
  - {drop: dry_spring}
  - {set: pressure.drought, from: 20, to: 70}
""")
    assert edits_at(axes[0].factor, "nobody") == (Install("arvenia", "final_say", None),)
    assert edits_at(axes[1].factor, "challenge") == (ChooseModel("lake_talks", "challenge"),)
    assert edits_at(axes[2].factor, "dropped") == (DropEvent("dry_spring"),)
    assert edits_at(axes[2].factor, "kept") == ()
    assert edits_at(axes[3].factor, 33.0) == (SetInput("pressure.drought", 33.0),)


def test_a_model_chosen_settles_the_track_in_every_world():
    changed = apply_edits(version(), (ChooseModel("lake_talks", "challenge"),))
    assert set(changed.tracks["lake_talks"].models) == {"challenge"}
    with pytest.raises(ParameterError, match="nearest: lake_talks"):
        apply_edits(version(), (ChooseModel("lake_talk", "nash"),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("vary:\n  - {set: pressure.drougth, from: 1, to: 2}\n", "vary.yaml:2:11.*nearest: pressure.drought"),
        ("vary:\n  - {set: pressure.drought, from: 20, to: 170}\n", "vary.yaml:2:.*170.*0 to 100"),
        ("vary:\n  - {set: pressure.drought, from: 20}\n", "from.*to"),
        ("vary:\n  - {set: pressure.drought, from: 70, to: 20}\n", "rises"),
        ("vary:\n  - {set: pressure.drought}\n", "one of"),
        ("vary:\n  - {set: pressure.drought, spread: own}\n", "pressures.drought.now"),
        ("vary:\n  - {drop: dry_sprong}\n", "nearest: dry_spring"),
        ("vary:\n  - {without: R9}\n", "R9"),
        ("vary:\n  - {branch: local_vote, choices: [moderates, hardliner]}\n", "nearest: hardliners"),
        ("vary:\n  - {branch: harvest_summit}\n", "an event with branches"),
        ("vary:\n  - {set: model.lake_talks, choices: [nash, chalenge]}\n", "nearest: challenge"),
        ("vary:\n  - {set: model.lake_talks, from: 1, to: 2}\n", "choices"),
        ("vary:\n  - {set: belmark.lake_talks.trust, choices: [even, evn]}\n", "nearest: even"),
        ("vary:\n  - {set: tracks.lake_talks.deal_scal, spread: own}\n", "deal_scale"),
        ("vary:\n  - {drop: dry_spring}\n  - {drop: dry_spring}\n", "vary.yaml:3.*second time"),
        ("vary:\n  - {drop: dry_spring, set: pressure.drought}\n", "one of set, branch, drop, without"),
        ("vary:\n  - {drop: dry_spring, frm: 2}\n", "nearest: from"),
        ("vari:\n  - {drop: dry_spring}\n", "nearest: vary"),
        ("vary: []\n", "vary.yaml:1"),
        ("", "vary.yaml:1"),
        ("vary:\n  - {set: pressure.drought, choices: [20]}\n", "at least 2"),
        ("vary:\n  - {set: pressure.drought, choices: [20, 30], weights: [1]}\n", "weight above zero"),
    ],
)  # fmt: skip
def test_faults_say_where_what_and_what_is_allowed(text, says):
    with pytest.raises(CaseError) as refused:
        read(text)
    import re

    told = str(refused.value)
    assert re.search(says, told), told
    assert "Mend: " in told, told


def test_all_faults_are_told_at_once():
    with pytest.raises(CaseError) as refused:
        read(
            "vary:\n  - {drop: dry_sprong}\n  - {without: R9}\n  - {set: pressure.drougth, from: 1, to: 2}\n"
        )
    assert len(refused.value.faults) == 3


def test_the_schema_names_every_key():
    made = vary_schema()
    assert set(made["$defs"]["Factor"]["properties"]) >= {
        "set",
        "branch",
        "drop",
        "without",
        "from",
        "to",
        "choices",
    }
    assert made["additionalProperties"] is False
