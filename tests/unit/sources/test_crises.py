import numpy as np
import pytest

from detente.core.errors import CaseError, WorkspaceError
from detente.sources.crises import against_icb, read_crises, read_hostility
from event_series import counted

HEAD = "crisno,a,b,trigger,end\n"


def written(tmp_path, text, name="crises.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_become_crises_and_marks_are_taken_off(tmp_path):
    for mark in ("", "\ufeff", "\u00ef\u00bb\u00bf", "\ufeff\u00ef\u00bb\u00bf"):
        (one,) = read_crises(written(tmp_path, mark + HEAD + "433,AZE,IRN,2001-07,2001-08\n"))
        assert (one.crisis, one.a, one.b) == ("433", "AZE", "IRN")
        assert one.trigger == np.datetime64("2001-07")
        assert one.end == np.datetime64("2001-08")


def test_all_faults_are_told_at_once_with_their_lines(tmp_path):
    path = written(tmp_path, HEAD + "1,A,B,2001-13,2001-08\n2,A,,2001-07,2001-06\n3,A,B,2001-07,2001-08\n")
    with pytest.raises(CaseError) as caught:
        read_crises(path)
    assert [(one.line, one.key) for one in caught.value.faults] == [(2, "trigger"), (3, "b"), (3, "end")]


@pytest.mark.parametrize(
    ("text", "told"), [("a,b\n1,2\n", "no column crisno"), (HEAD, "no crisis"), ("", "no column")]
)
def test_files_that_are_no_list_are_refused(tmp_path, text, told):
    with pytest.raises(WorkspaceError, match=told):
        read_crises(written(tmp_path, text))


def test_a_missing_or_mis_encoded_file_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match="no such file"):
        read_crises(tmp_path / "none.csv")
    with pytest.raises(WorkspaceError, match="UTF-8"):
        read_crises(written(tmp_path, HEAD + "1,Å,B,2001-07,2001-08\n", encoding="latin-1"))


def test_dates_are_checked_against_icb(tmp_path):
    crises = read_crises(
        written(tmp_path, HEAD + "1,A,B,2001-07,2001-08\n2,A,B,2002-05,2002-06\n9,A,B,2001-01,2001-01\n")
    )
    icb = "icb1,crisno,crisname,yrtrig,motrig,yrterm,moterm\nICB1,1.0,ONE,2001.0,7.0,2001.0,8.0\nICB1,2.0,TWO,2002.0,4.0,2002.0,6.0\n"
    found = against_icb(crises, written(tmp_path, "\u00ef\u00bb\u00bf" + icb, "icb.csv"))
    assert [(one.crisis, one.icb) for one in found] == [("2", "2002-04 to 2002-06"), ("9", "not in it")]


def test_hostility_is_of_either_direction(tmp_path):
    text = "source,target,year,month,hostlevA,hostlevB\nA,B,2000,3,0,4\nB,A,2000,5,3,\nX,Y,2000,5,5,5\n"
    counts = counted(np.zeros((3, 6)), names=[("A", "B"), ("B", "A"), ("A", "C")])
    found = read_hostility(written(tmp_path, text, "d.csv"), counts)
    expected = np.array([0, 0, 4, 0, 3, 0])
    np.testing.assert_array_equal(found, [expected, expected, 0 * expected])
    assert read_hostility(written(tmp_path, "source,target\nA,B\n", "e.csv"), counts) is None


def test_the_development_list_differs_from_icb_in_one_month(shared):
    crises = read_crises(shared / "crises" / "crisis_dyads_2001_2007.csv")
    assert len({one.crisis for one in crises}) == 23
    assert [one.crisis for one in against_icb(crises, shared / "crises" / "icb1v14.csv")] == ["436"]
