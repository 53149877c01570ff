"""Decisions of the past from two tables."""

import pytest

from detente.core.errors import CaseError
from detente.sources.decisions import read_decisions


@pytest.fixture
def read(tmp_path):
    def reading(issues, stances):
        (tmp_path / "i.csv").write_text(issues)
        (tmp_path / "s.csv").write_text(stances)
        return read_decisions(tmp_path / "i.csv", tmp_path / "s.csv")

    return reading


def test_outcomes_and_what_would_have_stood(read):
    found, unknown = read(
        "proposal,issue,outcome,reference_point,type\np,x,30,0,law\np,y,,50,law\nq,z,100,,law\n",
        "actor,issue,position,salience,capability\na,x,10,20,1\nb,x,90,50,2\na,y,1,1,1\na,z,5,6,7\n",
    )
    assert unknown == 1
    assert [(one.issue, one.proposal, one.outcome, one.reversion) for one in found] == [
        ("x", "p", 30.0, 0.0),
        ("z", "q", 100.0, None),
    ]
    assert found[0].actors == ("a", "b")
    assert found[0].position.tolist() == [10.0, 90.0]
    assert found[0].capability.tolist() == [1.0, 2.0]


def test_faults_of_both_files_are_told_together(read):
    with pytest.raises(CaseError) as told:
        read(
            "issue,proposal,outcome\nx,p,oops\nx,p,3\nv,p,4\n",
            "issue,actor,capability,position,salience\nx,a,-1,2,3\nx,a,1,2,3\n",
        )
    text = str(told.value)
    for part in ("found 'oops'", "found 'x' again", "found v", "found -1", "found 'a' on x again"):
        assert part.replace("found v", "found 'v'") in text


def test_stances_on_issues_that_are_not_listed_are_left_aside(read):
    stances = "issue,actor,capability,position,salience\nx,a,1,2,3\nw,a,1,2,3\n"
    found, _ = read("issue,proposal,outcome\nx,p,30\n", stances)
    assert [one.issue for one in found] == ["x"]


def test_the_development_half_is_read_whole(shared):
    folder = shared / "gold/bargaining"
    found, unknown = read_decisions(folder / "deu3_dev_issues.csv", folder / "deu3_dev_stances.csv")
    assert (len(found), unknown) == (168, 8)
    assert sum(one.reversion is None for one in found) > 10
