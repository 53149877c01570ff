"""Pressures and issues as arrays."""

from detente.core.case import Case
from detente.projection.calendar import dates
from detente.projection.compile.dials import Dials
from detente.projection.compile.index import Index
from detente.projection.compile.lines import procedure_of
from detente.projection.compile.quantities import Quantities
from detente.projection.compile.ragged import bounds, filled, flat, floats, ints
from detente.projection.plan import IssuePlan, PressurePlan


def pressures(case: Case, index: Index, numbers: Quantities) -> PressurePlan:
    """Pressures of a case: where unsaid, each starts where it rests."""
    ends = dates(case)
    rest = filled((len(ends), len(index.pressures)))
    start, half_life, jitter = [], [], []
    feeds: list[list[tuple[int, int, float]]] = []
    for k, name in enumerate(index.pressures):
        pressure, path = case.pressures[name], f"pressures.{name}"
        now = None if pressure.now is None else numbers.number(f"{path}.now", pressure.now, "pressure")
        if pressure.rests_at is None or isinstance(pressure.rests_at, dict):
            first = numbers.default("pressure") if now is None else now
            rest[:, k] = first
            for when in sorted(pressure.rests_at or {}):
                dated = numbers.number(f"{path}.rests_at.{when}", pressure.rests_at[when], "pressure")  # type: ignore[index]
                rest[[end >= when for end in ends], k] = dated
            start.append(first)
        else:
            rest[:, k] = numbers.number(f"{path}.rests_at", pressure.rests_at, "pressure")
            start.append(int(rest[0, k]) if now is None else now)
        half_life.append(_or_default(numbers, pressure.fades, f"{path}.fades", "fades"))
        jitter.append(_or_default(numbers, pressure.jitter, f"{path}.jitter", "jitter"))
        feeds.append(
            [
                (index.issues.index(issue), numbers.number(f"{path}.fed_by.{issue}.feeds", feed.feeds, "feeds"),
                 direction(case, numbers, issue, feed.toward))
                for issue, feed in sorted(pressure.fed_by.items())
            ]
        )  # fmt: skip
    return PressurePlan(
        q_start=ints(start),
        q_rest=rest,
        q_half_life=ints(half_life),
        q_jitter=ints(jitter),
        feed_ptr=bounds(feeds),
        feed_issue=ints(row[0] for row in flat(feeds)),
        q_feed=ints(row[1] for row in flat(feeds)),
        feed_sign=floats(row[2] for row in flat(feeds)),
    )


def issues(case: Case, index: Index, dials: Dials, d_declared: dict[tuple[str, str], int]) -> IssuePlan:
    """Issues of a case, with the mandate that moves each and the declared line that is heard on it."""
    numbers = dials.quantities
    start, pace, owner, heard = [], [], [], []
    for name in index.issues:
        issue = case.issues[name]
        start.append(numbers.number(f"issues.{name}.now", issue.now, "level", issue=name))
        pace.append(
            dials.add(f"{name}.pace", _or_default(numbers, issue.pace, f"issues.{name}.pace", "pace"), "pace")
        )
        pair = (issue.owner or "", name)
        owner.append(index.mandates.index(pair) if pair in index.mandates else -1)
        heard.append(_voice(case, name, d_declared))
    return IssuePlan(ints(start), ints(pace), ints(owner), ints(heard))


def direction(case: Case, numbers: Quantities, issue: str, toward: str) -> float:
    """+1 or -1: which way a landmark lies from where the issue starts; `up` and `down` name themselves."""
    if toward in ("up", "down"):
        return 1.0 if toward == "up" else -1.0
    start = numbers.drawn[numbers.number(f"issues.{issue}.now", case.issues[issue].now, "level", issue=issue)]
    return 1.0 if case.issues[issue].landmark_levels[toward] >= start.spread.center else -1.0


def _voice(case: Case, issue: str, d_declared: dict[tuple[str, str], int]) -> int:
    """Dial of the line the owner has declared: its own, its final say's or its proposer's; -1 where none declared one."""
    owner = case.issues[issue].owner
    if owner is None:
        return -1
    _, procedure = procedure_of(case, owner, issue)
    candidates = (owner, *(() if procedure is None else (procedure.final_say, procedure.proposes)))
    for actor in candidates:
        stance = None if actor is None else case.actors[actor].stances.get(issue)
        if actor is not None and stance is not None and stance.declared is not None:
            return d_declared.get((actor, issue), -1)
    return -1


def _or_default(numbers: Quantities, stated, path: str, parameter: str) -> int:  # type: ignore[no-untyped-def]
    return numbers.stated_or_default(None if stated is None else (path, stated), parameter)
