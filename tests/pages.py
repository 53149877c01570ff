"""The written pages as a reader has them: their blocks of code, the files they show, their links and anchors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHELL = {"sh", "bash", "console", "shell"}
NOT_RUN = re.compile(r"not run by the tests(?:: (?P<why>[^)\n]+))?", re.IGNORECASE)
"""A comment that says, where the reader sees it, that a line or (as a block's first line) a block is not run."""
_FENCE = re.compile(
    r"^(?P<fence>```+|~~~+)(?P<language>[^\n]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.M | re.S
)
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<to>[^()\s]+(?:\([^()\s]*\))?)\)")
_FILE = re.compile(r"`(?P<name>[\w./-]+\.(?:csv|ya?ml|json|jsonl|txt|toml))`[^`]*:\s*$")


@dataclass(frozen=True)
class Block:
    """One block of code, with its place and the sentence before it."""

    language: str
    text: str
    line: int
    before: str

    @property
    def why_not(self) -> str | None:
        """Why the whole block is not run, or None where it is."""
        first = self.text.lstrip().partition("\n")[0]
        found = NOT_RUN.search(first) if first.startswith("#") else None
        return (found["why"] or "") if found else None

    @property
    def replaces(self) -> bool:
        """Whether the sentence before it says that the file is to be written, even where there is one."""
        return re.search(r"\b(?:write|replace)\b", self.before, re.IGNORECASE) is not None

    @property
    def file(self) -> str | None:
        """The file it shows: named last before it, in a paragraph that ends with a colon."""
        found = _FILE.search(self.before)
        return found["name"] if found and self.language in ("text", "csv", "yaml", "json", "toml") else None


@dataclass(frozen=True)
class Page:
    """One page of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix() if ROOT in self.path.parents else self.path.name

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        made, at = [], 0
        for found in _FENCE.finditer(self.text):
            before = self.text[at : found.start()].rstrip().rpartition("\n\n")[2]
            line = self.text.count("\n", 0, found.start()) + 2
            made.append(Block(found["language"].strip(), found["text"], line, before))
            at = found.end()
        return tuple(made)

    @cached_property
    def prose(self) -> str:
        """The text without its blocks and code spans."""
        return re.sub(r"`+[^`\n]*`+", "", _FENCE.sub("", self.text))

    @cached_property
    def anchors(self) -> set[str]:
        """Anchors of the headings, made as GitHub and MyST make them."""
        outside = _FENCE.sub("", self.text)
        heads = re.findall(r"^#{1,6} +(.+?)\s*$", outside, re.MULTILINE)
        return {slug(head) for head in heads}

    def links(self) -> Iterator[str]:
        """Where it links to, code left out."""
        outside = _FENCE.sub("", self.text)
        yield from (found["to"] for found in _LINK.finditer(re.sub(r"(?<!\[)`[^`\n]+`(?!\])", "", outside)))

    def listed(self) -> Iterator[Path]:
        """Pages that its toctrees name."""
        for block in self.blocks:
            if block.language != "{toctree}":
                continue
            for line in block.text.splitlines():
                entry = line.strip()
                if not entry or entry.startswith(":"):
                    continue
                target = re.sub(r".*<(.+)>$", r"\1", entry)
                if "*" in target:
                    yield from sorted(self.path.parent.glob(f"{target}.md"))
                else:
                    yield self.path.parent / f"{target}.md"


def slug(head: str) -> str:
    """The anchor of a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).replace("`", "").replace("\\", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def written() -> list[Page]:
    """Pages that people write: README, CONTRIBUTING and the site's, without what is built."""
    docs = ROOT / "docs"
    built = {docs / "_build", docs / "_ext", docs / "reference" / "generated"}
    found = [path for path in sorted(docs.rglob("*.md")) if not built & set(path.parents)]
    return [Page(ROOT / "README.md"), Page(ROOT / "CONTRIBUTING.md"), *map(Page, found)]
