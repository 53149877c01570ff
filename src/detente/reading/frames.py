"""What each verb of a sentence amounts to: its type, by itself, by its noun or by the verb it bends; and its roles."""

from dataclasses import dataclass, replace

from detente.reading.actors import Actor
from detente.reading.event_lexicon import Lexicon, Meaning, lexicon
from detente.reading.grammar import (
    DAYS,
    RELATIVES,
    SUBORDINATORS,
    Verb,
    give_subjects,
    verbs_of,
)
from detente.reading.tokens import Token

COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"))
MATERIAL_CONFLICT = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
AGREE, REJECT, THREATEN = Meaning("AGREE", "03"), Meaning("REJECT", "12"), Meaning("THREATEN", "13")
REQUEST = Meaning("REQUEST", "10")
_RECIPROCAL = frozenset(("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REJECT"))


@dataclass(slots=True)
class Act:
    """One thing done in a sentence; `first` and `after` mark its trigger among the tokens."""

    first: int
    after: int
    meaning: Meaning
    sources: list[Actor]
    targets: list[Actor]
    score: float
    verb: Verb | None = None

    @property
    def confidence(self) -> float:
        """A share between 0 and 1 that grows with what was found."""
        return max(0.05, min(0.95, 0.2 + 0.1 * self.score))


def acts_of(tokens: list[Token], actors: list[Actor]) -> list[Act]:
    """Acts of a sentence, the likeliest to be what it reports first."""
    book = lexicon()
    verbs = verbs_of(tokens, actors)
    give_subjects(verbs, tokens, actors)
    nouns = nouns_of(tokens, book, {verb.at for verb in verbs})
    stop = _attribution_tail(tokens, verbs)
    depths = _depths(verbs, tokens)
    acts = []
    for index in range(len(verbs)):
        act = _verb_act(index, verbs, nouns, tokens, actors, book, stop)
        if act is not None:
            act.score -= depths[index]
            acts.append(act)
    acts.extend(_noun_acts(nouns, tokens, actors, book, stop))
    acts.sort(key=lambda act: (-act.score, act.first))
    return acts


def _depths(verbs: list[Verb], tokens: list[Token]) -> list[float]:
    """How far each verb stands from the main clause, as a loss of score."""
    depths = [0.0] * len(verbs)
    for index, verb in enumerate(verbs):
        opener = tokens[verb.start - 1].low if verb.start else ""
        if verb.finite:
            if opener in RELATIVES or opener in ("that", "which"):
                depths[index] += 2.0
            else:
                floor = verbs[index - 1].after if index else 0
                if any(tokens[look].low in SUBORDINATORS for look in range(floor, verb.start)):
                    depths[index] += 1.5
        for inner in _governed(index, verbs, tokens):
            depths[inner] += 4.0
    return depths


def _governed(index: int, verbs: list[Verb], tokens: list[Token]) -> list[int]:
    """Verbs that only complete another: `urged Iran to release`, `demanded that Iran release`, `agreed to meet`."""
    verb = verbs[index]
    ops = {one.op for one in verb.classes if one.op} - {"say"}
    if not ops or verb.participle and "aspect" in ops:
        return []
    words = [token.low for token in tokens[verb.after : verb.after + 4]]
    if "that" in words and ops & {"request", "threaten", "commit", "order"}:
        found: list[int] = []
        for later in range(index + 1, len(verbs)):
            between = {token.low for token in tokens[verb.after : verbs[later].start]}
            if between & {";", '"'} or (found and between & {","}):
                break
            found.append(later)
        return found
    wide = bool(ops & {"request", "allow", "order", "threaten"})
    inner = _inner(index, verbs, tokens, reach=14 if wide else 5)
    return [] if inner is None else [inner]


