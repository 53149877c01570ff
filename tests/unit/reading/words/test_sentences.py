import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.words.sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He met Mr. Fox. She left.", ["He met Mr. Fox.", "She left."]),
        ("The U.S. The answer was no.", ["The U.S.", "The answer was no."]),
        ("It left the U.S. in May. It returned.", ["It left the U.S. in May.", "It returned."]),
        (
            "An E.U. official spoke on 27 Feb. 2023, i.e. late.",
            ["An E.U. official spoke on 27 Feb. 2023, i.e. late."],
        ),
        ("“We agreed.” He left.", ["“We agreed.”", "He left."]),
        ('"Why?" he asked. "No."', ['"Why?" he asked.', '"No."']),
        ("Lt. Gen. Avril resigned. St. Lucia cheered.", ["Lt. Gen. Avril resigned.", "St. Lucia cheered."]),
        ("Prices rose 3.5 percent. No. 4 fell.", ["Prices rose 3.5 percent.", "No. 4 fell."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("   \n\n ", []),
    ],
)
def test_where_sentences_end(text, sentences):
    assert [one.span.quote for one in sentences_of(text)] == sentences


def test_a_headline_is_number_nought():
    numbers = [
        (one.number, one.span.quote) for one in sentences_of("Talks resume\nKyiv agreed. Moscow did not.")
    ]
    assert numbers == [(0, "Talks resume"), (1, "Kyiv agreed."), (2, "Moscow did not.")]


def test_a_first_line_with_a_full_stop_is_no_headline():
    assert [one.number for one in sentences_of("Kyiv agreed.\nMoscow did not.")] == [1, 2]


@given(st.text(max_size=400))
def test_sentences_are_stretches_of_the_text_in_order(text):
    found = sentences_of(text)
    assert all(text[one.span.start : one.span.end] == one.span.quote for one in found)
    assert "".join("".join(one.span.quote.split()) for one in found) == "".join(text.split())


def test_the_two_reports_are_counted_as_their_readers_did(shared):
    first, second = sorted((shared / "sources").glob("*.txt"))
    assert [one.number for one in sentences_of(first.read_text("utf-8"))][:2] == [0, 1]
    counted = sentences_of(second.read_text("utf-8"))
    assert counted[0].number == 1
    assert next(one.number for one in counted if "holds ultimate authority" in one.span.quote) == 13
