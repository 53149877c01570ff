"""Verbs of a sentence with their voice, mood and subject: as much grammar as who-did-what needs, and no more."""

from dataclasses import dataclass, field

from detente.reading.actors import Actor
from detente.reading.event_lexicon import Lexicon, VerbClass, lexicon
from detente.reading.tokens import Token
from detente.reading.wordlists import word_set

BE = word_set("be")
HAVE = word_set("have")
WILL = word_set("will")
MAY = word_set("may")
MUST = word_set("must")
DO = word_set("do")
NOT = word_set("not")
PRONOUNS = word_set("subject_pronouns")
DETERMINERS = word_set("determiners")
PREPOSITIONS = word_set("prepositions")
ADVERBS = word_set("adverbs")
SUBORDINATORS = word_set("subordinators")
RELATIVES = word_set("relatives")
DAYS = word_set("days")
_AUXILIARIES = BE | HAVE | WILL | MAY | MUST | DO | NOT
_LOOSE = word_set("loose_particles")
_NEED = word_set("need")
_PLANS = word_set("plans")
_REFUSALS = word_set("refusals")
_DOUBLE = word_set("verbs_and_nouns")


@dataclass(slots=True)
class Verb:
    """A verb met in a sentence: `at` is its token, `start` the first word of its group (`has not been`), `after` the word behind it."""

    at: int
    start: int
    after: int
    base: str
    classes: tuple[VerbClass, ...]
    tag: str
    passive: bool = False
    negated: bool = False
    future: bool = False
    possible: bool = False
    must: bool = False
    infinitive: bool = False
    participle: bool = False
    reduced: bool = False
    edge: int = 0
    """First word of the group with the adverbs before it."""
    subjects: list[Actor] = field(default_factory=list)

    @property
    def finite(self) -> bool:
        """Whether it can be the verb of a clause of its own."""
        return not (self.infinitive or self.participle or self.reduced)

    def has(self, op: str) -> bool:
        """Whether one of its classes bends what follows in this way."""
        return any(one.op == op for one in self.classes)


def verbs_of(tokens: list[Token], actors: list[Actor]) -> list[Verb]:
    """Verbs of the lexicon in a sentence, in order, without their subjects."""
    book = lexicon()
    ends = {actor.after: actor for actor in actors}
    inside = {index for actor in actors for index in range(actor.first, actor.after)}
    headline = _is_headline(tokens)
    found: list[Verb] = []
    for index, token in enumerate(tokens):
        choices = book.forms.get(token.low)
        if choices is None or (index in inside and token.word[0].isupper()):
            continue
        if token.word[0].isupper() and index and not headline and tokens[index - 1].low not in _OPENERS:
            continue
        tags = "".join(tag for _, tag in choices)
        verb = _verb(tokens, index, choices[0][0], tags, ends, inside, book)
        if verb is None:
            continue
        if found and found[-1].at == index - 1 and verb.finite and not verb.passive:
            continue
        classes, after = _senses(tokens, index, [base for base, _ in choices], book)
        if classes:
            verb.classes, verb.after = classes, after
            found.append(verb)
    _mark_reduced(found, tokens)
    return found


_STATES = frozenset(
    ("oppose", "commit", "prepare", "engage", "involve", "concern", "suspect", "dismay", "outrage", "ally")
)
"""Verbs whose participle with `be` tells a state of the subject, not what was done to it."""
_OPENERS = frozenset(('"', ":", "-", "--", "–", "—"))


def _is_headline(tokens: list[Token]) -> bool:
    """Whether nearly every longer word is capitalised, so that capitals tell nothing."""
    longer = [token for token in tokens if len(token.word) > 4 and token.word[0].isalpha()]
    return len(longer) > 3 and sum(token.word[0].isupper() for token in longer) > 0.8 * len(longer)


