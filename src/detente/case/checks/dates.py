"""Dates stand in order, and inside the time the case looks at."""

from collections.abc import Iterator
from datetime import date

from detente.case.checks.known import Known
from detente.case.finding import Finding
from detente.case.yaml_tree import Keys
from detente.core.case import Case
from detente.core.event import Event
from detente.core.rule import Rule


def dates_in_order(known: Known) -> Iterator[Finding]:
    """A finding for each date before or after what it may be."""
    case = known.case
    if not case.start <= case.as_of <= case.until or case.until == case.start:
        # every other date would be told off by its distance from these three
        yield from _after(("as_of",), case.as_of, case.start, "the start")
        yield from _before(("as_of",), case.as_of, case.until, "the horizon (`until`)")
        if case.until <= case.start:
            yield Finding(
                ("until",), str(case.until), f"a date after the start, {case.start}", "move the horizon"
            )
        return
    for index, event in enumerate(case.events):
        yield from _event(known, ("events", index), event)
    yield from _tracks_and_hazards(case)
    yield from _questions(known)
    yield from _not_expressed(known)
    for name, claim in case.claims.items():
        if claim.check is not None and claim.check.on > case.as_of:
            yield _too_late(("claims", name, "check", "on"), claim.check.on, case.as_of, "a check")
    for name, one in case.series.items():
        if one.last > case.as_of:
            yield _too_late(("series", name, "last"), one.last, case.as_of, "counts")
    yield from _looked_at(known)


def loose_dates(known: Known) -> Iterator[Finding]:
    """Events whose consequences no projection sees: before the start, or beyond the horizon."""
    case = known.case
    for index, event in enumerate(case.events):
        acts = (
            event.shocks,
            event.presses,
            event.sets,
            event.agrees,
            event.turns,
            event.opens,
            event.closes,
            event.branches,
        )
        if event.on < case.start and any(acts):
            mend = "remove its consequences, or move the start of the case"
            allowed = f"events from {case.start}: the stated numbers hold what came before"
            yield Finding(("events", index, "on"), f"{event.on}, before the start", allowed, mend)
        elif event.on > case.until:
            mend = "remove it, or move the horizon"
            yield Finding(
                ("events", index, "on"), f"{event.on}, beyond the horizon", f"a date by {case.until}", mend
            )


def _tracks_and_hazards(case: Case) -> Iterator[Finding]:
    for name, track in case.tracks.items():
        if track.closes is not None and isinstance(track.opens, date):
            yield from _after(("tracks", name, "closes"), track.closes, track.opens, "its opening")
    for name, hazard in case.hazards.items():
        if hazard.opens_on is not None and hazard.ends_on is not None:
            yield from _after(("hazards", name, "ends_on"), hazard.ends_on, hazard.opens_on, "`opens_on`")


def _looked_at(known: Known) -> Iterator[Finding]:
    """Dates at which targets, mechanisms and rules look."""
    for index, target in enumerate(known.case.focus.targets):
        keys: Keys = ("focus", "targets", index)
        yield from _inside(known, (*keys, "from"), target.from_)
        yield from _inside(known, (*keys, "to"), target.to)
        if target.to <= target.from_:
            allowed = f"a date after `from`, {target.from_}"
            yield Finding((*keys, "to"), str(target.to), allowed, "exchange the two")
    for name, mechanism in known.case.mechanisms.items():
        if mechanism.expects is not None and mechanism.expects.at is not None:
            yield from _inside(known, ("mechanisms", name, "expects", "at"), mechanism.expects.at)
    for keys, noun in known.nouns:
        if isinstance(noun, Rule):
            yield from _rule(known, keys, noun)


def _after(keys: Keys, day: date, earliest: date, what: str) -> Iterator[Finding]:
    if day < earliest:
        yield Finding(keys, str(day), f"a date not before {what}, {earliest}", f"write {earliest} or later")


