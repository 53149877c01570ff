"""Counts in a case's words and as arrays are the same; nothing later than the date is read."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from detente.core.observed import ObservedSeries
from detente.core.series import DyadCounts
from detente.events.observed import as_counts, as_observed


@pytest.fixture
def counts():
    rng = np.random.default_rng(2)
    periods = np.arange(np.datetime64("2024-01-01"), np.datetime64("2024-06-03"), 7)
    return DyadCounts(
        "week", periods, ("IRN",), ("USA",), rng.poisson(0.4, (1, len(periods), 20)).astype(float), None,
        np.ones(20, bool), None,
    )  # fmt: skip


def observed_of(counts, **more):
    return as_observed(
        counts, 0, source="Iran", target="United States", last=date(2024, 6, 2), taken_from="x", **more
    )


def test_there_and_back(counts):
    back = as_counts(observed_of(counts))
    assert (back.counts == counts.counts).all()
    assert (back.periods == counts.periods).all()
    assert back.roots_present.all()


def test_roots_that_are_absent_stay_absent(counts):
    present = np.arange(1, 21) >= 10
    held = DyadCounts(
        counts.period,
        counts.periods,
        counts.sources,
        counts.targets,
        counts.counts * present,
        None,
        present,
        None,
    )
    back = as_counts(observed_of(held))
    assert (back.roots_present == present).all()
    assert not back.has_cooperation


def test_as_of_cuts(counts):
    back = as_counts(observed_of(counts), as_of=date(2024, 2, 7))
    assert back.periods[-1] == np.datetime64("2024-02-05")


@pytest.mark.parametrize(
    "wrong",
    [
        {"last": "2023-01-01"},
        {"counts": {"2025-01-01": {4: 1}}},
        {"counts": {"2024-01-01": {21: 1}}},
        {"counts": {"2024-01-01": {4: -1}}},
        {"by": "year"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    right = {
        "source": "a",
        "target": "b",
        "by": "week",
        "first": "2024-01-01",
        "last": "2024-02-01",
        "taken_from": "x",
        "counts": {},
    }
    ObservedSeries.model_validate(right)
    with pytest.raises(ValidationError):
        ObservedSeries.model_validate({**right, **wrong})
