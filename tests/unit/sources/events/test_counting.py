"""Counts out of the store: sets of actors, sectors, periods, as-of dates, and the world's totals."""

from datetime import date

import numpy as np
import pytest

from detente.core.errors import ParameterError, WorkspaceError
from detente.events.actor_sets import ANYONE
from detente.events.series import world_totals
from detente.sources.events import (
    asked_actors,
    dyad_counts,
    every_dyad,
    holdings,
    import_files,
    in_memory,
    opened,
    type_counts,
)

ROWS = """date,source,target,code,weight
2024-01-01,FRAGOV,IRN,042,1
2024-01-02,DEUMIL,IRN,112,2
2024-01-31,GBR,IRNMIL,190,1
2024-02-01,IRN,FRA,112,1
2024-02-15,FRA,DEU,042,9
2024-02-29,USA,IRN,163,4
2024-02-29,Smith & Co,IRN,061,1
"""


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(ROWS)
    with in_memory() as held:
        import_files(held, "csv", [path])
        yield held


def counted(store, source, target, period="month", **more):
    held = holdings(store, "x")
    return dyad_counts(
        store, held, asked_actors(store, held, source), asked_actors(store, held, target), period, **more
    )


def test_sets_sectors_and_names(store):
    e3 = counted(store, "E3", "IRN")
    assert e3.dyads == (("E3", "IRN"),)
    assert e3.counts.sum(axis=2).tolist() == [[4.0, 0.0]]
    assert counted(store, "E3:MIL", "IRN").counts.sum() == 2
    assert counted(store, "E3", "IRN:MIL").counts.sum() == 1
    assert counted(store, "E3", "IRN:GOV").counts.sum() == 3
    assert counted(store, ANYONE, "Iran").counts.sum() == 8
    assert counted(store, "smith & co", "IRN").counts.sum() == 1
    assert counted(store, "EU", "E3").counts.sum() == 9


def test_periods_and_as_of(store):
    weeks = counted(store, "E3", "IRN", "week")
    assert weeks.periods[0] == np.datetime64("2024-01-01")
    assert len(weeks.periods) == 9
    assert counted(store, "E3", "IRN", as_of=date(2024, 1, 30)).counts.sum() == 3
    assert counted(store, "E3", "IRN", "day", as_of=date(2024, 1, 2)).counts.shape == (1, 2, 20)
    with pytest.raises(ParameterError, match="from 2024-01-01 on"):
        counted(store, "E3", "IRN", as_of=date(2023, 12, 31))


def test_scores_are_weighed(store):
    assert counted(store, "DEU", "IRN").goldstein.tolist() == [[-4.0, 0.0]]


def test_who_is_not_there_is_told(store):
    with pytest.raises(ParameterError, match="nearest: smith & co"):
        counted(store, "smit & co", "IRN")


def test_the_world_is_that_of_all_known_pairs(store):
    held = holdings(store, "x")
    every = every_dyad(store, held, "month")
    assert every.dyads == (
        ("DEU", "IRN"),
        ("FRA", "DEU"),
        ("FRA", "IRN"),
        ("GBR", "IRN"),
        ("IRN", "FRA"),
        ("USA", "IRN"),
    )
    assert every.world.events.tolist() == [4.0, 14.0]
    assert every.world.hostile.tolist() == [3.0, 5.0]
    assert counted(store, "USA", "IRN").world.trimmed.tolist() == [0.0, 0.0]


def test_the_trimmed_total_is_that_of_the_arrays(tmp_path):
    rng = np.random.default_rng(1)
    codes = [f"{a}{b}" for a in "ABCDEFGH" for b in "JKLMNP"]
    states = ["USA", "IRN", "ISR", "FRA", "DEU", "GBR", "RUS", "CHN"]
    rows = ["date,source,target,code,weight,id"]
    for number in range(900):
        one, other = rng.choice(8, 2, replace=False)
        rows.append(
            f"2024-0{rng.integers(1, 4)}-10,{states[one]},{states[other]},{rng.choice(['190', '112', '042'])},{rng.integers(1, 5)},{number}"
        )
    assert codes
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows))
    with in_memory() as store:
        import_files(store, "csv", [path])
        every = every_dyad(store, holdings(store, "x"), "month")
    expected = world_totals(every)
    for name in ("events", "hostile", "trimmed"):
        assert getattr(every.world, name) == pytest.approx(getattr(expected, name))


