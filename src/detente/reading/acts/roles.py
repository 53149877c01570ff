"""Who does it, and to whom: the source and target of an act, from the subject of its verb and what follows it."""

from itertools import pairwise

from detente.reading.acts.grammar import PREPOSITIONS
from detente.reading.acts.meanings import Made
from detente.reading.acts.parsed import Parsed
from detente.reading.acts.subjects import is_joint
from detente.reading.naming.actors import UNKNOWN, Actor

_RECIPROCAL = frozenset(("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REJECT"))
"""Types in which two subjects act on each other: `A and B met`."""
_TOWARD = frozenset(("against", "on", "with", "from", "to", "at"))
_ENDS = frozenset(("and", "or", "well"))
_FAR = 40.0
"""Loss beyond which an actor is no target at all."""

Roles = tuple[list[Actor], list[Actor]]


def roles_of(parsed: Parsed, index: int, made: Made, end: int) -> Roles:
    """Sources and targets of a verb's act.

    Parameters
    ----------
    end : the token where the verb's part of the sentence ends; actors behind it are targets of last resort.
    """
    verb = parsed.verbs[index]
    subjects = list(verb.subjects)
    right = [actor for actor in parsed.actors if verb.at < actor.first < parsed.stop]
    leaves = verb.passive and made.meaning.mode == "withdraw"
    if (verb.passive or made.swapped) and not leaves:
        by = _by_agent(parsed, verb.at, right)
        if by is None and made.swapped:
            by = _target(parsed, verb.at + 1, right, subjects, end)
        if by is None and made.composed and verb.passive:
            return _around_noun(parsed, verb.start) or ([], subjects)
        if by is None and made.meaning.mode in _BY_STATES:
            by = next((actor for actor in right if actor.place), None)
        return ([by] if by else []), subjects
    countries = {actor.code[:3] for actor in subjects}
    if len(subjects) > 1 and len(countries) > 1 and made.meaning.type in _RECIPROCAL:
        return subjects, []
    target = _target(parsed, verb.at + 1, right, subjects, end)
    return subjects, [] if target is None else _with_joined(parsed, target, right)


_BY_STATES = frozenset(("arrest", "release", "deport"))
"""Acts of an authority: where nobody is named, it is that of the place (`was arrested in Oslo`)."""


def _around_noun(parsed: Parsed, stop: int) -> Roles | None:
    """`UN sanctions against Chad were lifted`: whose they are, and against whom."""
    noun = next((one for one in reversed(parsed.nouns) if one.after <= stop), None)
    if noun is None:
        return None
    owners = [
        one for one in parsed.actors if 0 <= noun.first - one.after <= 2 and (one.adjective or one.possessive)
    ]
    others = [one for one in parsed.actors if noun.after < one.first and one.after <= stop]
    return (owners[-1:], others[:1]) if owners and others else None


def _by_agent(parsed: Parsed, start: int, right: list[Actor]) -> Actor | None:
    for actor in right:
        if "by" in parsed.lows(max(start, actor.first - 4), actor.first):
            return actor
    return None


def _target(parsed: Parsed, start: int, right: list[Actor], subjects: list[Actor], end: int) -> Actor | None:
    """The actor behind the verb that stands closest to it, unless something speaks against it."""
    own = {actor.code for actor in subjects}
    countries = {code[:3] for code in own}
    best: tuple[float, Actor] | None = None
    for actor in right:
        if actor.stranger:
            continue
        loss = 0.5 * (actor.first - start) + _against(actor, own, countries)
        loss += 12 * (actor.first >= end)
        if actor.first - start <= 1 and parsed.low(actor.first - 1) not in PREPOSITIONS:
            loss -= 2  # the direct object
        if actor.kind == "pronoun":
            loss += 2 if actor.first == start else 12
        if parsed.low(actor.first - 1) in _TOWARD:
            loss -= 2
        if loss < _FAR and (best is None or loss < best[0]):
            best = (loss, actor)
    return best[1] if best else None


def _against(actor: Actor, own: set[str], countries: set[str]) -> float:
    """What speaks against an actor as the target: being the source itself, unknown, or but a place."""
    loss = 3.0 * actor.place
    if actor.code in own and (actor.kind == "pronoun" or len(actor.code) == 3):
        loss += _FAR
    elif actor.code[:3] in countries:
        loss += 6
    if actor.code.startswith(UNKNOWN):
        loss += 15
    elif not actor.certain and actor.kind != "pronoun":
        loss += 2
    return loss


def _with_joined(parsed: Parsed, target: Actor, right: list[Actor]) -> list[Actor]:
    """A target with those joined to it by `and`, directly or at the end of a list."""
    joined = [target]
    for actor in right:
        if actor.first < joined[-1].after:
            continue
        between = parsed.lows(joined[-1].after, actor.first)
        if not is_joint(between):
            break
        joined.append(actor)
    ended = any(_ENDS.intersection(parsed.lows(one.after, two.first)) for one, two in pairwise(joined))
    return joined if ended else [target]
