"""Articles are opened by what they are, named apart, and refused with a mend where they are no articles."""

import os
import re

import pytest

import documents
from detente.core.errors import WorkspaceError
from detente.sources import Stated, open_articles
from detente.sources.articles.base import LARGEST_FILE


def opened(tmp_path, name, content, stated=()):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (one,) = open_articles([str(file)], stated)
    return one


def test_plain_text_with_headline_and_date_line(tmp_path):
    one = opened(
        tmp_path, "Catch falls.txt", "Catch falls again\n18 March 2030\n\nNorway met Iceland. It rained.\n"
    )
    assert one.kind == "text"
    assert one.document.id == "catch_falls"
    assert one.document.title == "Catch falls again"
    assert one.document.dateline.isoformat() == "2030-03-18"
    assert len(one.document.sha256) == 64
    assert one.notes == ()


def test_a_first_sentence_is_no_headline(tmp_path):
    assert opened(tmp_path, "a.txt", "Norway met Iceland on Monday.\nIt rained.\n").document.title is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In November 2029 Norway met Iceland. They had met on 3 May 2018.", "2029-11-30"),
        ("Norway met Iceland in February of 2028.", "2028-02-29"),
        ("Norway met Iceland on 3 May 2018, and again in 2020.", None),
        ("Norway met Iceland.", None),
    ],
)
def test_an_undated_article_is_dated_by_what_it_names_and_says_so(tmp_path, text, day):
    one = opened(
        tmp_path, "a.txt", f"{text} It rained on Monday, and nobody of the two states had anything to say."
    )
    assert (one.document.dateline.isoformat() if one.document.dateline else None) == day
    assert ("estimate" in " ".join(one.notes)) is (day is not None)


def test_what_steers_a_terminal_is_taken_out(tmp_path):
    one = opened(
        tmp_path,
        "a.txt",
        "Catch \u202efalls\nNorway\x1b[31m met Iceland.\nIt rained.",
        [Stated(publisher="A\x1b[2J\nB")],
    )
    assert one.document.text == "Catch falls\nNorway[31m met Iceland.\nIt rained."
    assert one.document.publisher == "A[2J B"


def test_what_the_analyst_states_wins(tmp_path):
    from datetime import date

    stated = [Stated(id="mine", title="My title", publisher="My outlet", dated=date(2030, 1, 2))]
    document = opened(tmp_path, "a.html", documents.PAGE, stated).document
    assert (document.id, document.title, document.publisher) == ("mine", "My title", "My outlet")
    assert document.dateline == date(2030, 1, 2)


def test_a_page_gives_the_article_and_runs_no_script(tmp_path):
    one = opened(tmp_path, "a.html", documents.PAGE)
    text = one.document.text
    assert one.document.publisher == "North Sea Courier"
    assert one.document.dateline.isoformat() == "2030-03-18"
    assert text.startswith("Catch falls\n")
    assert "Iceland rejected a smaller share" in text
    for absent in ("attacked", "Home", "Copyright", "<p>", "elsewhere"):
        assert absent not in text


def test_a_pdf_gives_its_text_with_words_joined(tmp_path):
    content = documents.pdf(
        documents.lines("Catch falls", "Norway and Ice-", "land met on Monday."),
        documents.lines("It rained."),
        made="D:20300319120000",
    )
    one = opened(tmp_path, "report.pdf", content)
    assert one.kind == "PDF"
    assert one.document.title == "Catch falls"
    assert "Norway and Iceland met on Monday." in one.document.text
    assert "It rained." in one.document.text
    assert one.document.dateline.isoformat() == "2030-03-19"
    assert "estimate" in one.notes[0]


@pytest.mark.parametrize(
    ("content", "says", "noted"),
    [
        ("Norway met Iceland. “Fine”, said Grétar.".encode(), "Grétar", ""),
        ("\ufeffNorway met Iceland.".encode(), "Norway met Iceland.", ""),
        ("Norway met Iceland. “Fine”, said Grétar.".encode("utf-16"), "“Fine”", ""),
        ("Norway met Iceland. “Fine”, said Grétar.".encode("cp1252"), "“Fine”, said Grétar", "cp1252"),
        (("Президент Норвегии прибыл в Рейкьявик. " * 20).encode("cp1251"), "Президент", "not UTF-8"),
        (b"Norway\r\nmet Iceland.\rIt rained.", "Norway\nmet Iceland.\nIt rained.", ""),
    ],
    ids=["utf-8", "byte order mark", "utf-16", "cp1252", "cp1251", "line ends"],
)
def test_encodings(tmp_path, content, says, noted):
    one = opened(tmp_path, "a.txt", content)
    assert says in one.document.text
    assert "\ufeff" not in one.document.text
    assert noted in " ".join(one.notes)
    assert bool(one.notes) == bool(noted)


