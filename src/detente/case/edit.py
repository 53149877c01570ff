"""What-if edits: drop an event, set an input, choose a branch, install somebody, switch off a mechanism."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from detente.case.finding import listed
from detente.case.leaves import issue_of, leaves, words_at
from detente.case.paths import dial
from detente.case.replace import without_event, written_at
from detente.case.shape import told_number
from detente.core.actor import Stance, Terms
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.event import Branch, Event, Turn
from detente.core.hazard import Rate
from detente.core.institution import Institution
from detente.core.parameter import Parameter, parameters
from detente.core.quantity import Quantity

Role = Literal["proposes", "final_say", "vetoes"]
ROLES: tuple[Role, ...] = ("proposes", "final_say", "vetoes")
WHAT_IF = "what if"
"""Why an edited number is as it is."""


@dataclass(frozen=True, slots=True)
class DropEvent:
    """An event never happens, nor what follows it; of a hazard's id: it never fires."""

    id: str


@dataclass(frozen=True, slots=True)
class SetInput:
    """An input takes a value without spread, from `at` on if given; `pressure.<id>` is pressed to it."""

    path: str
    value: float | str
    at: date | None = None


@dataclass(frozen=True, slots=True)
class ChooseBranch:
    """One branch of an event comes to pass for certain."""

    event: str
    branch: str


@dataclass(frozen=True, slots=True)
class Install:
    """Somebody else proposes, has the final say or a veto in a collective; `None` leaves the role empty."""

    collective: str
    role: Role
    who: str | None


@dataclass(frozen=True, slots=True)
class WithoutMechanism:
    """A mechanism is switched off: effects that name only it go, its `off` values replace other inputs."""

    id: str


@dataclass(frozen=True, slots=True)
class ChooseModel:
    """One bargaining model settles a track in every world."""

    track: str
    model: str


Edit = DropEvent | SetInput | ChooseBranch | Install | WithoutMechanism | ChooseModel


def apply_edits(case: Case, edits: tuple[Edit, ...] | list[Edit]) -> Case:
    """The case as it would be after some edits, in their order; the case given stays as it is.

    Raises
    ------
    ParameterError : an edit names what the case does not hold, or sets a value out of range.
    """
    for edit in edits:
        match edit:
            case DropEvent():
                case = _drop(case, edit)
            case SetInput():
                case = _set(case, edit)
            case ChooseBranch():
                case = _choose(case, edit)
            case Install():
                case = _install(case, edit)
            case WithoutMechanism():
                case = _switch_off(case, edit)
            case ChooseModel():
                case = _settle_by(case, edit)
    return case


def touches_past(case: Case, edit: Edit) -> bool:
    """Whether an edit changes what happened by the as-of date, so that what followed must be released.

    An input restated without a date, or another who decides, leaves the record as it is; a mechanism is part
    of it.
    """
    match edit:
        case DropEvent(id=name):
            return any(event.id == name and event.on <= case.as_of for event in case.events)
        case ChooseBranch(event=name):
            return any(event.id == name and event.on <= case.as_of for event in case.events)
        case SetInput(at=day):
            return day is not None and day <= case.as_of
        case WithoutMechanism():
            return True
        case Install() | ChooseModel():
            return False


def first_free_day(case: Case) -> date:
    """The first day of the first step that ends after the as-of date and begins after it."""
    steps = (case.as_of - case.start).days // case.step_days + 1
    return case.start + timedelta(days=steps * case.step_days)


def _drop(case: Case, edit: DropEvent) -> Case:
    if edit.id in case.hazards:
        never = Rate.model_validate({"n": 0, "in": "1 year", "why": WHAT_IF})
        hazard = case.hazards[edit.id].model_copy(update={"rate": never})
        return case.model_copy(update={"hazards": {**case.hazards, edit.id: hazard}})
    names = [event.id for event in case.events]
    if edit.id not in names:
        have = [*names, *case.hazards]
        near = nearest(edit.id, have)
        allowed = f"the id of an event or hazard ({listed(have, most=15)})"
        raise ParameterError("drop", repr(edit.id), allowed, "" if near else "write one of them", near)
    return without_event(case, edit.id)


