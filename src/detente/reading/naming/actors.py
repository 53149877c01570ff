"""Who is named in a sentence: names from the dictionary, put together with titles and common nouns to whole mentions."""

from dataclasses import dataclass
from datetime import date

from detente.core.reading import Mention, Sentence, Span
from detente.reading.acts.event_lexicon import lexicon
from detente.reading.naming.dictionary import Agent, Kind, Name, dictionary
from detente.reading.naming.memory import ANAPHORS, Memory
from detente.reading.words.tokens import Token, is_headline, tokens_of
from detente.reading.words.wordlists import word_set

UNKNOWN = "UNK"
"""Country of an actor that is named by a common noun alone, where nothing tells whose it is."""
_NEAR = word_set("near")
"""Prepositions that make a place of a state's name."""
_OF = word_set("of")
_ARTICLES = word_set("articles")
_STOP = word_set("stop")
_LINKS = frozenset(
    ("bin", "al", "el", "de", "da", "dos", "van", "von", "der", "ben", "ibn", "la", "le", "abu", "ul")
)
_ATTACHED = (
    "-occupied",
    "-born",
    "-made",
    "-style",
    "-language",
    "-speaking",
    "-based",
    "-era",
    "-educated",
    "-populated",
)
_NAME_HEADS = word_set("name_heads")
"""Words after a name that make another thing of it: the Washington Post is not the United States."""


@dataclass(slots=True)
class Actor:
    """A mention with its place among the tokens and what grammar tells of it; `first` and `after` are half-open."""

    first: int
    after: int
    code: str
    name: str
    kind: Kind
    adjective: bool = False
    """Named only through an adjective: `Israeli` in `an Israeli pullback`."""
    possessive: bool = False
    """Followed by `'s` or `'` and a noun that is no actor: `Iran's programme`."""
    place: bool = False
    """After a preposition of place: `in Beirut`."""
    stranger: bool = False
    """A name that the dictionary does not hold."""
    certain: bool = True
    """False where the country was only taken over from the surroundings."""


def mentions_of(
    sentence: Sentence, *, dateline: date | None = None, memory: Memory | None = None
) -> tuple[Mention, ...]:
    """Actors named in a sentence, in order, none overlapping another.

    Parameters
    ----------
    dateline : the document's date; tells apart persons of one surname by their terms of office.
    memory : what the document named before; it is added to. Titles, surnames and pronouns are resolved by it.

    Examples
    --------
    >>> from detente.reading.words.sentences import sentences_of
    >>> (one,) = sentences_of("Russian President Vladimir Putin met Iran's foreign minister in Ankara.")
    >>> [(mention.span.quote, mention.code) for mention in mentions_of(one)]
    [('Russian President Vladimir Putin', 'RUSGOV'), ("Iran's foreign minister", 'IRNGOV'), ('Ankara', 'TUR')]
    """
    text = sentence.span.quote
    tokens = tokens_of(text)
    actors = actors_in(text, tokens, dateline=dateline, memory=memory)
    return tuple(mention_of(actor, text, tokens, sentence.span.start) for actor in actors)


def mention_of(actor: Actor, text: str, tokens: list[Token], offset: int) -> Mention:
    """The noun of an actor, with offsets into the whole document."""
    start, end = tokens[actor.first].start, tokens[actor.after - 1].end
    return Mention(Span(start + offset, end + offset, text[start:end]), actor.code, actor.name, actor.kind)


def actors_in(
    text: str, tokens: list[Token], *, dateline: date | None = None, memory: Memory | None = None
) -> list[Actor]:
    """Actors of a sentence with their tokens, in order."""
    known = memory if memory is not None else Memory()
    hits = _hits(text, tokens, dateline, known)
    found: list[Actor] = []
    at, length = 0, len(tokens)
    agents = dictionary().agents
    headline = is_headline(tokens)
    while at < length:
        token = tokens[at]
        low = token.low
        name = hits.get(at)
        actor: Actor | None = None
        if name is not None:
            actor = _from_name(tokens, at, name, hits)
        else:
            agent = _agent_at(tokens, at) if low in agents else None
            capital = token.word[0].isupper()
            if agent is not None:
                actor = _from_agent(tokens, at, agent, hits, known)
            elif capital or low in ANAPHORS:
                actor = known.resolve(tokens, at, Actor)
                if actor is None and capital and not headline:
                    actor = _stranger(tokens, at, hits)
                elif actor is None and low in ("him", "them"):
                    actor = Actor(at, at + 1, UNKNOWN, token.word, "pronoun", certain=False)
        if actor is None:
            at += 1
            continue
        found.append(actor)
        at = actor.after
    _settle(found, tokens, known)
    for index, actor in enumerate(found):
        if actor.kind == "pronoun" and tokens[actor.first].low in ("him", "them", "her"):
            _refer(actor, found[:index], tokens)
    for actor in found:
        known.add(actor, tokens)
    return found


