"""The site holds together: the reference tells all there is, links lead somewhere, every page can be reached, it builds."""

import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from detente.case import schema
from detente.cli.base import Command
from detente.core.family import members
from detente.core.parameter import parameters, word_tables
from generated import FOLDER, commands, families, pages, works, write
from generated.numpydoc import rendered
from pages import ROOT, Page, written

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The sources of the site as Sphinx finds them: what is written, and what is made."""
    folder = tmp_path_factory.mktemp("site") / "docs"
    for page in written():
        if DOCS in page.path.parents:
            place = folder / page.path.relative_to(DOCS)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(page.text, encoding="utf-8")
    for extra in ("_ext", "_static", "images", "conf.py"):
        (folder / extra).symlink_to(DOCS / extra)
    write(folder, pages())
    return folder


@pytest.fixture(scope="module")
def made(site):
    return {page.relative_to(site / FOLDER).as_posix(): Page(page) for page in (site / FOLDER).rglob("*.md")}


def test_every_command_and_option_is_told(made):
    family = members("detente.cli", "COMMAND", Command)
    for words, command, _ in commands.told():
        text = made[f"commands/{words.replace(' ', '-')}.md"].text
        named = [name for one in command.params if one.param_type_name == "option" for name in one.opts]
        assert [name for name in named if name not in text] == []
        assert f"commands/{words.replace(' ', '-')}.md" in made["commands.md"].text
    for name, command in family.items():
        assert all(line in made[f"commands/{command.name}.md"].text for line in command.examples), name


def examples():
    return [(words, line) for words, _, lines in commands.told() for line in lines]


@pytest.mark.parametrize(("words", "line"), examples(), ids=lambda one: one)
def test_every_example_of_a_command_can_be_parsed(words, line):
    given = shlex.split(re.split(r" [|<>]", line)[0])
    assert given[: 1 + len(words.split())] == ["detente", *words.split()]
    command = {told: one for told, one, _ in commands.told()}[words]
    command.make_context(words, given[1 + len(words.split()) :])


def test_every_key_of_a_case_is_told(made):
    text = made["case-files.md"].text
    stated = schema()
    keys = set(stated["properties"])
    for noun in stated["$defs"].values():
        keys |= set(noun.get("properties", {}))
    assert {key for key in keys if f"`{key}`" not in text} <= {
        "value",
        "word",
        "low",
        "mode",
        "high",
        "mean",
        "sd",
    }


def test_every_kind_of_number_and_every_word_is_told(made):
    text = made["numbers.md"].text
    assert [name for name in parameters() if f"## {name.replace('_', ' ')}" not in text] == []
    used = {kind.words for kind in parameters().values()}
    words = {word for table, row in word_tables().items() if table in used for word in row}
    assert [word for word in words if word.replace("_", "\\_") not in text] == []


def test_every_family_and_member_is_told(made):
    found = {package: families.family(package, base)[1] for package, base in families.packages().items()}
    assert {"detente.models.bargaining", "detente.events.detectors", "detente.models.conflict"} <= set(found)
    for package, held in found.items():
        assert held, f"{package}: a folder with a base.py that is no family"
        address = package.removeprefix("detente.").replace(".", "-").replace("_", "-")
        text = made[f"families/{address}.md"].text
        assert [name for name in held if f"## {name}" not in text] == []


def test_every_public_name_of_the_workbench_is_told(made):
    text = made["python/workbench.md"].text
    names = import_module("detente.workbench").__all__
    assert [name for name in names if not name.isupper() and f"## {name}\n" not in text] == []


def test_every_work_that_is_cited_is_in_the_bibliography(made):
    text = made["bibliography.md"].text
    cited = list(works.cited())
    assert len({work.key for work, _ in cited}) > 50
    assert [work.doi for work, _ in cited if work.doi and work.doi not in text] == []


def test_markup_in_a_docstring_is_told_as_it_stands():
    text = "Weight *w* of `a | b`.\n\nParameters\n----------\nlow, high : $x_1 < y_2$, [0, 1];\n    or none."
    told = rendered(text)
    assert r"\*w\* of `a | b`." in told
    assert r"- `low`, `high`: \$x\_1 \< y\_2\$, \[0, 1\]; or none." in told


def test_no_link_leads_nowhere(site):
    broken = []
    for page in [
        *map(Page, sorted(site.rglob("*.md"))),
        Page(ROOT / "README.md"),
        Page(ROOT / "CONTRIBUTING.md"),
    ]:
        for link in page.links():
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            place = page.path.parent / target if target else page.path
            if not place.exists():
                broken.append(f"{page.path.relative_to(place.anchor)}: {link}")
            elif anchor and place.suffix == ".md" and anchor not in Page(place).anchors:
                broken.append(f"{page.path.name}: {link}: no such heading")
    assert broken == []


def test_every_page_is_reached_from_the_index(site):
    seen: set[Path] = set()
    waiting = [site / "index.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in seen:
            assert page.exists(), page
            seen.add(page)
            waiting += list(Page(page).listed())
    assert {path.resolve() for path in site.rglob("*.md") if "_ext" not in path.parts} - seen == set()


def test_every_decision_has_a_number_of_its_own_and_a_status():
    decisions = sorted((DOCS / "decisions").glob("0*.md"))
    titles = [page.read_text("utf-8").partition("\n")[0] for page in decisions]
    assert len(decisions) > 30
    assert [title for title in titles if not title.startswith("# ")] == []


def test_every_equation_can_be_set():
    mathml = pytest.importorskip("mathml").mathml
    found = 0
    for page in written():
        for latex in re.findall(r"\$\$\n(.*?)\n\s*\$\$", page.prose, re.DOTALL):
            assert "<math" in (made := mathml(latex, "block"))
            assert "\\" not in made, f"{page.name}: a command that is not known: {latex}"
            found += 1
        for latex in re.findall(
            r"(?<![\\$])\$([^$\n]+)\$(?!\$)", re.sub(r"\$\$.*?\$\$", "", page.prose, flags=re.DOTALL)
        ):
            assert "<math" in mathml(latex, "inline")
    assert found > 25


def test_the_site_builds_without_a_warning(site, tmp_path):
    pytest.importorskip("sphinx")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "dummy", site, tmp_path],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
