"""Ids in their canonical order, so that the order in which a case is written changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.inherit import has_stance, members
from detente.core.case import Case
from detente.core.track import Opening


@dataclass(frozen=True, slots=True)
class Index:
    """Sorted ids of a case, the collectives that decide, and the layout of the readings vector.

    Attributes
    ----------
    occurrences : events and `event.branch`es, each after what it follows.
    deciders : actors that own an issue or sit at a track.
    mandates : (decider, issue) pairs whose mandate is walked.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    pressures: tuple[str, ...]
    tracks: tuple[str, ...]
    hazards: tuple[str, ...]
    occurrences: tuple[str, ...]
    deciders: tuple[str, ...]
    mandates: tuple[tuple[str, str], ...]

    def z(self, kind: str, name: str) -> int:
        """Position of a reading: kind is level, said, pressure, mandate, zone, open, settled, broken, fires or happened."""
        offset = 0
        for other, ids in self.layout():
            if other == kind:
                return offset + ids.index(name)
            offset += len(ids)
        raise KeyError(kind)

    def layout(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Kinds of readings with their ids, in order."""
        mandates = tuple(f"{actor}.{issue}" for actor, issue in self.mandates)
        return (
            ("level", self.issues), ("said", self.issues), ("pressure", self.pressures), ("mandate", mandates),
            ("zone", self.tracks), ("open", self.tracks), ("settled", self.tracks), ("broken", self.tracks),
            ("fires", self.hazards), ("happened", self.occurrences),
        )  # fmt: skip

    @property
    def readings(self) -> int:
        """Length of the readings vector."""
        return sum(len(ids) for _, ids in self.layout())


def index_of(case: Case) -> Index:
    """The canonical order of a case."""
    return Index(
        actors=tuple(sorted(case.actors)),
        issues=tuple(sorted(case.issues)),
        pressures=tuple(sorted(case.pressures)),
        tracks=tuple(sorted(case.tracks)),
        hazards=tuple(sorted(case.hazards)),
        occurrences=_occurrences(case),
        deciders=tuple(sorted({decider for decider, _ in _mandates(case)})),
        mandates=_mandates(case),
    )


def _mandates(case: Case) -> tuple[tuple[str, str], ...]:
    """Who decides on what: owners, parties of tracks, collectives that are listened to, and mandates that something reads."""
    pairs = {(issue.owner, name) for name, issue in case.issues.items() if issue.owner is not None}
    pairs |= {
        (party, issue) for track in case.tracks.values() for party in track.parties for issue in track.over
    }
    heard = {ref for actor in case.actors.values() for ref in actor.listens_to if members(case, ref)}
    pairs |= {(actor, issue) for actor in heard for issue in case.issues}
    pairs |= {pair for pair in _read_mandates(case) if pair[0] in case.actors and pair[1] in case.issues}
    return tuple(sorted(pair for pair in pairs if voices(case, *pair)))


def _read_mandates(case: Case) -> Iterator[tuple[str, str]]:
    """`actor.issue` of every mandate that a rule, slope, target or expectation reads."""
    rules = [event.when for event in case.events] + [hazard.needs for hazard in case.hazards.values()]
    rules += [track.opens.once for track in case.tracks.values() if isinstance(track.opens, Opening)]
    rules += [
        rule
        for question in case.questions.values()
        for rule in (question.yes_if, *(question.first_of or {}).values())
    ]
    while rules:
        rule = rules.pop()
        if rule is not None:
            rules += rule.parts
            yield _pair(rule.mandate or "")
    readings = [reading for hazard in case.hazards.values() for reading in hazard.grows_with]
    readings += [target.of for target in case.focus.targets]
    readings += [
        mechanism.expects.moves for mechanism in case.mechanisms.values() if mechanism.expects is not None
    ]
    yield from (
        _pair(reading.removesuffix(".mandate")) for reading in readings if reading.endswith(".mandate")
    )


def _pair(name: str) -> tuple[str, str]:
    actor, _, issue = name.partition(".")
    return actor, issue


def voices(case: Case, actor: str, issue: str) -> tuple[str, ...]:
    """Those whose stances make an actor's line on an issue: its members', or its own where no member has one."""
    those = tuple(member for member in members(case, actor) if has_stance(case, member, issue))
    return those or ((actor,) if has_stance(case, actor, issue) else ())


def _occurrences(case: Case) -> tuple[str, ...]:
    """Events with their branches, each after the events it follows; ties by id."""
    parents: dict[str, set[str]] = {}
    for event in case.events:
        parents[event.id] = set(event.follows)
        for branch in event.branches:
            parents[f"{event.id}.{branch}"] = {event.id}
    placed: list[str] = []
    waiting = sorted(parents)
    while waiting:
        ready = [name for name in waiting if not (parents[name] & set(waiting))]
        if not ready:
            raise ValueError(f"events follow one another in a circle: {', '.join(waiting)}")
        placed += ready
        waiting = [name for name in waiting if name not in ready]
    return tuple(placed)
