from dataclasses import replace

import pytest

from detente.core.citation import Citation, bibliography
from detente.core.errors import ParameterError

PUTNAM = Citation(
    "putnam1988",
    "Putnam, R. D.",
    1988,
    "Diplomacy and domestic politics: the logic of two-level games",
    "International Organization 42(3), 427-460",
)
FEARON = Citation(
    "fearon1995",
    "Fearon, J. D.",
    1995,
    "Rationalist explanations for war",
    "International Organization 49(3), 379-414",
    "10.1017/S0020818300033324",
)


def test_an_entry_reads_as_in_a_bibliography():
    assert FEARON.text() == (
        "Fearon, J. D. (1995). Rationalist explanations for war. International Organization 49(3), 379-414. "
        "doi:10.1017/S0020818300033324"
    )


def test_an_entry_without_doi_ends_with_its_place():
    assert PUTNAM.text().endswith("42(3), 427-460.")


def test_stops_are_not_doubled():
    asked = replace(PUTNAM, title="Why war?", where="A Press.")
    assert asked.text() == "Putnam, R. D. (1988). Why war? A Press."


def test_a_bibliography_names_each_work_once_in_order():
    earlier = replace(PUTNAM, key="putnam1976", year=1976)
    assert bibliography([PUTNAM, FEARON, replace(PUTNAM), earlier]) == (FEARON, earlier, PUTNAM)


def test_one_key_names_one_work():
    with pytest.raises(ParameterError, match="putnam1988"):
        bibliography([PUTNAM, replace(PUTNAM, year=1989)])
