"""CSV files column by column: separators, marks, faults with their places."""

import pytest

from detente.core.errors import CaseError, WorkspaceError
from detente.sources.columns import quoted, read_sheet, sheet_of


def test_separators_marks_and_blank_lines():
    for content in (b"a,b\n1,2\n", b"a;b\n1;2\n", b"a\tb\r\n1\t2\r\n", b"\xef\xbb\xbf a , b \n\n 1 , 2 \n\n"):
        sheet = sheet_of(content, "t.csv")
        assert sheet.columns == ("a", "b")
        assert sheet.rows == [["1", "2"]]


def test_lines_are_counted_as_an_editor_counts_them():
    sheet = sheet_of(b'a,b\n\n"two\nlines",1\nx,y\n', "t.csv")
    assert sheet.lines == [4, 5]
    sheet.numbers("b", 0, 10, allowed="a number")
    with pytest.raises(CaseError, match=r"t\.csv:5:2, b: found 'y'"):
        sheet.settle()


def test_trailing_empty_cells_are_no_fault():
    assert sheet_of(b"a,b\n1,2,,\n", "t.csv").rows == [["1", "2"]]


def test_numbers_and_what_is_none():
    sheet = sheet_of(b"a\n1\n2.5\n-3\n1e2\n1_0\nx\n", "t.csv")
    assert sheet.numbers("a", 0, 50, allowed="a number in [0, 50]") == [1.0, 2.5, 0, 0, 0, 0]
    assert [fault.line for fault in sheet.faults] == [4, 5, 6, 7]
    assert all(fault.mend for fault in sheet.faults)


def test_a_blank_cell_means_what_the_reader_says():
    sheet = sheet_of(b"a,b\n1,\n,2\n", "t.csv")
    assert sheet.numbers("a", 0, 5, allowed="", blank=-1.0) == [1.0, -1.0]
    assert sheet.faults == []
    sheet.numbers("b", 0, 5, allowed="a number")
    assert sheet.faults[0].found == "nothing"


def test_a_missing_column_names_the_one_that_was_meant():
    sheet = sheet_of(b"actor,saliense\nx,1\n", "t.csv")
    assert sheet.need(["actor"])
    assert not sheet.need(["salience"])
    assert "rename the column saliense" in sheet.faults[0].mend


def test_what_cannot_be_opened(tmp_path):
    with pytest.raises(WorkspaceError, match="no such file"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(WorkspaceError, match="a folder"):
        read_sheet(tmp_path)


def test_cells_are_quoted_so_that_they_can_be_found():
    assert quoted("12") == "12"
    assert quoted("x") == "'x'"
    assert quoted("") == "nothing"
    assert len(quoted("y" * 500)) < 80
