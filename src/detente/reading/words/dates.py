"""Dates told in words, resolved against the dateline: `mid-November`, `three days earlier`, `by Friday`, `27 Feb. 2023`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.core.reading import Span

Precision = Literal["day", "week", "part_of_month", "month", "season", "year", "years"]
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
} | {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2, "fifteen": 15, "twenty": 20, "thirty": 30}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_COUNT = (
    r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|several|a few|a couple of)"
)
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_SPAN = rf"(?P<unit>week|month|year|weekend|spring|summer|autumn|fall|winter|{_MONTH}|{_DAY})"
_LINK = r"(?:in|since|during|by|until|of|from|before|after)"
_PATTERNS = tuple(
    (kind, frozenset(gates.split()), re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"))
    for kind, gates, pattern in (
        ("iso", "digit", r"(?P<iso>\d{4}-\d\d-\d\d)"),
        ("day_month", "digit month", rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: {_YEAR})?"),
        ("month_day", "digit month", rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,? {_YEAR})?"),
        ("part", "month", rf"(?P<part>early|mid|late)[- ](?:in )?{_MONTH}(?:,? {_YEAR})?"),
        ("part_of", "month", rf"(?P<part>beginning|start|middle|end) of {_MONTH}(?:,? {_YEAR})?"),
        ("part_year", "digit", rf"(?P<part>early|mid|late)[- ](?:in )?{_YEAR}"),
        ("month_year", "digit month", rf"{_MONTH},?(?: of)? {_YEAR}"),
        ("ago", "unit", rf"{_COUNT} (?P<unit>day|week|month|year|decade)s? (?P<way>ago|earlier|before|later|from (?:now|today))"),
        ("in_time", "unit", rf"in {_COUNT} (?P<unit>day|week|month|year)s?(?: time|' time|’ time)"),
        ("since", "unit", rf"(?P<way>past|last|next|coming) {_COUNT} (?P<unit>day|week|month|year)s"),
        ("last", "way", rf"(?P<way>last|next|this|this past|this coming|the previous|the following) {_SPAN}"),
        ("weekday", "weekday", rf"(?:(?P<until>by|until|before|from) )?{_DAY}"),
        ("today", "today", r"(?P<today>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|overnight)"),
        ("season", "digit", rf"(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}"),
        ("year", "digit", rf"{_LINK} (?:the year )?{_YEAR}"),
        ("month", "month", rf"{_LINK} {_MONTH}(?!,? \d\d\d\d)"),
        ("decade", "digit", r"(?:the )?(?P<decade>(?:19|20)\d0)s"),
    )
)  # fmt: skip
_GATE = re.compile(
    r"(?P<month>\b(?:jan|feb|mar|apr|may|june?\b|july?\b|aug|sep|oct|nov|dec))|(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?P<today>today|yesterday|tomorrow|tonight|this (?:mor|aft|eve)|overnight)|(?P<unit>day|week|month|year|decade)"
    r"|(?P<way>last|next|this|previous|following)|(?P<digit>\d)"
)
"""What must stand in a sentence before a pattern is tried at all: most sentences need two or three of them."""
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to|due|set|scheduled|plans?|planned|expected|next|upcoming|by|until|before|deadline|"
    r"ahead of)\b[^.;]{0,80}$"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time: where it stands, the days it covers (both included), and how exactly it tells them."""

    span: Span
    first: date
    last: date
    precision: Precision


