from pathlib import Path

import pytest

from detente.case import leaves, read_case
from detente.case.rewrite import as_yaml, value_text, where, with_value, without_value
from detente.case.three_way import merged
from detente.case.yaml_tree import read_tree
from detente.core.errors import ParameterError

TEXT = """\
# Ein Kommentar: Köln
actors:  # who
  iran:
    stances:
      posture: {position: 30, salience: high}   # from the paper
      # a note between
      truce:
        position: {low: 1, mode: 2, high: 3}
        words: "à deux"    # quoted
      empty:
  other: {}
effects:
  - when: a
    by: strong  # judged
  - {when: b, by: 2}
tail: 1
"""


def content(text):
    tree = read_tree("t.yaml", text)
    assert not tree.faults
    return tree.content


@pytest.mark.parametrize(
    ("keys", "new"),
    [
        (("actors", "iran", "stances", "posture", "position"), 35),
        (("actors", "iran", "stances", "posture", "salience"), {"word": "low", "assumed": "why: a, {b}"}),
        (("actors", "iran", "stances", "truce", "position"), {"low": 10.5, "mode": 20, "high": 30}),
        (("actors", "iran", "stances", "truce", "words"), "ü: 'x'"),
        (("actors", "iran", "stances", "truce", "face"), "some"),
        (("actors", "iran", "stances", "posture", "face"), 3),
        (("actors", "iran", "stances", "empty"), {"position": 3}),
        (("actors", "iran", "stances", "empty", "position"), 3),
        (("actors", "other", "kind"), "state"),
        (("effects", 0, "by"), "moderate"),
        (("effects", 1, "by"), {"low": 1, "mode": 2, "high": 3}),
        (("tail",), 2),
        (("new",), [1, 2]),
    ],
)
def test_one_value_changes_and_everything_else_stays_to_the_byte(keys, new):
    text = with_value(TEXT, keys, new)
    wanted = content(TEXT)
    place = wanted
    for key in keys[:-1]:
        if place[key] is None:
            place[key] = {}
        place = place[key]
    place[keys[-1]] = new
    assert content(text) == wanted
    kept = [line for line in TEXT.splitlines() if line not in text.splitlines()]
    assert len(kept) <= 1
    assert text.count("#") == TEXT.count("#")


def test_a_mapping_over_lines_keeps_its_comments():
    text = with_value(TEXT, ("actors", "iran", "stances", "truce"), {"position": 4, "face": "high"})
    assert content(text)["actors"]["iran"]["stances"]["truce"] == {"position": 4, "face": "high"}
    assert "# a note between" in text


@pytest.mark.parametrize(
    "keys",
    [("actors", "iran", "stances", "posture", "position"), ("actors", "iran", "stances", "posture", "salience"),
     ("actors", "iran", "stances", "truce", "position"), ("effects", 1, "by"), ("effects", 0, "when"), ("tail",)],
)  # fmt: skip
def test_an_entry_is_taken_out(keys):
    wanted = content(TEXT)
    place = wanted
    for key in keys[:-1]:
        place = place[key]
    del place[keys[-1]]
    assert content(without_value(TEXT, keys)) == wanted


def test_what_cannot_be_rewritten_is_refused():
    with pytest.raises(ParameterError, match="no place for it"):
        with_value(TEXT, ("actors", "nobody", "stances"), 1)
    with pytest.raises(ParameterError, match="stands for a value written elsewhere"):
        with_value("a: &x 1\nb: *x\n", ("b",), 2)
    with pytest.raises(ParameterError, match="an entry that is written"):
        without_value(TEXT, ("tail", "x"))


@pytest.mark.parametrize("case", ["tests/cases/small", "cases/iran-2024"])
def test_every_input_of_a_case_is_found_and_restated_as_it_is(root: Path, case):
    files = {file.name: file.read_bytes() for file in (root / case).glob("*.yaml")}
    held = read_case(files)
    texts = {name: content.decode() for name, content in files.items()}
    found = 0
    for leaf in list(leaves(held.case))[:: 1 if case.endswith("small") else 40]:
        file, keys = where(held.places, leaf.path, texts)
        written = value_text(texts[file], keys)
        assert written is not None, leaf.path
        stated = read_tree("x", f"x: {written}" if "\n" not in written else f"x:\n  {written}").content
        again = with_value(texts[file], keys, stated["x"] if stated else written)
        assert read_tree("x", again).content == read_tree("x", texts[file]).content
        found += 1
    assert found > 12


def test_numbers_and_words_are_written_as_people_write_them():
    assert as_yaml(30.0) == "30"
    assert as_yaml({0.25: 0.5, "a b": None}) == '{0.25: 0.5, "a b": null}'
    assert as_yaml(True) == "true"


def test_edits_of_different_places_are_merged():
    base = "".join(f"{number}\n" for number in range(10))
    mine, theirs = base.replace("2\n", "two\n"), base.replace("7\n", "seven\n")
    assert merged(base, mine, theirs) == base.replace("2\n", "two\n").replace("7\n", "seven\n")
    assert merged(base, mine, base) == mine
    assert merged(base, base, theirs) == theirs
    assert merged(base, mine, mine) == mine
    assert merged(base, mine, base.replace("2\n", "zwei\n")) is None
    assert merged(base, mine, base.replace("3\n", "drei\n")) is None
    assert merged(base, base + "new\n", base + "other\n") is None
