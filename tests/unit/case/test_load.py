"""Files become one case: sections merge, entries stand in any file, faults carry their own file and line."""

import pytest

from detente.case import read_case
from detente.core.errors import CaseError


def refused(texts):
    with pytest.raises(CaseError) as caught:
        read_case(texts)
    return caught.value.faults


def test_the_small_case_reads(read):
    assert read.case.case == "small"
    assert len(read.case.events) == 7
    assert read.warnings == ()


def test_one_file_is_as_good_as_many(texts, case):
    assert read_case({"all.yaml": "\n".join(texts.values())}).case == case


def test_the_order_of_files_changes_nothing(texts, case):
    assert read_case(dict(reversed(texts.items()))).case == case


def test_sections_merge_over_files(texts):
    more = "pressures:\n  wind: {says: how it blows, assumed: invented}\nevents:\n  - {id: storm, on: 2023-06-01, evidence: [C01]}\n"
    case = read_case({**texts, "weather.yaml": more}).case
    assert "wind" in case.pressures
    assert case.events[-1].id == "storm"


def test_places_lead_to_file_and_line(texts, read):
    place = read.places["actors.president.stances.water.position"]
    assert place.file == "actors.yaml"
    assert "position: {low: 20" in texts["actors.yaml"].splitlines()[place.line - 1]
    place = read.places["effects.drought->president.water.position.by"]
    assert "by: {word: strong" in texts[place.file].splitlines()[place.line - 1]
    assert read.places["events.local_vote.branches.hardliners"].file == "events.yaml"


def test_a_list_over_two_files_keeps_its_places(texts):
    extra = "events:\n  - {id: storm, on: 2023-06-01, assumed: invented, shocks: {drougt: {up: large}}}\n"
    (fault,) = refused({**texts, "zz.yaml": extra})
    assert (fault.file, fault.line) == ("zz.yaml", 2)
    assert fault.key == "events.storm.shocks.drougt"


def test_an_unreadable_entry_does_not_shift_the_others(texts):
    text = (
        texts["events.yaml"]
        .replace("role: cause\n    shocks", "role: caus\n    shocks", 1)
        .replace("follows: [secret_meeting", "follows: [secret_meetin")
    )
    first, second = refused({**texts, "events.yaml": text})
    assert first.key == "events.dry_spring.role"
    assert second.key == "events.gates_opened.follows.0"
    assert "secret_meetin," in text.splitlines()[second.line - 1]


def test_the_reserved_file_is_left_alone(texts, case):
    assert read_case({**texts, "conflict.yaml": "anything: [goes"}).case == case


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "[1, 2]", "just text", "12"])
def test_a_file_without_sections_is_refused(texts, text):
    (fault,) = refused({**texts, "extra.yaml": text})
    assert fault.file == "extra.yaml"
    assert fault.mend


def test_no_file_at_all_is_refused():
    (fault,) = refused({})
    assert "detente new" in fault.mend


def test_a_file_that_cannot_be_parsed_does_not_drown_the_others(texts):
    faults = refused(
        {
            **texts,
            "case.yaml": "case: [",
            "actors.yaml": texts["actors.yaml"].replace("salience: high", "salience: 1e3"),
        }
    )
    assert {fault.file for fault in faults} == {"case.yaml"}


def test_an_actor_may_say_nothing(texts):
    assert read_case({**texts, "more.yaml": "actors:\n  mediator:\n"}).case.actors["mediator"].kind is None


def test_numbers_may_be_ids_nowhere(texts):
    (fault,) = refused({**texts, "more.yaml": "actors:\n  12: {kind: state}\n"})
    assert "the id 12" in fault.found


def test_bargaining_models_are_those_the_caller_knows(texts):
    text = texts["case.yaml"].replace("weighted_mean", "challenge")
    assert read_case({**texts, "case.yaml": text}, models=frozenset({"nash", "challenge"})).case.tracks


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("actors.yaml", '      arvenia.wings: {word: slightly, assumed: "he hears both wings and follows neither"}',
         "      arvenia.wings: slightly", "neither evidence nor `assumed`"),
        ("sources.yaml", "check: {status: confirmed,", "check: {status: contested,", "which other reporting disputes"),
        ("case.yaml", "models: {nash: 0.5", "models: {nash: 0.7", "shares that sum to 1.2"),
        ("events.yaml", "    by: president\n", "    by: presidant\n", "nearest: president"),
        ("events.yaml", "on: 2023-05-15", "on: 2023-04-15", "before the start"),
        ("events.yaml", "on: 2023-09-04", "on: 2024-09-04", "beyond the horizon"),
        ("pressures.yaml", "    inputs: [events.army_passed_over.shocks.army_pride.up]\n", "", None),
    ],
)  # fmt: skip
def test_what_may_stand_is_warned_of(texts, file, old, new, says):
    assert old in texts[file]
    warnings = read_case({**texts, file: texts[file].replace(old, new, 1)}).warnings
    if says is None:
        assert warnings == ()
    else:
        assert any(says in str(warning) for warning in warnings), warnings
        assert all(
            warning.file and warning.line and (warning.mend or warning.nearest) for warning in warnings
        )
