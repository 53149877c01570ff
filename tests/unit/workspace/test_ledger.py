"""The ledger's file: guarded, whole after every write, and told about in one clear message where it cannot be used."""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.core.errors import WorkspaceError
from detente.workspace.ledger import add_entries, read_ledger, restore, sound_entries, sound_ledger
from detente.workspace.ledger_lines import lines_of
from ledgers import DAY, draft, forecast, ruling, write

TESTS = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ledger.sqlite"


def test_what_is_entered_stands_in_one_file_and_is_read_as_written(file):
    first = write(file, forecast(), forecast("Q2"))
    second = write(file, ruling(), on=DAY + timedelta(100))
    held = read_ledger(file)
    assert held.entries == (*first, *second)
    assert (held.faults, held.head) == ((), second[-1].hash)
    assert [one.name for one in file.parent.iterdir()] == [file.name], "no second file that a copy could lack"


def test_entries_can_be_neither_changed_nor_removed_nor_put_in_between(file):
    entries = write(file, forecast(), forecast("Q2"))
    with sqlite3.connect(file) as database:
        for sql in (
            "UPDATE entries SET payload = 'x'",
            "DELETE FROM entries",
            "DELETE FROM entries WHERE number = 2",
            "INSERT INTO entries SELECT 9, kind, recorded_on, dated, payload, 'a', 'b' FROM entries WHERE number = 1",
            "INSERT INTO entries SELECT 3, kind, recorded_on, dated, payload, 'a', 'b' FROM entries WHERE number = 1",
            f"INSERT OR REPLACE INTO entries SELECT 1, kind, recorded_on, dated, payload, 'a', '{entries[0].hash}' FROM entries",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(sql)
    assert read_ledger(file).entries == entries


def tampered(file, *sql):
    with sqlite3.connect(file) as database:
        for name in ("entries_are_not_changed", "entries_are_not_removed", "entries_follow_the_last"):
            database.execute(f"DROP TRIGGER {name}")
        for one in sql:
            database.execute(one)
    return [(one.entry, one.found) for one in read_ledger(file).faults]


def test_a_guard_taken_off_shows(file):
    write(file, forecast())
    assert [found for _, found in tampered(file)] == [
        "its `entries_are_not_changed` is gone",
        "its `entries_are_not_removed` is gone",
        "its `entries_follow_the_last` is gone",
    ]


@pytest.mark.parametrize(
    ("sql", "entry", "said"),
    [
        ("UPDATE entries SET payload = replace(payload, '0.3', '0.9') WHERE number = 2", 2, "was changed"),
        ("UPDATE entries SET payload = CAST(X'7BFF7D' AS TEXT) WHERE number = 2", 2, "was changed"),
        ("UPDATE entries SET recorded_on = '2024-01-01' WHERE number = 2", 2, "was changed"),
        ("UPDATE entries SET recorded_on = 'soon' WHERE number = 2", 2, "has no day"),
        ("UPDATE entries SET kind = 'rumour' WHERE number = 2", 2, "of no kind"),
        ("UPDATE entries SET dated = 'god' WHERE number = 2", 2, "neither clock nor hand"),
        ("DELETE FROM entries WHERE number = 2", 3, "entry 2 taken out"),
        ("UPDATE entries SET number = number + 10 WHERE number = 3", 13, "stands where entry 3 should"),
        ("DROP TABLE entries", None, "is gone"),
    ],
)
def test_what_is_done_to_the_file_behind_our_back_is_named(file, sql, entry, said):
    write(file, forecast(), forecast("Q2"), forecast("Q3"))
    if sql.startswith("DROP"):
        with sqlite3.connect(file) as database:
            database.execute(sql)
        with pytest.raises(WorkspaceError, match="damaged"):
            read_ledger(file)
        return
    assert any(where == entry and said in found for where, found in tampered(file, sql))
    with pytest.raises(WorkspaceError, match="tampering"):
        write(file, forecast("Q4"))
    with pytest.raises(WorkspaceError, match="tampering"):
        sound_entries(file)


def test_days_go_forward_only(file):
    write(file, forecast(), on=DAY)
    with pytest.raises(WorkspaceError, match=r"entry for 2025-02-28 after one of 2025-03-01"):
        write(file, forecast("Q2"), on=DAY - timedelta(1))
    assert len(read_ledger(file).entries) == 1


def test_a_write_that_goes_wrong_in_the_middle_leaves_nothing(file):
    def wrong(entries):
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        add_entries(file, wrong, on=DAY, dated="clock")
    assert list(file.parent.iterdir()) == []
    entries = write(file, forecast())
    with pytest.raises(RuntimeError):
        add_entries(file, wrong, on=DAY, dated="clock")
    assert read_ledger(file).entries == entries


def test_files_that_are_no_ledger_are_told_and_left_alone(file):
    with pytest.raises(WorkspaceError, match="no such file"):
        read_ledger(file)
    with pytest.raises(WorkspaceError, match="a folder"):
        read_ledger(file.parent)
    file.write_text("question,outcome\n" * 500)
    before = file.read_bytes()
    for act in (read_ledger, lambda one: write(one, forecast())):
        with pytest.raises(WorkspaceError, match="no ledger"):
            act(file)
    assert file.read_bytes() == before
    other = file.with_name("other.sqlite")
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE birds (name TEXT)")
    database.close()
    before = other.read_bytes()
    for act in (read_ledger, lambda one: write(one, forecast())):
        with pytest.raises(WorkspaceError, match="something else"):
            act(other)
    assert other.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(file):
    with pytest.raises(WorkspaceError, match="unable to open"):
        write(file.parent / "nowhere" / "ledger.sqlite", forecast())


def as_anybody(act):
    """Do something without a right to write everywhere, as root has it; what it says comes back as an exit code."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_ledger_that_cannot_be_written_to_is_told_and_can_be_read():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite"
        entries = write(file, forecast())
        file.parent.chmod(0o555)
        file.chmod(0o444)

        def act():
            assert read_ledger(file).entries == entries
            for place in (file, file.with_name("new.sqlite")):
                with pytest.raises(WorkspaceError, match="nothing was written"):
                    write(place, forecast("Q2"))

        assert as_anybody(act) == 0
        file.parent.chmod(0o755)
        assert [one.name for one in file.parent.iterdir()] == [file.name]
        assert sound_ledger(file) == entries


FULL = """
import resource, signal, sys
from pathlib import Path
from ledgers import forecast, write
from detente.core.errors import WorkspaceError
file, limit = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for number in range(1000):
    try:
        write(file, forecast(f"Q{number}", why="x" * 3000))
    except WorkspaceError as error:
        print(number, error)
        break
"""


def test_a_full_disk_loses_nothing(file):
    """The limit on the size of files stands for the disk: what SQLite writes past it fails in the same place."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(file), "100000"], env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    written, message = done.stdout.split(" ", 1)
    assert 5 < int(written) < 100
    assert "nothing is lost" in message
    held = read_ledger(file)
    assert (len(held.entries), held.faults) == (int(written), ())
    assert len(write(file, forecast("after"))) == 1, "with room again it goes on"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_writers_at_once_all_land_one_after_the_other(file):
    def enter(name):
        for number in range(10):
            write(file, forecast(f"{name}{number}"))

    writers = [threading.Thread(target=enter, args=(name,)) for name in "abc"]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    held = read_ledger(file)
    assert (len(held.entries), held.faults) == (30, ())


def test_a_writer_that_never_ends_is_not_waited_for_for_ever(file, monkeypatch):
    monkeypatch.setattr("detente.workspace.ledger.PATIENCE", 0.2)
    write(file, forecast())
    other = sqlite3.connect(file, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="another writer"):
            write(file, forecast("Q2"))
    finally:
        other.close()
    assert len(read_ledger(file).entries) == 1


def test_an_export_restores_the_same_chain_and_goes_on_from_it(file):
    entries = write(file, forecast(), ruling())
    copy, lines = file.with_name("copy.sqlite"), file.with_name("ledger.jsonl")
    lines.write_text(lines_of(entries), encoding="utf-8")
    assert read_ledger(lines).entries == entries
    assert restore(copy, sound_ledger(lines)) == 2
    assert (read_ledger(copy).entries, restore(copy, entries)) == (entries, 0)
    more = write(file, forecast("Q2"), on=date(2025, 9, 1))
    assert restore(copy, (*entries, *more)) == 1
    assert read_ledger(copy).head == more[-1].hash
    with pytest.raises(WorkspaceError, match="another entry 1 than"):
        restore(copy, write(file.with_name("third.sqlite"), forecast(chance=0.9)))


def test_nothing_is_added_to_an_export(file):
    lines = file.with_suffix(".jsonl")
    lines.write_text(lines_of(write(file, forecast())), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="restore it first"):
        add_entries(lines, lambda _: [draft(forecast("Q2"))], on=DAY, dated="clock")
