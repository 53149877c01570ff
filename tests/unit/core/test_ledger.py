"""What the ledger's nouns refuse."""

import pytest
from pydantic import ValidationError

from detente.core.ledger import Registration, Ruling
from detente.forecast.ledger import canonical
from ledgers import forecast, ruling


@pytest.mark.parametrize(
    "said", [forecast(), forecast(blind="not seen", why="so"), ruling(), ruling(outcome=None)]
)
def test_what_is_said_survives_being_written(said):
    assert type(said).model_validate_json(canonical(said)) == said


def test_a_correction_names_what_it_replaces_and_says_why():
    assert ruling(replaces="0" * 64, why="wrong page", resolution=None).resolution is None
    for given in ({"replaces": "0" * 64}, {"why": "wrong page"}, {"resolution": None}):
        with pytest.raises(ValidationError, match="correction"):
            ruling(**given)


def test_a_ruling_is_on_its_own_question():
    with pytest.raises(ValidationError, match="another question"):
        Ruling(case="river", question="Q2", resolution=ruling("Q1").resolution)


def test_quantiles_keep_their_shares_and_numbers():
    one = forecast()
    number = one.forecast.model_copy(
        update={"kind": "number", "probability": None, "quantiles": {0.05: 1.0, 0.5: 2.5, 0.95: 1e-7 + 3}}
    )
    said = one.model_copy(update={"forecast": number})
    assert Registration.model_validate_json(canonical(said)).forecast.quantiles == number.quantiles
