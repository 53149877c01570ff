"""Tables of forecasts and resolutions: many spellings, strict values, every fault with its line."""

import random
from datetime import date

import pytest

from detente.core.errors import CaseError, WorkspaceError
from detente.sources.score_files import read_score_files

FORECASTS = """forecaster,question,made_on,probability,close_date,base_rate,crowd,cluster,standing
ann,Q1,2024-11-04,0.7,2024-11-30,0.2,0.55,iran,registered
model,Q1,2024-11-04,0.6,2024-11-30,,,iran,
"""
RESOLUTIONS = "question,outcome,resolved_on,source\nQ1,yes,2024-12-01,https://example.org\n"


def read(tmp_path, forecasts=FORECASTS, resolutions=RESOLUTIONS):
    paths = []
    for name, text in (("f.csv", forecasts), ("r.csv", resolutions)):
        (tmp_path / name).write_text(text)
        paths.append(tmp_path / name)
    return read_score_files(*paths)


def faults(tmp_path, *texts):
    with pytest.raises(CaseError) as caught:
        read(tmp_path, *texts)
    return str(caught.value).replace(f"{tmp_path}/", "")


def test_a_plain_table(tmp_path):
    held = read(tmp_path)
    ann, model = held.forecasts
    assert (ann.forecaster, ann.probability, ann.base_rate, ann.crowd) == ("ann", 0.7, 0.2, 0.55)
    assert (ann.closes, ann.cluster, ann.standing) == (date(2024, 11, 30), "iran", "registered")
    assert ann.source.endswith("f.csv:2")
    # Nothing said of its standing: it cannot be shown to have been registered.
    assert (model.standing, model.base_rate) == ("retrospective", None)
    assert held.resolutions[0].source == "https://example.org"
    assert held.unread == ()


def test_other_spellings_and_separators(tmp_path):
    held = read(
        tmp_path,
        "User;Question ID;Question;Timestamp;Prediction;Closes;Market;colour\n"
        "ann;Q1;Will it?;2024-11-04T23:10:00+00:00;0.7;2024-11-30;0.5;red\n",
        "id\tresolved_to\tresolution_date\tclose\nQ1\t1.0\t2024-12-01T00:00:00\t2024-11-30\n",
    )
    (one,) = held.forecasts
    assert (one.question, one.text, one.crowd, one.made_on) == ("Q1", "Will it?", 0.5, date(2024, 11, 4))
    assert [column.partition(": ")[2] for column in held.unread] == ["colour"]


def test_the_close_may_stand_with_the_resolutions(tmp_path):
    held = read(
        tmp_path,
        "question,made_on,probability\nQ1,2024-11-04,0.7\n",
        "question,outcome,resolved_on,close_date\nQ1,no,2024-12-01,2024-11-30\n",
    )
    assert held.forecasts[0].closes == date(2024, 11, 30)
    assert held.forecasts[0].forecaster == "forecaster"


def test_quantiles_samples_dates_and_options(tmp_path):
    held = read(
        tmp_path,
        "question,made_on,close_date,q05,q50,q95,unit,category,probability,order,sample\n"
        "N,2024-11-04,2024-11-30,1,2,8.5,kg,,,,\n"
        "D,2024-11-04,2024-11-30,2024-11-10,2024-11-20,never,,,,,\n"
        "C,2024-11-04,2024-11-30,,,,,high,0.2,3,\n"
        "C,2024-11-04,2024-11-30,,,,,low,0.5,1,\n"
        "C,2024-11-04,2024-11-30,,,,,middle,0.3,2,\n"
        "S,2024-11-04,2024-11-30,,,,,,,,4\n"
        "S,2024-11-04,2024-11-30,,,,,,,,3\n",
        "question,outcome,resolved_on\nN,3,2024-12-01\nD,2024-11-12,2024-12-01\nC,Middle,2024-12-01\n",
    )
    found = {one.question: one for one in held.forecasts}
    assert found["N"].quantiles == {0.05: 1.0, 0.5: 2.0, 0.95: 8.5}
    assert (found["D"].kind, found["D"].quantiles[0.95]) == ("date", date.max)
    assert list(found["C"].categories.items()) == [("low", 0.5), ("middle", 0.3), ("high", 0.2)]
    assert found["C"].ordered
    assert found["S"].samples == (3.0, 4.0)


