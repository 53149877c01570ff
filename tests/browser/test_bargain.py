"""A table of stances in the browser: load one, mend it, settle it, see who moved whom, take it along; also without script."""

import csv
import json

from browser.test_pages import faults

TABLE = "actor,capability,position,salience\nNetherlands,8,40,80\nFrance,16,100,60\nGreece,8,70,70\n"


def test_load_mend_settle_and_take_along(page, address):
    page.expected.append("422")
    page.goto(f"{address}/cases/small/bargain")
    page.get_by_label("Stances of the case on").select_option("water")
    page.get_by_role("button", name="Load them").click()
    box = page.get_by_label("Table of stances (CSV)")
    loaded = box.input_value()
    assert "Belmark" in loaded
    box.fill(loaded.replace("president,90", "president,-90"))
    page.get_by_label("Draws").fill("lots")
    page.locator("#verdict [role=alert]").wait_for()
    page.get_by_role("button", name="Settle it").click()
    told = page.locator("#faults")
    told.wait_for()
    assert "-90" in told.inner_text()
    assert "lots" in told.inner_text()
    assert "president,-90" in box.input_value()
    assert faults(page) == []
    box.fill(loaded)
    page.get_by_label("Draws").fill("50")
    page.get_by_label("Without a deal").fill("30")
    page.locator("#verdict .good").wait_for()
    page.get_by_role("button", name="Settle it").click()
    page.wait_for_url("**/bargain/*", timeout=90_000)
    heads = page.locator("table.outcomes tbody th").all_inner_texts()
    assert heads[0] == "Compromise (weighted mean)"
    assert len(heads) == 8
    assert page.get_by_text("Most likely window").is_visible()
    for summary in page.locator("main details summary").all()[1:]:
        summary.click()
    assert page.get_by_text("pushed by").first.is_visible()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == []
    with page.expect_download() as held:
        page.get_by_role("link", name="everything as JSON").click()
    assert len(json.loads(held.value.path().read_text())["models"]) == 8
    with page.expect_download() as held:
        page.get_by_role("link", name="outcomes as CSV").click()
    rows = list(csv.DictReader(held.value.path().read_text().splitlines()))
    assert rows[0]["model"] == "weighted_mean"
    assert rows[0]["p05"]


def test_a_file_is_settled_without_script(browser, address, tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(TABLE)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/cases/small/bargain")
    page.get_by_label("Or a file in its place").set_input_files(file)
    page.get_by_label("Setter and veto players").check()
    page.get_by_role("button", name="Settle it").click()
    page.wait_for_url("**/jobs/*")
    link = page.get_by_role("link", name="See the result")
    for _ in range(40):
        if link.is_visible():
            break
        page.wait_for_timeout(250)
        page.reload()
    link.click()
    heads = page.locator("table.outcomes tbody th").all_inner_texts()
    assert heads == ["Compromise (weighted mean)", "Setter and veto players"]
    assert page.get_by_label("Table of stances (CSV)").input_value() == TABLE
    assert page.get_by_role("checkbox", name="Setter and veto players").is_checked()
    context.close()
