"""A step of the interview: one question in plain language, and how a reply to it is read."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from detente.core.errors import ParameterError, nearest
from detente.elicitation import Asked, forms
from detente.interview.answers import SKIP, Answers

Reads = Callable[[Any], Any]
"""A reply, as typed or as a file holds it -> the answer that is kept; raises ParameterError."""
NOTHING: Mapping[str, str] = {}
NO_WORDS: Mapping[str, float] = {}
FOLLOWS = {"secretly_2": "deal_2", "publicly_2": "deal_2", "months2": "n2"}
"""Fields that are asked only once another has been answered."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One question.

    Attributes
    ----------
    path : where its answer stands among the answers.
    asks : the question.
    hint : how to answer, with an example.
    """

    path: tuple[str, ...]
    asks: str
    read: Reads
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Answers that must fit together, looked at once all of them are there; refused, they are asked again."""

    path: tuple[str, ...]
    fields: tuple[str, ...]
    judge: Callable[[], object]


Asking = Iterator[Step | Agreement]


def identifier(name: str) -> str:
    """An id made from a name.

    Examples
    --------
    >>> identifier("Saudi Arabia (crown prince)"), identifier("3 Europeans"), identifier("Søren")
    ('saudi_arabia', 'x3_europeans', 'sren')
    """
    bare = re.sub(r"\(.*?\)", " ", name)
    text = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "_", text).strip("_") or "unnamed"
    return made if made[0].isalpha() else f"x{made}"


def text(reply: Any) -> str:
    """Words."""
    said = str(reply).strip()
    if len(said) < 3:
        raise ParameterError("answer", repr(said), "a few words", "write at least three letters")
    return said


def day(reply: Any) -> str:
    """A date, kept as text."""
    try:
        return date.fromisoformat(str(reply).strip()).isoformat()
    except ValueError:
        raise ParameterError(
            "answer", repr(str(reply)[:40]), "a date such as 2026-03-31", "write year-month-day"
        ) from None


def one_of(choices: Iterable[str]) -> Reads:
    """One of some words; a unique beginning will do."""
    known = tuple(choices)

    def read(reply: Any) -> Any:
        if isinstance(reply, Mapping | int | float) and not isinstance(reply, bool):
            return reply
        said = _yes_or_no(reply)
        fit = [each for each in known if each == said] or [each for each in known if each.startswith(said)]
        if len(fit) != 1:
            raise ParameterError("answer", repr(said[:40]), ", ".join(known), "", nearest(said, known))
        return fit[0]

    return read


def _yes_or_no(reply: Any) -> str:
    if isinstance(reply, bool):
        return "yes" if reply else "no"
    return str(reply).strip()


def named(known: Callable[[], Mapping[str, str]], *, several: bool) -> Reads:
    """One of the actors or issues named before, or several, by name or id; kept as ids."""

    def one(said: str) -> str:
        names = known()
        spoken = {name.casefold(): key for key, name in names.items()}
        key = said if said in names else spoken.get(said.casefold(), identifier(said))
        if key not in names:
            near = nearest(said, [*names, *names.values()])
            allowed = ", ".join(names) or "one that was named before; none was"
            raise ParameterError("answer", repr(said[:40]), allowed, "", near)
        return key

    def read(reply: Any) -> Any:
        if not several:
            return one(str(reply).strip())
        return [each if isinstance(each, list) else one(str(each).strip()) for each in _list(reply)]

    return read


def entries(reply: Any) -> dict[str, Any]:
    """Names, comma between, as the beginnings of entries; a file may hold the entries themselves."""
    if isinstance(reply, Mapping):
        return {str(key): {} if value is None else value for key, value in reply.items()}
    names = [name for name in (str(each).strip() for each in _list(reply)) if name]
    if not names:
        raise ParameterError("answer", "no name", "names, comma between", "write at least one")
    made: dict[str, Any] = {}
    for name in names:
        if not any(letter.isalpha() for letter in name):
            raise ParameterError("answer", repr(name), "names, comma between", "a name has letters")
        if identifier(name) in made:
            raise ParameterError("answer", repr(name), "each name once", "write it once")
        made[identifier(name)] = {"name": name}
    return made


def landmarks(reply: Any) -> dict[float, str]:
    """`0 = apart, 50 = contacts, 100 = full ties`, or the same as a map."""
    pairs = (
        reply.items()
        if isinstance(reply, Mapping)
        else [part.partition("=")[::2] for part in str(reply).split(",")]
    )
    found: dict[float, str] = {}
    for level, name in pairs:
        try:
            at = float(str(level).strip())
        except ValueError:
            at = -1.0
        if not 0 <= at <= 100 or not str(name).strip():
            raise ParameterError(
                "answer", repr(f"{level}={name}"[:60]), "landmarks such as `0 = apart, 100 = full ties`",
                "write a number from 0 to 100, an equals sign and a name",
            )  # fmt: skip
        found[int(at) if at.is_integer() else at] = identifier(str(name))
    if len(found) < 2 or len(set(found.values())) < len(found):
        raise ParameterError("answer", f"{len(found)} landmarks", "two or more, each by another name")
    return dict(sorted(found.items()))