def test_annulled_in_any_word(tmp_path):
    for row in ("Q1,annulled,2024-12-01,", "Q1,N/A,2024-12-01,", "Q1,,2024-12-01,yes"):
        held = read(tmp_path, FORECASTS, f"question,outcome,resolved_on,void\n{row}\n")
        assert held.resolutions[0].annulled
        assert held.resolutions[0].outcome is None


def test_the_order_of_rows_changes_nothing(tmp_path):
    head, *rows = (
        "forecaster,question,made_on,close_date,probability,category\n"
        "a,C,2024-11-04,2024-11-30,0.25,x\na,C,2024-11-04,2024-11-30,0.5,y\na,C,2024-11-04,2024-11-30,0.25,z\n"
        "b,C,2024-11-04,2024-11-30,0.5,x\nb,C,2024-11-04,2024-11-30,0.5,y\na,B,2024-11-05,2024-11-30,0.1,\n"
        "a,B,2024-11-04,2024-11-30,0.3,\n"
    ).splitlines()
    resolutions = "question,outcome,resolved_on\nB,no,2024-12-01\n"
    plain = [
        one.model_dump(exclude={"source"})
        for one in read(tmp_path, "\n".join([head, *rows]), resolutions).forecasts
    ]
    for seed in range(5):
        mixed = random.Random(seed).sample(rows, len(rows))
        held = read(tmp_path, "\n".join([head, *mixed]), resolutions)
        assert [one.model_dump(exclude={"source"}) for one in held.forecasts] == plain


