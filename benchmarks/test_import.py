"""Event data: a million GDELT rows into a store, and an answer over every dyad of ten years of months."""

import subprocess
import sys
from datetime import date

import numpy as np
import pytest

import gdelt
from detente.core.series import DyadCounts
from detente.events.detect import Choice, find_change_points
from detente.events.series import world_totals

SIZES = (10_000, 100_000, 1_000_000)
SECONDS, MEGABYTES = 20.0, 1024.0
"""What a million rows may take."""
MEASURED = """
import resource, sys, time
from pathlib import Path
from detente.sources.events import changing, import_files
begun = time.perf_counter()
with changing(Path(sys.argv[2])) as store:
    done = import_files(store, "gdelt", [Path(sys.argv[1])])
taken = time.perf_counter() - begun
print(done.total("rows"), taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gdelt")
    return {number: gdelt.write(folder / f"{number}.export.CSV", number) for number in SIZES}


@pytest.mark.parametrize("number", SIZES)
def test_import_gdelt(benchmark, files, tmp_path, number):
    """A process of its own each time, so that its memory is its own."""
    found = []

    def imported():
        store = tmp_path / f"{len(found)}.duckdb"
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, str(files[number]), str(store)],
            capture_output=True,
            text=True,
            check=True,
        )
        found.append([float(part) for part in done.stdout.split()])

    benchmark.pedantic(imported, rounds=1 if number > 100_000 else 3)
    rows, seconds, megabytes = found[-1]
    benchmark.extra_info.update(seconds=seconds, megabytes=megabytes)
    print(f"\n{rows:,.0f} rows: {seconds:.1f} s, {megabytes:.0f} MB at most")
    assert rows == number
    assert seconds <= SECONDS
    assert megabytes <= MEGABYTES


@pytest.mark.parametrize("dyads", [100, 834])
def test_every_dyad_as_of_every_month(benchmark, dyads):
    rng = np.random.default_rng(1)
    months = np.arange(np.datetime64("1998-01"), np.datetime64("2008-01")).astype("M8[D]")
    counts = rng.negative_binomial(1, 0.2, (dyads, len(months), 20)).astype(float)
    names = tuple(f"D{number}" for number in range(dyads))
    held = DyadCounts("month", months, names, ("X",) * dyads, counts, None, np.ones(20, bool), None)
    held = DyadCounts(*(getattr(held, name) for name in held.__slots__[:-1]), world_totals(held))

    def detected():
        return find_change_points(held, Choice("threshold", "intensity"), since=date(1999, 1, 1))

    assert benchmark.pedantic(detected, rounds=3, warmup_rounds=1)
