"""The house keeps its own rules: declared layers, short files, sorted public names, no machine's paths."""

import ast
import configparser
import re
import tempfile
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "detente"
PACKAGES = sorted(SOURCE.rglob("__init__.py"))
CODE = {".css", ".html", ".j2", ".js", ".py"}
TEXT = CODE | {
    ".cff",
    ".cfg",
    ".csv",
    ".ini",
    ".json",
    ".lock",
    ".md",
    ".rst",
    ".sh",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    "",
}
SKIPPED = {"__pycache__", "_build", "build", "dist", "runs", "vendor"}
HIDDEN_BUT_OURS = {".ci", ".gitignore", ".importlinter"}


def repo_files(top: Path = ROOT) -> Iterator[Path]:
    """Files of the project as a reader would clone them: no environment, cache or run."""
    for path in sorted(top.iterdir()):
        if path.name in SKIPPED or (path.name.startswith(".") and path.name not in HIDDEN_BUT_OURS):
            continue
        if path.is_dir():
            yield from repo_files(path)
        elif not path.is_symlink():
            yield path


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def declared_layers() -> set[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    contract = config["importlinter:contract:layers"]
    assert contract.getboolean("exhaustive")
    return set(re.findall(r"\w+", contract["layers"])) | set(contract["exhaustive_ignores"].split())


def public_names(init: Path) -> list[str] | None:
    """The `__all__` of a package as written, or None where it has none."""
    for node in ast.parse(init.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return list(ast.literal_eval(node.value))
    return None


def constants_classes_rest(name: str) -> tuple[int, str]:
    """Order of public names: CONSTANTS, Classes, the rest; each by the alphabet (ruff's RUF022 mends it)."""
    if name.isupper():
        return (0, name)
    return (1, name) if name[:1].isupper() else (2, name)


def test_every_folder_has_a_declared_place():
    parts = {path.name for path in SOURCE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    parts |= {path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"}
    assert parts <= declared_layers()


def test_every_folder_of_code_is_a_package():
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


def test_no_file_of_the_source_is_longer_than_500_lines():
    long = {
        name_of(path): lines
        for path in repo_files(SOURCE)
        if path.suffix in CODE and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


@pytest.mark.parametrize("init", PACKAGES, ids=name_of)
def test_public_names_are_sorted_and_exist(init):
    public = public_names(init)
    if public is None:
        return
    assert public == sorted(set(public), key=constants_classes_rest)
    package = import_module(".".join(init.parent.relative_to(SOURCE.parent).parts))
    assert [name for name in public if not hasattr(package, name)] == []


def test_no_file_names_a_path_of_one_machine():
    own = {str(ROOT), str(Path.home())}
    if len(ROOT.parts) > 2 and str(ROOT.parent) not in {
        tempfile.gettempdir(),
        "/usr",
        "/opt",
        "/srv",
        "/var",
    }:
        own.add(str(ROOT.parent))
    own -= {"/", "/usr", "/opt"}
    paths = "|".join(
        [re.escape(path) for path in sorted(own)] + [r"/(?:home|Users)/[a-z]\w*", r"[A-Z]:\\Users\\"]
    )
    machine_path = re.compile(rf"(?<![\w.*}}])(?:{paths})(?=[/\\])")
    named = {
        f"{name_of(path)}:{number}"
        for path in repo_files()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if machine_path.search(line)
    }
    assert named == set()


def test_the_lock_pins_every_requirement_and_names_no_address():
    lock = [
        line
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    ]
    assert [line for line in lock if not re.fullmatch(r"[\w.\-]+==[\w.\-+!]+", line)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(need for extra in project["optional-dependencies"].values() for need in extra),
    ]
    pinned = {plain(line) for line in lock}
    assert [need for need in wanted if plain(need) not in pinned] == []


def plain(requirement: str) -> str:
    """Name of a requirement in its normal form."""
    found = re.match(r"[\w.\-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()
