"""A new case is in order from the first line."""

from datetime import date

import pytest

from detente.case import read_case, scaffold
from detente.core.errors import ParameterError


@pytest.mark.parametrize("title", [None, 'The "so-called" crisis \\ again: $5'])
def test_a_new_case_is_in_order(title):
    files = scaffold("my-case", as_of=date(2024, 11, 30), title=title)
    read = read_case(files)
    assert read.warnings == ()
    assert read.case.case == "my-case"
    assert read.case.as_of == date(2024, 11, 30)
    assert title is None or read.case.title == title
    assert all(text.startswith("#") for text in files.values())


@pytest.mark.parametrize("name", ["", "1case", "my case", "../x"])
def test_a_name_that_is_no_id_is_refused(name):
    with pytest.raises(ParameterError):
        scaffold(name, as_of=date(2024, 11, 30))
