"""Tables of an analyst: read with all their faults at once, and turned into claims before they become numbers."""

from datetime import date

import pytest

from detente.case import read_case
from detente.core.errors import CaseError, WorkspaceError
from detente.interview import Answers, case_of, check_answers
from detente.sources.case_tables import COLUMNS, read_tables

SCALES = "issue,anchor_0,anchor_middle,anchor_100\nties,0 = apart,50 = contacts,100 = full ties\n"
POSITIONS = ",".join(COLUMNS["positions"]) + (
    "\nP1,Saria (king),ties,Ready,70,60,80,75,90,Said so,https://one.example/2023/03/11/ready-for-talks-now,direct statement or act,A"
    "\nP2,Irem,ties,Ready as well,80,70,90,75,90,Was told,https://two.example/x,inferred,C\n"
)
CLAIMS = ",".join(COLUMNS["claims"]) + (
    "\nC1,They met,event,Saria; Irem,reported,Saudi official to AFP,2023-03-06/10,relations,toward accommodation,https://two.example/x,B"
    "\nC2,They will meet,forecast,Irem,suggested,outlet,2023-05-01,ties,neutral,https://three.example/2023/05/01/late,B\n"
)
ACTS = ",".join(COLUMNS["chronology"]) + (
    "\nE1,2023-03-10,Saria,Irem,agree,accommodation,relations,They agree,https://two.example/x,B"
    "\nE2,2023-04-20,Saria,Irem,consult,accommodation,relations,Later,https://two.example/y,B\n"
)
ASKED = ",".join(COLUMNS["questions"]) + "\nQ1,2023-03-31,Will it hold?,No break,2023-12-31\n"
CAUSES = ",".join(COLUMNS["mechanisms"]) + "\nM1,Fear,Talks,C1; C2,Hedging,Kuik 2008\n"


@pytest.fixture
def tables(tmp_path):
    texts = {
        "positions_scales": SCALES, "positions": POSITIONS, "claims": CLAIMS, "chronology": ACTS, "questions": ASKED,
        "mechanisms": CAUSES,
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text)
        (tmp_path / f"x23_{name}.csv").write_text(text)
    return tmp_path


def filled(path, **more) -> Answers:
    told = Answers({"as_of": "2023-03-31", **more})
    read_tables(str(path)).fill(told)
    check_answers(told)
    return told


def test_rows_become_claims_with_sources_before_they_become_numbers(tables):
    told = filled(
        tables,
        issues={"ties": {"called": ["relations"]}},
        questions={"Q1": {"yes_if": "ties at least contacts"}},
    )
    case = read_case(case_of("x", told)).case
    stance = case.actors["saria"].stances["ties"]
    assert stance.position.evidence == ("P1",)
    assert stance.position.mode == 70
    assert stance.position.low < 60
    assert stance.position.high > 80
    assert (stance.salience.value, stance.influence.value) == (75, 90)
    source = case.sources[case.claims["P1"].source]
    assert (source.date, source.reliability) == (date(2023, 3, 11), "A")
    assert source.title == "Ready for talks now"
    assert case.sources[case.claims["C1"].source].date == date(2023, 3, 10)
    assert (case.claims["C1"].origin, case.claims["C1"].about) == ("AFP", "ties")
    assert case.questions["Q1"].settled_by == "No break"
    assert case.mechanisms["M1"].evidence == ("C1",)
    assert case.issues["ties"].landmarks == {0: "apart", 50: "contacts", 100: "full_ties"}


def test_what_is_later_than_the_as_of_date_is_left_out_and_told(tables):
    told = Answers({"as_of": "2023-03-31"})
    held = read_tables(str(tables))
    held.fill(told)
    assert {reason.split(":")[0] for reason in held.left_out} == {"C2", "E2"}
    assert not {"C2", "E2"} & (set(told.at("claims")) | set(told.at("events")))


def test_an_answer_wins_over_a_table(tables):
    more = {
        "actors": {"saria": {"stances": {"ties": {"position": {"low": 1, "likely": 2, "high": 3}}}}},
        "issues": {"ties": {}},
    }
    told = filled(tables, **more)
    assert told.at("actors", "saria", "stances", "ties", "position") == {"low": 1, "likely": 2, "high": 3}
    assert told.at("actors", "saria", "stances", "ties", "influence", "value") == 90


def test_files_may_share_the_beginning_of_their_names(tables):
    assert filled(tables / "x23_").told == filled(tables).told


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("positions", ",70,60,80,", ",170,60,80,", "positions.csv:2:5, position: found 170"),
        ("positions", "position_low", "lowest", "position_low: found no such column"),
        ("positions_scales", "50 = contacts", "contacts", "positions_scales.csv:2:3, anchor_middle"),
        ("claims", "They met,event", "They met,rumour", "claims.csv:2:3, kind: found 'rumour'"),
        ("chronology", "2023-03-10,", "March 2023,", "chronology.csv:2:2, date: found 'March 2023'"),
        ("questions", "2023-12-31", "soon", "questions.csv:2:5, close_date"),
    ],
)
def test_faults_are_told_with_file_line_and_column(tables, file, old, new, says):
    path = tables / f"{file}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CaseError) as refused:
        read_tables(str(tables))
    assert says in str(refused.value)


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(WorkspaceError, match=r"claims\.csv"):
        read_tables(str(tmp_path))
