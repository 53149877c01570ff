"""Sections on tradecraft: what each shows, and that generated text keeps the rules of wording."""

import re
from dataclasses import replace
from html import unescape

import pytest

from detente.core.alternative import Alternative, Change, EarlySign
from detente.core.focus import Account
from detente.core.wording import Override
from detente.forecast.prose import lint
from detente.report import render_brief, render_report, results_json
from detente.report.assumptions import counts, key_assumptions, standing
from detente.report.confidence import confidence, evidence_and_agreement
from detente.report.final import lacks
from detente.report.implications import decision_points, implications, scored_by
from detente.report.shown import shown_of
from detente.report.sourcing import sourcing
from studies import study as made_up

BLOCK = re.compile(
    r"</?(?:p|li|td|th|tr|h\d|dd|dt|figcaption|summary|caption|div|title|option|label)\b[^>]*>"
)


@pytest.fixture(scope="module")
def study():
    made = made_up(worlds=60)
    branch = Alternative(
        "raid.fires", "A raid comes", made.case.until, 0.08, 6.0, 800,
        (Change(made.answers[0].id, made.answers[0].text, 0.2, 0.5), Change("posture.level", "Posture", 30.0, 42.0)),
        (EarlySign("Troops move", made.case.until, 0.4, 0.1),),
    )  # fmt: skip
    return replace(made, explanation=replace(made.explanation, alternatives=(branch,)))


@pytest.fixture(scope="module")
def html(study):
    return render_report(study)


def blocks(html: str) -> list[str]:
    """Visible text of a page, block by block."""
    bare = re.sub(r"<(style|svg|script)\b.*?</\1>", "", html, flags=re.S)
    return [unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in BLOCK.split(bare)]


def section(html: str, anchor: str) -> str:
    return html.partition(f'<section id="{anchor}"')[2].partition("</section>")[0]


@pytest.mark.parametrize("wording", ["icd203", "icd203_second", "phia", "ipcc"])
def test_generated_text_never_joins_likelihood_and_confidence_nor_uses_weasel_words(study, wording):
    worded = replace(study, case=study.case.model_copy(update={"wording": wording}))
    own = study.case.model_dump_json()
    for page in (render_report(worded), render_brief(worded)):
        for text in blocks(page):
            for remark in lint(text):
                assert remark.rule != "likelihood and confidence together", remark
                assert remark.sentence[:40] in own, remark


def test_a_report_takes_its_words_from_one_scale_only(study):
    second = replace(study, case=study.case.model_copy(update={"wording": "icd203_second"}))
    page = section(render_report(second), "shift") + section(render_report(second), "method")
    assert "second row" in page
    assert not re.search(r"roughly even chance|almost no chance|almost certain", page)


def test_the_rule_of_the_words_is_printed(html):
    assert "1 to 4\N{NO-BREAK SPACE}% almost no chance" in section(html, "method")


def test_numbers_stand_in_brackets_beside_their_word_in_the_line(html):
    told = unescape(re.sub(r"<[^>]+>", " ", section(html, "shift")))
    assert re.search(r"(likely|chance|certain) \[\d+\s%\]", told)


def test_the_source_statement_counts_what_is_in_use(study, html):
    found = sourcing(study)
    used = [name for name in study.audit.used if name in study.case.claims]
    assert sum(sum(row) for row in found.grades.values()) == len(used)
    assert found.leading
    assert [one.inputs for one in found.leading] == sorted(
        (one.inputs for one in found.leading), reverse=True
    )
    assert found.single_origin == len(study.audit.single_origin)
    assert all(count > 1 for _, count in found.circular)
    page = section(html, "sourcing")
    assert "Dates of information: up to" in page
    assert "Strengths:" in page
    assert "Gaps:" in page


def test_every_claim_has_an_end_note_with_grade_and_place(study, html):
    for name, claim in study.case.claims.items():
        row = html.partition(f'<tr id="claim-{name}">')[2].partition("</tr>")[0]
        source = study.case.sources.get(claim.source)
        assert f"{source.reliability if source else 'F'}{claim.credibility}" in row
        assert claim.source in row


def test_every_unsourced_number_is_an_assumption_with_a_standing(study, html):
    assumed = [leaf for leaf in study.audit.leaves if leaf.footing != "value sourced"]
    assert all(standing(leaf) in ("solid", "caveated", "unsupported") for leaf in assumed)
    assert sum(one.solid + one.caveated + one.unsupported for one in counts(study)) == len(assumed)
    rows = key_assumptions(study)
    shares = [row.share for row in rows]
    assert rows
    assert shares == sorted(shares, reverse=True)
    assert all(row.moves for row in rows)
    page = section(html, "assumptions")
    assert rows[0].name.split(":")[0] in unescape(page)
    assert "If wrong" in page


def test_an_owner_answers_for_the_assumptions(study):
    owned = replace(study, case=study.case.model_copy(update={"owner": "Ada Quill"}))
    assert "Ada Quill answers for them" in render_report(owned)


