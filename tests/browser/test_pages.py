"""Every page opens, says nothing to the console, fits a telephone, and has no serious fault of accessibility."""

from pathlib import Path

import pytest

from detente.app.view import pages
from keeping_score import a_record, ledger_of

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
MORE = ("/", "/jobs", "/cases/small/input?path=actors.president.stances.water.salience",
        "/cases/small/elicit?path=tracks.lake_talks.terms.trust", "/cases/small/questions?see=all",
        "/cases/small/bargain?issue=water")  # fmt: skip
ADDRESSES = [*(f"/cases/small/{one.name}" for one in pages()), *MORE]


def faults(page):
    page.evaluate(AXE)
    told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"]][:3])
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("at", ADDRESSES)
def test_a_page_is_whole(page, address, at):
    page.goto(f"{address}{at}")
    assert page.locator("main h1").count() == 1
    assert page.locator("main h1").inner_text().strip()
    page.mouse.wheel(0, 20_000)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == []


def test_the_menu_leads_to_every_page(page, address):
    page.goto(f"{address}/cases/small")
    names = page.locator("nav[aria-label='Pages of the case'] a")
    assert [one.get_attribute("href").rpartition("/")[2] for one in names.all()] == [
        one.name for one in pages()
    ]
    assert page.locator("[aria-current=page]").inner_text() == "Overview"


def test_charts_are_drawn_and_keep_their_picture_table_and_words(page, address):
    page.goto(f"{address}/cases/small/projection")
    figure = page.locator("figure").first
    figure.locator(".plot svg").wait_for(state="visible")
    assert figure.locator(".still").is_hidden()
    assert len(figure.locator(".plot").get_attribute("aria-label")) > 20
    figure.locator("summary").click()
    assert figure.locator("table").is_visible()
    box = figure.locator(".plot svg").bounding_box()
    shown = False
    for part in range(1, 10):
        page.mouse.move(box["x"] + box["width"] * part / 10, box["y"] + box["height"] * 0.62)
        shown = shown or page.locator("#vg-tooltip-element.visible").count() > 0
    assert shown


def test_without_script_the_pictures_stand(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/cases/small/projection")
    assert page.locator("figure .still svg[role=img] title").count() >= 2
    assert page.locator("figure .still svg").first.is_visible()
    context.close()


def test_the_keyboard_reaches_content_menu_and_form_in_order(page, address):
    page.goto(f"{address}/cases/small/overview")
    seen = []
    for _ in range(26):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement.textContent.trim().slice(0, 30) || document.activeElement.name"
            )
        )
    assert seen[0] == "Skip to the content"
    assert seen.index("Overview") < seen.index("What if") < seen.index("worlds")
    page.goto(f"{address}/cases/small/overview")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_every_link_between_pages_arrives(page, address):
    page.goto(f"{address}/cases/small/overview")
    links = page.eval_on_selector_all("main a[href*='#']", "all => all.map(one => one.href)")
    assert len(links) > 5
    held = {}
    for link in dict.fromkeys(links):
        at, _, anchor = link.partition("#")
        if at not in held:
            page.goto(at)
            held[at] = set(page.eval_on_selector_all("[id]", "all => all.map(one => one.id)"))
        assert anchor in held[at], link


def test_print_leaves_the_tools_out(page, address):
    page.goto(f"{address}/cases/small/overview")
    page.emulate_media(media="print")
    for part in (".top", ".menu", ".runbar"):
        assert page.locator(part).is_hidden()
    assert page.locator("#bottom-line").is_visible()


def test_the_page_of_scores_is_whole_with_a_settled_ledger(page, own):
    desk, address = own
    ledger_of(desk.cases["small"] / "ledger.sqlite", desk.id_of("small"), *a_record())
    page.goto(f"{address}/cases/small/scores")
    assert page.locator("main svg").count() == 2
    assert "Registered forecasts, as of" in page.locator("main").inner_text()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
