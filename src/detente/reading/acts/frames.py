"""Acts of a sentence, each with its meaning and roles, and which of them it is about."""

from dataclasses import dataclass

from detente.reading.acts.event_lexicon import Meaning, lexicon
from detente.reading.acts.grammar import BE, MUST, RELATIVES, SUBORDINATORS, Verb
from detente.reading.acts.meanings import REQUEST, Made, meaning_of
from detente.reading.acts.parsed import Parsed, parse
from detente.reading.acts.roles import roles_of
from detente.reading.acts.subjects import joined_subjects
from detente.reading.naming.actors import Actor
from detente.reading.words.tokens import Token

_CIVIL = frozenset(("CVL", "OPP", "LAB", "EDU", "REF", "AGR", "SOC", "REL", "JRN"))
_DEMANDED = 7.2
"""Score of what somebody says another must do or has done: above the verb that tells what."""

_TOLD_BY_NOUN, _NAMED_ONLY = 3.6, 1.2
"""Scores of an act that a noun tells with both its actors, and with one."""


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
    acts.extend(_said_of_others(parsed))
    acts.extend(_noun_acts(parsed))
    acts.sort(key=lambda act: (-act.score, act.first))
    _lend_source(acts)
    return acts


def _lend_source(acts: list[Act]) -> None:
    """`Two were killed when troops opened fire`: who did it is told with another verb of the same type."""
    if acts and not acts[0].sources and acts[0].targets:
        kind = acts[0].meaning.type
        lender = next((act for act in acts[1:] if act.meaning.type == kind and act.sources), None)
        if lender is not None:
            acts[0].sources = [one for one in lender.sources if one not in acts[0].targets]


def _depths(parsed: Parsed) -> list[float]:
    """How far each verb stands from the main clause, as a loss of score."""
    verbs = parsed.verbs
    depths = [0.0] * len(verbs)
    for index, verb in enumerate(verbs):
        if verb.finite:
            floor = verbs[index - 1].after if index else 0
            words = parsed.lows(floor, verb.start)
            reported = index > 0 and verbs[index - 1].has("say")
            if parsed.low(verb.start - 1) in RELATIVES or ("that" in words and not reported):
                depths[index] += 2.0
            elif SUBORDINATORS.intersection(words):
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
    inner = parsed.inner(index, reach=14 if wide else 6)
    if inner is None and "request" in ops and index + 1 < len(parsed.verbs):
        # `pushed for Iran release them`: a second verb with nothing between to begin a clause of its own.
        following = parsed.verbs[index + 1]
        if following.finite and not _BREAKS.intersection(parsed.lows(verb.after, following.start)):
            inner = index + 1
    return [] if inner is None else [inner]


_BREAKS = SUBORDINATORS | RELATIVES | {",", ";", "and", "but", "or", "that", "which"}


def _verb_act(parsed: Parsed, index: int) -> Act | None:
    verb = parsed.verbs[index]
    end = parsed.scope_end(index)
    made = meaning_of(parsed, index, end)
    if made is None:
        return None
    sources, targets = roles_of(parsed, index, made, end)
    meaning = _by_whom(made.meaning, verb, sources)
    score = _score(verb, made, sources, targets) - 0.15 * index
    return Act(verb.at, max(verb.after, made.last), meaning, sources, targets, score)


def _said_of_others(parsed: Parsed) -> list[Act]:
    """`A said B must ...` is a demand of A on B, `A said B was responsible` an accusation."""
    found = []
    for at in range(1, parsed.stop):
        low = parsed.low(at)
        wanted = low in MUST or (low in ("needs", "has", "have", "need") and parsed.low(at + 1) == "to")
        blamed = low in BE and parsed.low(at + 1) in ("responsible", "behind", "guilty")
        if not (wanted or blamed):
            continue
        speech = next((verb for verb in reversed(parsed.verbs) if verb.after <= at and verb.finite), None)
        if speech is None or not speech.has("say") or not speech.subjects:
            continue
        about = [one for one in parsed.actors if speech.after <= one.first and one.after <= at]
        about = [one for one in about if not one.stranger and at - one.after <= 6 and one.kind != "pronoun"]
        others = joined_subjects(about, parsed.tokens)
        if others and not {one.code for one in others} & {one.code for one in speech.subjects}:
            meaning = REQUEST if wanted else Meaning("ACCUSE", "11", "allege")
            found.append(Act(at, at + 1, meaning, list(speech.subjects), others, _DEMANDED))
    return found


def _by_whom(meaning: Meaning, verb: Verb, sources: list[Actor]) -> Meaning:
    """Roads blocked by a crowd are a protest, by an army they are coercion; an army marches otherwise, too."""
    blocks = any(one.name in ("block", "close") for one in verb.classes)
    if blocks and meaning.type == "COERCE" and any(actor.code[3:6] in _CIVIL for actor in sources):
        return Meaning("PROTEST", "14", "obstruct")
    if verb.base == "march" and sources and sources[0].code[3:6] in ("MIL", "REB", "PRM"):
        return Meaning("MOBILIZE", "15", "troops")
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
        if "between" in parsed.lows(noun.after, noun.after + 4) and len(following) > 1:
            sources = following[:2]
        elif linked == "by":
            sources = following[:1] or sources
        elif linked in ("on", "against", "with", "from", "to", "into", "at"):
            targets = following[:1]
        if sources:
            score = _TOLD_BY_NOUN if targets or len(sources) > 1 else _NAMED_ONLY
            found.append(Act(noun.first, noun.after, meaning, sources, targets, score))
    return found