def _before(keys: Keys, day: date, latest: date, what: str) -> Iterator[Finding]:
    if day > latest:
        yield Finding(keys, str(day), f"a date not after {what}, {latest}", f"write {latest} or earlier")


def furthest_close(case: Case) -> date:
    """How far past the horizon a question may look: as far again as the case reaches, so that a slip of a century shows."""
    return case.until + (case.until - case.start)


def _inside(known: Known, keys: Keys, day: date, latest: date | None = None) -> Iterator[Finding]:
    start, until = known.case.start, latest or known.case.until
    if not start <= day <= until:
        yield Finding(
            keys,
            str(day),
            f"a date from {start} to {until}",
            "write a date inside the case, or change its horizon",
        )


def _too_late(keys: Keys, day: date, as_of: date, what: str) -> Finding:
    return Finding(
        keys, str(day), f"{what} made by the as-of date, {as_of}", "remove it, or move the case's `as_of`"
    )


def _event(known: Known, keys: Keys, event: Event) -> Iterator[Finding]:
    as_of = known.case.as_of
    if event.until is not None:
        yield from _after((*keys, "until"), event.until, event.on, "`on`")
    is_open = event.chance is not None or bool(event.branches) or event.when is not None
    is_known = event.known_from is not None and event.known_from <= as_of
    if event.on > as_of and not is_open and not is_known:
        mend = "add `chance: ...`, or `known_from:` the day on which it was scheduled for certain"
        found = f"{event.on}, later than the as-of date, as a fact"
        yield Finding((*keys, "on"), found, f"a fact dated by {as_of}, or an event with a chance", mend)
    for name, branch in event.branches.items():
        since = branch.known_from or event.known_from or event.on
        if branch.was and since > as_of:
            mend = "delete `was`, or move the case's `as_of`"
            found = f"true, though it became known on {since}"
            yield Finding((*keys, "branches", name, "was"), found, f"a branch known by {as_of}", mend)
    dated = {other.id: other.on for other in known.case.events}
    for index, name in enumerate(event.follows):
        parent = dated.get(name.partition(".")[0])
        if parent is not None and event.on < parent and event.when is None:
            allowed = f"an event dated by {event.on}"
            found = f"{name}, which comes later ({parent})"
            yield Finding((*keys, "follows", index), found, allowed, "change one of the two dates")


def _questions(known: Known) -> Iterator[Finding]:
    for name, question in known.case.questions.items():
        keys: Keys = ("questions", name)
        yield from _inside(known, (*keys, "by"), question.by, furthest_close(known.case))
        yield from _before((*keys, "asked"), question.asked, question.by, "its close (`by`)")
        if question.number is not None:
            for key, day in (("at", question.number.at), ("from", question.number.from_)):
                if day is not None:
                    yield from _inside(known, (*keys, "number", key), day, furthest_close(known.case))
                    yield from _before((*keys, "number", key), day, question.by, "the question's close")


def _not_expressed(known: Known) -> Iterator[Finding]:
    for name, question in known.case.not_expressed.items():
        yield from _before(("not_expressed", name, "asked"), question.asked, question.by, "its close (`by`)")


def _rule(known: Known, keys: Keys, rule: Rule) -> Iterator[Finding]:
    for key, day in (("at", rule.at), ("by", rule.by), ("from", rule.from_)):
        if day is None:
            continue
        is_asked = keys[0] == "questions"
        yield from _inside(known, (*keys, key), day, furthest_close(known.case) if is_asked else None)
        if is_asked and str(keys[1]) in known.case.questions:
            yield from _before(
                (*keys, key), day, known.case.questions[str(keys[1])].by, "the question's close"
            )
    latest = rule.by or rule.at
    if rule.from_ is not None and latest is not None and rule.from_ > latest:
        yield Finding(
            (*keys, "from"), str(rule.from_), f"a date not after {latest}", "exchange the two dates"
        )