def test_only_dyads_that_were_busy_once(store):
    held = holdings(store, "x")
    assert every_dyad(store, held, "month", least=4, window=2).dyads == (("FRA", "DEU"), ("USA", "IRN"))


MONTHS = """source,target,year,month,root10,root19
UKG,IRQ,2003,3,4,9
UKG,AUS,2003,4,0,1
ROK,PRK,2003,4,2,0
"""


def test_dyad_months_keep_their_own_codes(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(MONTHS)
    with opened(path) as (store, imported):
        assert imported.total("rows") == 3
        held = holdings(store, "m.csv")
        assert (held.kind, held.coding, held.last) == ("months", "cow", date(2003, 4, 30))
        assert held.name_of("AUS") == "Austria"
        for name in ("UKG", "GBR", "United Kingdom"):
            found = counted(store, name, "Iraq")
            assert found.dyads == (("UKG", "IRQ"),)
            assert found.counts.sum() == 13
        assert not found.has_cooperation
        assert found.roots_present.nonzero()[0].tolist() == [9, 18]
        assert found.goldstein is None
        assert counted(store, "UKG", "IRQ", as_of=date(2003, 4, 29)).counts.shape == (1, 1, 20)
        with pytest.raises(ParameterError, match="cannot be split"):
            counted(store, "UKG", "IRQ", "week")
        with pytest.raises(ParameterError, match="sectors"):
            counted(store, "UKG:MIL", "IRQ")
        with pytest.raises(ParameterError, match="does not hold"):
            counted(store, "FRA", "IRQ")


def test_files_are_recognised_in_place(tmp_path, shared):
    for name, kind in (("icews18", "events"), ("icews_hostile_dyad_month_1990_2007", "months")):
        with opened(shared / "events" / f"{name}.parquet") as (store, _):
            assert holdings(store, name).kind == kind
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    for place in (tmp_path / "a.csv", tmp_path / "none", tmp_path):
        with pytest.raises(WorkspaceError), opened(place):
            pass


def test_the_known_month_of_a_known_war(shared):
    """US on Iraq, March 2003: the file's columns are what they say."""
    with opened(shared / "events" / "icews_hostile_dyad_month_1990_2007.parquet") as (store, _):
        found = counted(store, "USA", "IRQ")
        at = int(np.searchsorted(found.periods, np.datetime64("2003-03-01")))
        assert found.counts[0, at].argmax() == 18
        assert found.world.trimmed.min() > 0


def test_types_of_plover(store, tmp_path):
    held = holdings(store, "x")
    e3, iran = (asked_actors(store, held, name) for name in ("E3", "IRN"))
    periods = counted(store, "E3", "IRN").periods
    found = type_counts(store, held, e3, iran, periods, "month")
    assert {name: row.tolist() for name, row in found.items()} == {
        "ACCUSE": [2.0, 0.0],
        "ASSAULT": [1.0, 0.0],
        "CONSULT": [1.0, 0.0],
    }
    sanctions = type_counts(store, held, asked_actors(store, held, "USA"), iran, periods, "month")
    assert list(sanctions) == ["COERCE"]
    path = tmp_path / "m.csv"
    path.write_text(MONTHS)
    with opened(path) as (months, _):
        told = holdings(months, "m")
        uk, iraq = (asked_actors(months, told, name) for name in ("UKG", "IRQ"))
        by_root = type_counts(months, told, uk, iraq, counted(months, "UKG", "IRQ").periods, "month")
    assert {name: row.tolist() for name, row in by_root.items()} == {
        "ASSAULT": [9.0, 0.0],
        "REQUEST": [4.0, 0.0],
    }
