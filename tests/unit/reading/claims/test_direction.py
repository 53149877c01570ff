from itertools import pairwise

import pytest

from detente.reading.claims.direction import lean, poles_of


def whole(quote: str) -> str:
    return lean(quote, 0, 10_000)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Lima opened talks with Quito.", "accommodation"),
        ("Lima bombed a camp.", "confrontation"),
        ("Lima halted its attacks.", "accommodation"),
        ("Lima suspended the talks.", "confrontation"),
        ("Lima refused.", "confrontation"),
        ("Lima refused to attack.", "accommodation"),
        ("Lima rejected the cease-fire.", "confrontation"),
        ("Lima lifted the sanctions.", "accommodation"),
        ("Lima has never renounced the use of force.", "confrontation"),
        ("Lima moved from confrontation to dialogue.", "accommodation"),
        ("Lima chose dialogue rather than confrontation.", "accommodation"),
        ("Lima published a map.", "neutral"),
        ("Do not lose this chance for change.", "accommodation"),
    ],
)
def test_what_turns_a_word_round(quote, expected):
    assert whole(quote) == expected


def test_a_reverser_does_not_reach_over_a_comma_or_another_statement():
    assert whole("Lima halted, attacks went on.") == "confrontation"
    assert whole("Opposition to Lima remains a barrier to any peace.") == "confrontation"


def test_only_words_in_the_range_count():
    quote = "Lima opened talks while Quito bombed a camp."
    assert lean(quote, 0, 4) == "accommodation"
    assert lean(quote, 4, 9) == "confrontation"


def test_poles_do_not_overlap():
    poles = poles_of(
        "Lima cut ties, imposed crippling sanctions and recalled its ambassador over the air strikes."
    )
    assert all(one.after <= other.first for one, other in pairwise(poles))
