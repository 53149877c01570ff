"""Whether two short texts in our own words say much the same, and whether two names are of one outlet."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from math import log

from detente.reading.speakers import publishers
from detente.reading.statements import actor_id

_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY = frozenset(
    """the and for with from that this these those his her its their who whom which what was were are is be been has
    have had will would may might not out off into onto over under about after before than then there here one two
    some all any more most other others such own it he she they them says said say of in on at by to as or an up no
    """.split()  # noqa: SIM905 - sixty words read better as a text
)
_ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ies",
    "ied",
    "ers",
    "ers",
    "ed",
    "es",
    "ly",
    "er",
    "s",
    "e",
)


@cache
def stem(word: str) -> str:
    """A word without its ending, so that forms of one word meet; rough on purpose.

    Examples
    --------
    >>> stem("negotiations") == stem("negotiating"), stem("sanctions") == stem("sanctioned")
    (True, True)
    """
    plain = word.casefold()
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)].rstrip("iy")
    return plain


def content(text: str) -> frozenset[str]:
    """Stems of the words of a text that carry meaning; ids count as their words."""
    return frozenset(
        stem(word) for word in _WORD.findall(text.replace("_", " ")) if word.casefold() not in _EMPTY
    )


def rarity(texts: Iterable[str]) -> Mapping[str, float]:
    """Stem -> how much it tells one of these texts from another (inverse document frequency)."""
    held = [content(text) for text in texts]
    counts: dict[str, int] = {}
    for one in held:
        for word in one:
            counts[word] = counts.get(word, 0) + 1
    return {word: log((1 + len(held)) / (0.5 + count)) for word, count in counts.items()}


def alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Weighted share of the shorter text's words that both hold, in [0, 1].

    A word that no weight is known of counts as much as the rarest.
    """
    if not one or not other:
        return 0.0
    most = max(weights.values(), default=1.0)

    def weight(words: Iterable[str]) -> float:
        return sum(weights.get(word, most) for word in words)

    smaller = min(weight(one), weight(other))
    return weight(one & other) / smaller if smaller > 0 else 0.0


def same_outlet(one: str, other: str) -> bool:
    """Whether two names are of one publisher: alike but for case and article, by initials, or by a known short name.

    Examples
    --------
    >>> same_outlet("The New York Times", "nyt"), same_outlet("Reuters", "reuters"), same_outlet("BBC", "CNN")
    (True, True, False)
    """
    first, second = _forms(one), _forms(other)
    return bool(first & second)


@cache
def _forms(name: str) -> frozenset[str]:
    plain = actor_id(name).removeprefix("the_")
    words = [word for word in plain.split("_") if word not in ("of", "and", "the")]
    forms = {plain, plain.partition(".")[0]}
    if len(words) > 2:
        forms.add("".join(word[0] for word in words))
    for known, others in publishers().items():
        every = {actor_id(each).removeprefix("the_") for each in (known, *others)}
        if plain in every:
            forms |= every
    return frozenset(forms)