def _verb(
    tokens: list[Token],
    at: int,
    base: str,
    tags: str,
    ends: dict[int, Actor],
    inside: set[int],
    book: Lexicon,
) -> Verb | None:
    """The verb at a token, or None where the word is a noun or an adjective there."""
    start, edge, marks = _group_start(tokens, at)
    before = tokens[edge - 1].low if edge else ""
    if edge in ends and not ends[edge].adjective:
        before = "" if before in DETERMINERS else before
    verb = Verb(at, start, at + 1, base, (), tags, edge=edge)
    if "A" in tags:
        follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if follower in ("to", "for", "of") and (marks & BE or tags == "A"):
            verb.tag = "A"
            return _marked(verb, marks)
        if tags == "A" or marks & BE:
            return None
    if marks:
        verb = _marked(verb, marks)
        if marks & BE and "G" not in tags and "N" in tags:
            follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
            verb.passive = base not in _STATES or follower == "by"
        elif marks & BE and "G" not in tags:
            return None
        return verb
    if before == "to" and "B" in tags:
        if at > 1 and tokens[at - 2].low in _NEED:
            verb.must, verb.start = True, at - 2
            return verb
        verb.infinitive = True
        governor = tokens[at - 2].low if at > 1 else ""
        verb.future = governor in _PLANS
        verb.negated = governor in _REFUSALS
        return verb
    if "G" in tags:
        return _gerund(tokens, verb, before, ends, book)
    if "D" in tags or "N" in tags:
        return _past(tokens, verb, before, edge, ends)
    return _present(tokens, verb, before, tags, ends, inside, book)


def _group_start(tokens: list[Token], at: int) -> tuple[int, int, frozenset[str]]:
    """First word of the verb group that ends at `at`, the same with adverbs before it, and the auxiliaries in it."""
    start = at
    marks = []
    look = at - 1
    while look >= 0:
        low = tokens[look].low
        if low in _AUXILIARIES:
            marks.append(low)
            start = look
        elif not (low in ADVERBS or (low.endswith("ly") and len(low) > 4) or (low in DAYS and False)):
            break
        look -= 1
    return start, look + 1, frozenset(marks)


def _marked(verb: Verb, marks: frozenset[str]) -> Verb:
    verb.negated = bool(marks & NOT) or any(mark.endswith("n't") for mark in marks)
    verb.future = bool(marks & WILL)
    verb.possible = bool(marks & MAY)
    verb.must = bool(marks & MUST)
    return verb


def _gerund(
    tokens: list[Token], verb: Verb, before: str, ends: dict[int, Actor], book: Lexicon
) -> Verb | None:
    follower = tokens[verb.at + 1].low if verb.at + 1 < len(tokens) else ""
    if before in DETERMINERS or before == "'s" or follower == "of":
        return None
    takes_object = follower in DETERMINERS or follower[:1].isdigit() or follower == "to"
    noun = tokens[verb.at].low in book.nouns
    if (
        noun
        and not takes_object
        and not (follower and verb.at + 1 < len(tokens) and tokens[verb.at + 1].word[0].isupper())
    ):
        return None
    verb.participle = True
    return verb


def _past(tokens: list[Token], verb: Verb, before: str, start: int, ends: dict[int, Actor]) -> Verb | None:
    if (
        before in DETERMINERS
        or before in ("'s", "of", "by")
        or (before in PREPOSITIONS and "D" not in verb.tag)
    ):
        return None
    actor = ends.get(start)
    if actor is not None and actor.adjective and not actor.certain:
        return None
    follower = tokens[verb.at + 1].low if verb.at + 1 < len(tokens) else ""
    if ("N" in verb.tag and follower == "by") or "D" not in verb.tag:
        verb.passive = verb.reduced = True
    return verb


def _present(
    tokens: list[Token],
    verb: Verb,
    before: str,
    tags: str,
    ends: dict[int, Actor],
    inside: set[int],
    book: Lexicon,
) -> Verb | None:
    at = verb.at
    if before in PRONOUNS:
        return verb
    if before in DETERMINERS or before in PREPOSITIONS or before == "'s" or before[:1].isdigit():
        return None
    low = tokens[at].low
    noun = low in book.nouns or low in _DOUBLE
    actor = ends.get(verb.start)
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if noun and follower == "to" and before == ",":
        return verb
    if actor is not None:
        if actor.adjective or (noun and (follower in _AFTER_NOUNS or not actor.certain)):
            return None
        many = (
            tokens[actor.after - 1].low.endswith("s") or actor.kind == "people" or _coordinated(tokens, actor)
        )
        return verb if ("Z" in tags or many or not noun) else None
    if noun or at in inside:
        return None
    return verb if "Z" in tags or before.endswith("s") or before in ("and", "but", ",", '"') else None


_AFTER_NOUNS = frozenset("on by of against in at with between over from".split())  # noqa: SIM905


def _coordinated(tokens: list[Token], actor: Actor) -> bool:
    return (actor.first > 0 and tokens[actor.first - 1].low in ("and", "or")) or (
        actor.first > 1 and tokens[actor.first - 2].low == "and"
    )


