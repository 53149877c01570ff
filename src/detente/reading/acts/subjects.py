"""Whose act a verb tells: its own subject, that of the verb it continues, or what its relative clause is about."""

from itertools import pairwise

from detente.reading.acts.grammar import AUXILIARIES, PREPOSITIONS, RELATIVES, SUBORDINATORS, Verb
from detente.reading.naming.actors import Actor
from detente.reading.words.tokens import Token
from detente.reading.words.wordlists import word_set


def give_subjects(verbs: list[Verb], tokens: list[Token], actors: list[Actor]) -> None:
    """Find the subject of each verb: its own, the one of the verb it continues, or the one that a relative clause is about."""
    for index, verb in enumerate(verbs):
        earlier = verbs[index - 1] if index else None
        if not verb.finite:
            verb.subjects = _borrowed(verb, verbs[:index], tokens, actors)
            continue
        verb.subjects = _subjects(verb, verbs[:index], tokens, actors)
        if not verb.subjects and earlier is not None:
            verb.subjects = list(earlier.subjects)


def _borrowed(verb: Verb, earlier: list[Verb], tokens: list[Token], actors: list[Actor]) -> list[Actor]:
    """Subject of an infinitive or participle."""
    if verb.reduced:
        near = [actor for actor in actors if actor.after <= verb.start and verb.start - actor.after <= 2]
        return near[-1:]
    for before in reversed(earlier):
        if before.has("request") or before.has("allow") or before.has("order"):
            between = [one for one in actors if before.after <= one.first and one.after <= verb.start]
            if between:
                return between[:1]
        if before.finite or before.subjects:
            return list(before.subjects)
    near = [actor for actor in actors if actor.after <= verb.start and not actor.stranger]
    heads = [actor for actor in near if not _after_preposition(tokens, actor, 0)]
    return joined_subjects(heads or near, tokens) if verb.participle else near[-1:]


def _subjects(verb: Verb, earlier: list[Verb], tokens: list[Token], actors: list[Actor]) -> list[Actor]:
    stop = min(verb.start, verb.edge)
    if stop and tokens[stop - 1].low in RELATIVES:
        edge = stop - 1
        near = [actor for actor in actors if actor.after <= edge and edge - actor.after <= 3]
        if near:
            return near[-1:]
    shared = _shared(stop, earlier, tokens)
    if shared is not None:
        return shared
    begin = _clause_start(tokens, stop, earlier, actors)
    whole = stop
    stop = _before_aside(tokens, begin, stop)
    inside = [
        actor for actor in actors if actor.first >= begin and actor.after <= stop and not actor.stranger
    ]
    if not inside and stop > begin:
        # An unknown person is told by the apposition: `Victoire Ingabire, leader of ...`.
        inside = [actor for actor in actors if stop <= actor.first and actor.after <= whole][:1]
    if not inside and not any(one.subjects for one in earlier):
        strangers = [actor for actor in actors if actor.first >= begin and actor.after <= stop]
        return [one for one in strangers if not _after_preposition(tokens, one, begin)][:1]
    heads = [actor for actor in inside if not _after_preposition(tokens, actor, begin)]
    if not heads:
        if earlier and (
            stop == 0 or tokens[verb.start - 1].low in ("and", "but", "or", ",", "then") or not inside
        ):
            return []
        heads = inside
    nouns = [
        one for one in heads if not one.possessive and (not one.adjective or _shares_noun(one, tokens))
    ] or heads
    if nouns[0].kind == "pronoun":
        told = next((one for one in reversed(earlier) if one.finite and one.subjects), None)
        if told is not None:
            return list(told.subjects)
    return joined_subjects(nouns, tokens)


def _shared(stop: int, earlier: list[Verb], tokens: list[Token]) -> list[Actor] | None:
    """Subject of the verb before, where the two stand in a row: `rejected the truce and warned its neighbours`."""
    opener = tokens[stop - 1].low if stop else ""
    before = next((one for one in reversed(earlier) if one.finite and one.subjects), None)
    if before is None or opener not in ("and", "but", "or", "then", ","):
        return None
    if opener == "," and any(token.low == "," for token in tokens[before.after : stop - 1]):
        return None  # the comma closes an aside
    return list(before.subjects)


def _clause_start(tokens: list[Token], stop: int, earlier: list[Verb], actors: list[Actor]) -> int:
    """Where the clause of a verb begins: behind a subordinator, a colon, a report (`said`) or another finite verb."""
    floor = 0
    for verb in reversed(earlier):
        if verb.finite:
            floor = verb.after
            break
    for look in range(stop - 1, floor - 1, -1):
        low = tokens[look].low
        if low in (";", ":", "that", "--", "–", "—"):
            return look + 1
        if low in SUBORDINATORS or low in RELATIVES:
            comma = next((at for at in range(look + 1, stop) if tokens[at].low == ","), None)
            if comma is None:
                return look + 1
            if any(comma < actor.first and actor.after <= stop and not actor.stranger for actor in actors):
                return comma + 1
            # `Iran, when attacked, retaliated`: the clause is closed, and the subject stands before it.
    return floor


def _before_aside(tokens: list[Token], begin: int, stop: int) -> int:
    """Skip `, the spokesman for the group,` before a verb."""
    while stop - 1 > begin and tokens[stop - 1].low == ",":
        opening = next((look for look in range(stop - 2, begin - 1, -1) if tokens[look].low == ","), None)
        if opening is None or opening <= begin:
            return stop - 1
        stop = opening
    return stop


def _after_preposition(tokens: list[Token], actor: Actor, begin: int) -> bool:
    look = actor.first - 1
    steps = 0
    while look >= begin and steps < 5:
        low = tokens[look].low
        if low == "of":
            return look == begin or _after_comma_or_start(tokens, look, begin)
        if low in PREPOSITIONS:
            return True
        if low in (",", "and", "or", '"', "-", "--") or low in AUXILIARIES:
            return False
        look -= 1
        steps += 1
    return False


def _after_comma_or_start(tokens: list[Token], look: int, begin: int) -> bool:
    return look == begin or tokens[look - 1].low == ","


def joined_subjects(heads: list[Actor], tokens: list[Token]) -> list[Actor]:
    """The head of a subject, with those joined to it by `and`."""
    if not heads:
        return []
    joined = [heads[0]]
    for actor in heads[1:]:
        between = [token.low for token in tokens[joined[-1].after : actor.first]]
        if not is_joint(between) and not ("and" in between and len(between) <= 6 and "," not in between):
            break
        joined.append(actor)
    ended = any(
        "and" in [token.low for token in tokens[one.after : two.first]] for one, two in pairwise(joined)
    )
    return joined if ended else joined[:1]


def _shares_noun(actor: Actor, tokens: list[Token]) -> bool:
    """Whether an adjective stands for an actor: `Norwegian and Swedish troops`."""
    return actor.after < len(tokens) and tokens[actor.after].low in ("and", ",", "or")


def is_joint(between: list[str]) -> bool:
    """Whether words between two actors only join them: `, the`, `and its ally`."""
    return len(between) <= 4 and _JOINTS.issuperset(between) and not _COORDINATORS.isdisjoint(between)


_JOINTS = word_set("joints")
_COORDINATORS = frozenset((",", "and", "or"))
