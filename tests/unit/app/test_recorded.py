"""The ledger on the page of questions."""

import pytest

from detente.app.recorded import recorded
from ledgers import forecast, ruling, write


@pytest.fixture
def ledger(desk):
    file = desk.cases["small"] / "ledger.sqlite"
    yield file
    file.unlink(missing_ok=True)


def test_the_page_shows_what_was_entered_once_an_answer_is_open_and_how_it_was_settled(ledger, client):
    assert recorded(ledger, "small").forecasts == {}
    mine = forecast("truce", 0.27, by="A. Analyst", case="small")
    write(
        ledger,
        mine,
        ruling("truce").model_copy(update={"case": "small"}),
        forecast("truce", 0.9, by="B. Other", case="lake"),
    )
    hidden = client.get("/cases/small/questions").text
    assert "Settled: <strong>yes</strong>" in hidden
    assert "A. Analyst" not in hidden, "nobody's forecast before the reader's own"
    seen = client.get("/cases/small/questions?see=truce").text
    assert "A. Analyst" in seen
    assert "registered, entered 1 March 2025 (entry 1)" in seen
    assert "B. Other" not in seen


def test_a_ledger_that_does_not_hold_is_told_and_the_page_stands(ledger, client):
    ledger.write_text("no ledger " * 200)
    page = client.get("/cases/small/questions")
    assert page.status_code == 200
    assert "a file that is no ledger" in page.text
