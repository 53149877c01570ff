"""Revisions of a case that new claims suggest: old, new and why, for an analyst to accept or decline one by one.

Four kinds, in the order in which they are put: `claim` (record what is said), `fact` (record what happened, so that
it is no longer drawn), `evidence` (rest a number on a claim), `value` (move a number: its size is a judgement, and the
proposed one is the smallest word of its scale). The first three change what the case knows, the last what is thought
of it; after a re-run the two are told apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from detente.case.audit import stated
from detente.case.bearing import Bearing, CaseParts, bearings
from detente.case.draft import OPEN
from detente.case.facts import facts_of, told_acts
from detente.case.intake import NewClaim, claim_entry
from detente.case.leaves import Input, leaves
from detente.case.matching import Known
from detente.case.proposal import ORDER, Act, Made, Proposal, free_id
from detente.case.yaml_text import flow
from detente.core.case import Case
from detente.core.quantity import Quantity
from detente.reading.several.statements import actor_id

SMALLEST = "slight"
"""The word for the size of a proposed movement: what a single claim may carry before anybody has judged it."""
_OPEN_TOWARD = {"low": (10, 30, 45), "high": (55, 70, 90)}
"""Low, mode and high of an open position, on the side of the scale that claims point to."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All proposals with what they are made from: inputs borne on, by claim."""

    proposals: tuple[Proposal, ...]
    bearings: Mapping[str, tuple[Bearing, ...]]


def propose(
    case: Case,
    claims: Sequence[NewClaim],
    known: Mapping[str, Known],
    sources: Mapping[str, Mapping[str, Any]],
    *,
    dates: Mapping[str, date],
) -> Proposed:
    """Revisions that some new claims suggest.

    Parameters
    ----------
    claims : those that are news, as they would be written.
    known : new claim -> the claim of the case that it repeats or denies.
    sources : sources that the case does not have yet, as entries.
    dates : source -> its date.
    """
    parts = CaseParts(case)
    held = {leaf.path: leaf for leaf in leaves(case)}
    borne = {one.id: bearings(parts, one, known.get(one.id)) for one in claims}
    made: list[Made] = [_claim(one, sources, known.get(one.id)) for one in claims]
    taken = {event.id for event in case.events}
    for group in told_acts(claims, dates):
        made += facts_of(parts, group, taken)
    for one in claims:
        made += _evidence(held, one, borne[one.id])
        when = min(one.statement.when or dates[one.claim.source], dates[one.claim.source])
        made += _values(parts, held, one, when, taken, borne[one.id])
    return Proposed(tuple(_numbered(_joined(made))), borne)


def _numbered(made: Iterable[Made]) -> Iterator[Proposal]:
    counts = dict.fromkeys(ORDER, 0)
    for one in sorted(made, key=lambda each: ORDER.index(each.kind)):
        counts[one.kind] += 1
        digest = sha256(f"{one.path}\n{one.old}\n{one.new}".encode()).hexdigest()[:4]
        name = f"{one.kind}-{counts[one.kind]}-{digest}"
        yield Proposal(name, one.kind, one.path, one.old, one.new, one.why, one.claims, one.acts)


def _joined(made: Iterable[Made]) -> list[Made]:
    """Proposals of evidence for one input as one; of several values for one input the first, with what else was said."""
    found: dict[tuple[str, str], Made] = {}
    for one in made:
        key = (one.kind, one.path.partition(" from ")[0])
        first = found.get(key)
        if first is None:
            found[key] = one
        elif one.kind == "evidence":
            claims = (*first.claims, *(claim for claim in one.claims if claim not in first.claims))
            found[key] = _evidence_of(first, claims)
        elif one.kind == "value":
            word = "also" if one.new == first.new else "against it"
            found[key] = replace(first, why=f"{first.why}; {word} {one.claims[0]}")
    return list(found.values())


def _claim(one: NewClaim, sources: Mapping[str, Mapping[str, Any]], known: Known | None) -> Made:
    acts = []
    source = sources.get(one.claim.source)
    if source is not None:
        acts.append(Act("add_entry", ("sources", one.claim.source), source))
    acts.append(Act("add_entry", ("claims", one.id), claim_entry(one.claim)))
    why = f"sentence {one.claim.sentence} of {one.claim.source}, {one.claim.hedge}"
    if known is not None:
        why += f"; {'disputes' if known.contradicts else 'supports, from another origin,'} {known.known}"
    return Made("claim", f"claims.{one.id}", None, one.claim.says, why, (one.id,), tuple(acts))


def _evidence(held: Mapping[str, Input], one: NewClaim, borne: Sequence[Bearing]) -> Iterator[Made]:
    """Inputs that the claim could support, of those it bears on: they list it as evidence."""
    for bearing in [each for each in borne if each.is_direct][:2]:
        leaf = held.get(bearing.path)
        if leaf is None or (one.claim.direction == "neutral" and one.claim.kind not in ("pressure", "event")):
            continue
        if one.claim.hedge == "denied" or not one.statement.affirmed or one.id in leaf.evidence:
            continue
        made = _evidence_at(leaf, one.id, bearing.why)
        if made is not None:
            yield made


