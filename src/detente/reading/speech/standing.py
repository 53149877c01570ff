"""How surely something is said: negation, modality, conditions and the predicates that something is embedded in.

The words that govern a trigger are gathered from the inside out, and its certainty is worked out from the outside
in: each predicate with a complement maps the certainty of itself to that of its complement.
"""

from functools import lru_cache
from typing import NamedTuple

from detente.core.claim import Hedge
from detente.core.reading import Sentence, Span, Standing
from detente.reading.words.clauses import Clauses, clauses_of
from detente.reading.words.inflect import past_forms, word_set
from detente.reading.words.lexicon import hits_of
from detente.reading.words.phrases import Hit, word_at

_EMBEDDING = word_set("say vouch know think suggest hope intend manage fail pretend deny doubt")
_FAR = {"negator": 4, "if": 40, "whether": 40}
_NEGATIVE_SUBJECTS = frozenset(
    ("no", "nobody", "none", "neither", "nothing", "no one", "few", "nor", "never", "without")
)
_WEIGHT: dict[str, int] = {"asserted": 0, "reported": 1, "suggested": 2, "speculated": 3, "denied": 4}
_HEDGES: tuple[Hedge, ...] = ("asserted", "reported", "suggested", "speculated", "denied")
_REACH = 14
_ANTECEDENTS = frozenset(("if", "whether"))


class Scene(NamedTuple):
    """A sentence with its clauses and the operators in it, in order."""

    clauses: Clauses
    operators: tuple[Hit, ...]


@lru_cache(maxsize=512)
def scene_of(quote: str) -> Scene:
    """Clauses and operators of a sentence; an operator that lies inside a longer one is left out."""
    clauses = clauses_of(quote)
    hits = hits_of(quote)["standing"]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, hit.first - hit.after)):
        if not kept or hit.first >= kept[-1].after:
            kept.append(hit)
    return Scene(clauses, tuple(kept))


def standing_of(sentence: Sentence, text: str, trigger_span: Span) -> Standing:
    """Standing of what a trigger tells, as far as its own sentence says.

    Parameters
    ----------
    sentence : the sentence that holds the trigger.
    text : the document's text.
    trigger_span : the word or words that tell it, offsets in the text.

    Notes
    -----
    No parser: scope is judged by clauses and distance. Certainty is a judged size, to be read as a rank.

    References
    ----------
    .. [1] Karttunen (2012), Simple and phrasal implicatives, *SEM 2012.
    .. [2] Nairn, Condoravdi & Karttunen (2006), Computing relative polarity for textual inference, ICoS-5.

    Examples
    --------
    >>> text = "Officials said Iran might not attack Israel."
    >>> whole = Sentence(1, Span(0, len(text), text))
    >>> one = standing_of(whole, text, Span(29, 35, "attack"))
    >>> one.hedge, one.negated, one.possible
    ('speculated', True, True)
    """
    offset = sentence.span.start
    scene = scene_of(sentence.span.quote)
    first = word_at(scene.clauses.words, trigger_span.start - offset)
    last = word_at(scene.clauses.words, max(trigger_span.start, trigger_span.end - 1) - offset)
    trigger = _past_operators(scene, last)
    chain = [
        hit
        for hit in governors_of(scene, trigger)
        if not (hit.entry.group in _EMBEDDING and first <= hit.first <= last)
    ]
    groups = {hit.entry.group for hit in chain}
    certainty = certainty_of(chain, asked=sentence.span.quote.rstrip("\"'”’ ").endswith("?"))
    hedge, weightiest = _hedge(scene, chain, trigger)
    denied = any(hit.entry.marks.get("denied") for hit in chain) and hedge == "denied"
    conditional = _is_conditional(scene, chain, trigger)
    return Standing(
        hedge=hedge,
        negated=certainty < 0 and not denied,
        denied=denied,
        conditional=conditional,
        future="future" in groups or any(hit.entry.marks.get("future") for hit in chain),
        possible=bool(groups & {"may", "likely", "would", "unlikely", "suggest"}),
        cue=_span(scene, weightiest, offset, text),
        certainty=round(min(certainty, 0.3) if conditional and certainty > 0 else certainty, 3),
    )


