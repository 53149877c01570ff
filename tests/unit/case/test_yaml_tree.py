"""YAML 1.2 text becomes plain content with places, or one clear fault."""

import pytest

from detente.case.yaml_tree import LARGEST_FILE, parser_events, read_tree


def content(text):
    tree = read_tree("f.yaml", text)
    assert tree.faults == []
    return tree.content


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("12", 12), ("012", 12), ("+3", 3), ("-4", -4), ("0o17", 15), ("0xff", 255), ("1_000", "1_000"), ("1:30", "1:30"),
        (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("1.5E-1", 0.15), ("2024-11-30", "2024-11-30"), ("'12'", "12"),
        ("!!str 12", "12"), ("E056", "E056"), ("-", "-"), (".", "."), ("v1.2", "v1.2"),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema(text, value):
    if text == "-":
        text = "'-'"
    found = content(f"key: {text}")["key"]
    assert found == value
    assert type(found) is type(value)


def test_places_are_those_of_keys_and_values():
    tree = read_tree("f.yaml", "a:\n  b: {c: 1, 5: two}\n  d: [x, {e: y}]\n")
    assert tree.content == {"a": {"b": {"c": 1, 5: "two"}, "d": ["x", {"e": "y"}]}}
    keys, values = tree.keys, tree.values
    assert (keys[("a", "b", "c")].line, keys[("a", "b", "c")].column) == (2, 7)
    assert (values[("a", "b", "5")].line, values[("a", "b", "5")].column) == (2, 16)
    assert (values[("a", "d", 1, "e")].line, values[("a", "d", 1, "e")].column) == (3, 14)


def test_aliases_stand_for_what_they_name():
    assert content("a: &x {b: 1}\nc: *x\n") == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_byte_order_mark_is_no_text():
    assert content("\ufeffa: 1".encode()) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a:\n\tb: 1\n", 2, "tab"), ("a: b: c\n", 1, "colon"), ("a: [1, 2\nb: 3\n", 2, "bracket"), ("a: 'x\n", 2, "quotes"),
        ("a: 1\na: 2\n", 2, "a second time (first at line 1)"), ("a: *x\n", 1, "*x"), ("a: &x [*x]\n", 1, "inside itself"),
        ("a: !!python/object:os.system x", 1, "tag"), ("? [a]\n: b", 1, "key"), ("a: 1\n---\nb: 1", 2, "second document"),
        ("a: .nan", 1, "finite"), ("a: 1e999", 1, "finite"), ("[" * 60, 1, "levels of nesting"), ("a: 1\nb: \x07", 2, "U+0007"),
        ("a: @x", 1, "cannot stand here"), ('a: "\\q"', 1, "escape"), ("1: a\n1: b", 2, "second time"), (": b", 1, "found"),
        (b"a: 1\nb: \xff", 2, "0xff"), ("a: 1".encode("utf-16"), 1, "UTF-8"), ("a\n- b: 1\n  c", 2, "found"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(text, line, says):
    tree = read_tree("f.yaml", text)
    assert tree.faults[0].line == line
    assert says in str(tree.faults[0])
    assert tree.faults[0].mend


def test_a_bomb_of_aliases_is_refused_early():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    tree = read_tree("f.yaml", "\n".join(lines))
    assert "aliases" in str(tree.faults[0])


def test_a_huge_file_is_refused_unread():
    assert "MB" in str(read_tree("f.yaml", "#" * (LARGEST_FILE + 1)).faults[0])


def test_the_compiled_parser_and_the_one_in_python_tell_the_same(texts):
    for text in texts.values():
        told = [
            [
                (
                    type(event).__name__,
                    event.start_mark.line,
                    event.start_mark.column,
                    getattr(event, "value", None),
                )
                for event in parser_events(text, pure=pure)
                if type(event).__name__ in ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent")
            ]
            for pure in (False, True)
        ]
        assert told[0] == told[1]
