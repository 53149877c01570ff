"""How numbers, dates and ids are written for readers: no decimals that the evidence cannot carry."""

from datetime import date

NO_BREAK = "\N{NO-BREAK SPACE}"


def percent(probability: float) -> str:
    """A probability to the nearest per cent; beyond 1 and 99 only that it lies there.

    Examples
    --------
    >>> [text.replace(NO_BREAK, " ") for text in (percent(0.174), percent(0.004), percent(1.0))]
    ['17 %', '<1 %', '>99 %']
    """
    if probability < 0.01:
        return f"<1{NO_BREAK}%"
    if probability > 0.99:
        return f">99{NO_BREAK}%"
    return f"{100 * probability:.0f}{NO_BREAK}%"


def tight(text: str) -> str:
    """Text whose per cent signs stay on the line of their number."""
    return text.replace(" %", f"{NO_BREAK}%")


def points(value: float) -> str:
    """Points of a 0-100 scale: whole numbers, one decimal below 2.

    Examples
    --------
    >>> points(12.68), points(-0.62), points(-0.04), points(1.96)
    ('13', '−0.6', '0', '2')
    """
    text = f"{value:.1f}" if abs(value) < 1.95 else f"{value:.0f}"
    return "0" if float(text) == 0 else text.removesuffix(".0").replace("-", "−")


def signed(value: float) -> str:
    """Points with their sign, `+13` or `−0.6`."""
    text = points(value)
    return text if text == "0" or text.startswith("−") else f"+{text}"


def error(value: float) -> str:
    """A Monte Carlo error in points, to one decimal: what is smaller only has to be known to be so.

    Examples
    --------
    >>> error(0.12), error(0.024)
    ('0.1', '<0.1')
    """
    if value == 0:
        return "0"
    return f"{value:.1f}" if value >= 0.05 else "<0.1"


def amount(value: float) -> str:
    """A quantity in its own unit to three figures.

    Examples
    --------
    >>> amount(283.43), amount(12453.0), amount(0.0312), amount(-112.0)
    ('283', '12,500', '0.0312', '−112')
    """
    rounded = float(f"{value:.3g}")
    shown = f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"
    return shown.replace("-", "−")


def rough(value: float) -> str:
    """An uncertain input to two figures.

    Examples
    --------
    >>> rough(0.1913), rough(27.3), rough(144.0), rough(75.0)
    ('0.19', '27', '140', '75')
    """
    return f"{float(f'{value:.2g}'):g}".replace("-", "−")


def day(when: date) -> str:
    """`4 Nov`."""
    return f"{when.day} {when:%b}"


def full_day(when: date) -> str:
    """`4 November 2024`."""
    return f"{when.day} {when:%B %Y}"


def several(count: int, noun: str) -> str:
    """A count with its noun.

    Examples
    --------
    >>> several(1, "question"), several(12, "question")
    ('1 question', '12 questions')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def day_beside(when: date, year: int) -> str:
    """`4 Nov`, with its year where that is not the year the reader has in mind.

    Examples
    --------
    >>> day_beside(date(2021, 4, 9), 2023), day_beside(date(2023, 4, 9), 2023)
    ('9 Apr 2021', '9 Apr')
    """
    return day(when) if when.year == year else f"{day(when)} {when.year}"


def span(start: date, end: date) -> str:
    """Two days: `28 Oct to 25 Nov 2024`, with both years where they differ.

    Examples
    --------
    >>> span(date(2024, 10, 28), date(2024, 11, 25)), span(date(2019, 9, 2), date(2023, 3, 27))
    ('28 Oct to 25 Nov 2024', '2 Sep 2019 to 27 Mar 2023')
    """
    return f"{day_beside(start, end.year)} to {day(end)} {end.year}"


def spoken(identifier: str) -> str:
    """An id as words: `keep_the_threat` is `keep the threat`."""
    return identifier.replace("_", " ")


def listed(items: tuple[str, ...] | list[str], last: str = "and") -> str:
    """`a, b and c`."""
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)