def governors_of(scene: Scene, trigger: int) -> list[Hit]:
    """Operators that have the word in their scope, the innermost first."""
    clauses = scene.clauses
    found: list[Hit] = []
    at = trigger
    clause = clauses.number[trigger]
    while True:
        begin = clauses.begins[clause]
        for hit in reversed(scene.operators):
            inside = begin <= hit.first and hit.after <= at and clauses.number[hit.first] == clause
            if inside and _reaches(hit, at, begin) and not _ends_before(clauses.words.lower, hit, at):
                found.append(hit)
                if hit.entry.group in _EMBEDDING:
                    at = hit.first
        if clause and _is_example(clauses, begin):
            at, clause = begin, clause - 1
            continue
        above = _embedder_above(scene, begin, clause)
        if above is None:
            break
        found.append(above)
        at, clause = above.first, clauses.number[above.first]
    found.extend(_after(scene, trigger))
    return found


def certainty_of(chain: list[Hit], *, asked: bool = False) -> float:
    """Author's certainty in [-1, 1] of what stands innermost in a chain of operators.

    Parameters
    ----------
    chain : operators, the innermost first.
    asked : the sentence is a question.
    """
    sure = 0.0 if asked else 1.0
    for hit in reversed(chain):
        marks = hit.entry.marks
        if hit.entry.group == "negator":
            sure = -sure
        elif hit.entry.group in _EMBEDDING:
            share = (sure + 1.0) / 2.0
            sure = share * float(marks["affirmed"]) + (1.0 - share) * float(marks["negated"])
        elif sure < 0 and float(marks["certainty"]) > 0:
            sure *= 0.8
        else:
            sure *= float(marks["certainty"])
    return sure


def _past_operators(scene: Scene, trigger: int) -> int:
    """The word that a lone modal or hearsay word is about, where the trigger is that word itself."""
    for hit in scene.operators:
        if hit.first <= trigger < hit.after and hit.entry.group not in _EMBEDDING:
            return min(hit.after, len(scene.clauses.words.lower) - 1)
    return trigger


def _ends_before(lower: tuple[str, ...], hit: Hit, at: int) -> bool:
    """Whether an infinitive's scope has ended: a verb in the past is not its complement (`refusal to attend doomed`)."""
    if (
        hit.entry.group not in _EMBEDDING
        or lower[hit.after - 1] != "to"
        or at <= hit.after
        or at >= len(lower)
    ):
        return False
    word = lower[at]
    past = word in past_forms() or (word.endswith("ed") and len(word) > 4)
    return past and word not in _BOTH and lower[at - 1] not in _PASSIVE


_PASSIVE = frozenset(("be", "been", "being", "have", "get", "got", "as", "to"))
_BOTH = frozenset(("cut", "put", "set", "let", "hit", "shut", "quit", "cast", "read", "split", "spread"))
"""Verbs whose past is like their base."""


def _is_example(clauses: Clauses, begin: int) -> bool:
    """Whether a clause only spells out the noun before it: `factors, including a crisis`."""
    lower = clauses.words.lower
    return lower[begin] in (",", "—", "–") and lower[begin + 1 : begin + 2] in _EXAMPLES


_EXAMPLES = {
    (word,) for word in ("including", "particularly", "especially", "notably", "namely", "such", "among")
}


def _reaches(hit: Hit, at: int, begin: int) -> bool:
    """Whether an operator in the same clause is near enough to have the word in its scope."""
    group = hit.entry.group
    distance = at - hit.after
    if group == "negator":
        starts = hit.first - begin <= 1 and hit.entry.pattern in _NEGATIVE_SUBJECTS
        return distance <= (_REACH if starts else _FAR["negator"])
    if group in _EMBEDDING:
        return distance <= _REACH
    return distance <= _FAR.get(group, 10)