HEAD = "forecaster,question,made_on,probability,close_date\n"
BAD = {
    "a percentage": (HEAD + "a,Q1,2024-11-04,70,2024-11-30\n", "f.csv:2:4, probability: found 70", "write 0.7 if 70 % is meant"),
    "a percentage with its sign": (HEAD + "a,Q1,2024-11-04,70%,2024-11-30\n", "found '70%'", "write 0.7"),
    "a decimal comma": (HEAD + 'a,Q1,2024-11-04,"0,7",2024-11-30\n', "found '0,7'", "write 0.7"),
    "a word": (HEAD + "a,Q1,2024-11-04,likely,2024-11-30\n", "found 'likely'", "in digits"),
    "nan": (HEAD + "a,Q1,2024-11-04,nan,2024-11-30\n", "found 'nan'", "a probability in [0, 1]"),
    "below 0": (HEAD + "a,Q1,2024-11-04,-0.1,2024-11-30\n", "found -0.1", "from 0 to 1"),
    "nothing": (HEAD + "a,Q1,2024-11-04,,2024-11-30\n", "found nothing", "remove the row"),
    "slashes": (HEAD + "a,Q1,04/11/2024,0.7,2024-11-30\n", "f.csv:2:3, made_on: found '04/11/2024'", "two different days"),
    "no such day": (HEAD + "a,Q1,2024-11-31,0.7,2024-12-30\n", "found '2024-11-31'", "year-month-day"),
    "no question": (HEAD + "a,,2024-11-04,0.7,2024-11-30\n", "question: found nothing", "fill it in"),
    "no close": ("question,made_on,probability\nQ1,2024-11-04,0.7\n", "close_date: found no such column", "name a column close_date"),
    "no forecast": ("question,made_on,close_date\nQ1,2024-11-04,2024-11-30\n", "no column that holds a forecast", "q05, q50, q95"),
    "twice on a day": (
        HEAD + "a,Q1,2024-11-04,0.7,2024-11-30\na,Q1,2024-11-04,0.8,2024-11-30\n", "f.csv:3:2, question: found a second forecast",
        "first in line 2"
    ),
    "a close that moved": (
        HEAD + "a,Q1,2024-11-04,0.7,2024-11-30\nb,Q1,2024-11-04,0.8,2024-12-30\n", "f.csv:3:5, close_date: found 2024-12-30",
        "2024-11-30, as in line 2"
    ),
    "an unknown standing": (
        HEAD.strip() + ",standing\na,Q1,2024-11-04,0.7,2024-11-30,registred\n", "standing: found 'registred'", "write registered"
    ),
    "an unknown kind": (HEAD.strip() + ",kind\na,Q1,2024-11-04,0.7,2024-11-30,binry\n", "kind: found 'binry'", "write binary"),
    "quantiles that fall": (
        "question,made_on,close_date,q05,q95\nQ1,2024-11-04,2024-11-30,9,1\n", "found 9.0 at 0.05 and 1.0 at 0.95",
        "quantiles rise with their share"
    ),
    "a quantile twice": (
        "question,made_on,close_date,q05,q5\nQ1,2024-11-04,2024-11-30,1,1\n", "f.csv:1:5, q5: found the quantile 0.05, as in q05",
        "each quantile once"
    ),
    "a quantile in words": (
        "question,made_on,close_date,q05,q95\nQ1,2024-11-04,2024-11-30,few,9\n", "f.csv:2:4, q05: found 'few'", "a number"
    ),
    "options that do not sum": (
        "question,made_on,close_date,category,probability\nQ1,2024-11-04,2024-11-30,yes,0.5\nQ1,2024-11-04,2024-11-30,no,0.4\n",
        "sum to 0.9", "they sum to 1"
    ),
    "an option twice": (
        "question,made_on,close_date,category,probability\nQ1,2024-11-04,2024-11-30,a,0.5\nQ1,2024-11-04,2024-11-30,a,0.5\n",
        "f.csv:3:4, category: found 'a' again", "each option once"
    ),
    "an order with gaps": (
        "question,made_on,close_date,category,probability,order\nQ1,2024-11-04,2024-11-30,a,0.5,1\nQ1,2024-11-04,2024-11-30,b,0.5,\n",
        "found 1 places for 2 options", "or none for any"
    ),
    "a cut-off after the forecast": (
        HEAD.strip() + ",as_of\na,Q1,2024-11-04,0.7,2024-11-30,2024-11-05\n", "as_of 2024-11-05 after made_on",
        "nothing later can have been used"
    ),
    "a state that is no outcome": (
        HEAD.strip() + ",last_known\na,Q1,2024-11-04,0.7,2024-11-30,perhaps\n", "f.csv:2, last_known: found 'perhaps'", "yes or no"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_table_of_forecasts_is_told_with_its_line(name, tmp_path):
    text, *told = BAD[name]
    said = faults(tmp_path, text)
    assert all(part in said for part in told), said


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Q1,0.4,2024-12-01,", "r.csv:2, outcome: found 0.4; allowed: yes or no"),
        ("Q1,,2024-12-01,", "r.csv:2:2, outcome: found nothing; allowed: an outcome, or annulled"),
        ("Q1,yes,,", "r.csv:2:3, resolved_on: found nothing"),
        ("Q1,yes,2024-12-01,\nQ1,no,2024-12-01,", "r.csv:3:1, question: found 'Q1' again (first in line 2)"),
    ],
)
def test_a_bad_table_of_resolutions_is_told_with_its_line(rows, told, tmp_path):
    assert told in faults(tmp_path, FORECASTS, f"question,outcome,resolved_on,source\n{rows}\n")


def test_faults_of_both_files_are_told_at_once(tmp_path):
    said = faults(
        tmp_path,
        HEAD + "a,Q1,2024-11-04,70,2024-11-30\na,Q2,2024-11-04,0.7,soon\nb,Q1,2024-11-05,0.5,2024-11-30\n",
        "question,outcome,resolved_on\nQ1,perhaps,2024-12-01\nQ2,yes,then\n",
    )
    assert said.startswith("4 faults:")
    assert [
        part for part in ("found 70", "found 'soon'", "found 'perhaps'", "found 'then'") if part not in said
    ] == []


def test_a_file_that_is_no_table(tmp_path):
    assert "an empty file" in faults(tmp_path, "")
    assert "no row below the head" in faults(tmp_path, HEAD)
    with pytest.raises(WorkspaceError):
        read_score_files(tmp_path / "none.csv", tmp_path / "r.csv")
