"""Acts that several claims tell of, and the facts they make: an open event settled, a hazard that fired, talks opened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.case.audit import stated
from detente.case.bearing import CaseParts
from detente.case.intake import NewClaim
from detente.case.matching import actors_meant
from detente.case.proposal import Act, Made, free_id
from detente.case.yaml_text import flow
from detente.core.case import Case
from detente.core.plain import spoken

ONE_ACT = timedelta(days=3)
"""Days by which two accounts of one act may differ on its date."""


@dataclass(slots=True)
class ToldAct:
    """Claims that tell of one act, and the best date for it."""

    claims: list[NewClaim]
    when: date
    is_dated: bool

    @property
    def first(self) -> NewClaim:
        """The claim that it is worded by."""
        return self.claims[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its claims."""
        return tuple(one.id for one in self.claims)

    def is_same(self, one: NewClaim, when: date) -> bool:
        """Whether another claim tells of this act: same type and sides, and a day near it."""
        held = self.first.statement
        return (held.type, held.dyad) == (one.statement.type, one.statement.dyad) and abs(
            self.when - when
        ) <= ONE_ACT


def told_acts(claims: Sequence[NewClaim], dates: Mapping[str, date]) -> list[ToldAct]:
    """Acts that are said to have been done, each with all claims that tell of it."""
    found: list[ToldAct] = []
    for one in claims:
        told = one.statement
        if (
            told.type is None
            or not (told.affirmed and told.happened)
            or one.claim.hedge not in ("asserted", "reported")
        ):
            continue
        published = dates[one.claim.source]
        is_dated = told.when is not None and told.when <= published
        when = told.when if is_dated and told.when is not None else published
        same = next((act for act in found if act.is_same(one, when)), None)
        if same is None:
            found.append(ToldAct([one], when, is_dated))
            continue
        same.claims.append(one)
        if is_dated and not same.is_dated:
            same.when, same.is_dated = when, True
    return found


def facts_of(parts: CaseParts, act: ToldAct, taken: set[str]) -> Iterator[Made]:
    """What happened: an open event settled, one that the case has told again, a hazard that fired, or a new act."""
    one, when = act.first, act.when
    settled = [part.id for each in act.claims for part in parts.events(each)]
    if settled:
        yield _settled(parts.case, act, settled[0])
        return
    held = _held_act(parts, act)
    if held is not None:
        keys = ("events", held, "evidence")
        why = f"{one.id} tells of it again"
        old = next(event.evidence for event in parts.case.events if event.id == held)
        yield Made(
            "evidence",
            f"events.{held} (evidence)",
            ", ".join(old) or None,
            ", ".join([*old, *act.ids]),
            why,
            act.ids,
            (Act("extend", keys, list(act.ids)),),
        )
        return
    hazards = list(dict.fromkeys(part.id for each in act.claims for part in parts.hazards(each)))[:1]
    tracks = _opened(parts, act)
    people = _roles(parts, one)
    if not people or when < parts.case.start or not (hazards or tracks or len(people) > 1):
        return
    event = {
        "id": free_id(f"{str(one.statement.type).lower()}_{'_'.join(people)}", taken),
        "says": one.claim.says,
        "on": when,
        "role": "cause" if hazards else "context",
        "code": one.statement.type,
        **dict(zip(("by", "toward_whom"), people, strict=False)),
        **({"counts_as": hazards} if hazards else {}),
        **({"opens": tracks} if tracks else {}),
        "evidence": list(act.ids),
    }
    does = (
        f"; it counts as {spoken(hazards[0])}"
        if hazards
        else f"; it opens {spoken(tracks[0])}"
        if tracks
        else ""
    )
    why = f"{', '.join(act.ids)} {'tell' if len(act.ids) > 1 else 'tells'} of it{does}"
    yield Made(
        "fact",
        f"events.{event['id']}",
        None,
        flow(event),
        why,
        act.ids,
        (Act("add_item", ("events",), event),),
    )


def _held_act(parts: CaseParts, act: ToldAct) -> str | None:
    """The event of the case that an act is: same type and people, and a day near it."""
    people = set(_roles(parts, act.first))
    for event in parts.case.events:
        who = {one for one in (event.by, event.toward_whom) if one}
        is_fact = event.chance is None and event.when is None and not event.branches
        is_near = abs(event.on - act.when) <= ONE_ACT
        if is_fact and is_near and event.code == act.first.statement.type and who and who == people:
            return event.id
    return None


def _opened(parts: CaseParts, act: ToldAct) -> list[str]:
    """The track that talks open, where nothing has opened it before."""
    if act.first.statement.type != "CONSULT":
        return []
    for part in parts.tracks(act.first)[:1]:
        track = parts.case.tracks[part.id]
        is_open = isinstance(track.opens, date) and track.opens <= act.when
        if not is_open and not any(
            part.id in event.opens and event.on <= act.when for event in parts.case.events
        ):
            return [part.id]
    return []


def _roles(parts: CaseParts, one: NewClaim) -> tuple[str, ...]:
    """Who acted and toward whom, by the actors of the claim that the case has."""
    found = [key for mention in one.statement.actors for key in actors_meant(parts.case, mention)]
    return tuple(dict.fromkeys(key for key in found if key in parts.case.actors))[:2]


def _settled(case: Case, act: ToldAct, name: str) -> Made:
    """An open event as a fact: its branch marked, or its chance taken out."""
    one, when = act.first, act.when
    stem, _, branch = name.partition(".")
    event = next(each for each in case.events if each.id == stem)
    keys: tuple[str | int, ...] = ("events", stem)
    evidence = Act("extend", (*keys, "evidence"), list(act.ids))
    if branch:
        where = (*keys, "branches", branch)
        acts: tuple[Act, ...] = (
            Act("set", (*where, "was"), True),
            Act("set", (*where, "known_from"), when),
            evidence,
        )
        return Made(
            "fact",
            f"events.{name}.was",
            "false",
            "true",
            f"{one.id} tells that it came to pass",
            (one.id,),
            acts,
        )
    old = "open"
    acts = (Act("set", (*keys, "on"), when), evidence)
    if event.chance is not None:
        old = f"chance {stated(event.chance)}"
        acts = (Act("remove", (*keys, "chance")), *acts)
    if event.when is not None:
        old = "conditional"
        acts = (
            *(Act("remove", (*keys, key)) for key in ("when", "until") if getattr(event, key) is not None),
            *acts,
        )
    return Made(
        "fact",
        f"events.{stem}",
        old,
        f"happened on {when}",
        f"{one.id} tells that it happened",
        (one.id,),
        acts,
    )
