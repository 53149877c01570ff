"""The lexicon of acts: verbs, nouns and what a verb does to a noun, read from `event_acts.toml` and expanded to all forms."""

import tomllib
from dataclasses import dataclass
from functools import cache

from detente.reading.shipped import text_of
from detente.reading.words.inflect import irregular_verbs, plural, verb_forms


@dataclass(frozen=True, slots=True)
class VerbClass:
    """What the verbs of one class do: an act by itself (`type`), an operator on what follows (`op`), or neither."""

    name: str
    type: str | None
    root: str
    mode: str | None
    op: str | None
    swap: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """A type with its root and mode."""

    type: str
    root: str
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a verb: the words it wants behind it (`rule out`), and its class."""

    tail: tuple[str, ...]
    verb_class: VerbClass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon, expanded.

    Attributes
    ----------
    forms : word -> (base form, tags): B base, Z third person, G participle in -ing, D past, N past participle,
        A adjective used with `be`.
    senses : base form -> senses, those with the longest tail first.
    nouns : first word -> (words, class), longest first.
    meanings : noun class -> its meaning, where it has one.
    pairs : (verb class, noun class) -> meaning.
    """

    forms: dict[str, tuple[tuple[str, str], ...]]
    senses: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    meanings: dict[str, Meaning]
    pairs: dict[tuple[str, str], Meaning]


def tags_of(base: str) -> dict[str, str]:
    """Each form of a verb with its tags.

    Examples
    --------
    >>> tags_of("withdraw")
    {'withdraw': 'B', 'withdraws': 'Z', 'withdrawing': 'G', 'withdrew': 'D', 'withdrawn': 'N'}
    """
    forms = verb_forms(base)
    tags = {forms[0]: "B"}
    past = irregular_verbs().get(base)
    for form in forms[1:]:
        if form.endswith("ing"):
            tag = "G"
        elif form == plural(base):
            tag = "Z"
        elif past and len(set(past)) > 1:
            tag = "D" if form == past[0] else "N"
        else:
            tag = "DN"
        tags[form] = tags.get(form, "") + tag
    if past and base in past:
        tags[base] += "DN"
    if (
        base.endswith(_DOUBLES_IN_BRITAIN)
        and base[-2] in "aeiou"
        and base[-3] not in "aeiou"
        and len(base) > 4
    ):
        tags.update({f"{base}{base[-1]}ing": "G", f"{base}{base[-1]}ed": "DN"})
    return tags


_DOUBLES_IN_BRITAIN = ("l", "kidnap", "equip", "worship", "confer", "concur")
"""Endings after which British spelling doubles the last letter (`cancelled`), American seldom does."""


def verb_entries(table: str) -> list[str]:
    """Entries of one `words` string."""
    return [entry.strip() for entry in table.replace("\n", "").split("|") if entry.strip()]


@cache
def event_acts_file() -> dict[str, dict[str, dict[str, str]]]:
    """The tables of `event_acts.toml` as written."""
    return tomllib.loads(text_of("event_acts.toml"))


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, built once."""
    tables = event_acts_file()
    senses: dict[str, list[Sense]] = {}
    for name, table in tables["verbs"].items():
        verb_class = VerbClass(
            name,
            table.get("type"),
            table.get("root", ""),
            table.get("mode"),
            table.get("op"),
            "roles" in table,
        )
        for entry in verb_entries(table["words"]):
            base, *tail = entry.split()
            if base == "be" and tail:
                base, tail = f"be {tail[0]}", tail[1:]
            senses.setdefault(base, []).append(Sense(tuple(tail), verb_class))
    forms: dict[str, list[tuple[str, str]]] = {}
    for base in senses:
        if base.startswith("be "):
            forms.setdefault(base[3:], []).append((base, "A"))
            continue
        if base == "be":
            continue
        for form, tags in tags_of(base).items():
            forms.setdefault(form, []).append((base, tags))
    return Lexicon(
        {form: tuple(some) for form, some in forms.items()},
        {base: tuple(sorted(some, key=lambda one: -len(one.tail))) for base, some in senses.items()},
        _nouns(tables),
        {
            name: Meaning(table["type"], table["root"], table.get("mode"))
            for name, table in tables["nouns"].items()
            if "type" in table
        },
        pairs_of(tables["pairs"]["rows"]),  # type: ignore[arg-type]
    )


def _nouns(
    tables: dict[str, dict[str, dict[str, str]]],
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Nouns by their first word; plurals are made where none is written, and never displace what is."""
    nouns: dict[tuple[str, ...], str] = {}
    plurals: dict[tuple[str, ...], str] = {}
    for name, table in tables["nouns"].items():
        for entry in verb_entries(table["words"]):
            words = tuple(entry.split())
            nouns.setdefault(words, name)
            if not words[-1].endswith("s") and words[-1] not in _UNCHANGING:
                plurals.setdefault((*words[:-1], plural(words[-1])), name)
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in {**plurals, **nouns}.items():
        by_first.setdefault(words[0], []).append((words, name))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in by_first.items()}


_UNCHANGING = frozenset(("on", "against", "to", "in", "for", "of", "with"))


def pairs_of(rows: str) -> dict[tuple[str, str], Meaning]:
    """The table of pairs: `TYPE root mode | verb class | noun classes`, a row a line."""
    pairs = {}
    for row in filter(None, map(str.strip, rows.splitlines())):
        meaning, verb, nouns = (part.strip() for part in row.split("|"))
        kind, root, mode = meaning.split()
        for noun in nouns.split():
            pairs[(verb, noun)] = Meaning(kind, root, None if mode == "-" else mode)
    return pairs
