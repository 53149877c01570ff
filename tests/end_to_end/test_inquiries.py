"""`deal` and the inquiries of `explain`, from the command line to what they print."""

import re
from pathlib import Path

import pytest

from terminal import detente

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
ASKED = {
    "--sensitivity": "water.level",
    "--key-assumptions": "water.level",
    "--would-change": "more_water",
    "--turning-points": "water.level",
    "--look-back": "border_raid",
}


@pytest.fixture(scope="module")
def rooms(desk):
    return detente("deal", "small", "--worlds", 200, "--json", at=desk).json["rooms"]


@pytest.fixture(scope="module")
def inquiries(desk):
    options = [part for pair in ASKED.items() for part in pair]
    return detente("explain", "small", *options, "--worlds", 400, "--json", at=desk).json


def keys_of(told):
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            if key != "outcome":
                yield from keys_of(value)
    elif isinstance(told, list):
        for value in told:
            yield from keys_of(value)


def test_a_room_is_told_whole(rooms):
    (room,) = rooms
    assert room["track"] == "lake_talks"
    assert room["on"] == "2023-06-30"
    assert room["at"] == "2023-07-02"
    assert sum(room["statuses"].values()) == pytest.approx(1.0)
    assert 0 < room["chance"] < 1
    assert [zone["issue"] for zone in room["zones"]] == ["water"]
    assert {seat["actor"] for seat in room["seats"]} == {"president", "premier", "belmark"}
    levers = [price["lever"] for price in room["prices"]]
    assert levers == sorted(levers)
    assert {"audience cost", "credibility", "visibility"} == set(levers)
    for seat in room["seats"]:
        for name in ("trust", "deadlock", "break_even"):
            span = seat[name]
            assert span["low"] <= span["mean"] <= span["high"]


def test_every_key_is_documented(rooms, inquiries):
    documented = set(re.findall(r"`([a-z_]+)`", PAGE.read_text("utf-8")))
    assert set(keys_of(rooms)) | set(keys_of(inquiries)) <= documented | {"rooms"}


def test_inquiries_are_lists_by_option(inquiries):
    assert set(inquiries) == {option.strip("-").replace("-", "_") for option in ASKED}
    assert all(len(many) == 1 for many in inquiries.values())
    (indices,) = inquiries["sensitivity"]
    assert indices["indices"]
    assert indices["rest"]["inputs"] == indices["screened"] - len(indices["indices"])
    (keys,) = inquiries["key_assumptions"]
    unsourced = {one["path"] for one in keys["assumptions"]}
    assert unsourced <= {one["path"] for one in indices["indices"]}
    (back,) = inquiries["look_back"]
    assert back["happened"] + back["never"] == 400
    (turning,) = inquiries["turning_points"]
    assert turning["unit"] == "points"


def test_workers_change_nothing(desk, rooms):
    again = detente("deal", "small", "--worlds", 200, "--workers", 1, "--json", at=desk).json["rooms"]
    assert again == rooms


def test_the_same_for_people(desk):
    said = detente("deal", "small", "--worlds", 100, "--on", "2023-08-01", at=desk)
    assert said.code == 0
    for part in ("Talks at the lake", "1 August 2023", "Who can say no", "Pareto frontier", "price of face"):
        assert part in said.out
    options = [part for pair in ASKED.items() for part in pair]
    said = detente("explain", "small", *options, "--worlds", 150, at=desk)
    assert said.code == 0
    for part in ("variance", "Key assumptions", "across 50 %", "bends", "Refused"):
        assert part in said.out


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        ("deal", ("--track", "lake_talk"), "--track: found 'lake_talk'"),
        ("deal", ("--on", "2022-01-01"), "--on: found 2022-01-01"),
        ("deal", ("--on", "soon"), "--on: found 'soon'"),
        ("deal", ("--worlds", "few"), "--worlds: found 'few'"),
        ("deal", ("--worlds", "0"), "--worlds: found"),
        ("deal", ("--as-of", "2024-01-01"), "--as-of: found 2024-01-01"),
        ("explain", ("--sensitivity", "more_watr"), "nearest: more_water"),
        ("explain", ("--would-change", "water.level"), "--would-change: found water.level, a number"),
        ("explain", ("--look-back", "water.level"), "--look-back: found 'water.level'"),
        ("explain", ("--turning-points", "deal_or_raid"), "--turning-points: found 'deal_or_raid'"),
        ("explain", ("--look-back", "truce", "--game", "event"), "one after the other"),
    ],
)
def test_what_cannot_be_asked_is_refused(desk, command, arguments, told):
    said = detente(command, "small", *arguments, at=desk)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_case_without_tracks_has_no_rooms(desk, tmp_path):
    made = detente("new", "quiet", at=tmp_path)
    assert made.code == 0
    folder = next(path for path in tmp_path.rglob("case.yaml")).parent
    said = detente("deal", folder, "--worlds", 20, at=tmp_path)
    told = detente("deal", folder, "--worlds", 20, "--json", at=tmp_path)
    assert said.code == told.code == 0
    assert ("has no tracks" in said.out) == (told.json["rooms"] == [])
