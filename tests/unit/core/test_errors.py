import pickle
from dataclasses import replace

import pytest

from detente.core import errors
from detente.core.errors import (
    CaseError,
    DetenteError,
    FamilyError,
    Fault,
    ParameterError,
    RunError,
    WorkspaceError,
    nearest,
)

SALIENCE = Fault(
    "case.yaml",
    41,
    12,
    "stances.iran.salience",
    "140",
    "a number in [0, 100] or one of low, medium, high, vital",
    mend="if you meant 14, write 14.",
)


def test_a_fault_says_where_what_is_allowed_and_the_mend():
    assert str(SALIENCE) == (
        "case.yaml:41:12, stances.iran.salience: found 140; allowed: a number in [0, 100] or one of low, "
        "medium, high, vital. Mend: if you meant 14, write 14."
    )


def test_a_fault_without_a_place_names_only_the_file():
    fault = Fault("actors.yaml", None, None, "", "no such file", "a file")
    assert str(fault) == "actors.yaml: found no such file; allowed: a file."


def test_a_mend_is_made_from_the_nearest_name_unless_given():
    fault = replace(SALIENCE, nearest="high", mend="")
    assert str(fault).endswith("vital; nearest: high. Mend: write high.")
    assert str(replace(fault, mend="ask again")).endswith("Mend: ask again.")


def test_a_case_error_tells_all_faults_in_the_order_of_the_files():
    late, early = replace(SALIENCE, line=90), replace(SALIENCE, line=9)
    other, placeless = replace(SALIENCE, file="actors.yaml"), replace(SALIENCE, line=None, column=None)
    error = CaseError([late, other, early, early, placeless])
    assert error.faults == (other, placeless, early, late)
    lines = str(error).splitlines()
    assert lines[0] == "4 faults:"
    assert [line.strip() for line in lines[1:]] == [str(fault) for fault in error.faults]


def test_a_case_error_of_one_fault_is_that_fault():
    assert str(CaseError([SALIENCE])) == str(SALIENCE)


def test_a_case_error_needs_a_fault():
    with pytest.raises(AssertionError):
        CaseError([])


@pytest.mark.parametrize("kind", [ParameterError, FamilyError, RunError, WorkspaceError])
def test_a_refusal_keeps_its_parts(kind):
    error = kind("run, seed", "-1", "a whole number >= 0", "drop the sign", nearest="1")
    assert (error.where, error.found, error.allowed) == ("run, seed", "-1", "a whole number >= 0")
    assert (error.mend, error.nearest) == ("drop the sign", "1")
    assert str(error) == "run, seed: found -1; allowed: a whole number >= 0; nearest: 1. Mend: drop the sign."


@pytest.mark.parametrize(
    "error",
    [
        CaseError([SALIENCE, replace(SALIENCE, line=2)]),
        RunError("kernel", "stopped", "a finished run", "run again"),
    ],
)
def test_errors_survive_the_way_back_from_a_worker(error):
    twin = pickle.loads(pickle.dumps(error))
    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert vars(twin) == vars(error)


def test_every_error_stands_in_the_tree_of_the_docstring():
    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, DetenteError) and not name.startswith("_")
    }
    assert kinds == {word for word in (errors.__doc__ or "").split() if word.endswith("Error")}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Iran", "iran"),
        ("irn", "iran"),
        ("united states", "united_states"),
        ("untied-states", "united_states"),
    ],
)
def test_nearest_finds_what_was_meant(name, meant):
    assert nearest(name, ["israel", "iran", "united_states"]) == meant


@pytest.mark.parametrize("name", ["", "q", "venezuela"])
def test_nearest_does_not_guess_wildly(name):
    assert nearest(name, ["israel", "iran", "united_states"]) is None


def test_nearest_of_nothing_is_nothing():
    assert nearest("iran", []) is None
