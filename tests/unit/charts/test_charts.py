"""Charts are specs as data: valid, complete, with their text; the same study gives the same spec."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.charts import PALETTE, Chart, Figure, figures
from detente.charts._levels import marked_events, quantiles
from detente.charts._parts import month_starts, wrapped
from detente.charts.drivers import bars
from detente.core.explanation import Counterfactual, Difference, Explanation
from detente.core.family import members
from detente.core.study import Study
from detente.report import _draw
from studies import study as made_up


@pytest.fixture(scope="module")
def study() -> Study:
    return made_up(worlds=60)


@pytest.fixture(scope="module")
def drawn(study: Study) -> dict[str, tuple[Figure, ...]]:
    return figures(study)


def every(drawn: dict[str, tuple[Figure, ...]]) -> Iterator[Figure]:
    for some in drawn.values():
        yield from some


def test_members_are_charts_named_as_their_file():
    assert {name: chart.name for name, chart in members("detente.charts", "CHART", Chart).items()} == {
        name: name for name in members("detente.charts", "CHART")
    }


def test_every_chart_has_something_to_show_of_a_whole_study(drawn: dict[str, tuple[Figure, ...]]):
    assert [name for name, some in drawn.items() if not some] == []


def test_keys_are_unique(drawn: dict[str, tuple[Figure, ...]]):
    keys = [figure.key for figure in every(drawn)]
    assert len(keys) == len(set(keys))


@pytest.mark.filterwarnings("ignore")  # altair's own, when it loads its schema
def test_specs_are_valid_vega_lite(drawn: dict[str, tuple[Figure, ...]]):
    import jsonschema
    from altair.vegalite.v6.schema.core import load_schema

    schema = load_schema()
    checker = jsonschema.Draft7Validator(
        {"$ref": "#/definitions/TopLevelSpec", "definitions": schema["definitions"]}
    )
    for figure in every(drawn):
        found = sorted(checker.iter_errors(json.loads(json.dumps(figure.spec))), key=str)
        assert [error.message[:300] for error in found] == [], figure.key


def test_every_figure_has_a_text_alternative_with_numbers_and_a_table(drawn: dict[str, tuple[Figure, ...]]):
    for figure in every(drawn):
        assert figure.alternative.endswith(".")
        assert any(sign.isdigit() for sign in figure.alternative), figure.key
        assert figure.table.rows
        assert {len(row) for row in figure.table.rows} == {len(figure.table.columns)}


def test_no_spec_fetches_anything(drawn: dict[str, tuple[Figure, ...]]):
    for figure in every(drawn):
        text = json.dumps({key: value for key, value in figure.spec.items() if key != "$schema"})
        assert '"url"' not in text


def test_only_the_palette_is_used(drawn: dict[str, tuple[Figure, ...]]):
    import re

    used = {
        colour for figure in every(drawn) for colour in re.findall(r"#[0-9a-f]{6}\b", json.dumps(figure.spec))
    }
    assert used <= set(PALETTE.values())


def test_same_study_same_specs(drawn: dict[str, tuple[Figure, ...]]):
    again = figures(made_up(worlds=60))
    assert json.dumps([figure.spec for figure in every(again)]) == json.dumps(
        [figure.spec for figure in every(drawn)]
    )


def test_quantiles_are_numpys():
    values = np.random.default_rng(1).normal(size=(101, 7)).astype(np.float32)
    expected = np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0).T
    np.testing.assert_allclose(quantiles(values), expected, atol=1e-6)


def test_numbers_of_marked_events_do_not_overlap(study: Study):
    dates = study.projection.dates
    marks = marked_events(study, width=300, apart=11)
    x = {mark.number: 300 * (mark.on - dates[0]).days / (dates[-1] - dates[0]).days for mark in marks}
    for one in marks:
        for other in marks:
            if one.number < other.number and one.row == other.row:
                assert abs(x[one.number] - x[other.number]) >= 11


def test_bars_are_few_keep_drift_and_close_the_sum(study: Study):
    for attribution in study.explanation.attributions:
        shown = bars(attribution)
        assert len(shown) <= 5
        assert any(label == "Drift" for label, *_ in shown)
        assert sum(share for _, share, _, _ in shown) == pytest.approx(attribution.change)


def test_long_labels_are_cut():
    lines = wrapped("word " * 60, 40, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 40


def test_ticks_are_firsts_of_months(study: Study):
    ticks = month_starts(study.projection.dates, 5)
    assert 2 <= len(ticks) <= 5
    assert all(tick.day == 1 for tick in ticks)


def counterfactual(*differences: Difference) -> Counterfactual:
    return Counterfactual(("without election",), "same-noise counterfactual of the past", 500, differences)


def difference(of: str, size: float, se: float) -> Difference:
    return Difference(of, of, date(2031, 1, 1), 0.0, size, size, size - 2 * se, size + 2 * se, se)


def test_differences_show_what_moves_and_the_table_tells_all(study: Study):
    number = next(answer.id for answer in study.answers if answer.kind == "number")
    share = next(answer.id for answer in study.answers if answer.probability is not None)
    made = counterfactual(
        difference("posture.level", 6.0, 0.3),
        difference("sanctions.level", 0.4, 0.1),
        difference(share, -0.12, 0.01),
        difference(number, 40.0, 1.0),
    )
    one = replace(study, explanation=replace(study.explanation, counterfactuals=(made,)))
    (figure,) = members("detente.charts", "CHART", Chart)["differences"].draw(one)
    assert [row[2] for row in figure.table.rows][:3] == ["+6", "+0.4", "−12"]
    assert str(figure.table.rows[3][2]).startswith("+40 ")
    drawn = json.dumps(figure.spec)
    assert '"+6"' in drawn
    assert '"\\u221212"' in drawn
    assert "+0.4" not in drawn
    assert "+40" not in drawn
    assert "2 more" in figure.note


def test_a_counterfactual_that_moves_nothing_says_so(study: Study):
    made = counterfactual(difference("posture.level", 0.1, 0.2))
    one = replace(study, explanation=replace(study.explanation, counterfactuals=(made,)))
    (figure,) = members("detente.charts", "CHART", Chart)["differences"].draw(one)
    assert "Nothing moves" in json.dumps(figure.spec)
    assert _draw.render(figure.spec).startswith("<svg")


def test_titles_of_pressures_fit_over_their_panels(study: Study):
    for figure in members("detente.charts", "CHART", Chart)["pressures"].draw(study):
        for row in figure.spec["data"]["values"]:  # type: ignore[index, call-overload]
            assert max(map(len, row["name"].split("\n"))) <= 21


def test_charts_that_do_not_explain_are_the_same_without_an_explanation(study: Study):
    early = figures(replace(study, explanation=Explanation()), explained=False)
    assert set(early) == {"answers", "footing", "pressures", "stances", "tracks"}
    whole = figures(study)
    assert early == {name: whole[name] for name in early}