def _choose(case: Case, edit: ChooseBranch) -> Case:
    with_branches = {event.id: event for event in case.events if event.branches}
    if edit.event not in with_branches:
        near = nearest(edit.event, with_branches)
        allowed = f"an event with branches ({listed(with_branches) or 'there is none'})"
        raise ParameterError("branch", repr(edit.event), allowed, "" if near else "write one of them", near)
    event = with_branches[edit.event]
    if edit.branch not in event.branches:
        near = nearest(edit.branch, event.branches)
        allowed = f"a branch of {event.id} ({listed(event.branches)})"
        raise ParameterError("branch", repr(edit.branch), allowed, "" if near else "write one of them", near)
    branches = {name: _decided(case, branch, name == edit.branch) for name, branch in event.branches.items()}
    known = event.model_copy(update={"branches": branches, "known_from": case.start})
    return _with_event(case, known)


def _decided(case: Case, branch: Branch, was: bool) -> Branch:
    chance = exactly(1.0 if was else 0.0)
    return branch.model_copy(update={"was": was, "known_from": case.start, "chance": chance})


def _with_event(case: Case, changed: Event) -> Case:
    events = tuple(changed if event.id == changed.id else event for event in case.events)
    return case.model_copy(update={"events": events})


def _install(case: Case, edit: Install) -> Case:
    if edit.collective not in case.actors:
        near = nearest(edit.collective, case.actors)
        allowed = f"a collective of the case ({listed(case.institutions)})"
        raise ParameterError(
            "institution", repr(edit.collective), allowed, "" if near else "write one of them", near
        )
    if edit.who is not None and edit.who not in case.actors:
        near = nearest(edit.who, case.actors)
        allowed = f"an actor of the case ({listed(case.actors)})"
        raise ParameterError(
            "institution", repr(edit.who), allowed, "" if near else "write one of them", near
        )
    held = case.institutions.get(edit.collective, Institution(assumed=WHAT_IF))
    vetoes = (edit.who,) if edit.who is not None else ()
    changed = held.model_copy(update={edit.role: vetoes if edit.role == "vetoes" else edit.who})
    return case.model_copy(update={"institutions": {**case.institutions, edit.collective: changed}})


def _settle_by(case: Case, edit: ChooseModel) -> Case:
    if edit.track not in case.tracks:
        near = nearest(edit.track, case.tracks)
        allowed = f"a track of the case ({listed(case.tracks) or 'there is none'})"
        raise ParameterError("model", repr(edit.track), allowed, "" if near else "write one of them", near)
    changed = case.tracks[edit.track].model_copy(update={"models": {edit.model: exactly(1.0)}})
    return case.model_copy(update={"tracks": {**case.tracks, edit.track: changed}})


def exactly(value: float) -> Quantity:
    """A number without any spread, whatever its kind."""
    return Quantity(value=value, low=value, high=value, assumed=WHAT_IF)


def _set(case: Case, edit: SetInput) -> Case:
    section, _, name = edit.path.partition(".")
    if section == "pressure":
        return _press(case, edit, name)
    path, parameter = _target(case, edit.path)
    value = _number(case, edit, path, parameter)
    if edit.at is not None:
        if _is_written(case, edit.path):
            mend = "leave the date out, or use a dial's short name"
            raise ParameterError("set", repr(edit.path), "a dial, where a date is given", mend)
        return _add_event(case, edit.path, edit.at, {"turns": {edit.path: Turn(to=value)}})
    if parameter.name == "rate":
        stated: Any = Rate.model_validate(
            {"n": value * 52, "in": "52 weeks", "low": value * 52, "high": value * 52, "why": WHAT_IF}
        )
    else:
        stated = exactly(value)
    return written_at(_with_place_for(case, path), path, stated)


def _press(case: Case, edit: SetInput, name: str) -> Case:
    if name not in case.pressures:
        near = nearest(name, case.pressures)
        allowed = f"the id of a pressure ({listed(case.pressures)})"
        raise ParameterError(
            "set", repr(edit.path), allowed, "" if near else "write one of them", near and f"pressure.{near}"
        )
    value = _number(case, edit, f"pressures.{name}.now", parameters()["pressure"])
    return _add_event(case, edit.path, edit.at or first_free_day(case), {"presses": {name: exactly(value)}})


def _add_event(case: Case, path: str, day: date, acts: dict[str, Any]) -> Case:
    if not case.start <= day <= case.until:
        allowed = f"a date from {case.start} to {case.until}"
        raise ParameterError("set", f"{path} from {day}", allowed, "write a date inside the case")
    name = f"set_{path.replace('.', '_')}"
    taken = {event.id for event in case.events}
    number = next(number for number in range(1, len(taken) + 2) if _numbered(name, number) not in taken)
    event = Event(
        id=_numbered(name, number),
        on=day,
        known_from=case.start,
        role="cause",
        says=f"What if: {path}",
        assumed=WHAT_IF,
        **acts,
    )
    return case.model_copy(update={"events": (*case.events, event)})


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_{number}"