def _senses(
    tokens: list[Token], at: int, bases: list[str], book: Lexicon
) -> tuple[tuple[VerbClass, ...], int]:
    """Classes of the verb at a token: those of its longest tail that is met, or those without a tail."""
    best: list[VerbClass] = []
    size, after = 0, at + 1
    for base in bases:
        for sense in book.senses[base]:
            if len(sense.tail) < size:
                break
            end = _tail_end(tokens, at, sense.tail) if sense.tail else at + 1
            if end is None:
                continue
            if len(sense.tail) > size:
                best, size = [], len(sense.tail)
            best.append(sense.verb_class)
            after = max(after, end)
    return tuple(dict.fromkeys(best)), after


def _tail_end(tokens: list[Token], at: int, tail: tuple[str, ...]) -> int | None:
    """The word behind the last particle of a verb, if all of them follow closely enough."""
    look = at + 1
    for word in tail:
        reach = look + (4 if word in _LOOSE else 2)
        while look < len(tokens) and look <= reach:
            low = tokens[look].low
            if low == word or (low.rstrip("s") == word and len(word) > 4):
                if (
                    word in ("on", "for", "in", "at")
                    and look + 1 < len(tokens)
                    and tokens[look + 1].low in DAYS
                ):
                    look += 1
                    continue
                break
            if low in (",", ";", ".", "that", "to") or low in SUBORDINATORS:
                return None
            look += 1
        if look >= len(tokens) or look > reach:
            return None
        look += 1
    return look


def _mark_reduced(verbs: list[Verb], tokens: list[Token]) -> None:
    """`Rebels accused of murder said ...`: a past form before a preposition, with another finite verb in the clause."""
    for index, verb in enumerate(verbs):
        if verb.reduced or verb.passive or verb.start != verb.at or "N" not in verb.tag or not verb.finite:
            continue
        follower = tokens[verb.at + 1].low if verb.at + 1 < len(tokens) else ""
        if verb.edge and tokens[verb.edge - 1].low == "," and index + 1 < len(verbs):
            later = verbs[index + 1]
            closing = any(token.low == "," for token in tokens[verb.after : later.start])
            if closing and later.finite and tokens[later.edge - 1].low == ",":
                verb.reduced = verb.passive = True
                continue
        if follower not in ("of", "by", "with", "in", "from", "as", "under", "over"):
            continue
        for later in verbs[index + 1 :]:
            between = {token.low for token in tokens[verb.after : later.start]}
            if (
                between & {",", "that", ";", "and", "but", '"'}
                or between & SUBORDINATORS
                or between & RELATIVES
            ):
                break
            if later.finite:
                verb.reduced = verb.passive = True
                break


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
    return _compound(heads or near, tokens) if verb.participle else near[-1:]


def _subjects(verb: Verb, earlier: list[Verb], tokens: list[Token], actors: list[Actor]) -> list[Actor]:
    stop = min(verb.start, verb.edge)
    if stop and tokens[stop - 1].low in RELATIVES:
        edge = stop - 1
        near = [actor for actor in actors if actor.after <= edge and edge - actor.after <= 3]
        if near:
            return near[-1:]
    if stop and tokens[stop - 1].low in ("and", "but", "or", "then"):
        joined = next((one for one in reversed(earlier) if one.finite and one.subjects), None)
        if joined is not None:
            return list(joined.subjects)
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
    nouns = [actor for actor in heads if not actor.adjective and not actor.possessive] or heads
    if nouns[0].kind == "pronoun":
        told = next((one for one in reversed(earlier) if one.finite and one.subjects), None)
        if told is not None:
            return list(told.subjects)
    return _compound(nouns, tokens)


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
        if low in (",", "and", "or", '"', "-", "--") or low in _AUXILIARIES:
            return False
        look -= 1
        steps += 1
    return False


def _after_comma_or_start(tokens: list[Token], look: int, begin: int) -> bool:
    return look == begin or tokens[look - 1].low == ","


def _compound(heads: list[Actor], tokens: list[Token]) -> list[Actor]:
    """The head of a subject, with those joined to it by `and`."""
    if not heads:
        return []
    joined = [heads[0]]
    for actor in heads[1:]:
        between = [token.low for token in tokens[joined[-1].after : actor.first]]
        if (between and set(between) <= _JOINTS and ("and" in between or "," in between)) or (
            "and" in between and len(between) <= 6 and "," not in between
        ):
            joined.append(actor)
        else:
            break
    if len(joined) > 1 and not any(
        "and" in [t.low for t in tokens[a.after : b.first]] for a, b in zip(joined, joined[1:], strict=False)
    ):
        return joined[:1]
    return joined


_JOINTS = frozenset((",", "and", "the", "both", "a", "an"))
