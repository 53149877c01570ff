"""The client of a model: retries that end, a cache that resumes, a bill, and a key that is shown nowhere."""

import time

import pytest

from detente.core.errors import ParameterError, RunError
from detente.sources import llm
from servers import Model, served

SCHEMA = {"type": "object"}


def client(address, **more):
    return llm.ModelClient(
        f"{address}/v1", "small", "sk-secret", seconds=0.3, pause=0.0, sleep=lambda _: None, **more
    )


def fine(_):
    return None


def refuse_bad(answer):
    if answer == "bad":
        raise ValueError("it is bad")


def test_an_answer_and_what_it_took():
    model = Model("good")
    with served(model) as address:
        one = client(address, price=(1.0, 2.0))
        assert one.ask("be good", "text", SCHEMA, fine) == "good"
    assert model.keys == ["Bearer sk-secret"]
    asked = model.asked[0]
    assert asked["model"] == "small"
    assert asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert one.spent() == {
        "model": "small",
        "calls": 1,
        "retries": 0,
        "cached": 0,
        "tokens_in": 100,
        "tokens_out": 20,
        "cost": pytest.approx(0.00014),
        "refused": 0,
    }


@pytest.mark.parametrize(
    "failure", [500, 503, 429, 0.6, "bad"], ids=["failing", "busy", "too often", "slow", "malformed"]
)
def test_what_may_pass_is_tried_again(failure):
    model = Model(failure, "good")
    with served(model) as address:
        one = client(address)
        assert one.ask("be good", "text", SCHEMA, refuse_bad) == "good"
    assert (one.counts.calls, one.counts.retries) == (2, 1)


def test_the_model_is_told_what_was_wrong():
    model = Model("bad", "good")
    with served(model) as address:
        client(address).ask("be good", "text", SCHEMA, refuse_bad)
    assert "it is bad" in model.asked[1]["messages"][-1]["content"]


def test_answers_that_stay_bad_are_given_up():
    model = Model("bad")
    with served(model) as address:
        assert client(address).ask("be good", "text", SCHEMA, refuse_bad) is None
    assert len(model.asked) == llm.TRIES


@pytest.mark.parametrize("failure", [500, 0.6])
def test_an_endpoint_that_stays_down_is_told_after_some_tries(failure):
    model = Model(failure)
    with served(model) as address, pytest.raises(RunError, match="4 times") as caught:
        client(address).ask("be good", "text", SCHEMA, fine)
    assert len(model.asked) == llm.TRIES
    assert caught.value.mend


def test_an_answer_that_trickles_in_is_given_up():
    def trickle(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    began = time.monotonic()
    with served(trickle) as address:
        one = client(address)
        one.seconds = 0.15
        with pytest.raises(RunError, match="no answer within"):
            one.ask("be good", "text", SCHEMA, fine)
    assert time.monotonic() - began < 4


def test_waiting_grows_and_has_an_end():
    waits = []
    with served(Model(500)) as address:
        one = llm.ModelClient(f"{address}/v1", "small", "k", seconds=0.5, pause=8.0, sleep=waits.append)
        with pytest.raises(RunError):
            one.ask("be good", "text", SCHEMA, fine)
    assert waits == [8.0, 16.0, 20.0]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_told_at_once_without_the_key(status):
    model = Model(status)
    with served(model) as address, pytest.raises(RunError, match=str(status)) as caught:
        client(address).ask("be good", "text", SCHEMA, fine)
    assert len(model.asked) == 1
    assert "sk-secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_server_that_knows_no_schema_is_asked_for_plain_json():
    model = Model(400, "good")
    with served(model) as address:
        assert client(address).ask("be good", "text", SCHEMA, fine) == "good"
    assert model.asked[1]["response_format"] == {"type": "json_object"}


def test_answers_are_kept_and_not_asked_again(tmp_path):
    model = Model("good")
    with served(model) as address:
        client(address, cache=tmp_path / "kept").ask("be good", "text", SCHEMA, fine)
        again = client(address, cache=tmp_path / "kept")
        assert again.ask("be good", "text", SCHEMA, fine) == "good"
        assert again.ask("be good", "another text", SCHEMA, fine) == "good"
    assert (again.counts.calls, again.counts.cached) == (1, 1)
    assert len(model.asked) == 2
    assert not any("sk-secret" in file.read_text() for file in (tmp_path / "kept").iterdir())


def test_a_reading_that_broke_off_goes_on_from_there(tmp_path):
    model = Model("first", 500)
    with served(model) as address:
        one = client(address, cache=tmp_path)
        assert one.ask("be good", "passage 1", SCHEMA, fine) == "first"
        with pytest.raises(RunError, match="goes on from there"):
            one.ask("be good", "passage 2", SCHEMA, fine)
    model = Model("second")
    with served(model) as other:
        again = client(other, cache=tmp_path)
        again.base_url = one.base_url
        assert again.ask("be good", "passage 1", SCHEMA, fine) == "first"
        assert model.asked == []


def test_a_broken_cache_is_asked_anew(tmp_path):
    with served(Model("good")) as address:
        client(address, cache=tmp_path).ask("be good", "text", SCHEMA, fine)
        for file in tmp_path.iterdir():
            file.write_text("{")
        again = client(address, cache=tmp_path)
        assert again.ask("be good", "text", SCHEMA, fine) == "good"
    assert again.counts.calls == 1


def test_the_key_is_not_in_the_client_as_shown():
    assert "sk-secret" not in repr(client("http://127.0.0.1"))


def test_settings_come_from_options_then_the_environment(tmp_path):
    told = {
        "DETENTE_LLM_BASE_URL": "http://here/v1", "DETENTE_LLM_MODEL": "small", "DETENTE_LLM_API_KEY": "k",
        "DETENTE_LLM_PRICE": "0.15,0.60", "DETENTE_LLM_CACHE": str(tmp_path),
    }  # fmt: skip
    one = llm.client_of(environment=told)
    assert (one.base_url, one.model, one.key, one.price, one.cache) == (
        "http://here/v1",
        "small",
        "k",
        (0.15, 0.6),
        tmp_path,
    )
    assert llm.client_of(base_url="http://there/v1", model="large", environment=told).model == "large"
    assert llm.client_of(environment={**told, "DETENTE_LLM_API_KEY": ""}).key == "none"


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({}, "--llm-base-url"),
        ({"DETENTE_LLM_BASE_URL": "here"}, "--llm-base-url"),
        ({"DETENTE_LLM_BASE_URL": "http://here/v1"}, "--llm-model"),
        (
            {"DETENTE_LLM_BASE_URL": "http://here/v1", "DETENTE_LLM_MODEL": "m", "DETENTE_LLM_PRICE": "dear"},
            "DETENTE_LLM_PRICE",
        ),
    ],
)
def test_what_is_not_set_is_asked_for(told, where):
    with pytest.raises(ParameterError) as caught:
        llm.client_of(environment=told)
    assert caught.value.where == where
    assert caught.value.mend


def test_without_the_package_there_is_one_clear_message(monkeypatch):
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *_: None)
    with pytest.raises(ParameterError, match="detente\\[llm\\]"):
        llm.client_of(environment={})
