"""What event data add to a case, as a file of its own: counts, a pressure's path, events and their evidence.

Evidence from counted events is of its own kind: its source is a data set, its claims say what was counted, and
nothing of it moves anything in the case until the analyst gives the pressure an effect.
"""

import json
import math
import re
from dataclasses import dataclass, replace
from datetime import date

from detente.core.case import Case
from detente.core.change_point import ChangePoint
from detente.core.history import DyadHistory
from detente.core.observed import ObservedSeries
from detente.events.series import last_day
from detente.events.telling import sentence

SMALLEST = 0.5
"""Points of a pressure below which a change of the posture is no shock."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file for a case's folder.

    Attributes
    ----------
    file : its name.
    text : its content.
    says : what it holds, in one sentence.
    """

    file: str
    text: str
    says: str


def propose_series(case: Case, found: DyadHistory, observed: ObservedSeries, command: str) -> Proposal:
    """Write what a dyad's history adds to a case.

    Parameters
    ----------
    observed : its counts; `taken_from` names the source that the file states.
    command : what made it, for the file's head.
    """
    stem = _identifier(f"{found.source}_{found.target}")
    pressure = f"events_{stem}"
    lines = [
        f"# Made by `{command}`; make it again rather than edit it.",
        "# Counts of coded events are evidence of their own kind: they tell what was reported, not what was meant.",
        "",
        *_sources(found, observed),
        "",
        *_claims(case, found, observed, pressure),
    ]
    events = [point for point in _told(case, found) if _shock(point) >= SMALLEST]
    if found.posture is not None:
        lines += ["", *_pressure(case, found, pressure)]
        if events:
            lines += [
                "",
                "events:",
                *(line for point in events for line in _event(case, found, point, pressure)),
            ]
    lines += ["", *_series(stem, observed)]
    says = (
        f"Adds to the case {case.case}: the counts of {found.label} by {found.period}"
        + (", a pressure that follows its posture" if found.posture is not None else "")
        + (f" and {len(events)} event{'s' if len(events) != 1 else ''} that moved it." if events else ".")
    )
    return Proposal(f"event-data-{stem.replace('_', '-')}.yaml", "\n".join([*lines, ""]), says)


def _sources(found: DyadHistory, observed: ObservedSeries) -> list[str]:
    return [
        "sources:",
        f"  {observed.taken_from}:",
        f"    title: {_text(f'Coded events of {found.label}, counted by {found.period}')}",
        f"    publisher: {_text(found.basis)}",
        f"    date: {observed.last}",
        "    access: primary",
        f"    note: {_text('Machine-coded from news reports: coverage and coding errors are in it.')}",
    ]


def _claims(case: Case, found: DyadHistory, observed: ObservedSeries, pressure: str) -> list[str]:
    lines = ["claims:"]
    if found.posture is not None:
        at = _start(case, found)
        low, high = (round(100 * float(side[at])) for side in (found.posture.low, found.posture.high))
        says = (
            f"Cooperation was {round(100 * float(found.posture.share[at]))} % of coded events of {found.label} "
            f"(5-95 %: {low} to {high} %) as of the {found.period} of {found.periods[at]}"
        )
        lines += _claim(
            f"{pressure}_level",
            observed.taken_from,
            says,
            "history",
            last_day(found.periods[at], found.period),
            case,
        )
    for point in _told(case, found):
        said = sentence(point, found.period, source_name=found.source_name, target_name=found.target_name)
        way = "confrontation" if point.direction == "hostile" else "accommodation"
        lines += [
            *_claim(
                _name(pressure, point),
                observed.taken_from,
                said,
                "event",
                last_day(point.as_of, found.period),
                case,
            ),
            "    form: deeds",
            f"    direction: {way}",
            f"    when: {_text(point.on.isoformat())}",
        ]
    if len(lines) == 1:
        says = f"No lasting change of level was found in coded events of {found.label}"
        lines += _claim(f"{pressure}_level", observed.taken_from, says, "history", observed.last, case)
    return lines


def _claim(name: str, source: str, says: str, kind: str, dated: date, case: Case) -> list[str]:
    return [
        f"  {name}:",
        f"    source: {source}",
        f"    locator: {_text('counts under `series`')}",
        f"    says: {_text(says.replace(chr(160), ' '))}",
        f"    kind: {kind}",
        f"    dated: {min(dated, case.as_of)}",
    ]


