"""Verbs that tell of something done: finite and not a noun or a wish, in the period told of or before it."""

import re

from detente.reading.words.clauses import BREAKS, Clauses
from detente.reading.words.inflect import past_forms, word_set
from detente.reading.words.lexicon import hits_of
from detente.reading.words.phrases import Entry, Hit

DETERMINERS = word_set("a an the his her its their our my this that these those any no 's some every each")
MODALS = word_set("will would could may might should can must shall wo ca 'll 'd cannot")
PREPOSITIONS = word_set("of in on at for from by with about against between over into under via despite amid")
_PROGRESSIVE = word_set("is are was were been be am 're 's also now currently still")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAST_MARKS = frozenset(("before",))
_SAYING = word_set("said says say told tells claimed reported added stated wrote argued maintained insisted")
_NO_ACTS = word_set(
    "had did done been said told known gone set put let armed united based called named aged led"
)
_NO_SUBJECT = (
    DETERMINERS | PREPOSITIONS | BREAKS | {"to", "and", "or", "most", "more", "so", "as", "very", "than"}
)
_PLAIN_ACT = Entry("acts", "plain", "past tense", {"weak": "yes"})
_DID = frozenset(("did", "does", "do"))
NUMBERS = word_set("two three four five six seven eight nine ten several many some half")
_NOT_DOING = DETERMINERS | NUMBERS | {"nothing", "little", "much"}


def is_act(quote: str, clauses: Clauses, hit: Hit) -> bool:
    """Whether a verb of acts tells of something that happened, not of a noun, a wish or what is to come."""
    lower = clauses.words.lower
    word = lower[hit.first]
    before = lower[hit.first - 1] if hit.first else ""
    helpers = lower[max(0, hit.first - 4) : hit.first]
    base = hit.entry.pattern.split()[0].rstrip("~^")
    if "~" not in hit.entry.pattern.split()[0] and not hit.entry.pattern.startswith("["):
        return not MODALS.intersection(helpers[-3:])
    if word.endswith("ing") and word != base:
        return bool(_PROGRESSIVE.intersection(helpers[-2:])) or (
            before in (",", "and", "by") and hit.first > 3
        )
    if word in past_forms() or (word.endswith("ed") and word != base):
        return before not in _NOT_DOING and not (MODALS.intersection(helpers[-3:]) and "have" not in helpers)
    if word == base and not _DID.isdisjoint(helpers[-3:]):
        return lower[0] != "do" and lower[:2] != ('"', "do")
    if word == base and hit.after - hit.first > 1:
        return before not in ("to", *DETERMINERS) and MODALS.isdisjoint(helpers[-3:])
    if word == base:
        return (
            word in past_forms()
            and before not in ("to", *DETERMINERS)
            and not MODALS.intersection(helpers[-3:])
        )
    if (
        before in DETERMINERS
        or before in PREPOSITIONS
        or is_adjective(before)
        or before in BREAKS
        or not before
    ):
        return False
    follower = lower[hit.after] if hit.after < len(lower) else "."
    if hit.after - hit.first > 1:
        return True
    if follower.endswith("ed") or follower == "that":
        return False
    return follower not in (
        "of",
        "against",
        "on",
        "by",
        "from",
        "are",
        "were",
        "have",
        ",",
        ".",
        "between",
        "and",
        "in",
    )


def is_past(quote: str, clauses: Clauses, hit: Hit, year: int | None) -> bool:
    """Whether an act lies before the period told of: past perfect, an earlier year, or words that say so."""
    lower = clauses.words.lower
    backshifted = not _SAYING.isdisjoint(lower[max(0, hit.first - 8) : hit.first])
    sequel = lower[clauses.begins[clauses.number[hit.first]]] in ("within", "by") or lower[0] in (
        "within",
        "by",
    )
    if "had" in lower[max(0, hit.first - 4) : hit.first] and not backshifted and not sequel:
        return True
    begin, end = _around(clauses, hit)
    told = [_is_earlier(lower, index, year) for index in range(begin, end) if _YEAR.fullmatch(lower[index])]
    if told:
        return all(told) if year is not None else any(told)
    return any(
        begin <= other.first < end and other.entry.group in _PAST_MARKS and lower[other.first] != "old"
        for other in hits_of(quote)["history"]
        if not (
            lower[other.first] in ("former", "formerly", "a", "predecessor", "ex-president")
            or lower[other.first - 1 : other.first] == ("time",)
        )
    )


def goes_on(clauses: Clauses, past: Hit, hit: Hit) -> bool:
    """Whether an act shares the tense of the past one before it: `had banned and threatened`, `left, imposed, and`."""
    lower = clauses.words.lower
    return lower[hit.first - 1] in ("and", ",", "or") or (
        lower[hit.first - 2 : hit.first - 1] == (",",) and lower[hit.first - 1] == "and"
    )


def plain_acts(clauses: Clauses) -> list[Hit]:
    """Past-tense verbs that no lexicon knows, for a sentence that makes no other claim: told as plain events."""
    lower = clauses.words.lower
    found: list[Hit] = []
    for index, word in enumerate(lower[:-1]):
        before = lower[index - 1] if index else ""
        past = word in past_forms() or (word.endswith("ed") and len(word) > 4)
        if not past or index == 0 or word in _NO_ACTS or before in _NO_SUBJECT or is_adjective(before):
            continue
        if not MODALS.isdisjoint(lower[max(0, index - 3) : index]):
            continue
        if not any(clauses.number[hit.first] == clauses.number[index] for hit in found):
            found.append(Hit(index, index + 1, _PLAIN_ACT))
    return found


def bare_years(clauses: Clauses, year: int | None) -> list[Hit]:
    """`In 2019`, `since 1978`: a phrase of history by itself where the clause tells of no act."""
    lower = clauses.words.lower
    entry = Entry("history", "before", "since year")
    return [
        Hit(index - 1, index + 1, entry)
        for index, word in enumerate(lower)
        if index
        and _YEAR.fullmatch(word)
        and lower[index - 1] in ("in", "since")
        and _is_earlier(lower, index, year)
    ]


def _is_earlier(lower: tuple[str, ...], index: int, year: int | None) -> bool:
    """Whether a year lies before the dateline's; without a dateline, whether it stands bare: `in 2018`, `since 1978`."""
    if year is not None:
        return int(lower[index]) < year
    return lower[index - 1] in ("in", "since", "until", "early", "late", "mid") and index > 0


def _around(clauses: Clauses, hit: Hit) -> tuple[int, int]:
    """The clause of a phrase with the commas' neighbours that are only times or places."""
    clause = clauses.number[hit.first]
    begin, end = clauses.begins[clause], clauses.end(clause)
    if clause > 0 and clauses.begins[clause] - clauses.begins[clause - 1] <= 6 and clause == 1:
        begin = 0
    return begin, end


def is_adjective(word: str) -> bool:
    """Whether a word ends like an adjective."""
    return len(word) > 4 and word.endswith(
        ("al", "ic", "ive", "ous", "ary", "ful", "ese", "ish", "ble", "less")
    )
