"""Every importer of event data keeps the contract, and reads its sample as its expected file says.

`python tests/contracts/test_importers.py` writes the expected files anew; look at the difference before you keep it.
"""

import json
from pathlib import Path

import pytest

from detente.core.family import members
from detente.sources.events import Options, import_files, in_memory
from detente.sources.events.base import Importer

SAMPLES = Path(__file__).parents[1] / "golden" / "events"
IMPORTERS = members("detente.sources.events", "SOURCE", Importer)
COUNTS = ("records", "rows", "malformed", "duplicates", "collapsed", "undirected")


def read(name):
    """What an importer makes of its sample."""
    with in_memory() as store:
        done = import_files(store, name, [SAMPLES / f"{name}.txt"], Options(max_malformed=1.0))
        query = (
            "SELECT day::VARCHAR, source, source_sector, target, target_sector, code, root, plover, "
            "round(goldstein, 2)::DOUBLE, weight, story IS NOT NULL FROM events ORDER BY ALL"
        )
        events = [list(row) for row in store.execute(query).fetchall()]
    return {
        **{what: done.total(what) for what in COUNTS},
        "faults": [f"{one.line}: {one.reason}" for one in done.files[0].samples],
        "events": events,
    }


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_a_sample_is_read_as_expected(name):
    expected = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    found = read(name)
    assert found == expected
    assert found["records"] == sum(found[what] for what in ("rows", "malformed", "duplicates", "collapsed"))
    assert found["duplicates"] > 0
    assert found["malformed"] > 0


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_a_member_says_what_it_is(name):
    one = IMPORTERS[name]
    assert one.name == name
    assert one.reads.endswith(".")
    assert one.code_of("no such code") is None
    assert one.actor_of("") == ("", "")


def main():
    for name in IMPORTERS:
        text = json.dumps(read(name), indent=1, ensure_ascii=False)
        (SAMPLES / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