def test_a_page_in_another_encoding_says_which(tmp_path):
    page = documents.PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace(
        "Catch falls", "Fangst fällt"
    )
    assert "Fangst fällt" in opened(tmp_path, "a.html", page.encode("iso-8859-1")).document.text


REFUSED = {
    "empty.txt": (b"", "an empty file"),
    "blank.txt": (b" \n\t\n", "an empty file"),
    "digits.txt": (b"12 34 56.", "no words"),
    "binary.txt": (bytes(range(256)) * 40, "no text"),
    "nul.txt": (b"Norway\x00met Iceland.", "no text"),
    "office.docx": (b"PK\x03\x04" + b"x" * 100, "zip archive"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old office file"),
    "scripts.html": (documents.SCRIPTS_ONLY.encode(), "without the text of an article"),
    "broken.pdf": (b"%PDF-1.7 and then nothing", "damaged"),
    "named.pdf": (b"This is no PDF.", "damaged"),
    "pictures.pdf": (documents.pdf(b"q Q"), "text layer"),
    "large.txt": (b"Norway met Iceland. " * (LARGEST_FILE // 20 + 1), "16 MB"),
    "long.txt": (b"Norway met Iceland. " * 21_000, "characters of text"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_article_is_refused_with_a_mend(tmp_path, name):
    content, says = REFUSED[name]
    with pytest.raises(WorkspaceError, match=re.escape(says)) as caught:
        opened(tmp_path, name, content)
    assert caught.value.where.endswith(name)
    assert caught.value.allowed
    assert caught.value.mend


def test_a_locked_pdf_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match="locked"):
        opened(tmp_path, "a.pdf", documents.locked_pdf())


def test_a_bomb_is_refused_in_bounded_memory(tmp_path):
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    content = documents.bomb()
    assert len(content) < 1_000_000
    with pytest.raises(WorkspaceError, match=r"unpacks|cannot be read"):
        opened(tmp_path, "a.pdf", content)
    grown = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before
    assert grown < 600_000, f"{grown} kB"


@pytest.mark.parametrize("given", ["nowhere.txt", ".", "a\0b.txt", "file:///etc/hosts"])
def test_a_path_that_leads_nowhere_is_refused(tmp_path, monkeypatch, given):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WorkspaceError) as caught:
        open_articles([given])
    assert caught.value.mend


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WorkspaceError, match="no file"):
        open_articles([str(tmp_path / "pipe")])


def test_all_that_cannot_be_read_are_told(tmp_path):
    (tmp_path / "good.txt").write_text("Norway met Iceland.")
    with pytest.raises(WorkspaceError) as caught:
        open_articles([str(tmp_path / "one.txt"), str(tmp_path / "good.txt"), str(tmp_path / "two.txt")])
    told = " ".join([str(caught.value), *caught.value.__notes__])
    assert "one.txt" in told
    assert "two.txt" in told


def test_names_are_made_apart_and_the_same_text_is_read_once(tmp_path):
    for folder, text in (
        ("a", "Norway met Iceland."),
        ("b", "Iceland met Norway."),
        ("c", "Norway met Iceland."),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(text)
    found = open_articles([str(tmp_path / one / "report.txt") for one in "abc"], taken=["report"])
    assert [one.document.id for one in found] == ["report_2", "report_3"]
    assert "same text" in found[0].notes[0]


def test_a_library_in_the_folder_of_the_articles_is_not_imported(tmp_path, monkeypatch):
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    assert "Iceland rejected" in opened(tmp_path, "a.html", documents.PAGE).document.text


def test_keys_do_not_reach_the_process_that_parses(monkeypatch):
    from detente.sources.articles._apart import _environment

    monkeypatch.setenv("DETENTE_LLM_API_KEY", "sk-secret")
    assert "sk-secret" not in _environment().values()
