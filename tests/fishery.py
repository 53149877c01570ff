"""The fishery case and articles about it, for tests of merging and updating."""

from datetime import date
from pathlib import Path

from detente.case import read_case
from detente.case.intake import take_in

FOLDER = Path(__file__).parent / "cases" / "fishery"
ARTICLES = Path(__file__).parent / "articles"
READ_ON = date(2030, 4, 1)


def texts():
    """The case's files."""
    return {file.name: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.yaml"))}


def case():
    """The case in them."""
    return read_case(texts()).case


def intake(*readings):
    """What some readings bring, with ids that the case has free."""
    return take_in(readings, read_on=READ_ON, taken=case().claims)
