"""Plain text: the first line is the headline if it stands apart from the rest."""

import re
from datetime import date, datetime, timedelta

from detente.sources.articles._decode import decoded
from detente.sources.articles.base import Content, Kind, checked_length

LONGEST_HEADLINE = 200
_ENDS_A_SENTENCE = (".", "!", ";", ",", ":", ".”", '."', ".)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})\s+(?P<month>{_MONTHS})|(?P<month_>{_MONTHS})\s+(?P<day_>\d{{1,2}}),?)\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
)
_MONTH = re.compile(rf"\b({_MONTHS})(?: of)? ((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_HEAD_LINES = 6
"""Lines from the top in which a line that holds little but a date is taken for the date of the article."""
_MOST_AROUND = 60
"""Characters that such a line may have besides the date."""


def read(content: bytes, declared: str | None) -> Content:
    """The text as it stands; headline and date where lines of their own give them."""
    text, notes = decoded(content, declared)
    checked_length(text)
    return Content(text, title=headline(text), dated=date_line(text), notes=notes)


def headline(text: str) -> str | None:
    r"""The first line, if it is short, does not end like a sentence and something follows it.

    Examples
    --------
    >>> headline("Belmark weighs talks\nOfficials met on Monday.")
    'Belmark weighs talks'
    >>> headline("Officials met on Monday. They left.\nNobody spoke.") is None
    True
    """
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    is_apart = bool(rest.strip()) and 0 < len(first) <= LONGEST_HEADLINE
    return first if is_apart and not first.endswith(_ENDS_A_SENTENCE) else None


def date_line(text: str) -> date | None:
    """The date in a line near the top that holds little else, such as a byline's."""
    for line in text.strip().splitlines()[:_HEAD_LINES]:
        found = _DAY.search(line)
        if found is not None and len(line) - len(found[0]) <= _MOST_AROUND:
            day = _as_date(found)
            if day is not None:
                return day
    return None


def latest_told(text: str) -> date | None:
    """An estimate for an article without a date: the latest day, or end of a month, that it names with its year.

    None where it names none, or a later year without one: then the latest date is of something else.

    Examples
    --------
    >>> latest_told("In November 2024 Norway yielded, as on 3 May 2018."), latest_told("It began in May 2018, and by 2020 ...")
    (datetime.date(2024, 11, 30), None)
    """
    days = [day for found in _DAY.finditer(text) if (day := _as_date(found)) is not None]
    for found in _MONTH.finditer(text):
        first = datetime.strptime(f"1 {found[1]} {found[2]}", "%d %B %Y").date()  # noqa: DTZ007
        days.append((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))
    years = [int(year) for year in _YEAR.findall(text)]
    latest = max(days, default=None)
    return latest if latest is not None and latest.year >= max(years) else None


def _as_date(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        spelt = f"{found['day'] or found['day_']} {found['month'] or found['month_']} {found['year']}"
        return datetime.strptime(spelt, "%d %B %Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _looks_like(content: bytes) -> bool:
    return True


SOURCE = Kind(
    name="text",
    suffixes=(".txt", ".text", ".md"),
    media_types=("text/plain", "text/markdown"),
    looks_like=_looks_like,
    read=read,
    apart=False,
    order=9,
)
