"""A claim in the reader's own words, put together from its kind, class, actors, subject and direction."""

import tomllib
from collections.abc import Sequence
from functools import cache

from detente.core.claim import ClaimKind, Direction
from detente.reading.shipped import text_of
from detente.reading.words.lexicon import entries_of, hits_of

_POINTS: dict[Direction, str] = {
    "accommodation": "it points to easing",
    "confrontation": "it points to hardening",
    "neutral": "it points neither way",
}


def paraphrase(
    kind: ClaimKind,
    group: str,
    actors: Sequence[str],
    about: str | None,
    direction: Direction,
    *,
    negated: bool = False,
) -> str:
    """One line that says what a claim claims, never its sentence.

    Parameters
    ----------
    kind, group : kind of the claim and class of its cue in the lexicon.
    actors : names, the first the one it is about.
    about : subject, one of `subjects()`.
    direction : which way it points.
    negated : the claim is that it is not so.

    Examples
    --------
    >>> paraphrase("stance", "opposes", ["Russia", "NATO"], "membership", "confrontation")
    'Russia is against something concerning NATO, on membership; it points to hardening.'
    """
    lines = _templates()[kind]
    line = lines.get(group, lines["any"])
    first = actors[0] if actors else "Someone"
    others = [name for name in dict.fromkeys(actors) if name != first]
    whom = f" concerning {_joined(others)}" if others else ""
    subject = f", on {about}" if about else ""
    said = f"{line.format(who=first)}{whom}{subject}"
    said = said[0].upper() + said[1:]
    return f"{'Not so: ' if negated else ''}{said}; {_POINTS[direction]}."


def subject_of(quote: str, first: int, after: int) -> str | None:
    """What a stretch of a sentence's words is about: the first subject named in it."""
    for hit in hits_of(quote)["subjects"]:
        if first <= hit.first < after:
            return hit.entry.group
    return None


def subjects() -> tuple[str, ...]:
    """Subjects that a claim can be about."""
    return tuple(dict.fromkeys(entry.group for entry in entries_of("subjects")))


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@cache
def _templates() -> dict[str, dict[str, str]]:
    return tomllib.loads(text_of("claims/paraphrase.toml"))