def test_an_unlikely_branch_is_told_with_its_chance_changes_and_signs(html):
    page = re.sub(r"\s+", " ", unescape(section(html, "alternatives")))
    for told in (
        "A raid comes",
        "[8 %]",
        "50 %",
        "20 % otherwise",
        "42 points at the horizon",
        "Troops move (40 %, 10 %)",
    ):
        assert told in page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_deception_question_names_origins_and_single_ones(html):
    page = unescape(section(html, "alternatives"))
    assert "Could the leading account be a deception?" in page
    assert "of a single origin" in page
    assert "who gains if we believe it" in page


def test_so_what_dates_every_first_answer_and_advises_nothing(study, html):
    first = implications(study, study.answers[:5])
    assert [one.days for one in first] == [
        (answer.by - study.manifest.as_of).days for answer in study.answers[:5]
    ]
    dated = decision_points(study)
    assert dated
    assert [one.on for one in dated] == sorted(one.on for one in dated)
    assert all(one.on > study.manifest.as_of for one in dated)
    assert not re.search(r"\b(should|ought|must|recommend)\b", section(html, "implications"))


def test_every_arena_says_which_questions_will_score_it(study):
    found = scored_by(study)
    assert set(found) == {shift.arena for shift in study.explanation.shifts}
    assert {name for names in found.values() for name in names} <= set(study.case.questions)


def test_statements_are_told_apart_by_a_word_and_a_form_of_their_own(html):
    style = html.partition("<style>")[2].partition("</style>")[0]
    for kind in ("reported", "coded", "assumed", "judged", "modelled"):
        assert f".tag.{kind}{{" in style
        assert f'class="tag {kind}">{kind}</span>' in section(html, "method")
    assert 'class="tag modelled"' in section(html, "answers")
    assert 'class="tag assumed"' in section(html, "evidence")


def test_every_chart_has_a_text_alternative_a_table_and_a_source_line(study, html):
    drawn = [figure for row in shown_of(study).figures.values() for figure in row]
    assert len(drawn) > 10
    for figure in drawn:
        assert len(figure.alternative) > 20, figure.key
        assert figure.table.rows, figure.key
        shown = html.partition(f'<figure id="figure-{figure.key}">')[2].partition("</figure>")[0]
        if shown:
            assert f"Source: run {study.manifest.run}" in shown, figure.key


def test_every_chart_names_the_unit_of_its_numbers(study):
    units = re.compile(
        r"points|per cent|%|chance|probab|share|worlds|events|reports|count|weeks|date|scale|answer", re.I
    )
    for row in shown_of(study).figures.values():
        for figure in row:
            told = " ".join(
                (figure.title, figure.alternative, figure.note, *figure.table.columns, str(figure.spec))
            )
            assert units.search(told), figure.key


def test_confidence_comes_from_the_rubric_and_not_from_any_probability(study):
    flat = tuple(
        replace(one, probability=0.5) if one.probability is not None else one for one in study.answers
    )
    assert confidence(replace(study, answers=flat)).level == confidence(study).level


def test_confidence_may_be_overridden_by_name_and_with_a_reason(study):
    override = Override(level="low", because="the two leading sources share an editor", by="Ada Quill")
    found = replace(study, case=study.case.model_copy(update={"confidence": override}))
    level = confidence(found)
    assert (level.word, level.level) == ("low", confidence(study).level)
    page = render_report(found)
    assert "low, set by Ada Quill" in page
    assert "share an editor" in page
    assert results_json(found)["confidence"]["override"]["by"] == "Ada Quill"
    with pytest.raises(ValueError, match="because"):
        Override.model_validate({"level": "low", "by": "Ada Quill"})


def test_the_panels_confidence_is_evidence_by_agreement(study):
    worded = replace(study, case=study.case.model_copy(update={"wording": "ipcc"}))
    found = confidence(worded)
    assert found.word in ("very low", "low", "medium", "high", "very high")
    evidence, agreement = evidence_and_agreement(found.marks)
    assert evidence in ("limited", "medium", "robust")
    assert f"evidence {evidence}" in render_report(worded)
    assert f"agreement {agreement}" in render_report(worded)


def test_the_matrix_is_labelled_an_audit_trail_beside_an_update_that_sums_to_one(html):
    page = section(html, "rivals")
    assert "as an audit trail" in page
    assert "is no probability" in page
    assert "It sums to one" in page
    assert page.index("A coherent update") < page.index("as an audit trail")


def test_a_report_is_not_final_without_a_rival_an_owner_and_an_unlikely_branch(study):
    class File:
        case = study.case.model_copy(update={"accounts": {}})
        places: dict[str, object] = {}

    bare = replace(study, case=File.case, explanation=replace(study.explanation, alternatives=()))
    assert {fault.key for fault in lacks(bare, File)} >= {"accounts", "owner", "hazards"}
    accounts = {
        "one": Account(says="One thing moved it", leading=True, against=("C01",)),
        "two": Account(says="Another thing did", against=("C02",)),
    }
    File.case = study.case.model_copy(update={"accounts": accounts, "owner": "Ada Quill"})
    assert not {fault.key for fault in lacks(replace(study, case=File.case), File)} & {
        "accounts",
        "owner",
        "hazards",
    }
