from datetime import date

import pytest
from pydantic import ValidationError

from detente.core.forecast import Forecast
from keeping_score import ASKED, said

NUMBER = {"kind": "number", "unit": "kg"}


def test_it_is_frozen_and_survives_being_written_down():
    for one in (
        said(cluster="iran", base_rate=0.2, as_of=ASKED),
        said(**NUMBER, quantiles={0.05: 1.0, 0.5: 2.0, 0.95: 9.0}),
        said(kind="date", quantiles={0.25: date(2024, 2, 1), 0.75: date(2024, 4, 1)}),
        said(kind="category", categories={"a": 0.25, "b": 0.5, "c": 0.25}, ordered=True),
        said(**NUMBER, samples=(1.0, 4.0, 2.0)),
    ):
        assert Forecast.model_validate_json(one.model_dump_json()) == one
    with pytest.raises(ValidationError):
        one.probability = 0.2


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"probability": None}, "no forecast"),
        ({"probability": 1.2}, "less than or equal to 1"),
        ({"samples": (1.0,)}, "takes probability"),
        (NUMBER | {"categories": {"a": 0.5, "b": 0.5}}, "takes quantiles or samples"),
        (NUMBER | {"quantiles": {0.1: 5.0, 0.9: 4.0}}, "quantiles rise"),
        (NUMBER | {"quantiles": {0.0: 5.0}}, "between 0 and 1"),
        (NUMBER | {"quantiles": {0.5: date(2024, 2, 1)}}, "takes numbers only"),
        ({"kind": "date", "quantiles": {0.5: 5.0}}, "takes dates only"),
        ({"kind": "category", "categories": {"a": 0.5, "b": 0.4}}, "sum to 0.9"),
        ({"kind": "category", "categories": {"a": 1.5, "b": -0.5}}, "none lies below 0"),
        ({"as_of": date(2024, 1, 2)}, "nothing later can have been used"),
        ({"standing": "guessed"}, "registered"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_what_is_no_forecast_is_refused(given, told):
    with pytest.raises(ValidationError, match=told):
        said(**given)


def test_its_horizon_runs_to_the_scheduled_close_and_its_group_is_its_cluster():
    assert said().horizon == 60
    assert said().group == "Q1"
    assert said(cluster="iran").group == "iran"
