"""What each verb of a sentence amounts to: by itself, by its noun, or by the verb that it bends."""

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from detente.reading.acts.event_lexicon import Meaning, lexicon
from detente.reading.acts.grammar import Verb
from detente.reading.acts.parsed import Noun, Parsed

COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"))
MATERIAL_CONFLICT = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
_PROMISED = frozenset(("AID", "YIELD", "COOPERATE", "CONSULT", "SUPPORT"))
"""To be going to do one of these is to agree to it."""
_SPOKEN = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN"))
AGREE, REJECT, THREATEN = Meaning("AGREE", "03"), Meaning("REJECT", "12"), Meaning("THREATEN", "13")
REQUEST = Meaning("REQUEST", "10")
NOTHING = "NONE"
"""In the table of pairs: this verb with this noun is no act (`fight the epidemic`)."""
_DECIDE = frozenset(("decide", "resolve", "opt", "vote"))
_VOW = frozenset(("vow", "swear", "pledge", "promise"))
_SEND = frozenset(("send", "dispatch"))


class Made(NamedTuple):
    """A meaning put together: the token behind its last part, and whether it took more than the verb.

    `swapped` holds where the subject is the one acted upon (`suffered an attack`).
    """

    meaning: Meaning
    last: int
    composed: bool
    swapped: bool = False


def meaning_of(parsed: Parsed, index: int, end: int, depth: int = 0) -> Made | None:
    """What a verb amounts to; None where it is no act.

    Parameters
    ----------
    end : the token where the verb's part of the sentence ends.
    """
    verb = parsed.verbs[index]
    made = _plain(parsed, index, end)
    if depth <= 2:
        ops = {one.op for one in verb.classes if one.op}
        bent = _bent(parsed, index, ops, end, depth)
        if bent is None or (
            made is not None and made.composed and ops == {"aspect"} and not _directly(parsed, index)
        ):
            bent = _purpose(parsed, index)
        made = bent or made
    return made._replace(meaning=_mood(made.meaning, verb)) if made is not None else None


def _directly(parsed: Parsed, index: int) -> bool:
    """Whether the next verb follows at once, with no object between."""
    verbs = parsed.verbs
    return index + 1 < len(verbs) and verbs[index + 1].start - verbs[index].after <= 1


def _purpose(parsed: Parsed, index: int) -> Made | None:
    """`sent a team to investigate`: sending is for what it is meant to do."""
    if parsed.verbs[index].base not in _SEND or index + 1 >= len(parsed.verbs):
        return None
    following = parsed.verbs[index + 1]
    if following.infinitive and any(one.name == "investigate" for one in following.classes):
        return Made(Meaning("ACCUSE", "09", "investigate"), following.after, True)
    return None


def _mood(meaning: Meaning, verb: Verb) -> Meaning:
    """Negation and future: not to cooperate is to reject, to be going to harm is to threaten."""
    if verb.negated and meaning.type in COOPERATIVE:
        return REJECT
    if verb.future or verb.possible:
        if meaning.type in _PROMISED:
            return AGREE
        if meaning.type in MATERIAL_CONFLICT and not verb.negated:
            return replace(THREATEN, mode=meaning.mode)
    return meaning


def _bent(parsed: Parsed, index: int, ops: set[str], end: int, depth: int) -> Made | None:
    """What becomes of an operator verb with the act it takes; None where it takes none."""
    verb = parsed.verbs[index]
    if not ops or ("request" in ops and not verb.passive):
        return None
    inner = parsed.inner(index)
    if inner is None:
        return None
    taken = meaning_of(parsed, inner, end, depth + 1)
    last = taken.last if taken is not None else parsed.verbs[inner].after
    if "refuse" in ops:
        harmful = taken is not None and taken.meaning.type in MATERIAL_CONFLICT and not verb.negated
        return None if harmful else Made(REJECT, last, True)
    if taken is None:
        return None
    meaning = _taken(verb, ops, taken.meaning)
    return Made(meaning, last, True) if meaning is not None else None