def dates_in(text: str, dateline: date | None, *, offset: int = 0) -> tuple[Dated, ...]:
    """Expressions of time in a sentence that can be placed, in order, none overlapping another.

    Parameters
    ----------
    dateline : the document's date; without one, only what names its own year is placed.
    offset : where the sentence begins in its document.

    Notes
    -----
    `three days earlier` counts back from a date named before it in the sentence, else from the dateline. A weekday
    or a bare month is the latest one, or the next one after words of the future (`will`, `by`, `until`, `due`).

    Examples
    --------
    >>> when = date(2024, 11, 28)
    >>> [(one.span.quote, str(one.first), str(one.last)) for one in dates_in("Talks began in mid-November.", when)]
    [('mid-November', '2024-11-11', '2024-11-20')]
    >>> dates_in("He must answer by Friday.", when)[0].first
    datetime.date(2024, 11, 29)
    >>> dates_in("They met on Tuesday, three days earlier than planned.", when)[0].first
    datetime.date(2024, 11, 26)
    """
    low = text.replace("İ", "I").lower()
    if len(low) != len(text):  # a letter whose small form is two letters would shift every offset
        low = text
    gates = {match.lastgroup for match in _GATE.finditer(low)}
    if not gates:
        return ()
    hits: list[tuple[int, int, int, str, re.Match[str]]] = []
    for rank, (kind, wants, pattern) in enumerate(_PATTERNS):
        if wants <= gates:
            hits.extend((match.start(), -match.end(), rank, kind, match) for match in pattern.finditer(low))
    found: list[Dated] = []
    reached = 0
    anchor = dateline
    for start, _, _, kind, match in sorted(hits, key=lambda hit: hit[:3]):
        if start < reached:
            continue
        if match.groupdict().get("month") == "may" and text[match.start("month")] == "m":
            continue  # the verb, not the month
        covered = _placed(kind, match, text, dateline, anchor)
        if covered is None:
            continue
        first, last, precision = covered
        begin, end = _bare(match)
        found.append(Dated(Span(begin + offset, end + offset, text[begin:end]), first, last, precision))
        reached = match.end()
        if precision == "day":
            anchor = first
    return tuple(found)


def _bare(match: re.Match[str]) -> tuple[int, int]:
    """The expression without a preposition or article in front, or a comma behind."""
    begin, end = match.span()
    lead = re.match(
        r"(?:in|since|during|by|until|of|from|before|after|the)\s+(?:the year )?",
        match.group(),
        re.IGNORECASE,
    )
    keep = match.groupdict()
    if lead and not keep.get("way") and not keep.get("count"):
        begin += lead.end()
    while match.string[end - 1] in ", ":
        end -= 1
    return begin, end


def _placed(
    kind: str, match: re.Match[str], text: str, dateline: date | None, anchor: date | None
) -> tuple[date, date, Precision] | None:
    parts = match.groupdict()
    try:
        if kind == "iso":
            day = date.fromisoformat(parts["iso"])
            return day, day, "day"
        if parts.get("month") and kind != "last":
            return _month(kind, parts, text[: match.start()], dateline)
        if kind in ("part_year", "season", "year", "decade"):
            return _year(kind, parts)
        return _relative(kind, parts, text[: match.start()], dateline, anchor)
    except (ValueError, OverflowError):
        return None


def _month(
    kind: str, parts: dict[str, str | None], before: str, dateline: date | None
) -> tuple[date, date, Precision] | None:
    month = _MONTHS[str(parts["month"]).lower().rstrip(".")]
    stated_day, stated_year = parts.get("day"), parts.get("year")
    day = int(stated_day) if stated_day else None
    year = int(stated_year) if stated_year else _nearest_year(month, day, before, dateline)
    if year is None:
        return None
    if day is not None:
        return date(year, month, day), date(year, month, day), "day"
    part = (parts.get("part") or "").lower()
    size = monthrange(year, month)[1]
    spans = {"early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20),
             "late": (21, size), "end": (21, size)}  # fmt: skip
    first, last = spans.get(part, (1, size))
    return date(year, month, first), date(year, month, last), "part_of_month" if part else "month"


def _nearest_year(month: int, day: int | None, before: str, dateline: date | None) -> int | None:
    """Year of a month named without one: its latest occurrence, or the next one after words of the future."""
    if dateline is None:
        return None
    ahead = _AHEAD.search(before) is not None
    day = day or (1 if not ahead else monthrange(dateline.year, month)[1])
    this = date(dateline.year, month, min(day, monthrange(dateline.year, month)[1]))
    if ahead:
        return dateline.year if this >= dateline or (dateline - this).days < 60 else dateline.year + 1
    return dateline.year if this <= dateline or (this - dateline).days < 45 else dateline.year - 1


def _year(kind: str, parts: dict[str, str | None]) -> tuple[date, date, Precision]:
    if kind == "decade":
        begin = int(str(parts["decade"]))
        return date(begin, 1, 1), date(begin + 9, 12, 31), "years"
    year = int(str(parts["year"]))
    if kind == "season":
        return _season(str(parts["season"]).lower(), year)
    part = (parts.get("part") or "").lower()
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
    return date(year, months[0], 1), _month_end(year, months[1]), "year"