def nouns_of(
    tokens: list[Token], book: Lexicon, verbs: set[int] | frozenset[int] = frozenset()
) -> list[tuple[int, int, str]]:
    """Nouns of the lexicon: first token, token after, class; the longest at each place, none that is a verb."""
    found = []
    at = 0
    while at < len(tokens):
        if at in verbs or (tokens[at].word[0] == "M" and tokens[at].low == "march" and at):
            at += 1
            continue
        for words, noun in book.nouns.get(tokens[at].low, ()):
            size = len(words)
            if size == 1 or tuple(token.low for token in tokens[at : at + size]) == words:
                found.append((at, at + size, noun))
                at += size - 1
                break
        at += 1
    return found


def _attribution_tail(tokens: list[Token], verbs: list[Verb]) -> int:
    """Where a closing `, officials said` or `according to ...` begins; the sentence's end where there is none."""
    size = len(tokens)
    for index, token in enumerate(tokens):
        if token.low == "according" and index > 3 and index + 1 < size and tokens[index + 1].low == "to":
            return index
    for verb in reversed(verbs):
        if not verb.has("say") or not verb.finite or size - verb.at > 14:
            continue
        opening = next((look for look in range(verb.at - 1, 3, -1) if tokens[look].low in (",", '"')), None)
        if opening is None or verb.at - opening > 12:
            continue
        follower = tokens[verb.at + 1].low if verb.at + 1 < size else "."
        if (
            follower in (".", ",", "in", "on", "at", "after", "here", "late", "early", "to", '"')
            or follower in DAYS
        ):
            return opening
    return size


def _verb_act(
    index: int,
    verbs: list[Verb],
    nouns: list[tuple[int, int, str]],
    tokens: list[Token],
    actors: list[Actor],
    book: Lexicon,
    stop: int,
) -> Act | None:
    verb = verbs[index]
    if verb.at >= stop:
        return None
    asked = _asked(index, verbs)
    if asked is not None:
        return asked
    end = _scope_end(index, verbs, tokens, stop)
    meaning, last, composed = _meaning(index, verbs, nouns, tokens, actors, book, end)
    if meaning is None:
        return None
    sources, targets = _roles(verb, index, verbs, meaning, tokens, actors, last, end, stop)
    meaning = _by_whom(meaning, verb, sources)
    score = _score(verb, index, sources, targets, composed)
    return Act(verb.at, max(verb.after, last), meaning, sources, targets, score, verb)


_CIVIL = frozenset(("CVL", "OPP", "LAB", "EDU", "REF", "AGR", "SOC", "REL", "JRN"))


def _by_whom(meaning: Meaning, verb: Verb, sources: list[Actor]) -> Meaning:
    """Roads blocked by a crowd are a protest, by an army they are coercion."""
    blocks = any(one.name in ("block", "close") for one in verb.classes)
    if blocks and meaning.type == "COERCE" and any(actor.code[3:6] in _CIVIL for actor in sources):
        return Meaning("PROTEST", "14", "obstruct")
    return meaning


def _asked(index: int, verbs: list[Verb]) -> Act | None:
    """`A said B must ...`: a demand of A on B."""
    verb = verbs[index]
    if not verb.must or not verb.finite or not verb.subjects:
        return None
    for earlier in reversed(verbs[:index]):
        if earlier.has("say") and earlier.finite and earlier.subjects:
            codes = {actor.code for actor in earlier.subjects}
            if codes & {actor.code for actor in verb.subjects}:
                return None
            return Act(
                verb.start, verb.after, REQUEST, list(earlier.subjects), list(verb.subjects), 6.5, verb
            )
    return None


def _scope_end(index: int, verbs: list[Verb], tokens: list[Token], stop: int) -> int:
    """Where the part of the sentence ends that a verb governs: the next clause with a subject of its own."""
    verb = verbs[index]
    for look in range(verb.after, stop):
        low = tokens[look].low
        if low in (";",) or (low in SUBORDINATORS and look > verb.after):
            return look
    return stop


