from datetime import UTC, datetime

import pytest

from detente.app.reviewing import override, overrides, rate, ratings
from detente.core.errors import ParameterError

NOW = datetime(2023, 7, 1, 12, tzinfo=UTC)


def test_an_override_is_kept_with_who_and_why_and_never_replaced(tmp_path):
    override(tmp_path, "truce", "30 %", "A. Analyst", "the army will spoil it", NOW)
    override(tmp_path, "truce", "20", "A. Analyst", "it did", NOW)
    assert [(one.chance, one.who, one.why) for one in overrides(tmp_path)] == [
        (0.2, "A. Analyst", "it did"),
        (0.3, "A. Analyst", "the army will spoil it"),
    ]


@pytest.mark.parametrize(
    ("chance", "who", "why"),
    [("x", "A", "because"), ("101", "A", "because"), ("5", "", "because"), ("5", "A", "")],
)
def test_an_override_without_number_name_or_reason_is_refused(tmp_path, chance, who, why):
    with pytest.raises(ParameterError):
        override(tmp_path, "truce", chance, who, why, NOW)
    assert overrides(tmp_path) == ()


def test_the_latest_rating_holds_and_broken_lines_are_left(tmp_path):
    rate(tmp_path, "C01", "thaw", "I", NOW)
    rate(tmp_path, "C01", "thaw", "CC", NOW)
    with (tmp_path / "review" / "ratings.jsonl").open("a") as file:
        file.write('broken\n{"claim": "C02", "account": "thaw", "rating": "X"}\n[]\n')
    assert ratings(tmp_path) == {("C01", "thaw"): "CC"}
    with pytest.raises(ParameterError):
        rate(tmp_path, "C01", "thaw", "maybe", NOW)


def test_the_page_takes_overrides_ratings_and_own_forecasts(own):
    from desks import WORLDS
    from detente.workbench import load

    desk, client = own
    bench = load(desk.cases["small"])
    bench.project(worlds=WORLDS, seed=7, workers=2)
    bench.write(desk.runs / bench.study().manifest.run)
    fields = {"token": desk.token, "question": "truce", "chance": "30", "who": "<b>A</b>", "why": "the army"}
    assert client.post("/cases/small/override", data=fields).status_code == 303
    page = client.get("/cases/small/challenge").text
    assert "&lt;b&gt;A" in page
    assert "30\xa0%" in page
    assert client.post("/cases/small/override", data={**fields, "question": "trcue"}).status_code == 422
    rating = {"token": desk.token, "claim": "C07", "account": "weather", "rating": "CC"}
    assert client.post("/cases/small/rate", data=rating).status_code == 303
    assert client.post("/cases/small/rate", data={**rating, "account": "none"}).status_code == 422
    assert "The model&#39;s:" not in client.get("/cases/small/questions").text
    assert (
        client.post(
            "/cases/small/own", data={"token": desk.token, "question": "truce", "own": "25"}
        ).status_code
        == 303
    )
    assert "own_forecast: 0.25" in (desk.cases["small"] / "questions.yaml").read_text()
    assert (
        client.post(
            "/cases/small/own", data={"token": desk.token, "question": "truce", "own": "250"}
        ).status_code
        == 422
    )
    assert desk.standing("small").faults is None
