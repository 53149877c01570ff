"""`detente code`, from the command line to the file it writes."""

import json

import pytest

from terminal import detente

GOOD = [
    {"id": "a", "text": "Norway rejected a Swedish plan."},
    {"id": 2, "text": "It rained."},
    {"id": None, "text": "Chad attacked Sudan.", "date": "2024-05-01"},
]


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "in.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in GOOD))
    return tmp_path


def written(desk, name="out.jsonl"):
    return [json.loads(line) for line in (desk / name).read_text("utf-8").splitlines()]


def test_a_record_in_is_a_record_out(desk):
    said = detente("code", "in.jsonl", "--out", "out.jsonl", at=desk)
    assert said.code == 0, said.err
    made = written(desk)
    assert [one["id"] for one in made] == ["a", 2, None]
    assert [one["uncoded"] for one in made] == [None, "no actor, no act", None]
    assert made[2]["events"][0]["date"] == "2024-05-01"
    assert "3 records, 2 coded" in said.out


def test_the_summary_as_json(desk):
    told = detente("code", "in.jsonl", "--out", "out.jsonl", "--json", at=desk).json
    assert (told["records"], told["coded"], told["events"], told["bad_lines"]) == (3, 2, 2, 0)
    assert told["types"] == {"ASSAULT": 1, "REJECT": 1}
    assert told["uncoded"] == {"no actor, no act": 1}
    assert len(told["dictionary"]["sha256"]) == 64


def test_bad_lines_are_told_and_the_rest_is_coded(desk):
    good = json.dumps(GOOD[0]).encode()
    bad = [
        b"not json",
        b'{"id": 1}',
        b"[]",
        b"\xff\xfe",
        b'{"text": "Norway left.", "date": "May"}',
        b"[" * 100_000,
    ]
    (desk / "in.jsonl").write_bytes(b"\n".join([bad[0], good, *bad[1:], b"", good]))
    said = detente("code", "in.jsonl", "--out", "out.jsonl", at=desk)
    assert said.code == 2
    assert len(written(desk)) == 2
    for number in (1, 3, 4, 5, 6, 7):
        assert f"in.jsonl:{number}: " in said.err
    assert "Traceback" not in said.err


def test_the_same_input_gives_the_same_bytes(desk):
    for name in ("one", "two"):
        detente("code", "in.jsonl", "--out", name, at=desk)
    assert (desk / "one").read_bytes() == (desk / "two").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("absent.jsonl", "--out", "out.jsonl"),
        ("in.jsonl", "--out", "no/such/place"),
        ("in.jsonl", "--out", "."),
        ("in.jsonl",),
    ],
)
def test_what_cannot_be_done_is_refused(desk, arguments):
    said = detente("code", *arguments, at=desk)
    assert said.code == 2
    assert "allowed" in said.err
    assert sorted(one.name for one in desk.iterdir()) == ["in.jsonl"]


def test_actors_may_be_given(desk):
    record = {
        "id": 1,
        "text": "The crew thanked the pilot.",
        "events": [{"source": [{"text": "The crew"}], "target": []}],
    }
    (desk / "in.jsonl").write_text(json.dumps(record))
    detente("code", "in.jsonl", "--out", "a", at=desk)
    detente("code", "in.jsonl", "--out", "b", "--actors-given", at=desk)
    assert (written(desk, "a")[0]["events"], len(written(desk, "b")[0]["events"])) == ([], 1)
