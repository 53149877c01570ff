"""A conflict in the browser: begun from nothing, mended in place, judged, taken along and stored; also without script."""

from browser.test_pages import faults
from detente.models.conflict import read_conflict


def fill(page, *, downstream="not Dam\nSue if Dam"):
    page.get_by_label("Title").fill("A quarrel over a river")
    page.get_by_label("Decision makers, one a line").fill("Upstream\nDownstream")
    for place, (name, owner) in enumerate(
        (("Dam", "Upstream"), ("Share", "Upstream"), ("Sue", "Downstream")), 1
    ):
        page.get_by_label(f"Name of option {place}").fill(name)
        page.get_by_label(f"Owner of option {place}").fill(owner)
    page.get_by_label("How option 1 can be moved").select_option("forward")
    page.get_by_label("What cannot be, one a line").fill("both: Share, Sue")
    page.get_by_label("Status quo, as a pattern").fill("NNN")
    page.get_by_role("button", name="More rows").click()
    page.get_by_label("What Upstream wants").fill("not Sue\nDam\nnot Share")
    page.get_by_label("What Downstream wants").fill(downstream)


def test_begin_mend_judge_take_along_and_store(page, own):
    desk, address = own
    page.expected.append("422")
    page.goto(f"{address}/cases/small/conflict")
    assert faults(page) == []
    fill(page, downstream="not Damm")
    page.locator("#verdict [role=alert]").wait_for()
    page.get_by_role("button", name="See what holds").click()
    told = page.locator("#faults")
    told.wait_for()
    assert "nearest: dam" in told.inner_text()
    page.get_by_label("Stated as").nth(1).select_option("weights")
    page.get_by_label("What Downstream wants").fill("Dam = -2\nSue if Dam = 1")
    page.locator("#verdict .good").wait_for()
    page.get_by_label("Why does it hold, or not?").fill("NYN")
    page.get_by_label("What would make it hold?").fill("NYN")
    page.get_by_role("button", name="See what holds").click()
    page.get_by_role("heading", name="States that hold for everybody").wait_for()
    assert page.locator("figure.graph svg").is_visible()
    assert "Upstream" in page.locator("section", has=page.locator("#inverse-told")).inner_text()
    assert not (desk.cases["small"] / "conflict.yaml").exists()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(page) == []
    with page.expect_download() as held:
        page.get_by_role("button", name="Download conflict.yaml").click()
    read = read_conflict("conflict.yaml", held.value.path().read_bytes())
    assert read.graph.states == 6
    assert read.conflict.options[0].moves == "forward"
    page.get_by_role("button", name="Store it as the case's conflict").click()
    page.get_by_text("Stored as conflict.yaml of the case").wait_for()
    assert (desk.cases["small"] / "conflict.yaml").read_bytes() == held.value.path().read_bytes()


def test_without_script(browser, own):
    _, address = own
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/cases/small/conflict")
    fill(page)
    page.get_by_role("button", name="See what holds").click()
    assert page.get_by_role("heading", name="States that hold for everybody").is_visible()
    assert page.get_by_text("Nash: ").first.is_visible()
    context.close()
