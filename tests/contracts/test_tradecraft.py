"""The table of tradecraft names tests that exist, and every requirement from R1 to R20 has one or a reason."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "tradecraft.md").read_text("utf-8")
ROWS = {int(n): row for n, row in re.findall(r"^\| R(\d+) \|(.*)$", PAGE, re.MULTILINE)}


def test_every_test_named_exists():
    files = (ROOT / "tests").rglob("test_*.py")
    held = {
        name
        for file in files
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named
    assert named - held == set()


def test_the_first_twenty_are_all_told_with_a_test():
    assert set(range(1, 21)) <= set(ROWS)
    for number in range(1, 21):
        cells = [cell.strip() for cell in ROWS[number].strip("|").split("|")]
        assert len(cells) == 3
        assert all(cells)
        assert "`test_" in cells[2], number
