"""Verbs of a sentence with their voice, mood and subject: as much grammar as who-did-what needs, and no more."""

from dataclasses import dataclass, field

from detente.reading.acts.event_lexicon import Lexicon, VerbClass, lexicon
from detente.reading.naming.actors import Actor
from detente.reading.words.tokens import Token, is_headline
from detente.reading.words.wordlists import word_set

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
AUXILIARIES = BE | HAVE | WILL | MAY | MUST | DO | NOT
_LOOSE = word_set("loose_particles")
_NEED = word_set("need")
_PLANS = word_set("plans")
_SOME_PEOPLE = word_set("some_people")
_REFUSALS = word_set("refusals")
_DOUBLE = word_set("verbs_and_nouns")


@dataclass(slots=True)
class Verb:
    """A verb met in a sentence.

    Attributes
    ----------
    at : its token; `start` is the first word of its group (`has not been`), `after` the word behind it.
    tag : what its form may be; see `Lexicon.forms`.
    reduced : it qualifies a noun: `rebels accused of murder`.
    """

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
    headline = is_headline(tokens)
    found: list[Verb] = []
    for index, token in enumerate(tokens):
        choices = book.forms.get(token.low)
        if choices is None or (index in inside and token.word[0].isupper()):
            continue
        if token.word[0].isupper() and index and not headline and tokens[index - 1].low not in _OPENERS:
            continue
        tags = "".join(tag for _, tag in choices)
        verb = _verb(tokens, index, _base(choices), tags, ends, inside, book)
        if verb is None:
            continue
        if found and found[-1].at == index - 1 and verb.finite and not verb.passive:
            continue
        bases = [base for base, tag in choices if (tag == "A") == (verb.tag == "A")]
        verb.base = bases[0]
        classes, after = _senses(tokens, index, bases, book)
        if classes:
            verb.classes, verb.after = classes, after
            found.append(verb)
    _mark_reduced(found, tokens)
    return found


def _base(choices: tuple[tuple[str, str], ...]) -> str:
    """The base form of a word, as a verb where it is an adjective as well."""
    return next((base for base, tag in choices if tag != "A"), choices[0][0])


_STATES = frozenset(
    ("oppose", "commit", "prepare", "engage", "involve", "concern", "suspect", "dismay", "outrage", "ally")
)
"""Verbs whose participle with `be` tells a state of the subject, not what was done to it."""
_BEFORE_PARTICIPLES = PREPOSITIONS | SUBORDINATORS | {"and", "or", "but", "who", "which", "that", "not"}
_OPENERS = frozenset(('"', ":", "-", "--", "–", "—"))


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
        if low in AUXILIARIES:
            marks.append(low)
            start = look
        elif not (low in ADVERBS or (low.endswith("ly") and len(low) > 4)):
            break
        look -= 1
    return start, look + 1, frozenset(marks)


def _marked(verb: Verb, marks: frozenset[str]) -> Verb:
    verb.negated = bool(marks & NOT) or any(mark.endswith("n't") for mark in marks)
    verb.future = bool(marks & WILL)
    verb.possible = bool(marks & MAY) and not marks & HAVE  # `may have done` looks back
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
    if noun and before.isalpha() and verb.edge not in ends and before not in _BEFORE_PARTICIPLES:
        return None
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
        (before in DETERMINERS and before not in _SOME_PEOPLE)
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
            if low == word or (low.rstrip("s") == word and len(word) > 3):
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