def interval(*, words: Callable[[], Iterable[str]] = tuple, low: float = 0, high: float = 100) -> Reads:
    """`20 30 45` (surprised below, likely, surprised above), one number, or a word."""

    def read(reply: Any) -> Any:
        if isinstance(reply, Mapping):
            lacking = [key for key in ("low", "likely", "high") if key not in reply]
            if "likely" in reply and lacking:
                raise ParameterError("answer", f"no `{lacking[0]}`", "`low`, `likely` and `high`", "add it")
            return dict(reply)
        if isinstance(reply, list):
            reply = " ".join(map(str, reply))
        said = str(reply).strip()
        known = tuple(words())
        if said in known:
            return said
        held = said.replace(",", " ").split()
        numbers = [float(each) for each in held if NUMBER.fullmatch(each)]
        if len(numbers) != len(held) or len(numbers) not in (1, 3):
            allowed = (
                f"`low likely high`, one number, or one of {', '.join(known)}"
                if known
                else "`low likely high` or one number"
            )
            raise ParameterError("answer", repr(said[:40]), allowed, "", nearest(said, known))
        if not all(low <= each <= high for each in numbers) or numbers != sorted(numbers):
            raise ParameterError(
                "answer", repr(said[:40]), f"numbers from {low:g} to {high:g} that rise", "order them"
            )
        shown = [int(each) if each.is_integer() else each for each in numbers]
        if len(shown) == 1:
            return shown[0]
        return dict(zip(("low", "likely", "high"), shown, strict=True))

    return read


def form_steps(
    told: Answers,
    path: tuple[str, ...],
    name: str,
    kind: str,
    about: str,
    *,
    known: Mapping[str, str] = NOTHING,
    words: Mapping[str, float] = NO_WORDS,
) -> Asking:
    """The fields of an elicitation form one by one, then whether the answers fit together.

    Parameters
    ----------
    path : where the answers stand, as a group.
    name : the form.
    kind : the number that will be inferred.
    about : whom or what it is about, put before each question.
    known : fields already known, which are not asked.
    words : words that stand for a number here, such as an issue's landmarks.
    """
    form = forms()[name]
    if told.has(*path) and not isinstance(told.at(*path), Mapping):
        return
    if any(key not in {field.name for field in form.fields} for key in told.at(*path) or ()):
        return  # a number in the words of a case
    if not told.is_open and not told.has(*path):
        return
    while True:
        asks = f"{about}. {form.asks}\n"
        for field in form.fields:
            leads = FOLLOWS.get(field.name)
            if field.name in known or (leads and told.is_open and told.knows(*path, leads) is None):
                continue
            yield Step(
                (*path, field.name),
                f"{asks}{about}: {field.label}",
                _reader(form, field.name, words),
                _hint(form, field.name, words),
            )
            asks = ""
            needed = field.is_needed and field.kind != "choice"
            if told.is_open and needed and told.knows(*path, field.name) is None:
                told.put(path, SKIP)
                return
        answered = answers_of(told, path, known)
        if not any(told.knows(*path, field.name) is not None for field in form.fields):
            return
        yield Agreement(path, tuple(field.name for field in form.fields), partial(form.infer, answered, kind))
        if told.has(*path) or not told.is_open:
            return


def answers_of(told: Answers, path: tuple[str, ...], known: Mapping[str, str]) -> dict[str, str]:
    """Answers of a form as text; what was skipped is left out."""
    group = told.knows(*path)
    given = group if isinstance(group, Mapping) else {}
    said = {key: _yes_or_no(value) for key, value in given.items() if value not in (None, SKIP)}
    return {**known, **said}


def _reader(form: Asked, name: str, words: Mapping[str, float]) -> Reads:
    field = next(field for field in form.fields if field.name == name)
    if field.kind == "choice":
        return one_of(field.choices)
    if field.kind == "text":
        return text

    def number(reply: Any) -> Any:
        from detente.elicitation.base import number as read_number

        said = words.get(str(reply).strip(), reply)
        value = read_number({field.name: str(said)}, field)
        assert value is not None
        return int(value) if float(value).is_integer() else value

    return number


def _hint(form: Asked, name: str, words: Mapping[str, float]) -> str:
    field = next(field for field in form.fields if field.name == name)
    if field.kind == "choice":
        return ", ".join(field.choices)
    return ", ".join(words) if (field.low, field.high) == (0, 100) and field.kind == "number" else ""


def _list(reply: Any) -> list[Any]:
    return list(reply) if isinstance(reply, list) else str(reply).split(",")
