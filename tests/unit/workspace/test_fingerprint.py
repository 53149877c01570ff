"""A run's name follows from what it was made from, and from nothing else."""

import re
from dataclasses import replace
from datetime import date

from detente.core.projection import Settings
from detente.workspace import hashes, run_name, versions

SETTINGS = Settings(worlds=100, seed=1, as_of=date(2024, 11, 30))
INPUTS = hashes({"b.yaml": b"b", "a.yaml": b"a"})


def test_hashes_are_sorted_sha256():
    assert list(INPUTS) == ["a.yaml", "b.yaml"]
    assert INPUTS["a.yaml"] == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_a_name_is_readable_and_steady():
    name = run_name("iran-2024", INPUTS, SETTINGS)
    assert re.fullmatch(r"iran-2024-[0-9a-f]{8}", name)
    assert name == run_name("iran-2024", dict(INPUTS), SETTINGS)


def test_workers_leave_the_name_alone():
    assert run_name("x", INPUTS, SETTINGS) == run_name("x", INPUTS, replace(SETTINGS, workers=8))


def test_everything_else_changes_it():
    other = [
        run_name("x", {**INPUTS, "a.yaml": "0"}, SETTINGS),
        *(
            run_name("x", INPUTS, replace(SETTINGS, **{name: value}))
            for name, value in (
                ("worlds", 101),
                ("seed", 2),
                ("as_of", date(2024, 11, 4)),
                ("mode", "hindcast"),
            )
        ),
    ]
    assert len({run_name("x", INPUTS, SETTINGS), *other}) == 6


def test_versions_name_what_computes():
    found = versions()
    assert {"detente", "numba", "numpy", "scipy", "python", "code"} == set(found)
    assert re.fullmatch(r"[0-9a-f]{12}", found["code"])
