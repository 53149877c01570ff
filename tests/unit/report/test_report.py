"""The report: the first screen in its order, nothing to fetch, nothing unescaped, the same bytes each time."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from detente.core.study import Study
from detente.report import render_report
from detente.report.bottom_line import bottom_line
from detente.report.page import SECTIONS
from studies import study as made_up

FIRST_SCREEN = ("strip", "bottom-line", "arenas", "main-drivers", "best-rival", "next", "minds", "basis")
CONFIDENCE = re.compile(r"\bconfidence\b", re.I)
LIKELIHOOD = re.compile(r"\b(almost no chance|unlikely|likely|roughly even|almost certain)", re.I)


class Outline(HTMLParser):
    """What a page holds: ids in order, headings, addresses, and its visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._hidden += tag in ("style", "svg")
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "svg")
        if tag in ("p", "li", "td", "th", "h1", "h2", "h3", "dd", "figcaption", "summary"):
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    return parser


@pytest.fixture(scope="module")
def study() -> Study:
    return made_up(worlds=60)


@pytest.fixture(scope="module")
def html(study: Study) -> str:
    return render_report(study)


@pytest.fixture(scope="module")
def page(html: str) -> Outline:
    return outline(html)


def test_first_screen_in_its_order_then_what_is_not_modelled_then_the_sections(page: Outline, html: str):
    ids = [one for one in page.ids if one in FIRST_SCREEN or one in dict(SECTIONS)]
    assert tuple(ids) == (*FIRST_SCREEN, *(anchor for anchor, _ in SECTIONS))
    assert html.index('id="basis"') < html.index("What is not modelled</h3>") < html.index('id="answers"')


def test_fans_come_after_the_answers(html: str):
    assert html.index('id="answers"') < html.index('id="figure-fan-')


def test_first_screen_says_when_how_far_and_how_good(html: str):
    strip = html[html.index('id="strip"') : html.index("</dl>")]
    for said in ("30 November 2030", "24 November 2030", "31 December 2031", "retrospective", "none yet"):
        assert said in strip


def test_bottom_line_is_two_sentences_from_the_data(study: Study):
    line = bottom_line(study)
    assert "A third strike on Tavor" in line.shifted
    assert "very likely" in line.shifted
    assert "Enrichment and inspections" in line.not_shifted
    for sentence in (line.shifted, line.not_shifted):
        assert sentence.endswith(".")
        assert not re.search(r"\.\s", sentence)


def test_bottom_line_follows_the_data(study: Study):
    quiet = tuple(replace(shift, probability=0.05) for shift in study.explanation.shifts)
    changed = replace(study, explanation=replace(study.explanation, shifts=quiet))
    assert "not shown to have shifted" in bottom_line(changed).shifted


def test_confidence_and_likelihood_never_share_a_sentence(page: Outline):
    for line in "".join(page.text).split("\n"):
        for sentence in re.split(r"(?<=[.!?])\s", line):
            assert not (CONFIDENCE.search(sentence) and LIKELIHOOD.search(sentence)), sentence


def test_at_most_five_drivers_five_questions_three_signposts(html: str):
    nexts = html[html.index('id="next"') : html.index('id="minds"')]
    minds = html[html.index('id="minds"') : html.index('id="basis"')]
    assert nexts.count('<th scope="row">') == 5
    assert minds.count("<li>") == 3


def test_two_megabytes_at_most(html: str):
    assert len(html.encode()) <= 2_000_000


def test_nothing_is_fetched_and_no_script_runs(page: Outline, html: str):
    for tag, attributes in page.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed")
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "xlink:href", "data", "action"):
            assert not str(attributes.get(name) or "").startswith(("http", "//"))
        if str(attributes.get("href") or "").startswith("http"):
            assert tag == "a"
    assert "@import" not in html
    assert "default-src 'none'" in html
    assert not re.search(r"url\((?!#)", html)


def test_ids_are_unique_and_every_link_inside_lands(page: Outline):
    assert sorted(page.ids) == sorted(set(page.ids))
    targets = {
        str(found.get("href"))[1:] for _, found in page.tags if str(found.get("href") or "").startswith("#")
    }
    assert targets - set(page.ids) == set()


def test_clip_paths_of_pictures_do_not_collide(html: str):
    defined = re.findall(r'<clipPath id="([^"]+)"', html)
    assert len(defined) == len(set(defined))
    heads = re.findall(r'<marker id="([^"]+)"', html)
    assert len(heads) == len(set(heads))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= {*defined, *heads}


def test_headings_never_skip_a_level(page: Outline):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    for above, below in zip(page.headings, page.headings[1:], strict=False):
        assert below <= above + 1


def test_every_picture_has_a_name_and_a_text_alternative(page: Outline):
    pictures = [found for tag, found in page.tags if tag == "svg"]
    assert len(pictures) >= 20
    for found in pictures:
        assert found["role"] == "img"
        for name in str(found["aria-labelledby"]).split():
            assert name in page.ids


def test_text_of_a_case_is_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    study = made_up(worlds=20, title=evil)
    issues = {
        name: issue.model_copy(update={"name": f"{evil} & \"{name}'"})
        for name, issue in study.case.issues.items()
    }
    sources = {
        name: source.model_copy(update={"url": "javascript:alert(1)", "title": evil})
        for name, source in study.case.sources.items()
    }
    claims = {
        name: claim.model_copy(update={"says": f'"><img src=x onerror=alert(1)>{evil}'})
        for name, claim in study.case.claims.items()
    }
    answers = tuple(replace(answer, text=evil, words=evil) for answer in study.answers)
    case = study.case.model_copy(update={"issues": issues, "sources": sources, "claims": claims})
    found = outline(render_report(replace(study, case=case, answers=answers)))
    assert [tag for tag, _ in found.tags if tag in ("script", "img")] == []
    assert [one for _, one in found.tags if str(one.get("href") or "").startswith("javascript")] == []


def test_same_study_same_bytes(html: str):
    assert render_report(made_up(worlds=60)) == html


def test_another_input_another_text(html: str, study: Study):
    answers = tuple(
        replace(one, probability=0.5, words="roughly even chance [50 %]") if one.id == "Q01" else one
        for one in study.answers
    )
    assert render_report(replace(study, answers=answers)) != html


def test_a_study_with_little_to_show_still_renders(study: Study):
    bare = replace(
        study.explanation,
        shifts=(),
        attributions=(),
        rivals=(),
        counterfactuals=(),
        signposts=(),
        trade_offs=(),
        joint_success=None,
        movers=(),
    )
    case = study.case.model_copy(
        update={
            "mechanisms": {},
            "accounts": {},
            "claims": {},
            "sources": {},
            "institutions": {},
            "focus": type(study.case.focus)(),
        }
    )
    audit = replace(
        study.audit, leaves=(), used=(), unused=(), disputed=(), single_origin=(), mechanisms=(), drifts=()
    )
    found = outline(render_report(replace(study, case=case, audit=audit, explanation=bare, answers=())))
    assert [one for one in found.ids if one in FIRST_SCREEN] == list(FIRST_SCREEN)
