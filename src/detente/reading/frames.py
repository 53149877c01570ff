"""Acts of a sentence, each with its meaning and roles, and which of them it is about."""

from dataclasses import dataclass

from detente.reading.actors import Actor
from detente.reading.event_lexicon import Meaning, lexicon
from detente.reading.grammar import RELATIVES, SUBORDINATORS, Verb
from detente.reading.meanings import REQUEST, Made, meaning_of
from detente.reading.parsed import Parsed, parse
from detente.reading.roles import roles_of
from detente.reading.tokens import Token

_CIVIL = frozenset(("CVL", "OPP", "LAB", "EDU", "REF", "AGR", "SOC", "REL", "JRN"))
_DEMANDED = 6.5
"""Score of a demand told by `must`: as much as a main verb with both actors."""


@dataclass(slots=True)
class Act:
    """One thing done in a sentence; `first` and `after` mark its trigger among the tokens."""

    first: int
    after: int
    meaning: Meaning
    sources: list[Actor]
    targets: list[Actor]
    score: float


def acts_of(tokens: list[Token], actors: list[Actor]) -> list[Act]:
    """Acts of a sentence, the likeliest to be what it reports first."""
    parsed = parse(tokens, actors)
    depths = _depths(parsed)
    acts = []
    for index, verb in enumerate(parsed.verbs):
        act = _verb_act(parsed, index) if verb.at < parsed.stop else None
        if act is not None:
            act.score -= depths[index]
            acts.append(act)
    acts.extend(_noun_acts(parsed))
    acts.sort(key=lambda act: (-act.score, act.first))
    return acts


def _depths(parsed: Parsed) -> list[float]:
    """How far each verb stands from the main clause, as a loss of score."""
    verbs = parsed.verbs
    depths = [0.0] * len(verbs)
    for index, verb in enumerate(verbs):
        if verb.finite:
            opener = parsed.low(verb.start - 1)
            floor = verbs[index - 1].after if index else 0
            if opener in RELATIVES or opener in ("that", "which"):
                depths[index] += 2.0
            elif SUBORDINATORS.intersection(parsed.lows(floor, verb.start)):
                depths[index] += 1.5
        for inner in _governed(parsed, index):
            depths[inner] += 4.0
    return depths


def _governed(parsed: Parsed, index: int) -> list[int]:
    """Verbs that only complete another: `urged Iran to release`, `demanded that Iran release`, `agreed to meet`."""
    verb = parsed.verbs[index]
    ops = {one.op for one in verb.classes if one.op} - {"say"}
    if not ops or (verb.participle and "aspect" in ops):
        return []
    if "that" in parsed.lows(verb.after, verb.after + 4) and ops & {"request", "threaten", "commit", "order"}:
        found: list[int] = []
        for later in range(index + 1, len(parsed.verbs)):
            between = set(parsed.lows(verb.after, parsed.verbs[later].start))
            if between & {";", '"'} or (found and "," in between):
                break
            found.append(later)
        return found
    wide = bool(ops & {"request", "allow", "order", "threaten"})
    inner = parsed.inner(index, reach=14 if wide else 5)
    return [] if inner is None else [inner]


def _verb_act(parsed: Parsed, index: int) -> Act | None:
    asked = _asked(parsed, index)
    if asked is not None:
        return asked
    verb = parsed.verbs[index]
    end = parsed.scope_end(index)
    made = meaning_of(parsed, index, end)
    if made is None:
        return None
    sources, targets = roles_of(parsed, index, made, end)
    meaning = _by_whom(made.meaning, verb, sources)
    score = _score(verb, made, sources, targets) - 0.15 * index
    return Act(verb.at, max(verb.after, made.last), meaning, sources, targets, score)


def _asked(parsed: Parsed, index: int) -> Act | None:
    """`A said B must ...`: a demand of A on B."""
    verb = parsed.verbs[index]
    if not verb.must or not verb.finite or not verb.subjects:
        return None
    for earlier in reversed(parsed.verbs[:index]):
        if earlier.has("say") and earlier.finite and earlier.subjects:
            if {one.code for one in earlier.subjects} & {one.code for one in verb.subjects}:
                return None
            return Act(
                verb.start, verb.after, REQUEST, list(earlier.subjects), list(verb.subjects), _DEMANDED
            )
    return None


def _by_whom(meaning: Meaning, verb: Verb, sources: list[Actor]) -> Meaning:
    """Roads blocked by a crowd are a protest, by an army they are coercion."""
    blocks = any(one.name in ("block", "close") for one in verb.classes)
    if blocks and meaning.type == "COERCE" and any(actor.code[3:6] in _CIVIL for actor in sources):
        return Meaning("PROTEST", "14", "obstruct")
    return meaning


def _score(verb: Verb, made: Made, sources: list[Actor], targets: list[Actor]) -> float:
    """How likely an act is what the sentence reports: a main verb, with both actors, put together from parts."""
    score = 2.0 * bool(sources) + 2.0 * bool(targets) + 0.5 * made.composed + 2.0 * verb.finite
    score -= 0.5 * verb.participle + 1.0 * verb.reduced
    score += 0.5 * any(actor.certain for actor in sources)
    within = sources and targets and sources[0].code[:3] == targets[0].code[:3]
    return score - 0.7 * bool(within)


def _noun_acts(parsed: Parsed) -> list[Act]:
    """Acts told by a noun: `talks between A and B`, `A's attack on B`, `an attack by A on B`."""
    book = lexicon()
    found = []
    for noun in parsed.nouns:
        meaning = book.meanings.get(noun.kind)
        if meaning is None or noun.first >= parsed.stop:
            continue
        sources = [
            actor for actor in parsed.actors
            if 0 <= noun.first - actor.after <= 4 and (actor.possessive or actor.adjective)
        ][-1:]  # fmt: skip
        targets: list[Actor] = []
        linked = parsed.low(noun.after)
        following = [actor for actor in parsed.actors if noun.after < actor.first <= noun.after + 6]
        if linked == "between" and len(following) > 1:
            sources = following[:2]
        elif linked == "by":
            sources = following[:1] or sources
        elif linked in ("on", "against", "with", "from", "to", "into", "at"):
            targets = following[:1]
        if sources:
            score = 1.2 + 1.2 * bool(targets) + 0.6 * (linked == "between")
            found.append(Act(noun.first, noun.after, meaning, sources, targets, score))
    return found
