"""Whether two short texts say much the same, and whether two names are of one outlet."""

from collections.abc import Iterable, Mapping
from functools import cache
from math import log

from detente.reading.several.statements import actor_id
from detente.reading.speech.speakers import publishers_in
from detente.reading.words.stems import content


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
    named = publishers_in(name.replace("_", " "))
    if len(named) == 1:
        forms.add(actor_id(named[0][2]).removeprefix("the_"))
    return frozenset(forms)
