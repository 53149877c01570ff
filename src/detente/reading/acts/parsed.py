"""A sentence taken apart once: its words, actors, verbs with their subjects, and the nouns that name acts and things."""

from dataclasses import dataclass
from typing import NamedTuple

from detente.reading.acts.event_lexicon import Lexicon, lexicon
from detente.reading.acts.grammar import DAYS, SUBORDINATORS, Verb, verbs_of
from detente.reading.acts.subjects import give_subjects
from detente.reading.naming.actors import Actor
from detente.reading.words.tokens import Token
from detente.reading.words.wordlists import word_set

_AFTER_SAID = word_set("after_said")


class Noun(NamedTuple):
    """A noun of the lexicon: its first token, the token behind it, and its class."""

    first: int
    after: int
    kind: str


@dataclass(slots=True)
class Parsed:
    """What the rules see of a sentence.

    Attributes
    ----------
    stop : the token where a closing `, officials said` begins; the number of tokens where there is none.
    """

    tokens: list[Token]
    actors: list[Actor]
    verbs: list[Verb]
    nouns: list[Noun]
    stop: int

    def lows(self, first: int, after: int) -> list[str]:
        """Words of a stretch, in small letters."""
        return [token.low for token in self.tokens[first:after]]

    def low(self, at: int) -> str:
        """A word in small letters; empty beyond the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def scope_end(self, index: int) -> int:
        """Where the part of the sentence ends that a verb governs: at the next subordinate clause, or `stop`."""
        after = self.verbs[index].after
        for look in range(after, self.stop):
            low = self.tokens[look].low
            if low == ";" or (low in SUBORDINATORS and look > after):
                return look
        return self.stop

    def inner(self, index: int, *, reach: int = 6) -> int | None:
        """The verb that another one takes: `agreed to withdraw`, `stop shelling`."""
        if index + 1 >= len(self.verbs):
            return None
        following = self.verbs[index + 1]
        gap = following.start - self.verbs[index].after
        taken = (following.infinitive and gap <= reach) or (following.participle and gap <= 1)
        return index + 1 if taken else None


def parse(tokens: list[Token], actors: list[Actor]) -> Parsed:
    """Take a sentence apart."""
    verbs = verbs_of(tokens, actors)
    give_subjects(verbs, tokens, actors)
    nouns = nouns_of(tokens, lexicon(), {verb.at for verb in verbs})
    return Parsed(tokens, actors, verbs, nouns, _attribution_tail(tokens, verbs))


def nouns_of(tokens: list[Token], book: Lexicon, verbs: set[int]) -> list[Noun]:
    """Nouns of the lexicon, the longest at each place, none that is a verb (or the month of March)."""
    found = []
    at = 0
    while at < len(tokens):
        if at not in verbs and not (at and tokens[at].word == "March"):
            for words, kind in book.nouns.get(tokens[at].low, ()):
                size = len(words)
                if size == 1 or tuple(token.low for token in tokens[at : at + size]) == words:
                    found.append(Noun(at, at + size, kind))
                    at += size - 1
                    break
        at += 1
    return found


def _attribution_tail(tokens: list[Token], verbs: list[Verb]) -> int:
    """Where a closing `, officials said` or `according to ...` begins."""
    size = len(tokens)
    for index in range(4, size - 1):
        if tokens[index].low == "according" and tokens[index + 1].low == "to":
            return index
    for verb in reversed(verbs):
        if not verb.has("say") or not verb.finite or size - verb.at > 14:
            continue
        opening = next((look for look in range(verb.at - 1, 3, -1) if tokens[look].low in (",", '"')), None)
        if opening is None or verb.at - opening > 12:
            continue
        follower = tokens[verb.at + 1].low if verb.at + 1 < size else "."
        if follower in _AFTER_SAID or follower in DAYS:
            return opening
    return size
