"""Counts that a case holds: read with the rest, refused with place and mend, never from after the date."""

from datetime import date
from pathlib import Path

import pytest

from detente.case import read_case
from detente.core.errors import CaseError
from detente.events.case_series import histories

SMALL = Path(__file__).parents[2] / "cases" / "small"
ADDED = """\
sources:
  counted: {title: Coded events, publisher: Made up, date: 2023-06-29}
series:
  a_b:
    source: Arvenia
    target: Belmark
    by: week
    first: 2023-05-01
    last: 2023-06-25
    taken_from: counted
    counts:
      2023-05-01: {4: 3, 19: 1}
      2023-06-19: {4: 1, 19: 9.5}
"""


@pytest.fixture(scope="module")
def small():
    return {path.name: path.read_text("utf-8") for path in sorted(SMALL.glob("*.yaml"))}


def test_a_series_is_read_and_has_a_history(small):
    case = read_case({**small, "added.yaml": ADDED}).case
    assert case.series["a_b"].counts[date(2023, 6, 19)] == {4: 1, 19: 9.5}
    (seen,) = histories(case, case.as_of)
    assert (seen.label, seen.basis, len(seen.periods)) == ("Arvenia toward Belmark", "Made up", 8)
    assert seen.quads.sum() == 14.5
    assert seen.posture is not None
    (early,) = histories(case, date(2023, 5, 10))
    assert early.quads.sum() == 4
    assert histories(case, date(2023, 4, 1)) == ()
    assert histories(read_case(small).case, case.as_of) == ()


def test_hostile_counts_alone_tell_no_posture(small):
    text = (
        ADDED.replace("    counts:", "    roots: [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]\n    counts:")
        .replace("4: 3, ", "")
        .replace("4: 1, ", "")
    )
    (seen,) = histories(read_case({**small, "added.yaml": text}).case, date(2023, 6, 30))
    assert seen.posture is None
    assert seen.series == "count"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("taken_from: counted", "taken_from: conted", 10, "nearest: counted"),
        ("last: 2023-06-25", "last: 2023-07-02", 9, "2023-06-30"),
        ("by: week", "by: wek", 7, "week"),
        ("{4: 3, 19: 1}", "{40: 3}", 12, "20"),
        ("{4: 3, 19: 1}", "{4: -3}", 12, "0"),
        ("first: 2023-05-01", "first: 2023-06-26", None, "first"),
        ("2023-06-19:", "2024-06-19:", None, "outside"),
        ("    by: week\n", "    by: week\n    bye: 1\n", 8, "nearest: by"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(small, old, new, line, says):
    with pytest.raises(CaseError) as caught:
        read_case({**small, "added.yaml": ADDED.replace(old, new, 1)})
    (fault,) = [one for one in caught.value.faults if one.file == "added.yaml"][:1]
    assert says in str(fault)
    assert line is None or fault.line == line
    assert fault.mend or fault.nearest