def _refer(pronoun: Actor, before: list[Actor], tokens: list[Token]) -> None:
    """`him` and `them` mean somebody named before in the sentence, where somebody fits."""
    many = tokens[pronoun.first].low == "them"
    for actor in reversed(before):
        if actor.adjective or actor.place or actor.kind == "pronoun":
            continue
        plural = tokens[actor.after - 1].low.endswith("s") and actor.kind != "state"
        if plural == many:
            pronoun.code, pronoun.name = actor.code, actor.name
            return


def _hits(
    text: str, tokens: list[Token], dateline: date | None, known: Memory
) -> dict[int, tuple[int, Name]]:
    """Names of the dictionary by their first token: the longest at each place, left to right."""
    begins = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(tokens)}
    for index, token in enumerate(tokens):
        if "-" in token.word:
            _open_compound(token, index, begins, ends)
    book = dictionary()
    spans: list[tuple[int, int, str]] = []
    for last, (size, phrase) in book.automaton.iter(text):
        start, end = last + 1 - size, last + 1
        if start in begins and end in ends:
            spans.append((start, end, phrase))
    spans.sort(key=lambda span: (span[0], -span[1]))
    hits: dict[int, tuple[int, Name]] = {}
    reached = 0
    for start, end, phrase in spans:
        if start < reached:
            continue
        first, after = begins[start], ends[end]
        name = _choose(book.names[phrase], tokens, first, after, dateline, known)
        if name is not None and first not in hits:
            hits[first] = (after, name)
            reached = tokens[after - 1].end
    return hits


def _open_compound(token: Token, index: int, begins: dict[int, int], ends: dict[int, int]) -> None:
    """Let the first part of `U.S.-Soviet` or `NATO-led` be met, but not that of `Israeli-occupied`."""
    if token.low.endswith(_ATTACHED):
        return
    cut = token.word.find("-")
    ends.setdefault(token.start + cut, index + 1)


def _choose(
    names: tuple[Name, ...], tokens: list[Token], first: int, after: int, dateline: date | None, known: Memory
) -> Name | None:
    follower = tokens[after].word if after < len(tokens) else ""
    if follower.lower() in _NAME_HEADS and follower[:1].isupper():
        return None
    before = tokens[first - 1] if first else None
    titled = before is not None and before.low.rstrip(".") in _TITLES
    best: Name | None = None
    for name in names:
        if name.form == "surname":
            inside = (
                before is not None
                and before.word[:1].isupper()
                and before.low not in _STOP
                and not titled
                and first > 1
            )
            unlike = follower[:1].isupper() and follower.isalpha() and follower.lower() not in _STOP
            if name.phrase in known.surnames:
                remembered = known.surnames[name.phrase]
                if remembered[0] != name.code:
                    continue
            elif not (titled or (name.alone and not inside and not unlike)):
                continue
        if best is None or _fits(name, dateline) > _fits(best, dateline):
            best = name
    return best


def _fits(name: Name, dateline: date | None) -> tuple[bool, date]:
    """Order among persons of one name: in office at the dateline first, then the latest."""
    since = name.since or date.min
    if dateline is None:
        return (name.form != "surname", since)
    in_office = since <= dateline and (name.until is None or dateline <= name.until)
    return (in_office, since if since <= dateline else date.min)


_TITLES = word_set("titles")


def _agent_at(tokens: list[Token], at: int) -> tuple[int, Agent] | None:
    low = tokens[at].low
    choices = dictionary().agents.get(low)
    if choices is None:
        return None
    for words, agent in choices:
        size = len(words)
        if size == 1 and low in _QUALIFYING and _qualifies(tokens, at + 1):
            continue  # `military aid` names no actor
        if size == 1 or tuple(token.low for token in tokens[at : at + size]) == words:
            return at + size, agent
    return None


