"""Memberships, listening and follow-ups must not go in circles."""

from collections.abc import Iterator, Mapping

from detente.case.checks.known import Known
from detente.case.finding import Finding
from detente.case.inherit import members
from detente.case.yaml_tree import Keys
from detente.core.case import Case


def loops(known: Known) -> Iterator[Finding]:
    """A finding for each circle, at one of its links."""
    case = known.case
    belongs = {
        name: {actor.member_of} for name, actor in case.actors.items() if actor.member_of in case.actors
    }
    circle = _circle({name: {parent for parent in parents if parent} for name, parents in belongs.items()})
    if circle:
        keys: Keys = ("actors", circle[0], "member_of")
        yield Finding(
            keys, _told(circle), "memberships that end at the top", f"remove `member_of` of {circle[0]}"
        )
    else:
        yield from _listening(case)
    yield from _following(case)


def _listening(case: Case) -> Iterator[Finding]:
    """A mandate hangs on all members' lines: a member who listens to its own collective closes a circle."""
    hears = {name: set(members(case, name)) for name in case.actors}
    for name, actor in case.actors.items():
        for whom in actor.listens_to:
            collective, _, group = whom.partition(".")
            if collective in case.actors:
                named = case.actors[collective].groups.get(group, ()) if group else (collective,)
                hears[name] |= {one for one in named if one in case.actors}
    circle = _circle(hears)
    if circle:
        listener = next((name for name in circle if case.actors[name].listens_to), circle[0])
        keys: Keys = ("actors", listener, "listens_to")
        mend = f"let {listener} listen to others, or to a group that leaves it out"
        yield Finding(keys, _told(circle), "listening that goes one way", mend)


def _following(case: Case) -> Iterator[Finding]:
    parents = {event.id: {name.partition(".")[0] for name in event.follows} for event in case.events}
    circle = _circle(
        {name: {parent for parent in before if parent in parents} for name, before in parents.items()}
    )
    if circle:
        index = next(index for index, event in enumerate(case.events) if event.id == circle[0])
        mend = f"remove {circle[1 % len(circle)]} from `follows` of {circle[0]}"
        yield Finding(("events", index, "follows"), _told(circle), "events that follow earlier ones", mend)


def _told(circle: list[str]) -> str:
    return f"a circle: {' -> '.join([*circle, circle[0]])}"


def _circle(links: Mapping[str, set[str]]) -> list[str]:
    """The first circle, in the order of names, or nothing."""
    done: set[str] = set()
    for start in sorted(links):
        if start in done:
            continue
        line: list[str] = [start]
        waiting = [iter(sorted(links.get(start, ())))]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                done.add(line.pop())
            elif step in line:
                return line[line.index(step) :]
            elif step not in done:
                line.append(step)
                waiting.append(iter(sorted(links.get(step, ()))))
    return []
