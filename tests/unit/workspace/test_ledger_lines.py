"""A ledger as lines of JSON: one canonical form, and every departure from it told."""

import json

import pytest

from detente.core.errors import WorkspaceError
from detente.workspace.ledger import read_ledger, sound_ledger
from detente.workspace.ledger_lines import lines_of
from ledgers import chain, forecast, ruling

ENTRIES = chain(forecast(), forecast("Q2", why="wegen Überdruß"), ruling())


def held(tmp_path, text):
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return read_ledger(file)


def test_lines_are_the_entries_in_one_form(tmp_path):
    text = lines_of(ENTRIES)
    found = held(tmp_path, text)
    assert (found.entries, found.faults) == (ENTRIES, ())
    assert lines_of(found.entries) == text
    assert json.loads(text.splitlines()[1])["payload"]["why"] == "wegen Überdruß"


LINES = lines_of(ENTRIES).splitlines(keepends=True)


@pytest.mark.parametrize(
    ("text", "entry", "said"),
    [
        (LINES[0] + LINES[1].replace("0.3", "0.4") + LINES[2], 2, "was changed"),
        (LINES[0] + LINES[1].replace("0.3", "0.30") + LINES[2], 2, "not written as we write it"),
        (LINES[0] + LINES[1].replace('"kind"', ' "kind"') + LINES[2], 2, "not written as we write it"),
        (LINES[0] + LINES[2], 3, "entry 2 taken out"),
        (LINES[1] + LINES[0] + LINES[2], 2, "stands where entry 1 should"),
        (LINES[0] + "\n" + LINES[1], None, "line 2 cannot be read"),
        (LINES[0] + "[1]\n", None, "line 2 is no entry"),
        (LINES[0] + '{"number":2}\n', None, "line 2 is no entry"),
        (LINES[0] + LINES[1].replace('"number":2', '"number":"2"'), None, "the number '2'"),
        (LINES[0] + LINES[1][:-1], None, "cut off"),
        (LINES[0] + LINES[1][:40], None, "cut off"),
        (LINES[0].replace("\n", "\r\n"), None, "not written"),
    ],
)
def test_a_line_that_is_not_as_written_is_told(tmp_path, text, entry, said):
    faults = held(tmp_path, text).faults
    assert any(said in one.found and (entry is None or one.entry == entry) for one in faults), faults


def test_nothing_is_taken_from_lines_that_do_not_hold(tmp_path):
    held(tmp_path, LINES[0] + LINES[2])
    with pytest.raises(WorkspaceError, match="tampering: entry 3"):
        sound_ledger(tmp_path / "ledger.jsonl")
    assert held(tmp_path, "").entries == ()
