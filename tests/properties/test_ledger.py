"""Tampering: any single change of any stored field, line or byte of a ledger is found."""

import sqlite3
import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.core.errors import WorkspaceError
from detente.forecast.ledger import tampering
from detente.workspace.ledger import COLUMNS, read_ledger
from detente.workspace.ledger_lines import lines_of
from ledgers import DAY, chain, forecast, ruling, write

SAID = (forecast(), forecast("Q2", 0.7, why="größer"), ruling(), forecast("Q2", 0.8), ruling("Q2", None))
ENTRIES = chain(*SAID)


@cache
def stored() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite"
        write(file, *SAID)
        return file.read_bytes()


def flipped(content: bytes, bit: int) -> bytes:
    byte, place = divmod(bit, 8)
    return content[:byte] + bytes([content[byte] ^ (1 << place)]) + content[byte + 1 :]


def read(content: bytes, name: str):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        return read_ledger(file)


@settings(max_examples=300)
@given(st.data())
def test_any_bit_of_any_stored_field(data):
    """The field is put back with one bit turned, guards and all else as they were."""
    row = data.draw(st.integers(1, len(ENTRIES)))
    column = data.draw(st.sampled_from(COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite"
        file.write_bytes(stored())
        database = sqlite3.connect(file)
        guards = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        before = database.execute(
            f"SELECT CAST({column} AS BLOB) FROM entries WHERE number = ?", (row,)
        ).fetchone()[0]
        after = flipped(before, data.draw(st.integers(0, 8 * len(before) - 1)))
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        if column == "number":
            assume(after.isdigit() and int(after) > 0)
        try:
            cast = "INTEGER" if column == "number" else "TEXT"
            database.execute(
                f"UPDATE entries SET {column} = CAST(? AS {cast}) WHERE number = ?", (after, row)
            )
        except sqlite3.IntegrityError:
            assume(False)  # a number or hash that is there already: the table itself refuses it
        for _, sql in guards:
            database.execute(sql)
        database.commit()
        database.close()
        assert read_ledger(file).faults != ()


@settings(max_examples=300)
@given(st.integers(0, 8 * len(lines_of(ENTRIES).encode()) - 1))
def test_any_bit_of_an_export(bit):
    assert read(flipped(lines_of(ENTRIES).encode(), bit), "ledger.jsonl").faults != ()


@settings(max_examples=300)
@given(st.data())
def test_any_bit_of_the_file_is_found_or_touches_no_entry(data):
    bit = data.draw(st.integers(0, 8 * len(stored()) - 1))
    try:
        held = read(flipped(stored(), bit), "ledger.sqlite")
    except WorkspaceError:
        return  # damaged beyond reading, which is told
    assert held.faults != () or held.entries == ENTRIES


@given(st.permutations(range(len(ENTRIES))), st.sets(st.integers(0, len(ENTRIES) - 1)))
def test_any_other_order_or_selection_is_found_against_the_head(order, left_out):
    kept = tuple(ENTRIES[place] for place in order if place not in left_out)
    assume(kept != ENTRIES)
    assert tampering(kept, ENTRIES[-1].hash) != ()


@given(st.integers(0, len(ENTRIES) - 1), st.integers(1, 400), st.floats(0, 1))
def test_any_entry_written_anew_is_found(place, days, chance):
    one = ENTRIES[place]
    changed = [
        replace(one, recorded_on=one.recorded_on + timedelta(days)),
        replace(one, payload=chain(forecast("Q2", chance, on=DAY - timedelta(1)))[0].payload),
        replace(one, dated="hand"),
    ]
    for other in changed:
        assert any(
            each.entry == one.number for each in tampering((*ENTRIES[:place], other, *ENTRIES[place + 1 :]))
        )
