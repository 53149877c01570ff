"""Every kind of broken case file is refused with file, line and mend; several faults are told at once."""

import re
import tomllib
from pathlib import Path

import pytest

from detente.case import read_case
from detente.core.errors import CaseError

SMALL = Path(__file__).parents[1] / "cases" / "small"
ROWS = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))["fault"]
JARGON = re.compile(
    r"pydantic|Input should|validation|Value error|NoneType|dict\[|tuple\[|str type|Quantity|loc=|ctx"
)


@pytest.fixture(scope="module")
def small():
    return {file.name: file.read_text("utf-8") for file in sorted(SMALL.glob("*.yaml"))}


def broken(texts, row):
    text = texts[row["file"]]
    assert row["old"] in text, f"{row['name']}: tests/cases/small/{row['file']} has no {row['old']!r}"
    return {**texts, row["file"]: text.replace(row["old"], row["new"], 1)}


def line_of(text, fragment):
    return text.count("\n", 0, text.index(fragment)) + 1


def test_the_case_is_in_order_before_it_is_broken(small):
    assert read_case(small).warnings == ()


def test_there_are_at_least_fifty_kinds():
    assert len({row["name"] for row in ROWS}) == len(ROWS) >= 50


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_broken_file_is_refused_with_place_and_mend(small, row):
    texts = broken(small, row)
    with pytest.raises(CaseError) as caught:
        read_case(texts)
    file = row.get("in", row["file"])
    told = [
        fault
        for fault in caught.value.faults
        if fault.file == file and all(said in str(fault) for said in row["says"])
    ]
    assert told, f"told instead:\n{caught.value}"
    if row["at"]:
        assert told[0].line == line_of(texts[file], row["at"]), str(told[0])
    for fault in caught.value.faults:
        assert not JARGON.search(str(fault)), str(fault)
        assert fault.found, str(fault)
        assert fault.allowed, str(fault)
        assert fault.mend or fault.nearest, str(fault)
    assert len(caught.value.faults) <= 6, f"one slip, and so many faults:\n{caught.value}"


def test_faults_of_several_files_are_told_at_once(small):
    names = {
        "a misspelt key", "an unknown source", "a date that does not exist", "a whole number out of range", "chances that do not sum to one",
        "a rule without a bound",
    }  # fmt: skip
    texts = small
    for row in ROWS:
        if row["name"] in names:
            texts = broken(texts, row)
    with pytest.raises(CaseError) as caught:
        read_case(texts)
    assert {fault.file for fault in caught.value.faults} == set(texts)
    assert all(fault.line for fault in caught.value.faults)
    assert len(caught.value.faults) >= len(names)


def test_what_names_a_broken_entry_is_not_told_off_for_it(small):
    texts = {**small, "pressures.yaml": small["pressures.yaml"].replace("fades: months", "fadez: months", 1)}
    with pytest.raises(CaseError) as caught:
        read_case(texts)
    assert len(caught.value.faults) == 1


def test_a_wrong_shape_and_a_wrong_word_of_one_entry_are_told_at_once(small):
    row = next(row for row in ROWS if row["name"] == "a wrong word beside an unknown key")
    with pytest.raises(CaseError) as caught:
        read_case(broken(small, row))
    assert [fault.found for fault in caught.value.faults] == ["'share_by_saison'", "the unknown key 'wordz'"]


def test_what_was_left_out_of_a_broken_entry_is_not_missed(small):
    texts = {**small, "actors.yaml": small["actors.yaml"].replace("position: 45", "position: [45]", 1)}
    with pytest.raises(CaseError) as caught:
        read_case(texts)
    assert [fault.key for fault in caught.value.faults] == ["actors.president.stances.border.position"]


def test_an_event_may_follow_a_deal(small):
    events = small["events.yaml"].replace(
        "    chance: likely\n", "    chance: likely\n    follows: [lake_talks.settled]\n", 1
    )
    assert read_case({**small, "events.yaml": events}).case.events[5].follows == ("lake_talks.settled",)
