"""What event data add to a case: a file that reads, rests on evidence, and says no more than was counted."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from detente.case import read_case
from detente.case.propose import propose_series
from detente.core.change_point import ChangePoint
from detente.core.history import DyadHistory, PostureBand
from detente.core.observed import ObservedSeries

SMALL = Path(__file__).parents[2] / "cases" / "small"
WEEKS = tuple(date(2023, 1, 2) + timedelta(days=7 * number) for number in range(26))


@pytest.fixture(scope="module")
def small():
    return {path.name: path.read_text("utf-8") for path in sorted(SMALL.glob("*.yaml"))}


@pytest.fixture(scope="module")
def case(small):
    return read_case(small).case


def change(on, as_of, direction="hostile", before=-1.0, after=1.0, series="posture"):
    return ChangePoint(
        "ARV", "BEL", series, "scan", as_of, on, on, on, direction, 2.0, "log-odds", before, after, 0.7
    )


def found(*changes, posture=True):
    share = np.full(26, 0.7)
    band = PostureBand(share, share - 0.1, share + 0.1, share)
    return DyadHistory(
        "x", "ARV", "BEL", "Arvenia", "Belmark \"the lower\"", "week", WEEKS, date(2023, 6, 30), False,
        np.ones((26, 4)), band if posture else None, "posture", "scan", tuple(changes), True, "made up",
    )  # fmt: skip


OBSERVED = ObservedSeries(
    source="Arvenia", target="Belmark", by="week", first=WEEKS[0], last=date(2023, 6, 30), taken_from="event_data_x",
    counts={WEEKS[0]: {4: 2.0, 19: 1.5}},
)  # fmt: skip
MAY = change(date(2023, 5, 22), date(2023, 5, 29))


def read(small, proposal):
    return read_case({**small, proposal.file: proposal.text})


def test_the_file_reads_and_all_of_it_rests_on_claims(small, case):
    made = propose_series(case, found(MAY), OBSERVED, "detente detect ...")
    file = read(small, made)
    assert file.warnings == ()
    pressure = file.case.pressures["events_arv_bel"]
    assert (pressure.now.value, pressure.now.low, pressure.now.high) == (30.0, 20.0, 40.0)
    assert pressure.of == "arvenia"
    (event,) = [one for one in file.case.events if one.id.startswith("events_arv_bel")]
    assert (event.on, event.known_from, event.by, event.role) == (
        MAY.on,
        date(2023, 6, 4),
        "arvenia",
        "context",
    )
    assert event.shocks["events_arv_bel"].up.value == pytest.approx(46.2)
    assert event.shocks["events_arv_bel"].lasting
    assert set(event.evidence) <= set(file.case.claims)
    assert file.case.series["arv_bel"] == OBSERVED
    assert "1 event that moved it" in made.says


def test_a_change_that_rings_twice_is_one(small, case):
    later = change(date(2023, 5, 22), date(2023, 6, 19), after=1.5)
    file = read(small, propose_series(case, found(MAY, later), OBSERVED, "x"))
    (event,) = [one for one in file.case.events if one.id.startswith("events_arv_bel")]
    assert event.known_from == date(2023, 6, 4)
    assert event.shocks["events_arv_bel"].up.value == pytest.approx(54.9)


def test_what_fell_outside_the_case_is_no_event(small, case):
    early = change(date(2023, 4, 3), date(2023, 4, 10))
    late = change(date(2023, 6, 19), date(2023, 7, 3))
    made = propose_series(case, found(early, late), OBSERVED, "x")
    assert "event" not in made.says.replace("events", "")
    assert not [one for one in read(small, made).case.events if one.id.startswith("events_arv_bel")]


def test_other_series_and_small_changes_move_no_pressure(small, case):
    for one in (replace(MAY, series="intensity"), replace(MAY, before=0.0, after=0.01)):
        assert not [
            event
            for event in read(small, propose_series(case, found(one), OBSERVED, "x")).case.events
            if event.id.startswith("events_arv")
        ]


def test_without_posture_there_is_no_pressure(small, case):
    file = read(small, propose_series(case, found(posture=False), OBSERVED, "x"))
    assert "events_arv_bel" not in file.case.pressures
    assert "arv_bel" in file.case.series
