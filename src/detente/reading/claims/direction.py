"""Which way words point: to easing or to hardening, with what turns them round taken into account."""

from functools import lru_cache
from typing import NamedTuple

from detente.core.claim import Direction
from detente.reading.words.clauses import clauses_of
from detente.reading.words.inflect import word_set
from detente.reading.words.lexicon import hits_of
from detente.reading.words.phrases import Hit

_SCOPE = 6
"""Words over which a reverser reaches, within its clause."""
_STOPS = frozenset((",", ";", ":", "—", "–", '"', "(", ")", "."))

_FINITE = word_set(
    "but which who while is are was were remains remain remained has have had will would may might could"
)
"""Words that begin another statement, which a reverser before them does not reach."""

_OBJECTIVE = word_set("that which who after when as because and but said to")
_GOALS = frozenset(("to", "toward", "towards", "into"))
_NEGATIONS = frozenset(("not", "n't", "never", "no", "without", "nobody", "none", "neither", "nor"))


class Pole(NamedTuple):
    """A word that points one way, with the turns before it already applied."""

    first: int
    after: int
    sign: int
    plain: int
    """Where the word itself points, before any turn."""


@lru_cache(maxsize=512)
def poles_of(quote: str) -> tuple[Pole, ...]:
    """All words of a sentence that point somewhere, turned round by reversers before them.

    Examples
    --------
    >>> [pole.sign for pole in poles_of("Kyiv suspended the talks and never renounced the use of force.")]
    [-1, -1]
    """
    words = clauses_of(quote).words
    hits: list[Hit] = []
    for hit in sorted(hits_of(quote)["polarity"], key=lambda hit: (hit.first, -hit.after)):
        if not hits or hit.first >= hits[-1].after:
            hits.append(hit)
    turners = [hit for hit in hits if hit.entry.marks.get("reversing") == "yes"]
    falling = [hit for hit in hits if hit.entry.marks.get("reversing") == "back"]
    found: list[Pole] = []
    used: set[Hit] = set()
    for hit in hits:
        lean = hit.entry.marks.get("lean")
        if lean is None or hit in turners:
            continue
        sign = 1 if lean == "accommodation" else -1
        at, reach = hit.first, _SCOPE
        for turner in reversed(turners):
            if turner.after <= at and at - turner.after <= reach and not _parted(words.lower, turner, at):
                sign = -sign
                used.add(turner)
                at, reach = turner.first, 2
        if any(_falls(words.lower, hit, other) for other in falling):
            sign = -sign
        found.append(Pole(hit.first, hit.after, sign, 1 if lean == "accommodation" else -1))
    for turner in turners:
        lean = turner.entry.marks.get("lean")
        if lean is not None and turner not in used:
            turned = any(
                other.after <= turner.first and turner.first - other.after <= 2 and other not in used
                for other in turners
                if other is not turner and other.entry.pattern in _NEGATIONS
            )
            sign = 1 if (lean == "accommodation") != turned else -1
            found.append(Pole(turner.first, turner.after, sign, sign))
    return tuple(sorted(found))


def lean(quote: str, first: int, after: int, *, turned: bool = True) -> Direction:
    """Which way the words in a range point on balance; neutral where they point nowhere or cancel out.

    Parameters
    ----------
    quote : the sentence.
    first, after : the range of words.
    turned : with the turns before the words; without them for what is only named (`its hostile past`).
    """
    inside = [pole for pole in poles_of(quote) if first <= pole.first < after]
    balance = sum(pole.sign if turned else pole.plain for pole in inside)
    return "accommodation" if balance > 0 else "confrontation" if balance < 0 else "neutral"


def _falls(lower: tuple[str, ...], hit: Hit, verb: Hit) -> bool:
    """Whether a word is the subject of a verb of ending or failing: `fighting fell`, `the talks with Quito collapsed`."""
    gap = lower[hit.after : verb.first]
    return 0 <= verb.first - hit.after <= 4 and not any(word in _STOPS or word in _OBJECTIVE for word in gap)


def _parted(lower: tuple[str, ...], turner: Hit, end: int) -> bool:
    """Whether another statement begins between a reverser and a word, or the goal of a move away: `from war to talks`."""
    begin = turner.after
    leaving = lower[begin - 1] in ("from", "away")
    for index in range(begin, end):
        word = lower[index]
        if (
            word in _STOPS
            or word in _FINITE
            or (leaving and word in _GOALS)
            or (word == "and" and end - index > 2)
        ):
            return True
    return False
