"""Phrases of the claims' lexicons that really make a claim where they stand: verb or noun, past or to come."""

import re
from functools import lru_cache
from typing import NamedTuple

from detente.core.claim import ClaimKind
from detente.reading.clauses import BREAKS, Clauses, clauses_of
from detente.reading.inflect import past_forms, word_set
from detente.reading.lexicon import CLAIM_TABLES, hits_of
from detente.reading.phrases import Entry, Hit
from detente.reading.standing import scene_of

_DETERMINERS = word_set("a an the his her its their our my this that these those any no 's some every each")
_MODALS = word_set("will would could may might should can must shall wo ca 'll 'd cannot")
_PREPOSITIONS = word_set(
    "of in on at for from by with about against between over into under via despite amid"
)
_PROGRESSIVE = word_set("is are was were been be am 're 's also now currently still")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAST_MARKS = frozenset(("before",))
_SAYING = word_set("said says say told tells claimed reported added stated wrote argued maintained insisted")
_NO_ACTS = word_set(
    "had did done been said told known gone set put let armed united based called named aged led"
)
_NO_SUBJECT = (
    _DETERMINERS | _PREPOSITIONS | BREAKS | {"to", "and", "or", "most", "more", "so", "as", "very", "than"}
)
_PLAIN_ACT = Entry("acts", "plain", "past tense", {"weak": "yes"})
_BASE_BEFORE = word_set("to and we they i you who not n't also would people both which that")
_ORDERING = word_set(
    "order orders ordered urge urges urged ask asks asked tell tells told instruct instructed force forced allow "
    "allowed help helped pressure pressured persuade persuaded encourage encouraged push pushed invite invited press pressed "
    "pressing urging asking telling forcing allowing helping ordering pushing call called"
)
_DID = frozenset(("did", "does", "do"))
_NUMBERS = word_set("two three four five six seven eight nine ten several many some half")
_NOT_DOING = _DETERMINERS | _NUMBERS | {"nothing", "little", "much"}
_VERBAL = frozenset(("stance", "signal", "cause", "opinion", "pressure", "red_line", "constraint"))
_CONTROL = word_set("control authority influence power leverage sway rule grip debate")


class Candidate(NamedTuple):
    """A claim that a phrase makes, before it is known who makes it and how surely."""

    kind: ClaimKind
    hit: Hit
    clause: int


@lru_cache(maxsize=512)
def candidates_of(quote: str, year: int | None = None) -> tuple[Candidate, ...]:
    """Candidates of a sentence in order of place: at most one of a kind in a clause, but each act for itself.

    Parameters
    ----------
    quote : the sentence.
    year : the dateline's; acts of earlier years are history.
    """
    clauses = clauses_of(quote)
    hits = hits_of(quote)
    acts = [hit for hit in hits["acts"] if is_act(quote, clauses, hit)]
    found: dict[tuple[str, int], Candidate] = {}
    past: Hit | None = None
    for hit in _longest(acts):
        earlier = is_past(quote, clauses, hit, year) or (past is not None and _goes_on(clauses, past, hit))
        past = hit if earlier else None
        kind: ClaimKind = "history" if earlier else "event"
        found.setdefault((kind, _segment(clauses, hit)), Candidate(kind, hit, clauses.number[hit.first]))
    for table in CLAIM_TABLES:
        if table == "acts":
            continue
        for hit in _longest(hits[table]):
            if stands(quote, clauses, hit, acts):
                if hit.entry.group == "before" and _marks_an_act(clauses, hit, found):
                    continue
                key = (table, clauses.number[hit.first])
                candidate = Candidate(table, hit, clauses.number[hit.first])  # type: ignore[arg-type]
                known = found.get(key)
                if known is None or (known.hit.entry.marks.get("weak") and not hit.entry.marks.get("weak")):
                    found[key] = candidate
    for hit in _bare_years(clauses, year):
        clause = clauses.number[hit.first]
        if not any(one.kind == "history" and one.clause == clause for one in found.values()):
            found["history", clause] = Candidate("history", hit, clause)
    if not any(one.kind != "history" for one in found.values()):
        known_acts = {one.hit.first for one in found.values()}
        for hit in _plain_acts(clauses):
            if hit.first in known_acts:
                continue
            kind = "history" if is_past(quote, clauses, hit, year) else "event"
            found.setdefault(
                (kind, clauses.number[hit.first]), Candidate(kind, hit, clauses.number[hit.first])
            )
    return tuple(sorted(found.values(), key=lambda one: (one.hit.first, one.hit.after, one.kind)))


