import json
from dataclasses import replace

import numpy as np
import pytest

from detente.core.errors import RunError
from detente.report import shown_of, stored_study, study_json
from detente.report.page import context, environment
from studies import study


@pytest.fixture(scope="module")
def made():
    return study()


def test_a_stored_study_is_read_back_whole_but_for_its_worlds(made):
    shown = shown_of(made)
    again = stored_study(study_json(shown), made.case)
    assert again.study.answers == made.answers
    assert again.study.explanation == made.explanation
    assert again.study.audit == made.audit
    assert again.study.manifest == made.manifest
    assert again.study.scores == made.scores is not None
    assert again.study.projection.dates == made.projection.dates
    assert again.study.projection.worlds == 0
    assert len(again.study.histories) == len(made.histories) > 0
    for one, other in zip(again.study.histories, made.histories, strict=True):
        assert (one.id, one.periods, one.change_points) == (other.id, other.periods, other.change_points)
        assert np.array_equal(one.quads, other.quads)
    assert {name: [figure.key for figure in row] for name, row in again.figures.items()} == {
        name: [figure.key for figure in row] for name, row in shown.figures.items()
    }
    assert (again.events, again.binds) == (shown.events, shown.binds)
    assert study_json(again) == study_json(shown)


def test_every_section_is_the_same_from_a_stored_study(made):
    shown = shown_of(made)
    again = stored_study(study_json(shown), made.case)
    blank = '<svg width="1" height="1"></svg>'
    pages = [
        environment().get_template("page.html").render(**context(one, lambda _: blank))
        for one in (shown, again)
    ]
    assert pages[0] == pages[1]


def test_a_study_of_another_form_is_refused(made):
    text = study_json(shown_of(made))
    for broken in (
        "",
        "[]",
        "{}",
        text.replace("detente study, 1", "detente study, 0"),
        text.replace('"answers"', '"anwsers"', 1),
    ):
        with pytest.raises(RunError, match="another version"):
            stored_study(broken, made.case)


def test_numbers_that_are_none_at_all_survive(made):
    from dataclasses import replace

    row = made.explanation.trade_offs[0]
    odd = replace(made.explanation, trade_offs=(replace(row, se=float("nan")),), joint_success=float("inf"))
    again = stored_study(
        study_json(shown_of(replace(made, explanation=odd))).replace('"trade_offs"', '"trade_offs"'),
        made.case,
    )
    assert np.isnan(again.study.explanation.trade_offs[0].se)
    assert np.isinf(again.study.explanation.joint_success)


def test_tables_of_tracks_are_kept_and_their_absence_in_older_studies_is_said(made):
    shown = shown_of(made)
    text = study_json(shown)
    assert shown.tables is not None
    assert stored_study(text, made.case).tables == shown.tables
    told = json.loads(text)
    del told["study"]["tables"]
    older = stored_study(json.dumps(told), made.case)
    assert older.tables is None
    page = (
        environment()
        .get_template("page.html")
        .render(**context(older, lambda _: '<svg width="1" height="1"></svg>'))
    )
    assert "made by an earlier version, without such tables" in page


def test_a_stored_study_keeps_the_words_it_was_made_in():
    made = study(worlds=60)
    case = made.case.model_copy(update={"wording": "phia"})
    worded = replace(made, case=case, manifest=replace(made.manifest, wording="phia"))
    back = stored_study(study_json(shown_of(worded)), made.case)
    assert back.study.case.wording == "phia"
    assert back.study.explanation == worded.explanation
