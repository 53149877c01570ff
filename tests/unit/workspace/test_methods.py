"""The bibliography names exactly what a case and its explanation made use of."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

from detente.core.explanation import Explanation
from detente.core.observed import ObservedSeries
from detente.workspace import load_case, methods
from detente.workspace.methods import USED
from studies import study

SMALL = load_case(Path(__file__).parents[2] / "cases" / "small").case
NOTHING = Explanation((), (), (), (), (), (), None)


def keys(case, explanation=NOTHING):
    return {work.key for work in methods(case, explanation)}


def test_every_work_has_a_known_condition_and_every_condition_a_work():
    table = tomllib.loads(files("detente.workspace").joinpath("methods.toml").read_text("utf-8"))
    assert {row["used"] for row in table.values()} == set(USED)


def test_a_case_cites_its_parts():
    assert {
        "salmon2011",
        "putnam1988",
        "romer1978",
        "tsebelis2002",
        "fearon1994",
        "nash1950",
        "icd203",
    } <= keys(SMALL)


def test_what_is_not_used_is_not_cited():
    assert not {"shapley1953", "castro2009", "black1948"} & keys(SMALL)
    bare = SMALL.model_copy(
        update={"institutions": {}, "tracks": {}, "hazards": {}, "questions": {}, "events": ()}
    )
    assert not {"putnam1988", "romer1978", "tsebelis2002", "nash1950", "cox1972", "icd203"} & keys(bare)


def test_attribution_is_cited_by_how_it_was_done():
    found = study().explanation
    assert {"shapley1953", "castro2009"} <= keys(SMALL, found)
    exact = Explanation((), found.attributions[:1], (), (), (), (), None)
    assert "castro2009" not in keys(SMALL, exact)


def test_the_bibliography_is_sorted_by_author():
    names = [work.authors for work in methods(SMALL, NOTHING)]
    assert names == sorted(names, key=str.casefold)


def test_series_of_events_cite_what_reads_them():
    one = ObservedSeries(
        source="Iran",
        target="United States",
        by="week",
        first=date(2018, 1, 1),
        last=date(2018, 3, 4),
        taken_from="icews",
        counts={date(2018, 1, 1): {4: 3.0}},
    )
    hostile = one.model_copy(update={"roots": (10, 19)})
    assert not {"ito2000", "goldstein1992", "lai1995", "shewhart1931"} & keys(SMALL)
    both = SMALL.model_copy(update={"series": {"a": one}})
    assert {"ito2000", "goldstein1992", "lai1995", "smith1975"} <= keys(both)
    assert "shewhart1931" not in keys(both)
    alone = SMALL.model_copy(update={"series": {"a": hostile}})
    assert "shewhart1931" in keys(alone)
    assert "lai1995" not in keys(alone)