def _goes_on(clauses: Clauses, past: Hit, hit: Hit) -> bool:
    """Whether an act shares the tense of the past one before it: `had banned and threatened`, `left, imposed, and`."""
    lower = clauses.words.lower
    return lower[hit.first - 1] in ("and", ",", "or") or (
        lower[hit.first - 2 : hit.first - 1] == (",",) and lower[hit.first - 1] == "and"
    )


def _marks_an_act(clauses: Clauses, hit: Hit, found: dict[tuple[str, int], Candidate]) -> bool:
    """Whether words like `previously` only date an act of their clause that is history already."""
    clause = clauses.number[hit.first]
    return any(
        kind == "history" and abs(one.clause - clause) <= 1 and one.hit.entry.table == "acts"
        for (kind, _), one in found.items()
    )


def is_act(quote: str, clauses: Clauses, hit: Hit) -> bool:
    """Whether a verb of acts tells of something that happened, not of a noun, a wish or what is to come."""
    lower = clauses.words.lower
    word = lower[hit.first]
    before = lower[hit.first - 1] if hit.first else ""
    helpers = lower[max(0, hit.first - 4) : hit.first]
    base = hit.entry.pattern.split()[0].rstrip("~^")
    if "~" not in hit.entry.pattern.split()[0] and not hit.entry.pattern.startswith("["):
        return not _MODALS.intersection(helpers[-3:])
    if word.endswith("ing") and word != base:
        return bool(_PROGRESSIVE.intersection(helpers[-2:])) or (
            before in (",", "and", "by") and hit.first > 3
        )
    if word in past_forms() or (word.endswith("ed") and word != base):
        return before not in _NOT_DOING and not (_MODALS.intersection(helpers[-3:]) and "have" not in helpers)
    if word == base and not _DID.isdisjoint(helpers[-3:]):
        return True
    if word == base:
        return (
            word in past_forms()
            and before not in ("to", *_DETERMINERS)
            and not _MODALS.intersection(helpers[-3:])
        )
    if (
        before in _DETERMINERS
        or before in _PREPOSITIONS
        or _is_adjective(before)
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


def _is_earlier(lower: tuple[str, ...], index: int, year: int | None) -> bool:
    """Whether a year lies before the dateline's; without a dateline, whether it stands bare: `in 2018`, `since 1978`."""
    if year is not None:
        return int(lower[index]) < year
    return lower[index - 1] in ("in", "since", "until", "early", "late", "mid") and index > 0


def _plain_acts(clauses: Clauses) -> list[Hit]:
    """Past-tense verbs that no lexicon knows, for a sentence that makes no other claim: told as plain events."""
    lower = clauses.words.lower
    found: list[Hit] = []
    for index, word in enumerate(lower[:-1]):
        before = lower[index - 1] if index else ""
        past = word in past_forms() or (word.endswith("ed") and len(word) > 4)
        if not past or index == 0 or word in _NO_ACTS or before in _NO_SUBJECT or _is_adjective(before):
            continue
        if not _MODALS.isdisjoint(lower[max(0, index - 3) : index]):
            continue
        if not any(clauses.number[hit.first] == clauses.number[index] for hit in found):
            found.append(Hit(index, index + 1, _PLAIN_ACT))
    return found


def _bare_years(clauses: Clauses, year: int | None) -> list[Hit]:
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


def stands(quote: str, clauses: Clauses, hit: Hit, acts: list[Hit]) -> bool:
    """Whether a phrase of another lexicon makes its claim here."""
    lower = clauses.words.lower
    table, group, pattern = hit.entry.table, hit.entry.group, hit.entry.pattern
    before = lower[hit.first - 1] if hit.first else ""
    if hit.after - hit.first == 1 and hit.first and _is_name(quote, clauses, hit.first):
        return False
    if hit.entry.marks.get("weak") and table == "cause":
        return _hangs_on_act(clauses, hit, acts, before)
    if table == "forecast" and group == "could":
        return _tells_of_what_comes(lower, hit)
    if table == "cause" and group == "aims" and pattern.startswith("to ["):
        return not _is_complement(quote, hit)
    if table == "cause" and group == "therefore":
        return pattern not in ("making", "leaving") or before == ","
    if table in _VERBAL and pattern.split()[0].endswith("~") and not _verb_stands(lower, hit, before):
        return False
    if table == "opinion" and pattern == "should" and hit.first == 0:
        return False
    if table == "history" and group == "before":
        return _past_phrase_stands(lower, hit, pattern)
    return True


def _is_name(quote: str, clauses: Clauses, index: int) -> bool:
    """Whether a word is part of a name: a capital inside a sentence, next to another."""
    words = clauses.words
    beside = (words.start[at] for at in (index - 1, index + 1) if 0 <= at < len(words.start))
    return quote[words.start[index]].isupper() and any(quote[at].isupper() for at in beside)


def _is_complement(quote: str, hit: Hit) -> bool:
    """Whether `to` belongs to the predicate before it (`pledged to protect`) and tells no purpose."""
    scene = scene_of(quote)
    ordered = not _ORDERING.isdisjoint(scene.clauses.words.lower[max(0, hit.first - 5) : hit.first])
    return ordered or any(one.after == hit.first + 1 and one.first < hit.first for one in scene.operators)


def _verb_stands(lower: tuple[str, ...], hit: Hit, before: str) -> bool:
    """A verb of a pattern: not a noun after a determiner or adjective, nor a participle that only describes."""
    word = lower[hit.first]
    if word.endswith("ing"):
        return before not in _DETERMINERS
    base = hit.entry.pattern.split()[0].rstrip("~")
    pronoun = before in ("this", "that", "these", "those") and word != base
    if before in _DETERMINERS and not pronoun and hit.entry.table in ("stance", "cause", "signal"):
        return False
    nounlike = word == base or word.endswith("s")
    if hit.entry.table in ("cause", "stance") and word == base and " " not in hit.entry.pattern:
        subject = before.endswith(("s", "ly")) or before in _BASE_BEFORE or before in _MODALS
        if not subject:
            return False
    return not (nounlike and (before in _PREPOSITIONS or _is_adjective(before)))


def _hangs_on_act(clauses: Clauses, hit: Hit, acts: list[Hit], before: str) -> bool:
    """`after`, `over` and the like tie a cause only to an act before them in the clause, or open the sentence."""
    lower = clauses.words.lower
    if before in _CONTROL or before in BREAKS or (hit.after < len(lower) and lower[hit.after] in _NUMBERS):
        return False
    return any(act.after <= hit.first and hit.first - act.after <= 10 for act in acts)


def _tells_of_what_comes(lower: tuple[str, ...], hit: Hit) -> bool:
    rest = lower[hit.after : hit.after + 3]
    if not rest or rest[0] in BREAKS or "like" in rest[:1]:
        return False
    if lower[hit.first] in ("may", "will") and rest[0].isdigit():
        return False
    return "have" not in rest[:2] or lower[hit.first] == "will"


def _past_phrase_stands(lower: tuple[str, ...], hit: Hit, pattern: str) -> bool:
    if pattern == "old":
        return hit.after < len(lower) and lower[hit.after] in (
            "enemy",
            "enemies",
            "rival",
            "rivals",
            "foe",
            "foes",
            "mistakes",
        )
    if pattern in ("once",):
        return (
            hit.after < len(lower)
            and lower[hit.after] not in BREAKS
            and lower[hit.after] not in ("the", "it", "they", "a")
        )
    return True


def _segment(clauses: Clauses, hit: Hit) -> int:
    """Stretch that may hold one act: from one comma, `and` or clause's begin to the next."""
    lower = clauses.words.lower
    at = hit.first
    while at > clauses.begins[clauses.number[hit.first]] and lower[at - 1] not in ("and", "or", ","):
        at -= 1
    return at


def _around(clauses: Clauses, hit: Hit) -> tuple[int, int]:
    """The clause of a phrase with the commas' neighbours that are only times or places."""
    clause = clauses.number[hit.first]
    begin, end = clauses.begins[clause], clauses.end(clause)
    if clause > 0 and clauses.begins[clause] - clauses.begins[clause - 1] <= 6 and clause == 1:
        begin = 0
    return begin, end


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.after)):
        if not kept or hit.first >= kept[-1].after:
            kept.append(hit)
    return kept


def _is_adjective(word: str) -> bool:
    return len(word) > 4 and word.endswith(
        ("al", "ic", "ive", "ous", "ary", "ful", "ese", "ish", "ble", "less")
    )
