"""Words of a text without their endings, so that two texts on one matter can be seen to share them."""

import re
from functools import cache

_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY = frozenset(
    """the and for with from that this these those his her its their who whom which what was were are is be been has
    have had will would may might not out off into onto over under about after before than then there here one two
    some all any more most other others such own it he she they them says said say of in on at by to as or an up no
    something somebody someone anything make makes made act acts step steps thing things concerning points point
    neither way change changes changed
    """.split()  # noqa: SIM905 - sixty words read better as a text
)
_ENDINGS = (
    "ations", "ation", "ating", "ated", "ates", "ate", "ings", "ing", "ments", "ment", "ies", "ied", "ers", "ed", "es",
    "ly", "er", "s", "e",
)  # fmt: skip


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
