from datetime import date

import pytest
from pydantic import ValidationError

from detente.core.resolution import Resolution, outcome_of
from keeping_score import came


def test_it_has_an_outcome_or_is_annulled():
    assert came(outcome=None, annulled=True).outcome is None
    for bad in ({"outcome": None}, {"annulled": True}):
        with pytest.raises(ValidationError, match="either an outcome or"):
            came(**bad)
    one = came(source="https://example.org", note="late")
    assert Resolution.model_validate_json(one.model_dump_json()) == one


@pytest.mark.parametrize(
    ("written", "kind", "options", "outcome"),
    [
        (" YES ", "yes/no", (), True),
        ("0.0", "yes/no", (), False),
        ("-3.5", "number", (), -3.5),
        ("hold", "category", ("Break", "Hold"), "Hold"),
        ("2024-02-29", "date", (), date(2024, 2, 29)),
        ("Never", "date", (), date.max),
    ],
)
def test_an_outcome_is_read_by_the_kind_of_its_question(written, kind, options, outcome):
    assert outcome_of(written, kind, options) == outcome


@pytest.mark.parametrize(
    ("written", "kind", "allowed"),
    [
        ("0.4", "yes/no", "yes or no"),
        ("many", "number", "in digits"),
        ("nan", "number", "in digits"),
        ("1_000", "number", "in digits"),
        ("other", "category", "one of a, b"),
        ("5/11/2024", "date", "a date such as"),
    ],
)
def test_what_no_question_of_the_kind_can_have_is_refused(written, kind, allowed):
    with pytest.raises(ValueError, match=allowed):
        outcome_of(written, kind, ("a", "b"))
