"""Coding a sentence whose source and target are given, as marked text or as strings: only the act is to be found."""

import re
from dataclasses import replace

from detente.reading.acts.frames import Act, acts_of
from detente.reading.acts.meanings import COOPERATIVE
from detente.reading.naming.actors import UNKNOWN, Actor, actors_in
from detente.reading.naming.memory import Memory
from detente.reading.words.tokens import Token

_MARK = re.compile(r"</?[st]>")


def marked_spans(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Text without its marks, and where sources (`<s>..</s>`) and targets (`<t>..</t>`) stand in it.

    Examples
    --------
    >>> marked_spans("<s>Iran</s> warned <t>Iraq</t>.")
    ('Iran warned Iraq.', [(0, 4)], [(12, 16)])
    """
    pieces: list[str] = []
    length = 0
    opened: dict[str, int] = {}
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    last = 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[last : mark.start()])
        length += mark.start() - last
        last = mark.end()
        role = mark.group()[-2]
        if mark.group()[1] != "/":
            opened[role] = length
        elif role in opened:
            spans[role].append((opened.pop(role), length))
    pieces.append(marked[last:])
    return "".join(pieces), spans["s"], spans["t"]


def given_actors(
    text: str, tokens: list[Token], sources: list[tuple[int, int]], targets: list[tuple[int, int]]
) -> tuple[list[Actor], list[Actor], list[Actor]]:
    """All actors of a sentence with the given ones in place of what the dictionary would make of them.

    Returns
    -------
    every actor in order; the given sources; the given targets.
    """
    found = actors_in(text, tokens, memory=Memory())
    given: list[Actor] = []
    roles: list[list[Actor]] = []
    for spans in (sources, targets):
        row = []
        for start, end in spans:
            actor = _given(text, tokens, found, start, end)
            if actor is not None:
                row.append(actor)
                given.append(actor)
        roles.append(row)
    others = [
        actor
        for actor in found
        if not any(actor.first < one.after and one.first < actor.after for one in given)
    ]
    return sorted((*given, *others), key=lambda actor: (actor.first, -actor.after)), roles[0], roles[1]


def _given(text: str, tokens: list[Token], found: list[Actor], start: int, end: int) -> Actor | None:
    covered = [index for index, token in enumerate(tokens) if token.start < end and token.end > start]
    if not covered:
        return None
    first, after = covered[0], covered[-1] + 1
    inside = [actor for actor in found if actor.first < after and first < actor.after]
    code = inside[0].code if inside else f"{UNKNOWN}"
    kind = inside[0].kind if inside else "people"
    return Actor(first, after, code, text[start:end], kind)


def act_between(
    tokens: list[Token], actors: list[Actor], sources: list[Actor], targets: list[Actor]
) -> Act | None:
    """The act that best joins given sources and targets; the likeliest act of the sentence where none does."""
    acts = acts_of(tokens, actors)
    if not acts:
        return None
    best = max(acts, key=lambda act: act.score + _joins(act, sources, targets))
    return replace(best, sources=sources, targets=targets)


def _joins(act: Act, sources: list[Actor], targets: list[Actor]) -> float:
    """How well an act fits given roles: as found, swapped, or by standing between them."""
    points = 0.0
    if any(actor in sources for actor in act.sources):
        points += 3.0
    reciprocal = not act.targets and len(act.sources) > 1
    if any(actor in targets for actor in (act.sources if reciprocal else act.targets)):
        points += 2.0
    if act.meaning.type not in COOPERATIVE and any(actor in targets for actor in act.sources) and targets:
        points -= 0.5
    if sources and act.first < sources[0].after - 1 and act.first >= sources[0].first:
        points -= 4.0
    if targets and targets[0].first <= act.first < targets[0].after and len(act.targets) == 0:
        points -= 2.0
    return points