def _qualifies(tokens: list[Token], at: int) -> bool:
    """Whether a noun that is no actor follows, so that the one before only tells its sort."""
    return (
        at < len(tokens) and tokens[at].low in lexicon().nouns and tokens[at].low not in dictionary().agents
    )


def _from_name(
    tokens: list[Token], at: int, hit: tuple[int, Name], hits: dict[int, tuple[int, Name]]
) -> Actor | None:
    """An actor that begins with a name: `Russian President Boris Yeltsin`, `Iran's parliament`, `NATO`."""
    after, name = hit
    actor = Actor(at, after, name.code, name.name, name.kind, adjective=name.form == "people")
    plural_people = (
        name.form == "people" and tokens[after - 1].low.endswith("s") and not name.phrase.endswith("ss")
    )
    if plural_people:
        actor.adjective = False
    compound = "-" in tokens[after - 1].word and not tokens[after - 1].word.endswith(name.phrase[-3:])
    if name.kind == "leader":
        actor.adjective = False
        return actor
    reach, agent, last_name = _noun_after(tokens, after, hits)
    if agent is not None:
        actor.after, actor.adjective = reach, False
        if len(actor.code) == 3 or actor.code.startswith(("IGO", "NGO", "BLC")):
            actor.code = f"{actor.code}{agent.sector}"
            actor.kind = agent.kind
        if last_name is not None:
            actor.name, actor.kind = last_name.name, "leader"
    elif compound:
        actor.adjective = True
    elif after < len(tokens) and tokens[after].low in ("'s", "'"):
        actor.possessive = True
    if agent is None and name.form in ("state", "capital", "place"):
        before = actor.first - 1
        while before >= 0 and tokens[before].low in _QUARTERS:
            before -= 1
        actor.place = before >= 0 and tokens[before].low in _NEAR
    return actor


def _noun_after(
    tokens: list[Token], at: int, hits: dict[int, tuple[int, Name]]
) -> tuple[int, Agent | None, Name | None]:
    """The common noun that ends the noun phrase which a name begins, and a person's name after it."""
    best: tuple[int, Agent] | None = None
    person: Name | None = None
    look, limit = at, at + 7
    if look < len(tokens) and tokens[look].low in ("'s", "'"):
        look += 1
    while look < len(tokens) and look < limit:
        token = tokens[look]
        hit = hits.get(look)
        if hit is not None:
            if best is not None and hit[1].kind == "leader":
                best, person = (hit[0], best[1]), hit[1]
            break
        agent = _agent_at(tokens, look)
        if agent is not None:
            best = agent
            look = agent[0]
            limit = max(limit, look + 3)
            continue
        if token.low in _STOP or not token.word[0].isalpha():
            break
        if best is not None:
            if (token.word[0].isupper() and not _is_day(tokens, look)) or token.low in _LINKS:
                if token.word[0].isupper():
                    best = (look + 1, best[1])
            else:
                break
        elif look - at >= 4 or _acts(token.low):
            break
        look += 1
    return (best[0], best[1], person) if best is not None else (at, None, None)


def _acts(low: str) -> bool:
    """Whether a word between a name and a noun is more likely a verb than an adjective: `Norway sent troops`."""
    if low in _MODIFIERS:
        return False
    if low.endswith(("ing", "ed")):
        return True
    book = lexicon()
    return low not in book.nouns and any(set(tags) & {"D", "Z"} for _, tags in book.forms.get(low, ()))


_MODIFIERS = word_set("modifiers")
_QUARTERS = word_set("quarters")
_DAYS = word_set("days")
_MONTH_NAMES = frozenset(("may", "april", "june", "august"))
"""Months that are names of persons as well."""
_QUALIFYING = word_set("qualifying_agents")


def _is_day(tokens: list[Token], at: int) -> bool:
    """Whether a capitalised word is a day or a month there, and not `Theresa May`."""
    low = tokens[at].low
    if low not in _DAYS:
        return False
    dated = at + 1 < len(tokens) and tokens[at + 1].low[0].isdigit()
    return dated or low not in _MONTH_NAMES or not tokens[at - 1].word[0].isupper()


