"""The lint of prose: what it must find, and what it must leave alone."""

import pytest

from detente.case import read_case
from detente.forecast.own_prose import lint_case
from detente.forecast.prose import lint

TOGETHER, WEASEL = "likelihood and confidence together", "weasel word without a number"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("It is very likely [85 %], and we say so with high confidence.", [TOGETHER]),
        ("We have moderate confidence that a strike is unlikely.", [TOGETHER]),
        ("Our confidence is low.  A strike is unlikely [30 %].", []),
        ("A strike is unlikely, with\nhigh confidence.", [TOGETHER]),
        ("Iran may retaliate.", [WEASEL]),
        ("Iran may retaliate [40 %].", []),
        ("It could well come to nothing, and a deal cannot be ruled out.", [WEASEL, WEASEL]),
        ("A deal cannot be ruled out.", [WEASEL]),
        ("A deal is inevitable.", [WEASEL]),
        ("Perhaps they will talk.", [WEASEL]),
        ("Perhaps they will talk, one in five of such rounds did so [20 %].", []),
    ],
)
def test_what_is_found(text, rules):
    assert [one.rule for one in lint(text)] == rules


@pytest.mark.parametrize(
    "text",
    [
        "The talks of 5 May failed, and those of May 2023 as well.",
        "Will it be possible to meet?",
        "Could the leading account be a deception?",
        "How far the president may go ahead of him is not known.",
        "Former officials widen what may be said.",
        "Confidence-building measures were agreed.",
        "The market lost confidence; a default is likely [70 %].",
        "Theresa May took office.",
        "Nobody could say.",
        "",
    ],
)
def test_what_is_left_alone(text):
    assert lint(text) == ()


def test_a_remark_says_where():
    text = "First this.\nThen a deal cannot be ruled out."
    (one,) = lint(text)
    assert (one.place, text[one.at :][:20]) == (2, "cannot be ruled out.")


def test_a_case_is_told_with_file_line_and_mend(root):
    folder = root / "tests" / "cases" / "small"
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}
    assert lint_case(read_case(texts)) == ()
    name = next(name for name, text in texts.items() if "assumed:" in text)
    line = next(n for n, row in enumerate(texts[name].splitlines(), 1) if "assumed:" in row)
    rows = texts[name].splitlines()
    head, _, tail = rows[line - 1].partition("assumed:")
    end = tail[tail.index("}") :] if "}" in tail else ""
    rows[line - 1] = f'{head}assumed: "a raid cannot be ruled out"{end}'
    if not tail.strip() or tail.strip() in (">-", "|"):
        pytest.skip("the reason spans lines")
    found = lint_case(read_case({**texts, name: "\n".join(rows)}))
    assert [(one.file, one.line) for one in found] == [(name, line)]
    assert "cannot be ruled out" in found[0].found
    assert found[0].mend