def _inner(index: int, verbs: list[Verb], tokens: list[Token], *, reach: int = 4) -> int | None:
    """The verb that another one takes: `agreed to withdraw`, `stop shelling`, `said it would meet`."""
    if index + 1 >= len(verbs):
        return None
    verb, following = verbs[index], verbs[index + 1]
    gap = following.start - verb.after
    if following.infinitive and gap <= reach:
        return index + 1
    if following.participle and gap <= 1:
        return index + 1
    return None


def _meaning(
    index: int,
    verbs: list[Verb],
    nouns: list[tuple[int, int, str]],
    tokens: list[Token],
    actors: list[Actor],
    book: Lexicon,
    end: int,
    depth: int = 0,
) -> tuple[Meaning | None, int, bool]:
    """What a verb amounts to, the token behind what it took in, and whether it was put together from parts."""
    verb = verbs[index]
    plain, last, composed = _plain_meaning(verb, index, verbs, nouns, tokens, book, end)
    if depth > 2:
        return plain, last, composed
    ops = {one.op for one in verb.classes if one.op}
    bent = _bent(ops, verb, index, verbs, nouns, tokens, actors, book, end, depth)
    if bent is None or (composed and ops == {"aspect"} and not _directly(index, verbs)):
        bent = _purpose(index, verbs)
    if bent is not None:
        plain, last, composed = bent
    if plain is None:
        return None, last, False
    return _mood(plain, verb), last, composed


def _directly(index: int, verbs: list[Verb]) -> bool:
    """Whether the next verb follows at once, with no object between."""
    return index + 1 < len(verbs) and verbs[index + 1].start - verbs[index].after <= 1


def _purpose(index: int, verbs: list[Verb]) -> tuple[Meaning | None, int, bool] | None:
    """`sent a team to investigate`: sending is for what it is meant to do."""
    verb = verbs[index]
    if verb.base not in ("send", "dispatch", "despatch") or index + 1 >= len(verbs):
        return None
    following = verbs[index + 1]
    for one in following.classes:
        if following.infinitive and one.name == "investigate":
            return Meaning("ACCUSE", "09", "investigate"), following.after, True
    return None


def _mood(meaning: Meaning, verb: Verb) -> Meaning:
    """Negation and future: not to cooperate is to reject, to be going to harm is to threaten."""
    if verb.negated and meaning.type in COOPERATIVE:
        return REJECT
    if verb.future or verb.possible:
        if meaning.type in ("AID", "YIELD", "COOPERATE", "CONSULT"):
            return AGREE
        if meaning.type in MATERIAL_CONFLICT and not verb.negated:
            return replace(THREATEN, mode=meaning.mode)
    return meaning


def _bent(
    ops: set[str],
    verb: Verb,
    index: int,
    verbs: list[Verb],
    nouns: list[tuple[int, int, str]],
    tokens: list[Token],
    actors: list[Actor],
    book: Lexicon,
    end: int,
    depth: int,
) -> tuple[Meaning | None, int, bool] | None:
    """What becomes of an operator verb with the act it takes; None where it takes none."""
    if not ops:
        return None
    if "request" in ops and not verb.passive:
        return None
    inner = _inner(index, verbs, tokens)
    taken: Meaning | None = None
    last = verb.after
    if inner is not None:
        taken, last, _ = _meaning(inner, verbs, nouns, tokens, actors, book, end, depth + 1)
    if "refuse" in ops and (inner is not None):
        if taken is not None and taken.type in MATERIAL_CONFLICT and not verb.negated:
            return None
        return (REJECT, last, True)
    if taken is None:
        return None
    if "commit" in ops:
        return (_committed(taken, verb), last, True)
    if verb.base == "prepare" and taken.type in MATERIAL_CONFLICT:
        return (Meaning("MOBILIZE", "15", "troops"), last, True)
    if verb.base in _DECIDE and taken.type in COOPERATIVE:
        return (taken, last, True)
    if "intend" in ops:
        return (_intended(taken), last, True)
    if "threaten" in ops:
        return (THREATEN, last, True)
    if "aspect" in ops or ("order" in ops and taken.type != "COERCE"):
        return (taken, last, True)
    return None