def _taken(verb: Verb, ops: set[str], taken: Meaning) -> Meaning | None:
    """The act that a verb takes, as the verb bends it."""
    if "commit" in ops:
        return _committed(taken, verb)
    if verb.base == "prepare" and taken.type in MATERIAL_CONFLICT:
        return Meaning("MOBILIZE", "15", "troops")
    if verb.base in _DECIDE and taken.type in COOPERATIVE:
        return taken
    if "intend" in ops:
        return _intended(taken)
    if "threaten" in ops:
        return THREATEN
    if "aspect" in ops or ("order" in ops and taken.type != "COERCE"):
        return taken
    return None


def _committed(taken: Meaning, verb: Verb) -> Meaning:
    """What a promise is worth: the act promised, where that is but words; a threat, where harm is vowed."""
    if taken.type in _SPOKEN:
        return taken
    if taken.type in MATERIAL_CONFLICT and verb.base in _VOW:
        return replace(THREATEN, mode=taken.mode)
    return AGREE


def _intended(taken: Meaning) -> Meaning:
    if taken.type in _PROMISED:
        return AGREE
    return replace(THREATEN, mode=taken.mode) if taken.type in MATERIAL_CONFLICT else taken


def _plain(parsed: Parsed, index: int, end: int) -> Made | None:
    """What a verb means by its noun, or by itself."""
    book = lexicon()
    verb = parsed.verbs[index]
    names = [one.name for one in verb.classes]
    if "call" in names:
        return _called(parsed, verb)
    for noun in _nouns_near(parsed, index, names, end)[:3]:
        last = max(noun.after, verb.after)
        kind = noun.kind
        if kind == "exercise" and "joint" in parsed.lows(max(verb.at, noun.first - 3), noun.first):
            kind = "joint"
        for name in names:
            meaning = book.pairs.get((name, kind))
            if meaning is not None:
                return None if meaning.type == NOTHING else Made(_for_peace(parsed, meaning), last, True)
        told = book.meanings.get(kind)
        if told is not None and kind != "agreement" and ("do" in names or "lose" in names):
            return Made(told, last, True, swapped="do" not in names)
        if "," in parsed.lows(verb.after, noun.first):
            break
    for one in verb.classes:
        if one.type is not None:
            return Made(_for_peace(parsed, Meaning(one.type, one.root, one.mode)), verb.after, False)
    return None


def _for_peace(parsed: Parsed, meaning: Meaning) -> Meaning:
    """Troops moved to keep a peace are aid, not a threat."""
    if meaning.type == "MOBILIZE" and any(noun.kind == "peacekeeper" for noun in parsed.nouns):
        return Meaning("AID", "07")
    return meaning


_TELEPHONED = frozenset(
    ("discuss", "congratulate", "assure", "express", "apologise", "apologize", "ask", "talk", "inform")
)


def _called(parsed: Parsed, verb: Verb) -> Made | None:
    """`called him a liar` abuses, `called him to discuss it` telephones."""
    for actor in parsed.actors:
        if 0 <= actor.first - verb.after <= 1:
            if parsed.low(actor.after) in ("a", "an", '"'):
                return Made(Meaning("ACCUSE", "11", "disapprove"), actor.after, True)
            words = parsed.lows(actor.after, actor.after + 8)
            if any(one == "to" and two in _TELEPHONED for one, two in pairwise(words)):
                return Made(Meaning("CONSULT", "04", "phone"), actor.after, True)
    return None


def _nouns_near(parsed: Parsed, index: int, names: list[str], end: int) -> list[Noun]:
    """Nouns that may be a verb's object; for a passive verb, those of its subject first."""
    verb = parsed.verbs[index]
    reach = min(end, verb.after + 14)
    for later in parsed.verbs[index + 1 :]:
        if later.finite or later.infinitive:
            reach = min(reach, later.start)
            break
    if verb.passive or "visit" in names:
        own = [noun for noun in parsed.nouns if noun.after <= verb.start and verb.start - noun.after <= 6]
        near = [noun for noun in parsed.nouns if verb.after <= noun.first < min(reach, verb.after + 4)]
        return own[-1:] + near[:1]
    near = [noun for noun in parsed.nouns if verb.at < noun.first < reach]
    meanings = lexicon().meanings
    # `a trade deal` is a deal: a noun right before another that names an act only tells its sort.
    heads = {one.after for one in near} & {one.first for one in near if one.kind in meanings}
    return [noun for noun in near if noun.after not in heads]