def _is_written(case: Case, path: str) -> bool:
    return any(leaf.path == path for leaf in leaves(case))


def _target(case: Case, path: str) -> tuple[str, Parameter]:
    """Full path and kind of the input that a path or a short name means."""
    for leaf in leaves(case):
        if leaf.path == path:
            return path, leaf.parameter
    if path.partition(".")[0] in (
        "actors",
        "institutions",
        "issues",
        "tracks",
        "pressures",
        "effects",
        "events",
        "hazards",
    ):
        known = [leaf.path for leaf in leaves(case)]
        near = nearest(path, known)
        mend = "" if near else "use a dial's short name, or a path that `detente check --json` lists"
        raise ParameterError("set", repr(path), "the path of an input", mend, near)
    full = dial(case, path)[0]
    kind = path.rpartition(".")[2] if ".listens_to." not in path else "listens"
    return full, parameters()[kind]


def _number(case: Case, edit: SetInput, path: str, parameter: Parameter) -> float:
    words = words_at(case, path, parameter)
    allowed = told_number(parameter, words)
    if isinstance(edit.value, str):
        if edit.value not in words:
            near = nearest(edit.value, words)
            raise ParameterError(
                "set", f"{edit.path}={edit.value}", allowed, "" if near else "write a number", near
            )
        return float(words[edit.value])
    if not parameter.low <= edit.value <= parameter.high:
        raise ParameterError("set", f"{edit.path}={edit.value:g}", allowed, "write a number in this range")
    return float(edit.value)


def _with_place_for(case: Case, path: str) -> Case:
    """The case with a stance or terms of the actor's own where the path needs one."""
    parts = path.split(".")
    if parts[0] != "actors" or len(parts) < 5 or parts[2] == "listens_to":
        return case
    actor = case.actors[parts[1]]
    if parts[2] == "terms" and parts[3] not in actor.terms:
        changed = actor.model_copy(update={"terms": {**actor.terms, parts[3]: Terms(assumed=WHAT_IF)}})
    elif parts[2] == "stances" and parts[3] not in actor.stances:
        changed = actor.model_copy(update={"stances": {**actor.stances, parts[3]: Stance(assumed=WHAT_IF)}})
    else:
        return case
    return case.model_copy(update={"actors": {**case.actors, parts[1]: changed}})


def _switch_off(case: Case, edit: WithoutMechanism) -> Case:
    if edit.id not in case.mechanisms:
        near = nearest(edit.id, case.mechanisms)
        allowed = f"the id of a mechanism ({listed(case.mechanisms) or 'there is none'})"
        raise ParameterError("mechanism", repr(edit.id), allowed, "" if near else "write one of them", near)
    off = case.mechanisms[edit.id].off
    for path, value in off.items():
        event = path.removeprefix("events.")
        if value is None and event != path and "." not in event:
            case = _drop(case, DropEvent(event))
        elif value is None and path.startswith("hazards.") and path.count(".") == 1:
            case = _drop(case, DropEvent(path.removeprefix("hazards.")))
        else:
            full = path if _is_written(case, path) or "." not in path else _full(case, path)
            stated = None if value is None else _stated(case, full, value)
            case = written_at(_with_place_for(case, full), full, stated)
    effects = tuple(effect for effect in case.effects if set(effect.mechanisms) != {edit.id})
    return case.model_copy(update={"effects": effects})


def _full(case: Case, path: str) -> str:
    try:
        return dial(case, path)[0]
    except ParameterError:
        return path


def _stated(case: Case, path: str, value: float | str) -> Any:
    """A mechanism's `off` value as it would be written: a number or word with the usual spread, or a name."""
    leaf = next((leaf for leaf in leaves(case) if leaf.path == path), None)
    if leaf is not None and isinstance(leaf.quantity, Rate):
        number = float(value) if not isinstance(value, str) else None
        return Rate.model_validate(value if number is None else {"n": number * 52, "in": "52 weeks"})
    field = path.rpartition(".")[2]
    is_number = (
        leaf is not None
        or not isinstance(value, str)
        or (field in parameters() and issue_of(path) is not None)
    )
    return (
        Quantity.model_validate(
            {"value" if not isinstance(value, str) else "word": value, "assumed": WHAT_IF}
        )
        if is_number
        else value
    )
