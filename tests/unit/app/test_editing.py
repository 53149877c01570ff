import html
import re

import pytest

from detente.app.editing import (
    ConflictError,
    digest,
    edits,
    save_file,
    save_value,
    shown,
    texts_of,
    undo,
    written_at,
)
from detente.case import leaves, read_case
from detente.core.errors import CaseError, ParameterError

PATH = "actors.president.stances.water.salience"


def saved(client, desk, seen, **fields):
    return client.post("/cases/small/input", data={"token": desk.token, "path": PATH, "seen": seen, **fields})


def text_of(desk, file="actors.yaml"):
    return (desk.cases["small"] / file).read_text()


def test_an_input_is_restated_in_its_file_and_undone(own):
    desk, client = own
    before = text_of(desk)
    page = client.get("/cases/small/input", params={"path": PATH}).text
    assert "Written now: <code>high</code>" in page
    answer = saved(
        client, desk, "high", center="60", low="40", high="80", why="the minister said so", own_why="yes"
    )
    assert answer.status_code == 303
    after = text_of(desk)
    assert 'salience: {low: 40, mode: 60, high: 80, assumed: "the minister said so"}' in after
    changed = [
        pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    held = read_case(texts_of(desk, "small")).case
    (leaf,) = [leaf for leaf in leaves(held) if leaf.path == PATH]
    assert leaf.quantity.mode == 60
    assert "salience" in client.get("/cases/small/inputs").text
    assert client.post("/cases/small/undo", data={"token": desk.token}).status_code == 303
    assert text_of(desk) == before
    assert client.post("/cases/small/undo", data={"token": desk.token}).status_code == 422


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"center": "140"}, "from 0 to 100"),
        ({"center": "hihg"}, "high"),
        ({"center": ""}, "a number or a word"),
        ({"center": "50", "low": "40"}, "both ends or none"),
        ({"center": "50", "low": "60", "high": "80"}, "rise from low to high"),
        ({"yaml": "{low: 3"}, "your line"),
        ({"center": "50", "claims": "C99"}, "C99"),
    ],
)
def test_what_cannot_be_is_told_as_it_is_typed_and_never_written(own, fields, told):
    desk, client = own
    before = text_of(desk)
    verdict = client.post("/cases/small/input/check", data={"token": desk.token, "path": PATH, **fields})
    assert told in html.unescape(verdict.text)
    assert saved(client, desk, "high", **fields).status_code == 422
    assert text_of(desk) == before
    assert edits(desk, "small") == ()


def test_two_tabs_on_two_inputs_both_win(own):
    desk, client = own
    other = "actors.president.stances.water.position"
    first = written_at(texts_of(desk, "small"), other)
    assert saved(client, desk, "high", center="low").status_code == 303
    save_value(desk, "small", other, 40, seen=first)
    text = text_of(desk)
    assert "salience: low" in text
    assert "position: 40" in text


def test_two_tabs_on_one_input_show_both_and_lose_nothing(own):
    desk, client = own
    assert saved(client, desk, "high", center="low").status_code == 303
    answer = saved(client, desk, "high", center="55")
    assert answer.status_code == 409
    assert "-low" in answer.text
    assert "+55" in answer.text
    assert "salience: low" in text_of(desk)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert (
        client.post(
            "/cases/small/input", data={key: html.unescape(value) for key, value in fields.items()}
        ).status_code
        == 303
    )
    assert "salience: 55" in text_of(desk)


def test_an_editor_beside_the_page_is_merged_or_refused(own):
    desk, client = own
    file = desk.cases["small"] / "case.yaml"
    text = file.read_text()
    mark = shown(text)
    file.write_text(text.replace("seed: 7", "seed: 8"))
    mine = text.replace("worlds: 400", "worlds: 500").replace('title: "Arvenia', 'title: "In short: Arvenia')
    answer = client.post(
        "/cases/small/file", data={"token": desk.token, "file": "case.yaml", "text": mine, "mark": mark}
    )
    assert answer.status_code == 409  # seed and worlds are neighbours
    assert "seed: 8" in file.read_text()
    mine = text.replace('title: "Arvenia', 'title: "In short: Arvenia')
    answer = client.post(
        "/cases/small/file", data={"token": desk.token, "file": "case.yaml", "text": mine, "mark": mark}
    )
    assert answer.headers["location"].endswith("saved=merged")
    assert "seed: 8" in file.read_text()
    assert "In short" in file.read_text()


def test_a_text_nobody_remembers_is_refused_rather_than_merged(own):
    desk, _ = own
    text = text_of(desk, "case.yaml")
    with pytest.raises(ConflictError):
        save_file(desk, "small", "case.yaml", text.replace("400", "500"), seen=digest("another"))
    assert text_of(desk, "case.yaml") == text


def test_undo_keeps_what_others_wrote_since(own):
    desk, _ = own
    text = text_of(desk, "case.yaml")
    save_file(desk, "small", "case.yaml", text.replace("worlds: 400", "worlds: 500"), seen=digest(text))
    file = desk.cases["small"] / "case.yaml"
    file.write_text(file.read_text().replace("    now: 30\n", "    now: 31\n"))
    undo(desk, "small")
    assert file.read_text() == text.replace("    now: 30\n", "    now: 31\n")
    save_file(
        desk,
        "small",
        "case.yaml",
        file.read_text().replace("worlds: 400", "worlds: 500"),
        seen=digest(file.read_text()),
    )
    file.write_text(file.read_text().replace("worlds: 500", "worlds: 600"))
    with pytest.raises(ConflictError):
        undo(desk, "small")
    assert "worlds: 600" in file.read_text()


def test_a_file_with_faults_is_not_written_and_comes_back_to_be_mended(own):
    desk, client = own
    text = text_of(desk, "case.yaml")
    mine = text.replace("as_of: 2023-06-30", "as_of: soon")
    fields = {"token": desk.token, "file": "case.yaml", "text": mine, "mark": shown(text)}
    assert "case.yaml:5" in client.post("/cases/small/file/check", data=fields).text
    answer = client.post("/cases/small/file", data=fields)
    assert answer.status_code == 422
    assert "as_of: soon" in answer.text
    assert text_of(desk, "case.yaml") == text
    with pytest.raises(CaseError):
        save_file(desk, "small", "case.yaml", mine, seen=digest(text))


def test_uploads_replace_files_of_the_case_only_and_are_bounded(own):
    desk, client = own
    text = text_of(desk, "case.yaml")

    def upload(name, content):
        fields = {"token": desk.token, "mark": shown(text)}
        return client.post("/cases/small/file/upload", data=fields, files={"upload": (name, content)})

    for name in ("../evil.yaml", "/etc/passwd", "new.yaml", "..\\case.yaml", ".hidden.yaml"):
        assert upload(name, "x: 1").status_code == 422, name
    assert upload("case.yaml", b"\xff\xfe").status_code == 422
    assert upload("case.yaml", b"#" * 4_100_000).status_code in (413, 422)
    assert upload("case.yaml", text.replace("seed: 7", "seed: 9")).status_code == 303
    assert "seed: 9" in text_of(desk, "case.yaml")
    assert sorted(one.name for one in desk.cases["small"].iterdir()) == sorted(texts_of(desk, "small"))


def test_an_input_that_is_nowhere_is_refused(own):
    desk, client = own
    assert client.get("/cases/small/input", params={"path": "actors.nobody"}).status_code == 404
    with pytest.raises(ParameterError, match="no place for it"):
        save_value(desk, "small", "actors.nobody.stances.water.position", 3, seen="")
