"""Lexicons that ship with the package: tables of patterns with marks, loaded once, hashed, and checked for faults."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256

from detente.core.errors import Fault, ParameterError
from detente.reading.shipped import text_of
from detente.reading.words.phrases import Entry, Hit, Phrases, expand, words_of

CLAIM_TABLES = (
    "acts",
    "cause",
    "constraint",
    "forecast",
    "history",
    "opinion",
    "pressure",
    "red_line",
    "signal",
    "stance",
)
TABLES = ("attribution", "polarity", "publishers", "standing", "subjects", *CLAIM_TABLES)
_FOLDER = dict.fromkeys((*CLAIM_TABLES, "polarity", "subjects"), "claims/")

_MARKS: Mapping[str, frozenset[str] | None] = {
    "direction": frozenset({"accommodation", "confrontation", "neutral"}),
    "lean": frozenset({"accommodation", "confrontation"}),
    "stage": frozenset({"debated", "signalled", "decided", "acted", "reciprocated"}),
    "form": frozenset({"words", "deeds"}),
    "hedge": frozenset({"reported", "suggested", "speculated", "denied"}),
    "effect": frozenset({"after", "before"}),
    "quantifier": frozenset({"all", "some", "former", "unnamed"}),
    "place": frozenset({"verb", "any", "clause"}),
    "says": None,
    "certainty": None,
    "affirmed": None,
    "negated": None,
    "future": frozenset({"yes"}),
    "negating": frozenset({"yes"}),
    "denied": frozenset({"yes"}),
    "reversing": frozenset({"back", "yes"}),
    "weak": frozenset({"yes"}),
}
_BY_GROUP = frozenset({"acts", "attribution"})
"""Lexicons whose groups do not compete: a word may be a verb of saying and a noun of saying."""
_NUMBERS = frozenset({"certainty", "affirmed", "negated"})


@cache
def written_in(table: str) -> str:
    """A lexicon as it is written."""
    return text_of(f"{_FOLDER.get(table, '')}{table}.toml")


@cache
def entries_of(table: str) -> tuple[Entry, ...]:
    """Lines of one lexicon, in the order of the file."""
    return tuple(_entries(table, tomllib.loads(written_in(table))))


@cache
def phrases_of(*tables: str) -> Phrases:
    """One trie over the lexicons named."""
    return Phrases(entry for table in tables for entry in entries_of(table))


@lru_cache(maxsize=512)
def hits_of(quote: str) -> dict[str, list[Hit]]:
    """Phrases of every lexicon in a sentence, by table and in order of place; found in one walk."""
    found: dict[str, list[Hit]] = {table: [] for table in TABLES}
    for hit in phrases_of(*TABLES).find(words_of(quote)):
        found[hit.entry.table].append(hit)
    return found


@cache
def digest() -> str:
    """Hash of all lexicons together, for the record of where a claim comes from."""
    content = sha256()
    for table in TABLES:
        content.update(written_in(table).encode())
    return content.hexdigest()


def faults_of(table: str, written: str | None = None) -> tuple[Fault, ...]:
    r"""What is wrong with a lexicon: unknown marks and values, patterns that cannot match, or stand twice.

    Parameters
    ----------
    table : name of the lexicon, as in `TABLES`.
    written : its text; by default the one shipped.

    Examples
    --------
    >>> [fault.found for fault in faults_of("x", '[a]\npatterns = ["can\'t go"]\nstage = "done"')]
    ["'done'", '"can\'t go"']
    """
    try:
        groups = tomllib.loads(written_in(table) if written is None else written)
    except tomllib.TOMLDecodeError as error:
        return (Fault(f"{table}.toml", None, None, "", str(error), "TOML"),)
    found = list(_mark_faults(table, groups))
    found.extend(_pattern_faults(table, _entries(table, groups)))
    return tuple(found)


def _entries(table: str, groups: Mapping[str, Mapping[str, object]]) -> Iterator[Entry]:
    for group, content in groups.items():
        marks = {key: str(told) for key, told in content.items() if key != "patterns"}
        patterns = content.get("patterns", ())
        for pattern in patterns if isinstance(patterns, list) else ():
            yield Entry(table, group, str(pattern), marks)


def _mark_faults(table: str, groups: Mapping[str, Mapping[str, object]]) -> Iterator[Fault]:
    for group, content in groups.items():
        if not content.get("patterns"):
            yield _fault(table, f"{group}.patterns", "nothing", "a list of patterns")
        for key, told in content.items():
            if key == "patterns":
                continue
            if key not in _MARKS:
                yield _fault(table, f"{group}.{key}", repr(key), ", ".join(sorted(_MARKS)))
            elif (allowed := _MARKS[key]) is not None and told not in allowed:
                yield _fault(table, f"{group}.{key}", repr(told), ", ".join(sorted(allowed)))
            elif key in _NUMBERS and not _is_share(str(told)):
                yield _fault(table, f"{group}.{key}", repr(told), "a number in [-1, 1]")


def _pattern_faults(table: str, entries: Iterable[Entry]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], str] = {}
    group = ""
    for entry in entries:
        key = f"{entry.group}.patterns"
        if table in _BY_GROUP and entry.group != group:
            seen, group = {}, entry.group
        try:
            rows = expand(entry.pattern)
        except ParameterError as error:
            yield _fault(table, key, error.found, error.allowed)
            continue
        for row in rows:
            fixed = " ".join(word for word in row if not word.startswith("<") and word != "_")
            if words_of(fixed).lower != tuple(fixed.split()):
                yield _fault(
                    table, key, repr(entry.pattern), f"words as they are cut: {words_of(fixed).lower}"
                )
                break
            if row in seen and seen[row] != entry.pattern:
                yield _fault(table, key, repr(entry.pattern), f"a pattern not covered by {seen[row]!r}")
                break
            if row in seen:
                yield _fault(table, key, repr(entry.pattern), "a pattern that stands once")
                break
            seen[row] = entry.pattern


def _is_share(number: str) -> bool:
    try:
        return -1.0 <= float(number) <= 1.0
    except ValueError:
        return False


def _fault(table: str, key: str, found: str, allowed: str) -> Fault:
    return Fault(f"{table}.toml", None, None, key, found, allowed)
