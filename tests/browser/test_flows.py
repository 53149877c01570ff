"""What analysts do: run and cancel, ask what if, edit and undo, meet another editor, take results along."""

import json


def text_of(desk, file="actors.yaml"):
    return (desk.cases["small"] / file).read_text()


def test_run_a_case_and_see_it(page, own):
    desk, address = own
    page.goto(f"{address}/cases/small/overview")
    page.get_by_label("Worlds").fill("40")
    page.get_by_role("button", name="Run the case").click()
    page.wait_for_url("**/jobs/*")
    page.wait_for_url("**/overview?run=*", timeout=240_000)
    assert page.get_by_role("heading", name="Bottom line").is_visible()
    assert len(desk.finished("small")) == 1


def test_cancel_cancels(page, own):
    desk, address = own
    page.goto(f"{address}/cases/small/overview")
    page.get_by_label("Worlds").fill("400000")
    page.get_by_role("button", name="Run the case").click()
    page.locator("#bar:not([value='0']):not([value='0.0'])").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.locator("#state", has_text="stopped").wait_for(timeout=5_000)
    assert desk.finished("small") == ()
    assert page.get_by_role("button", name="Cancel").count() == 0


def test_ask_what_if_save_and_compare(page, own):
    _, address = own
    page.goto(f"{address}/cases/small/what-if")
    page.get_by_label("The ministry reports the driest spring on record").check()
    page.locator("#changes code").wait_for()
    assert page.locator("#changes code").inner_text() == "drop:dry_spring"
    page.locator("#worlds").fill("60")
    page.get_by_role("button", name="Run it in").click()
    page.wait_for_url("**/what-if/*", timeout=240_000)
    assert page.locator("#differences tbody tr").count() > 3
    page.locator("#name").fill("wet-spring")
    page.get_by_role("button", name="Save the branch").click()
    page.wait_for_url("**/what-if#branches")
    page.get_by_label("Vote in the border provinces", exact=True).select_option("local_vote=hardliners")
    page.get_by_text("Save as a named branch").click()
    page.locator("#name").fill("hardliners")
    page.get_by_role("button", name="Save the branch").click()
    page.locator("#first").wait_for()
    page.locator("#first").select_option("wet-spring")
    page.locator("#second").select_option("hardliners")
    page.get_by_role("button", name="Side by side").click()
    page.wait_for_url("**/what-if/*", timeout=240_000)
    assert page.get_by_role("heading", level=1).inner_text() == "wet-spring beside hardliners"


def test_a_change_that_cannot_be_is_told_while_typed(page, own):
    _, address = own
    page.goto(f"{address}/cases/small/what-if")
    page.locator("#path1").fill("president.water.saliense")
    page.locator("#value1").fill("40")
    page.locator("#changes .told").wait_for()
    assert "salience" in page.locator("#changes .told").inner_text()


def test_edit_and_undo(page, own):
    desk, address = own
    before = text_of(desk)
    page.goto(f"{address}/cases/small/inputs?find=president salience")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_label("Number or word").fill("140")
    page.locator("#verdict [role=alert]").wait_for()
    page.get_by_label("Number or word").fill("55")
    page.locator("#verdict .good").wait_for()
    page.get_by_role("button", name="Save into the case").click()
    page.get_by_role("status").wait_for()
    assert text_of(desk) != before
    assert "55" in page.locator("tbody").inner_text()
    page.get_by_role("button", name="Undo the latest").click()
    page.wait_for_url("**undone=1")
    assert text_of(desk) == before


def test_two_tabs_lose_nothing(page, own):
    desk, address = own
    page.expected.append("409")
    at = f"{address}/cases/small/input?path=actors.president.stances.water.salience"
    page.goto(at)
    other = page.context.new_page()
    other.goto(at)
    for tab, word in ((page, "low"), (other, "vital")):
        tab.get_by_label("Number or word").fill(word)
        tab.get_by_role("button", name="Save into the case").click()
    other.get_by_role("heading", name="Somebody else has changed this").wait_for()
    assert "salience: low" in text_of(desk)
    told = other.locator("pre.diff").first.inner_text()
    assert "-low" in told
    assert "+vital" in told
    other.get_by_role("button", name="Write mine over it").click()
    other.get_by_role("status").wait_for()
    assert "salience: vital" in text_of(desk)


def test_an_editor_beside_the_page_is_merged(page, own):
    desk, address = own
    page.goto(f"{address}/cases/small/files?file=questions.yaml")
    box = page.get_by_label("questions.yaml", exact=True)
    box.fill(box.input_value().replace("asks: Will at least 45", "asks: Will no less than 45"))
    page.locator("#verdict .good").wait_for()
    file = desk.cases["small"] / "questions.yaml"
    file.write_text(file.read_text().replace("won a thaw", "won a long thaw"))
    page.get_by_role("button", name="Save the file").click()
    page.get_by_text("both edits are in it").wait_for()
    assert "won a long thaw" in file.read_text()
    assert "no less than 45" in file.read_text()


def test_be_asked_and_write_the_number_with_its_provenance(page, own):
    desk, address = own
    page.goto(f"{address}/cases/small/elicit?path=pressures.drought.fades")
    page.get_by_label("Most likely after").fill("3")
    page.get_by_label("At the soonest").fill("2")
    page.get_by_label("At the latest").fill("6")
    page.get_by_label("In", exact=True).select_option("months")
    page.get_by_role("button", name="What follows?").click()
    page.get_by_role("button", name="Write it into the case").click()
    page.get_by_role("status").wait_for()
    assert 'asked: "When would half of this be gone' in text_of(desk, "pressures.yaml")
    assert "answered:" in text_of(desk, "pressures.yaml")


def test_downloads(page, address):
    page.goto(f"{address}/cases/small/downloads")
    with page.expect_download() as held:
        page.get_by_role("link", name="results.json").click()
    assert "questions" in json.loads(held.value.path().read_text())
    with page.expect_download() as held:
        page.get_by_role("link", name="answers.parquet").click()
    assert held.value.path().read_bytes()[:4] == b"PAR1"
    with page.expect_download() as held:
        page.get_by_role("link", name="The report").click()
    assert held.value.path().read_text().startswith("<!DOCTYPE html>")


def test_the_models_answer_waits_for_ones_own(page, own):
    desk, address = own
    page.goto(f"{address}/cases/small/questions")
    page.get_by_label("Worlds").fill("40")
    page.get_by_role("button", name="Run the case").click()
    page.wait_for_url("**/overview?run=*", timeout=240_000)
    page.goto(f"{address}/cases/small/questions")
    first = page.locator("#q-more_water")
    assert "The model's:" not in first.inner_text()
    first.get_by_label("Your forecast").fill("12")
    first.get_by_role("button").click()
    first.get_by_text("The model's:").wait_for()
    assert "12\xa0%" in first.inner_text()
    assert "own_forecast: 0.12" in text_of(desk, "questions.yaml")