def _embedder_above(scene: Scene, begin: int, clause: int) -> Hit | None:
    """Predicate whose complement begins at a clause's first word: `said that`, `doubts whether`, `agreed: "..."`."""
    if begin == 0:
        return None
    clauses = scene.clauses
    opener = clauses.words.lower[begin]
    near = 6 if opener in ("that", "whether", "if", "how", "why", "what") else 1
    if opener == "," and clause > 0 and _holds_that_while(clauses, clause - 1):
        return _embedder_above(scene, clauses.begins[clause - 1], clause - 1)
    if opener in (",", ";", "but", "which", "who", "while", "when", ")"):
        return None
    for hit in reversed(scene.operators):
        if hit.first < begin:
            if hit.entry.group in _EMBEDDING and begin - hit.after < near:
                return hit
            if begin - hit.after >= near:
                return None
    return None


def _holds_that_while(clauses: Clauses, clause: int) -> bool:
    """Whether a clause begins a complement with a subordinate one: `said that while A does, B does`."""
    lower = clauses.words.lower
    begin = clauses.begins[clause]
    return lower[begin] == "that" and lower[begin + 1 : begin + 2] in _WHILE


_WHILE = {
    (word,)
    for word in ("while", "although", "though", "if", "when", "after", "as", "because", "since", "unless")
}


def _after(scene: Scene, trigger: int) -> list[Hit]:
    """Operators behind the word: hearsay in its clause, and `..., officials said` at the end."""
    clauses = scene.clauses
    clause = clauses.number[trigger]
    found = []
    for hit in scene.operators:
        group = hit.entry.group
        if hit.first <= trigger:
            if group == "hearsay" and hit.first == 0 and clauses.number[hit.first] != clause:
                found.append(hit)
            continue
        if group == "hearsay" and (
            clauses.number[hit.first] == clause or hit.entry.pattern == "according to"
        ):
            found.append(hit)
        elif (
            group in ("say", "think", "suggest", "vouch", "know")
            and clauses.number[hit.first] > clause
            and _is_trailing(clauses, hit)
        ):
            found.append(hit)
            break
    return found


def _is_trailing(clauses: Clauses, hit: Hit) -> bool:
    """Whether a verb of saying closes the sentence as a tag: `..., two officials said on Monday`."""
    clause = clauses.number[hit.first]
    begin = clauses.begins[clause]
    lower = clauses.words.lower
    return (
        lower[begin] in (",", '"')
        and hit.first - begin <= 9
        and (clauses.end(clause) - hit.after <= 4 or hit.first - begin <= 2)
        and not any(
            word in ("to", "of", "which", "who") and index == begin + 1
            for index, word in enumerate(lower[begin : hit.first], begin)
        )
        and not lower[hit.first].endswith("ing")
    )


def _hedge(scene: Scene, chain: list[Hit], trigger: int) -> tuple[Hedge, Hit | None]:
    """The weightiest hedge of a chain, and the operator it comes from."""
    quoted = scene.clauses.words.quoted[trigger]
    best = 0
    told_by: Hit | None = None
    for hit in chain:
        weight = _WEIGHT[hit.entry.marks.get("hedge", "asserted")]
        if hit.entry.group == "say" and (quoted or hit.entry.pattern in _COMMITTING):
            weight = 0
        if weight > best:
            best, told_by = weight, hit
    if told_by is None and chain:
        told_by = chain[0]
    return _HEDGES[best], told_by


_COMMITTING = frozenset(
    ("state~", "warn~", "argue~", "write~", "complain~", "explain~", "accuse~ <4> of", "swear~", "describe~")
)
"""Verbs of saying that put the speaker's own weight behind the content."""


def _is_conditional(scene: Scene, chain: list[Hit], trigger: int) -> bool:
    groups = {hit.entry.group for hit in chain}
    if "if" in groups:
        return True
    clauses = scene.clauses
    for hit in scene.operators:
        if hit.entry.group == "if" and clauses.number[hit.first] != clauses.number[trigger]:
            return bool(groups & {"future", "would", "may", "ought", "unlikely", "likely"})
    return False


def _span(scene: Scene, hit: Hit | None, offset: int, text: str) -> Span | None:
    if hit is None:
        return None
    words = scene.clauses.words
    start, end = offset + words.start[hit.first], offset + words.end[hit.after - 1]
    return Span(start, end, text[start:end])
