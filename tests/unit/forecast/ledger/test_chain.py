"""The chain: what is hashed, what follows what, and that every way of touching it shows."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from detente.core.ledger import GENESIS, Draft
from detente.forecast.ledger import canonical, entry_hash, payload_of, seal, tampering
from ledgers import DAY, chain, forecast, ruling

THREE = chain(forecast(), forecast("Q2"), ruling())


def names(entries, head=None):
    return [(one.entry, one.found) for one in tampering(entries, head)]


def test_the_hash_is_that_of_seven_lines_anybody_can_write():
    one = THREE[0]
    text = f"detente ledger, 1\n1\nforecast\n2025-03-01\nclock\n{GENESIS}\n{one.payload}"
    assert one.hash == sha256(text.encode()).hexdigest()
    assert [entry.previous for entry in THREE] == [GENESIS, THREE[0].hash, THREE[1].hash]


def test_a_chain_as_written_holds_and_says_what_was_said():
    assert tampering(THREE) == ()
    assert payload_of(THREE[0]) == forecast()
    assert payload_of(THREE[2]) == ruling()


def test_canonical_text_does_not_hang_on_the_order_of_keys():
    assert (
        canonical({"b": 1, "a": [0.1, "ü"]})
        == canonical({"a": [0.1, "ü"], "b": 1})
        == '{"a":[0.1,"ü"],"b":1}'
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("payload", THREE[1].payload.replace("0.3", "0.9")), ("recorded_on", date(2025, 3, 2)), ("dated", "hand"),
     ("kind", "resolution"), ("hash", "0" * 64)],
)  # fmt: skip
def test_a_changed_entry_is_named(field, value):
    changed = (THREE[0], replace(THREE[1], **{field: value}), THREE[2])
    assert names(changed)[0] == (2, "was changed: its hash is not that of its content")


def test_a_changed_entry_sealed_anew_no_longer_carries_what_follows():
    other = seal([Draft("forecast", canonical(forecast("Q2", 0.9)))], THREE[0], DAY, "clock")[0]
    assert [entry for entry, _ in names((THREE[0], other, THREE[2]))] == [3]


def test_a_deleted_entry_shows_at_the_one_that_followed_it():
    assert names((THREE[0], THREE[2])) == [
        (3, "stands where entry 2 should: entry 2 taken out, or moved"),
        (3, "does not follow entry 1: something was changed, put in or taken out"),
    ]
    assert names(THREE[1:])[0] == (2, "stands where entry 1 should: entry 1 taken out, or moved")


def test_an_inserted_entry_shows():
    foreign = seal([Draft("forecast", canonical(forecast("Q9")))], THREE[0], DAY, "clock")[0]
    found = names((THREE[0], foreign, *THREE[1:]))
    assert (2, "does not follow entry 2: something was changed, put in or taken out") in found


def test_reordered_entries_show():
    assert {entry for entry, _ in names((THREE[1], THREE[0], THREE[2]))} == {1, 2, 3}


def test_entries_cut_off_the_end_show_against_a_head_alone():
    assert names(THREE[:2]) == []
    assert names(THREE, THREE[2].hash) == []
    assert names(THREE, THREE[0].hash) == [], "an earlier head: entries came after it"
    assert names(THREE[:2], THREE[2].hash)[0][0] is None
    assert names((), THREE[2].hash)[0][0] is None


def test_a_chain_written_anew_shows_against_a_head_alone():
    anew = chain(forecast(chance=0.9), forecast("Q2"), ruling())
    assert names(anew) == []
    assert "all was rewritten" in names(anew, THREE[2].hash)[0][1]


def test_an_entry_with_a_right_hash_that_says_nothing_we_know_shows():
    strange = seal([Draft("forecast", '{"case":"river"}')], None, DAY, "clock")
    assert names(strange) == [(1, "is no forecast that we can read, though its hash is right")]
    loose = seal([Draft("resolution", canonical(ruling()).replace(":", ": ", 1))], None, DAY, "clock")
    assert names(loose) == [(1, "is not written in canonical form, though its hash is right")]
    misnamed = seal([Draft("annulment", canonical(ruling()))], None, DAY, "clock")
    assert names(misnamed) == [(1, "is called annulment, and is none")]


def test_days_never_go_back():
    with pytest.raises(ValueError, match="lies before"):
        seal([Draft("forecast", canonical(forecast()))], THREE[0], date(2025, 2, 1), "clock")
    one = THREE[0]
    day = date(2025, 2, 1)
    back = replace(THREE[1], recorded_on=day)
    back = replace(back, hash=entry_hash(2, back.kind, day, back.dated, back.payload, one.hash))
    assert names((one, back)) == [(2, "is dated 2025-02-01, before the entry above it")]
