"""The strategic model fitted to disputes of the nineteenth century, and to what it is itself."""

import csv
import json

import numpy as np
import pytest

from detente.core.errors import ParameterError
from detente.models.crisis import fit_strategic, strategic_chances

ONE = "(constant)"


@pytest.fixture(scope="module")
def war1800(shared):
    with (shared / "gold/models/war1800.csv").open() as file:
        rows = list(csv.DictReader(file))

    def number(name):
        return np.array([float(row[name]) if row[name] not in ("", "NA") else np.nan for row in rows])

    def is_(name, word):
        return np.array([np.nan if row[name] in ("", "NA") else float(row[name] == word) for row in rows])

    ones = np.ones(len(rows))
    outcome = np.where(number("esc") == 0, 0, np.where(number("war") == 1, 2, 1))
    return outcome, {
        "first_stays": {ONE: ones, "s_wt_re1": number("s_wt_re1"), "revis1": number("revis1")},
        "first_fights": {ONE: ones, "dem": is_("regime1", "dem"), "mixed": is_("regime1", "mixed")},
        "second_fights": {
            ONE: ones,
            "balanc": number("balanc"),
            "dem": is_("regime2", "dem"),
            "mixed": is_("regime2", "mixed"),
        },
    }


# The reference package gives logistic errors a scale of root 2; the likelihood is the same.
@pytest.mark.parametrize(("link", "unit"), [("probit", 1.0), ("logit", np.sqrt(2.0))])
def test_war1800(shared, war1800, link, unit):
    gold = json.loads((shared / "gold/models/war1800_egame12.json").read_text())["models"][f"{link}_agent"]
    fit = fit_strategic(*war1800, link=link, missing="drop")
    assert (fit.observations, fit.left_out) == (gold["n"], 31)
    assert fit.log_likelihood == pytest.approx(gold["logLik"], abs=1e-6)
    # The top is found to more digits here than where the reference stopped.
    coefficients = [one["est"] for one in gold["coef"].values()]
    errors = [one["se"] for one in gold["coef"].values()]
    np.testing.assert_allclose(fit.coefficients * unit, coefficients, atol=2e-3)
    np.testing.assert_allclose(fit.errors * unit, errors, atol=2e-3)


def test_missing_numbers_are_refused_unless_said_otherwise(war1800):
    with pytest.raises(ParameterError, match="31 rows with a number missing"):
        fit_strategic(*war1800)


def test_it_finds_what_it_was_made_from():
    rng = np.random.default_rng(3)
    count = 20_000
    x, z = rng.normal(size=(2, count))
    chances = strategic_chances(0.4 + 0.6 * x, np.zeros(count), -0.5 + 0.8 * z, 0.3 - 0.7 * z)
    outcome = (rng.random(count)[:, None] > chances.cumsum(axis=1)).sum(axis=1)
    ones = np.ones(count)
    fit = fit_strategic(
        outcome,
        {
            "first_stays": {ONE: ones, "x": x},
            "first_fights": {ONE: ones, "z": z},
            "second_fights": {ONE: ones, "z": z},
        },
        link="logit",
    )
    truth = np.array([0.4, 0.6, -0.5, 0.8, 0.3, -0.7])
    assert (np.abs(fit.coefficients - truth) < 4 * fit.errors).all()
    assert fit.coefficient("second_fights", "z") == fit.coefficients[5]


def test_chances_in_closed_form():
    one = strategic_chances(*(np.array([u]) for u in (0.0, 1.0, -2.0, 0.5)))
    assert one[0] == pytest.approx([0.7041998202686331, 0.11167659768639186, 0.184123582044975])


def test_what_is_not_identified_is_refused():
    outcome, ones = np.array([0, 1, 2, 1]), np.ones(4)
    everywhere = {name: {ONE: ones} for name in ("first_stays", "first_yielded_to", "first_fights")}
    with pytest.raises(ParameterError, match="in all three of the first side's utilities"):
        fit_strategic(outcome, everywhere)
    with pytest.raises(ParameterError, match="add up to one another"):
        fit_strategic(outcome, {"first_stays": {ONE: ones, "twice": 2 * ones}})
    with pytest.raises(ParameterError, match="without a top"):
        fit_strategic(np.array([0, 0, 1, 1]), {"first_stays": {ONE: ones, "x": np.array([1.0, 2, 3, 4])}})
    with pytest.raises(ParameterError, match="found 'third'"):
        fit_strategic(outcome, {"third": {ONE: ones}})
    with pytest.raises(ParameterError, match=r"0 \(stayed\)"):
        fit_strategic(np.array([0, 1, 3, 1]), {"first_stays": {ONE: ones}})