def _evidence_at(leaf: Input, claim: str, why: str) -> Made | None:
    """The claim among the evidence that an input, or the group it stands in, lists already; None where it lists none.

    A number that is assumed for a reason stays so: one claim more does not make it sourced.
    """
    if not leaf.evidence:
        return None
    own = isinstance(leaf.quantity, Quantity) and bool(leaf.quantity.evidence)
    if leaf.keys[0] == "effects" or (not own and not (leaf.within and leaf.within[0].evidence)):
        return None
    # Entries of the list of events go by their id: their number counts through all files.
    keys = ("events", leaf.path.split(".")[1], *leaf.keys[2:]) if leaf.keys[0] == "events" else leaf.keys
    return Made(
        "evidence",
        f"{leaf.path} (evidence)",
        ", ".join(leaf.evidence),
        ", ".join([*leaf.evidence, claim]),
        why,
        (claim,),
        (Act("extend", (*(keys if own else keys[:-1]), "evidence"), [claim]),),
    )


def _evidence_of(first: Made, claims: tuple[str, ...]) -> Made:
    act = first.acts[0]
    before = first.new.split(", ")[: -len(first.claims)]
    return Made(
        first.kind,
        first.path,
        first.old,
        ", ".join([*before, *claims]),
        first.why,
        claims,
        (Act("extend", act.keys, list(claims)),),
    )


def _values(
    parts: CaseParts,
    held: Mapping[str, Input],
    one: NewClaim,
    when: date,
    taken: set[str],
    borne: Sequence[Bearing],
) -> Iterator[Made]:
    """Numbers that the claim suggests to move: open ones are set, others are turned from its day on."""
    told = one.claim
    if not one.statement.affirmed or told.hedge == "denied":
        return
    if told.kind in ("pressure", "cause"):
        named = [part.id for part in parts.pressures(one)]
        named += [
            path.removesuffix(".now").partition(".")[2]
            for path in _direct(borne)
            if path.startswith("pressures.")
        ]
        for pressure in [name for name in named if name in parts.case.pressures][:1]:
            yield _pushed(parts, one, pressure, when, taken)
    for bearing in borne:
        section, _, rest = bearing.path.partition(".")
        if section != "actors" or not rest.endswith(".position"):
            continue
        who, _, issue, _ = rest.split(".")
        mark = parts.toward(one, issue)
        leaf = held.get(bearing.path)
        if mark is None or leaf is None:
            continue
        if leaf.assumed == OPEN and not leaf.evidence:
            yield _set_open(parts.case, leaf, one, issue, mark)
        elif told.kind in ("stance", "signal", "red_line", "event") and when >= parts.case.start:
            yield _turned(parts.case, leaf, one, who, issue, mark, when, taken)
        return


def _direct(borne: Sequence[Bearing]) -> Iterator[str]:
    """Paths of the inputs that a claim is about."""
    yield from (each.path for each in borne if each.is_direct)


def _pushed(parts: CaseParts, one: NewClaim, pressure: str, when: date, taken: set[str]) -> Made:
    way = parts.sense(one)
    name = free_id(f"{actor_id(pressure)}_{way}", taken)
    event = {
        "id": name,
        "says": one.claim.says,
        "on": max(when, parts.case.start),
        "role": "cause",
        "shocks": {pressure: {way: SMALLEST}},
        "evidence": [one.id],
    }
    return Made(
        "value",
        f"pressures.{pressure} from {event['on']}",
        None,
        f"{way} {SMALLEST}",
        f"{one.id} tells that it {'rose' if way == 'up' else 'eased'}; the size is yours to judge",
        (one.id,),
        (Act("add_item", ("events",), event),),
    )


def _turned(
    case: Case, leaf: Input, one: NewClaim, who: str, issue: str, mark: str, when: date, taken: set[str]
) -> Made:
    name = free_id(f"{who}_{issue}_turn", taken)
    event = {
        "id": name,
        "says": one.claim.says,
        "on": when,
        "role": "cause",
        "turns": {f"{who}.{issue}.position": {"by": SMALLEST, "toward": mark}},
        "evidence": [one.id],
    }
    return Made(
        "value",
        f"{leaf.path} from {when}",
        stated(leaf.quantity),
        f"{SMALLEST} toward {mark}",
        f"{one.id} points to {one.claim.direction}; the size is yours to judge",
        (one.id,),
        (Act("add_item", ("events",), event),),
    )


def _set_open(case: Case, leaf: Input, one: NewClaim, issue: str, mark: str) -> Made:
    levels = case.issues[issue].landmark_levels
    side = "high" if levels[mark] == max(levels.values()) else "low"
    low, mode, high = _OPEN_TOWARD[side]
    value = {"low": low, "mode": mode, "high": high, "evidence": [one.id], "basis": "direction"}
    return Made(
        "value",
        leaf.path,
        f"{stated(leaf.quantity)} ({OPEN})",
        flow(value),
        f"{one.id} points toward {mark}; the size is yours to judge",
        (one.id,),
        (Act("set", leaf.keys, value),),
    )