def _season(season: str, year: int) -> tuple[date, date, Precision]:
    first, last = _SEASONS[season]
    return date(year, first, 1), _month_end(year + (last < first), last), "season"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _relative(
    kind: str, parts: dict[str, str | None], before: str, dateline: date | None, anchor: date | None
) -> tuple[date, date, Precision] | None:
    if dateline is None:
        return None
    if kind == "today":
        word = str(parts["today"]).lower()
        day = dateline + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
        return day, day, "day"
    if kind == "weekday":
        return _weekday(str(parts["weekday"]), before, dateline, str(parts.get("until") or ""))
    if kind == "last":
        return _last(str(parts["way"]).lower(), str(parts["unit"]).lower(), dateline)
    count = _count(str(parts["count"]).lower())
    unit = str(parts["unit"]).lower()
    if kind == "since":
        back = str(parts["way"]).lower() in ("past", "last")
        other = _shift(dateline, unit, -count if back else count)
        return (*sorted((other, dateline)), "years" if unit == "year" else "week")  # type: ignore[return-value]
    way = str(parts.get("way") or "ahead").lower()
    base = anchor if way in ("earlier", "before", "later") and anchor is not None else dateline
    day = _shift(base, unit, -count if way in ("ago", "earlier", "before") else count)
    return _around(day, unit)


def _count(word: str) -> int:
    word = word.removeprefix("a ").removesuffix(" of") if word not in ("a", "an") else word
    return int(word) if word.isdigit() else _NUMBERS[word]


def _shift(day: date, unit: str, count: int) -> date:
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    months = {"month": 1, "year": 12, "decade": 120}[unit] * count + day.month - 1 + 12 * day.year
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _around(day: date, unit: str) -> tuple[date, date, Precision]:
    """What `three months ago` covers: the day, its week, its month or its year."""
    if unit == "day":
        return day, day, "day"
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        return day.replace(day=1), _month_end(day.year, day.month), "month"
    return date(day.year, 1, 1), date(day.year, 12, 31), "year"


def _weekday(name: str, before: str, dateline: date, until: str) -> tuple[date, date, Precision]:
    number = _DAYS[name.lower()]
    ahead = until.lower() in ("by", "until", "before") or _AHEAD.search(before[-60:]) is not None
    back = (dateline.weekday() - number) % 7
    day = (
        dateline + timedelta(days=(number - dateline.weekday()) % 7)
        if ahead
        else dateline - timedelta(days=back)
    )
    return day, day, "day"


def _last(way: str, unit: str, dateline: date) -> tuple[date, date, Precision]:
    step = {
        "last": -1,
        "the previous": -1,
        "this past": -1,
        "next": 1,
        "the following": 1,
        "this coming": 1,
    }.get(way, 0)
    if unit in ("week", "month", "year"):
        return _around(_shift(dateline, unit, step), unit)
    if unit == "weekend":
        saturday = (
            dateline - timedelta(days=(dateline.weekday() + 2) % 7)
            if step <= 0
            else dateline + timedelta(days=(5 - dateline.weekday()) % 7)
        )
        return saturday, saturday + timedelta(days=1), "day"
    if unit in _SEASONS:
        return _nearest_season(unit, step, dateline)
    if unit in _DAYS:
        number = _DAYS[unit]
        back = (dateline.weekday() - number) % 7 or 7
        day = (
            dateline - timedelta(days=back)
            if step < 0
            else dateline + timedelta(days=(number - dateline.weekday()) % 7 or 7 * (step > 0))
        )
        return day, day, "day"
    month = _MONTHS[unit.rstrip(".")]
    year = dateline.year
    if step < 0 and month >= dateline.month:
        year -= 1
    elif step > 0 and month <= dateline.month:
        year += 1
    return date(year, month, 1), _month_end(year, month), "month"


def _nearest_season(season: str, step: int, dateline: date) -> tuple[date, date, Precision]:
    first, last, precision = _season(season, dateline.year)
    if step < 0 and last >= dateline:
        return _season(season, dateline.year - 1)
    if step > 0 and first <= dateline:
        return _season(season, dateline.year + 1)
    return first, last, precision