def _pressure(case: Case, found: DyadHistory, pressure: str) -> list[str]:
    assert found.posture is not None
    at = _start(case, found)
    middle, low, high = (
        round(100 * (1 - float(column[at])), 1)
        for column in (found.posture.share, found.posture.high, found.posture.low)
    )
    lines = [
        "pressures:",
        f"  {pressure}:",
        f"    says: {_text(f'How hostile {found.source_name} acts toward {found.target_name}, by coded events')}",
        '    observable: "0: all coded events are cooperative; 100: all are hostile"',
        f"    now: {{value: {middle}, low: {low}, high: {high}}}",
        f"    evidence: [{pressure}_level]",
        "    basis: value",
    ]
    owner = _actor(case, found.source_name, found.source)
    return [*lines[:3], f"    of: {owner}", *lines[3:]] if owner in case.actors else lines


def _event(case: Case, found: DyadHistory, point: ChangePoint, pressure: str) -> list[str]:
    way = "up" if point.direction == "hostile" else "down"
    known = min(last_day(point.as_of, found.period), case.as_of)
    says = f"Coded events of {found.label} turn {'more hostile' if way == 'up' else 'more conciliatory'}"
    kinds = point.carriers.types if point.carriers is not None else ()
    code = next((kind.plover for kind in kinds if kind.plover), "")
    return [
        f"  - id: {_name(pressure, point)}",
        f"    says: {_text(says)}",
        f"    on: {point.on}",
        f"    known_from: {known}",
        "    role: context",
        *([f"    code: {code}"] if code else []),
        f"    by: {_text(_actor(case, found.source_name, found.source))}",
        f"    toward_whom: {_text(_actor(case, found.target_name, found.target))}",
        "    shocks:",
        f"      {pressure}: {{{way}: {_shock(point):.1f}, lasting: true}}",
        f"    evidence: [{_name(pressure, point)}]",
        "    basis: value",
    ]


def _series(stem: str, observed: ObservedSeries) -> list[str]:
    lines = [
        "series:",
        f"  {stem}:",
        f"    source: {_text(observed.source)}",
        f"    target: {_text(observed.target)}",
        f"    by: {observed.by}",
        f"    first: {observed.first}",
        f"    last: {observed.last}",
        f"    taken_from: {observed.taken_from}",
    ]
    if observed.roots:
        lines.append(f"    roots: [{', '.join(map(str, observed.roots))}]")
    lines.append("    counts:" + ("" if observed.counts else " {}"))
    for day, roots in observed.counts.items():
        held = ", ".join(f"{root}: {number:g}" for root, number in roots.items())
        lines.append(f"      {day}: {{{held}}}")
    return lines


def _told(case: Case, found: DyadHistory) -> list[ChangePoint]:
    """Change points that fell within the case and were known by its as-of date.

    A change that rings twice is one change: it is told as it was last seen, and known since it was first told.
    """
    once: dict[tuple[date, str], ChangePoint] = {}
    for point in found.change_points:
        if case.start <= point.on and point.as_of <= case.as_of:
            first = once.get((point.on, point.direction), point)
            once[(point.on, point.direction)] = replace(point, as_of=first.as_of)
    return list(once.values())


def _start(case: Case, found: DyadHistory) -> int:
    """Place of the last period that was over when the case starts; the first where the data begin later."""
    over = [at for at, day in enumerate(found.periods) if last_day(day, found.period) < case.start]
    return over[-1] if over else 0


def _shock(point: ChangePoint) -> float:
    """Points of the pressure that a change of the posture's log-odds stands for; 0 of other series."""
    if point.series != "posture":
        return 0.0
    before, after = (100.0 / (1.0 + math.exp(-level)) for level in (point.before, point.after))
    return abs(after - before)


def _name(pressure: str, point: ChangePoint) -> str:
    return f"{pressure}_{point.on:%Y_%m_%d}_{'up' if point.direction == 'hostile' else 'down'}"


def _actor(case: Case, name: str, code: str) -> str:
    """The id of the case's actor of that name, or the name."""
    wanted = {name.casefold(), code.casefold()}
    for key, actor in case.actors.items():
        if key.casefold() in wanted or (actor.name is not None and actor.name.casefold() in wanted):
            return key
    return name


def _identifier(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return plain if plain[:1].isalpha() else f"n{plain}"


def _text(text: str) -> str:
    """A text as YAML: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)
