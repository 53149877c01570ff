"""Forms of an English verb or noun from its base form, so that a lexicon lists each word once."""

import tomllib
from functools import cache

from detente.reading.shipped import text_of

_VOWELS = frozenset("aeiou")
_DOUBLED = frozenset("bdgklmnprtv")


@cache
def irregular_verbs() -> dict[str, tuple[str, ...]]:
    """Past forms and participles of irregular verbs by their base form, read from `irregular.toml`."""
    tables = tomllib.loads(text_of("irregular.toml"))
    return {base: tuple(forms.split()) for base, forms in tables["verbs"].items()}


@cache
def past_forms() -> frozenset[str]:
    """Every irregular past form or participle."""
    return frozenset(form for forms in irregular_verbs().values() for form in forms)


def word_set(words: str) -> frozenset[str]:
    """Words written in a row, as a set."""
    return frozenset(words.split())


def verb_forms(base: str) -> tuple[str, ...]:
    """All forms of a verb: base, third person, present participle, past, past participle.

    Examples
    --------
    >>> verb_forms("ban")
    ('ban', 'bans', 'banning', 'banned')
    >>> verb_forms("withdraw")
    ('withdraw', 'withdraws', 'withdrawing', 'withdrew', 'withdrawn')
    >>> verb_forms("de-escalate")
    ('de-escalate', 'de-escalates', 'de-escalating', 'de-escalated')
    """
    past = irregular_verbs().get(base) or (_ending(base, "ed"),)
    return tuple(dict.fromkeys((base, plural(base), _ending(base, "ing"), *past)))


def plural(base: str) -> str:
    """Plural of a noun, or third person of a verb.

    Examples
    --------
    >>> plural("policy"), plural("clash"), plural("crisis"), plural("talk")
    ('policies', 'clashes', 'crises', 'talks')
    """
    if base.endswith("sis"):
        return f"{base[:-2]}es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return f"{base[:-1]}ies"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    return f"{base}s"


def _ending(base: str, ending: str) -> str:
    if base.endswith("ie") and ending == "ing":
        return f"{base[:-2]}ying"
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return f"{base[:-1]}{ending}"
    if base.endswith("y") and ending == "ed" and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    if base.endswith("c"):
        return f"{base}k{ending}"
    if _doubles(base):
        return f"{base}{base[-1]}{ending}"
    return f"{base}{ending}"


def _doubles(base: str) -> bool:
    """Whether the last consonant is doubled: one vowel before it, and the stress on it."""
    if base in _STRESSED_LAST:
        return True
    stem = base.rsplit("-", 1)[-1]
    return (
        2 < len(stem) <= 5
        and stem[-1] in _DOUBLED
        and stem[-2] in _VOWELS
        and sum(letter in _VOWELS for letter in stem) == 1
    )


_STRESSED_LAST = word_set(
    "admit commit compel control defer deter expel forbid incur infer occur permit prefer propel rebel "
    "refer regret remit repel submit transfer transmit upset quit"
)