_DECIDE = frozenset(("decide", "resolve", "opt", "vote"))
_VOW = frozenset(("vow", "swear", "pledge", "promise"))


def _committed(taken: Meaning, verb: Verb) -> Meaning:
    """What a promise is worth: the act promised, where that is but words; a threat, where harm is vowed."""
    if taken.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN"):
        return taken
    if taken.type in MATERIAL_CONFLICT and verb.base in _VOW:
        return replace(THREATEN, mode=taken.mode)
    return AGREE


def _intended(taken: Meaning) -> Meaning:
    if taken.type in ("AID", "YIELD", "COOPERATE", "CONSULT"):
        return AGREE
    return replace(THREATEN, mode=taken.mode) if taken.type in MATERIAL_CONFLICT else taken


def _plain_meaning(
    verb: Verb,
    index: int,
    verbs: list[Verb],
    nouns: list[tuple[int, int, str]],
    tokens: list[Token],
    book: Lexicon,
    end: int,
) -> tuple[Meaning | None, int, bool]:
    """What a verb means by its noun, or by itself."""
    names = [one.name for one in verb.classes]
    reach = _noun_reach(index, verbs, end)
    if verb.passive or "visit" in names:
        own = [noun for noun in nouns if noun[1] <= verb.start and verb.start - noun[1] <= 6]
        near = [noun for noun in nouns if verb.after <= noun[0] < min(reach, verb.after + 4)]
        nearby = own[-1:] + near[:1]
    else:
        nearby = [noun for noun in nouns if verb.after - 1 <= noun[0] < reach and noun[0] > verb.at]
    for first, after, noun in nearby[:3]:
        for name in names:
            meaning = book.pairs.get((name, noun))
            if meaning is not None:
                return meaning, max(after, verb.after), True
        if ("do" in names or "lose" in names) and noun in book.meanings and noun != "agreement":
            return book.meanings[noun], max(after, verb.after), True
        if _ends_object(tokens, verb.after, first):
            break
    typed = next((one for one in verb.classes if one.type is not None), None)
    if typed is not None and typed.type is not None:
        return Meaning(typed.type, typed.root, typed.mode), verb.after, False
    return None, verb.after, False


def _noun_reach(index: int, verbs: list[Verb], end: int) -> int:
    """How far the object of a verb may stand from it."""
    verb = verbs[index]
    reach = min(end, verb.after + 14)
    for later in verbs[index + 1 :]:
        if later.finite or later.infinitive:
            return min(reach, later.start)
    return reach


def _ends_object(tokens: list[Token], start: int, at: int) -> bool:
    """Whether a comma stands between a verb and a noun."""
    return any(token.low == "," for token in tokens[start:at])


def _roles(
    verb: Verb,
    index: int,
    verbs: list[Verb],
    meaning: Meaning,
    tokens: list[Token],
    actors: list[Actor],
    last: int,
    end: int,
    stop: int,
) -> tuple[list[Actor], list[Actor]]:
    subjects = list(verb.subjects)
    swap = any(one.swap for one in verb.classes)
    right = [actor for actor in actors if actor.first >= verb.after and actor.first < stop]
    if verb.passive and meaning.mode == "withdraw":
        target = _target(right, subjects, tokens, verb, end)
        return subjects, [target] if target else []
    if (
        verb.passive
        and any(one.name == "do" for one in verb.classes)
        and verb.base in ("engage", "involve", "prepare")
    ):
        target = _target(right, subjects, tokens, verb, end)
        return subjects, [target] if target else []
    if verb.passive or swap:
        by = _by_agent(tokens, verb, right)
        if by is None and swap:
            by = _target(right, subjects, tokens, verb, end)
        return ([by] if by else []), subjects
    if len(subjects) > 1 and meaning.type in _RECIPROCAL and len({one.code[:3] for one in subjects}) > 1:
        return subjects, []
    target = _target(right, subjects, tokens, verb, end)
    if target is None:
        return subjects, []
    return subjects, _with_joined(target, right, tokens)


