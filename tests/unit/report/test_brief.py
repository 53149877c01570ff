"""The brief: one page in both forms, from the same lines, without a clock."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from detente.core.plain import NO_BREAK
from detente.report import brief_docx, render_brief
from detente.report.brief import compose
from studies import study as made_up

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)


def long_winded():
    study = made_up(worlds=20, title="A very long title " * 12)
    words = "a phrase that goes on and on " * 12
    shifts = tuple(replace(shift, label=words) for shift in study.explanation.shifts * 2)
    attributions = tuple(
        replace(one, drivers=tuple(replace(driver, label=words) for driver in one.drivers))
        for one in study.explanation.attributions
    )
    signposts = tuple(replace(sign, text=words) for sign in study.explanation.signposts)
    rivals = tuple(replace(rival, says=words) for rival in study.explanation.rivals)
    explanation = replace(
        study.explanation, shifts=shifts, attributions=attributions, signposts=signposts, rivals=rivals
    )
    return replace(
        study,
        explanation=explanation,
        answers=tuple(replace(answer, text=words, words=words) for answer in study.answers),
    )


@pytest.mark.slow
@pytest.mark.parametrize("study", [made_up(worlds=20), long_winded()], ids=["usual", "long-winded"])
def test_prints_on_one_page(study, tmp_path):
    if BROWSER is None:
        pytest.skip("no Chromium or Chrome on this machine to print with")
    page, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
    page.write_text(render_brief(study), encoding="utf-8")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-sync",
    ]
    subprocess.run(
        [
            BROWSER,
            *options,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1


def test_holds_what_the_first_screen_says():
    study = made_up(worlds=20)
    brief = compose(study)
    html = render_brief(study)
    for said in (
        "Karvia shifted on",
        "Confidence: moderate",
        "Best rival account",
        "Not modelled",
        "very unlikely",
    ):
        assert said in html
    assert len(brief.why) <= 4
    assert any("Drift" in line for line in brief.why)


def test_text_is_escaped():
    assert "<script" not in render_brief(made_up(worlds=20, title="<script>alert(1)</script>"))


def test_docx_is_the_same_bytes_and_bears_no_clock():
    study = made_up(worlds=20)
    made = brief_docx(study)
    assert made == brief_docx(made_up(worlds=20))
    with ZipFile(BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2030-11-30T00:00:00Z" in archive.read("docProps/core.xml")
        text = archive.read("word/document.xml").decode()
    for line in (compose(study).bottom_line, *compose(study).why):
        assert line.replace("&", "&amp;") in text


def test_docx_takes_any_text():
    assert brief_docx(made_up(worlds=20, title="<script> & \x07 control"))


def test_a_cut_takes_neither_sizes_nor_the_blank_before_a_per_cent_sign():
    brief = compose(made_up(worlds=60))
    assert f"{NO_BREAK}%]" in brief.bottom_line
    assert re.match(r"Best rival account \([\d.]+ of [−\d.]+ points ", brief.rival)
    assert all(" if not: " in sign and sign.count("%") == 3 for sign in brief.signposts)