def _from_agent(
    tokens: list[Token],
    at: int,
    agent: tuple[int, Agent],
    hits: dict[int, tuple[int, Name]],
    known: Memory,
) -> Actor | None:
    """An actor that begins with a common noun: `President Assad`, `rebels in the Ivory Coast`, `the government`."""
    after, noun = agent
    while (more := _agent_at(tokens, after) if after < len(tokens) else None) is not None:
        after, noun = more
    actor = Actor(
        at,
        after,
        f"{UNKNOWN}{noun.sector}",
        " ".join(t.word for t in tokens[at:after]),
        noun.kind,
        certain=False,
    )
    look = after
    while (
        look < len(tokens)
        and look not in hits
        and ((tokens[look].word[0].isupper() and not _is_day(tokens, look)) or tokens[look].low in _LINKS)
    ):
        look += 1
    if look in hits and hits[look][1].kind == "leader":
        name = hits[look][1]
        actor.after, actor.code, actor.name, actor.kind, actor.certain = (
            hits[look][0],
            name.code,
            name.name,
            "leader",
            True,
        )
        if noun.kind == "people":
            actor.code, actor.kind = f"{name.code[:3]}{noun.sector}", "people"
        return actor
    if look > after and noun.kind == "office":
        actor.after = look
        while not tokens[actor.after - 1].word[0].isupper():
            actor.after -= 1
        after = actor.after
    return _owned(tokens, actor, after, noun, hits)


def _owned(
    tokens: list[Token], actor: Actor, after: int, noun: Agent, hits: dict[int, tuple[int, Name]]
) -> Actor:
    """Add `of Sindh province`, `in the Ivory Coast`, `of Hamas` to a common noun."""
    look = after
    if look < len(tokens) and tokens[look].low in _OF:
        link = tokens[look].low
        look += 1
        for _ in range(4):
            if (
                look >= len(tokens)
                or look in hits
                or (tokens[look].low in _STOP and tokens[look].low not in _ARTICLES)
            ):
                break
            if not tokens[look].word[0].isalpha():
                break
            look += 1
        if look in hits:
            reach, name = hits[look]
            if link in ("to", "at") and noun.kind != "office":
                return actor
            own = len(name.code) > 3 and not name.code.startswith(("IGO", "NGO", "BLC"))
            actor.code = (
                name.code
                if own and noun.kind != "people"
                else f"{name.code if not own else name.code[:3]}{noun.sector}"
            )
            actor.certain = True
            actor.after = reach
            more = _noun_after(tokens, reach, hits)
            if more[1] is not None:
                actor.after = more[0]
    return actor


def _stranger(tokens: list[Token], at: int, hits: dict[int, tuple[int, Name]]) -> Actor | None:
    """Somebody the dictionary does not know: capitalised words that are no date and begin no sentence."""
    after = at
    while after < len(tokens) and after not in hits and _is_name_word(tokens[after]):
        after += 1
    while after > at and not tokens[after - 1].word[0].isupper():
        after -= 1
    if after == at or not tokens[at].word[0].isupper():
        return None
    opens = at == 0 or tokens[at - 1].low in ('"', ":")
    if after == at + 1 and (len(tokens[at].word) < 3 or (opens and not tokens[at].word.isupper())):
        return None
    name = " ".join(token.word for token in tokens[at:after])
    return Actor(at, after, UNKNOWN, name, "people", stranger=True, certain=False)


def _is_name_word(token: Token) -> bool:
    capital = token.word[0].isupper() and token.low not in _STOP and token.low not in _DAYS
    return capital or token.low in _LINKS


def _settle(found: list[Actor], tokens: list[Token], known: Memory) -> None:
    """Give common nouns without an owner a country: the sentence's only one, or the one the document is about."""
    owners = [actor for actor in found if actor.certain and len(actor.code) >= 3 and actor.kind != "pronoun"]
    places = [actor for actor in owners if actor.place]
    for actor in found:
        if actor.certain or not actor.code.startswith(UNKNOWN):
            continue
        code = known.country_of(actor, tokens)
        if code is None:
            code = _from_surroundings(actor, owners, places) or known.focus
        if code is not None:
            actor.code = f"{code[:3]}{actor.code[3:]}"


def _from_surroundings(actor: Actor, owners: list[Actor], places: list[Actor]) -> str | None:
    """The place after the noun, else a place anywhere, else the nearest state before it."""
    later = [one for one in places if one.first >= actor.after]
    if later:
        return later[0].code
    if places:
        return places[-1].code
    states = [one for one in owners if not one.code.startswith(("IGO", "NGO", "BLC"))]
    return min(states, key=lambda one: abs(one.first - actor.first)).code if states else None