def _by_agent(tokens: list[Token], verb: Verb, right: list[Actor]) -> Actor | None:
    for actor in right:
        words = [token.low for token in tokens[max(verb.after, actor.first - 4) : actor.first]]
        if "by" in words:
            return actor
    return None


def _target(
    right: list[Actor], subjects: list[Actor], tokens: list[Token], verb: Verb, end: int
) -> Actor | None:
    own = {actor.code for actor in subjects}
    countries = {code[:3] for code in own}
    best: tuple[float, Actor] | None = None
    for actor in right:
        penalty = 0.5 * (actor.first - verb.after)
        if actor.code in own and (actor.kind == "pronoun" or len(actor.code) == 3):
            penalty += 40
        elif actor.code[:3] in countries:
            penalty += 6
        if actor.kind == "pronoun":
            penalty += 2 if actor.first == verb.after else 12
        if actor.stranger:
            continue
        if actor.code.startswith("UNK"):
            penalty += 15
        elif not actor.certain and actor.kind != "pronoun":
            penalty += 2
        if actor.first >= end:
            penalty += 12
        if actor.place:
            penalty += 3
        if tokens[actor.first - 1].low in ("against", "on", "with", "from", "to", "at"):
            penalty -= 2
        if penalty < 40 and (best is None or penalty < best[0]):
            best = (penalty, actor)
    return best[1] if best else None


def _with_joined(target: Actor, right: list[Actor], tokens: list[Token]) -> list[Actor]:
    """A target with those joined to it by `and` or commas."""
    joined = [target]
    for actor in right:
        if actor.first < joined[-1].after:
            continue
        between = [token.low for token in tokens[joined[-1].after : actor.first]]
        if (
            between and set(between) <= {",", "and", "the", "both"} and ("and" in between or between == [","])
        ) or (len(between) <= 5 and between[-1:] == ["and"] and False):
            joined.append(actor)
        else:
            break
    if len(joined) > 1 and not any(
        "and" in [token.low for token in tokens[one.after : two.first]]
        for one, two in zip(joined, joined[1:], strict=False)
    ):
        return [target]
    return joined


def _score(verb: Verb, index: int, sources: list[Actor], targets: list[Actor], composed: bool) -> float:
    score = 2.0 * bool(sources) + 2.0 * bool(targets) + 0.5 * composed
    if verb.finite:
        score += 2.0
    if verb.participle:
        score -= 0.5
    if verb.reduced:
        score -= 1.0
    if any(actor.certain for actor in sources):
        score += 0.5
    if sources and targets and sources[0].code[:3] == targets[0].code[:3]:
        score -= 0.7
    return score - 0.15 * index


def _noun_acts(
    nouns: list[tuple[int, int, str]],
    tokens: list[Token],
    actors: list[Actor],
    book: Lexicon,
    stop: int,
) -> list[Act]:
    """Acts told by a noun: `talks between A and B`, `A's attack on B`, `an attack by A on B`."""
    found = []
    for first, after, noun in nouns:
        meaning = book.meanings.get(noun)
        if meaning is None or first >= stop:
            continue
        sources = [
            actor for actor in actors
            if actor.after <= first and first - actor.after <= 4 and (actor.possessive or actor.adjective)
        ][-1:]  # fmt: skip
        targets: list[Actor] = []
        linked = after < len(tokens) and tokens[after].low
        following = [actor for actor in actors if after < actor.first <= after + 6]
        if linked == "between" and len(following) > 1:
            sources, targets = following[:2], []
        elif linked == "by" and following:
            sources = following[:1]
        elif linked in ("on", "against", "with", "from", "to", "into", "at") and following:
            targets = following[:1]
        if sources:
            score = 1.2 * bool(sources) + 1.2 * bool(targets) + 0.6 * (linked == "between")
            found.append(Act(first, after, meaning, sources, targets, score))
    return found
