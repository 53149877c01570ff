"""Listening and deciding as a walk in which every line precedes those who listen to it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.inherit import has_stance, members
from detente.core.case import Case
from detente.core.institution import Procedure
from detente.projection.compile.dials import Dials, add_stances
from detente.projection.compile.index import Index, voices
from detente.projection.compile.ragged import bounds, flat, ints
from detente.projection.plan import TO_ACTOR, TO_GROUP, TO_MANDATE, LinePlan

Node = tuple[bool, str]
"""(is a mandate, actor) on one issue."""


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure on one issue, as actors with a stance there."""

    setter: str | None
    final: str | None
    vetoes: tuple[str, ...]
    median: bool
    tolerance: int


def lines(case: Case, index: Index, dials: Dials) -> LinePlan:
    """Stances, listening and procedures of a case."""
    tables = add_stances(case, index, dials)
    safe = np.zeros((len(index.actors), len(index.issues)))
    for a, name in enumerate(index.actors):
        for i, issue in enumerate(index.issues):
            stance = case.actors[name].stances.get(issue)
            if stance is not None and stance.reaction is not None:
                landmark = stance.reaction.safe
                safe[a, i] = (
                    case.issues[issue].landmark_levels[landmark] if isinstance(landmark, str) else landmark
                )
    regimes = [regimes_of(case, decider) for decider in index.deciders]
    rows = [
        _rows(case, dials, decider, issue, regimes[index.deciders.index(decider)])
        for decider, issue in index.mandates
    ]
    deciding = dict(zip(index.mandates, rows, strict=True))
    walk = [(node, issue) for issue in index.issues for node in _walk(case, index, deciding, issue)]
    heard = [_heard(case, index, dials, node, issue) for node, issue in walk]
    groups = [[index.actors.index(member) for member in entry[3]] for row in heard for entry in row]
    member_rows = [[index.actors.index(voice) for voice in voices(case, *pair)] for pair in index.mandates]
    all_rows = flat(rows)

    def actor(name: str | None) -> int:
        return -1 if name is None else index.actors.index(name)

    return LinePlan(
        d_position=tables["position"],
        d_salience=tables["salience"],
        d_influence=tables["influence"],
        d_declared=tables["declared"],
        d_face=tables["face"],
        d_feared=tables["feared"],
        d_spread=tables["spread"],
        safe=safe,
        walk_is_mandate=ints(is_mandate for (is_mandate, _), _ in walk),
        walk_ref=ints(
            index.mandates.index((name, issue)) if is_mandate else actor(name)
            for (is_mandate, name), issue in walk
        ),
        walk_issue=ints(index.issues.index(issue) for _, issue in walk),
        listen_ptr=bounds(heard),
        listen_kind=ints(entry[0] for entry in flat(heard)),
        listen_ref=ints(entry[1] for entry in flat(heard)),
        d_listen=ints(entry[2] for entry in flat(heard)),
        group_ptr=bounds(groups),
        group_member=ints(flat(groups)),
        mandate_decider=ints(index.deciders.index(name) for name, _ in index.mandates),
        mandate_issue=ints(index.issues.index(issue) for _, issue in index.mandates),
        mandate_row=bounds(rows)[:-1],
        is_joined=ints(any(row.setter is None for row in group) for group in rows),
        row_setter=ints(actor(row.setter) for row in all_rows),
        row_final=ints(actor(row.final) for row in all_rows),
        d_tolerance=ints(row.tolerance for row in all_rows),
        row_median=ints(row.median for row in all_rows),
        veto_ptr=bounds([row.vetoes for row in all_rows]),
        veto_actor=ints(actor(veto) for row in all_rows for veto in row.vetoes),
        member_ptr=bounds(member_rows),
        member_actor=ints(flat(member_rows)),
    )


def regimes_of(case: Case, decider: str) -> tuple[tuple[str, Procedure | None], ...]:
    """Procedures a collective may come under: its own, then one for each event or hazard that installs another."""
    installed = [
        (f"{path}.installs.{decider}", changes.installs[decider])
        for path, changes in occasions(case)
        if decider in changes.installs
    ]
    return (("", None), *installed)


def occasions(case: Case):  # type: ignore[no-untyped-def]
    """Everything with consequences, with its path: events, branches and hazards, in canonical order."""
    for event in sorted(case.events, key=lambda event: event.id):
        yield f"events.{event.id}", event
        for name in sorted(event.branches):
            yield f"events.{event.id}.branches.{name}", event.branches[name]
    for name in sorted(case.hazards):
        yield f"hazards.{name}", case.hazards[name]


def procedure_of(case: Case, decider: str, issue: str) -> tuple[str, Procedure | None]:
    """The procedure written for a collective on an issue, and where."""
    institution = case.institutions.get(decider)
    if institution is None:
        return "", None
    if issue in institution.on:
        return f"institutions.{decider}.on.{issue}", institution.on[issue]
    return f"institutions.{decider}", institution


def _rows(
    case: Case, dials: Dials, decider: str, issue: str, regimes: tuple[tuple[str, Procedure | None], ...]
) -> list[Row]:
    path, written = procedure_of(case, decider, issue)
    if voices(case, decider, issue) == (decider,):
        return [Row(decider, None, (), False, -1) for _ in regimes]
    rows = []
    for new_path, new in regimes:
        layers = [(p, layer) for p, layer in ((new_path, new), (path, written)) if layer is not None]
        rows.append(_row(case, dials, decider, issue, layers))
    return rows


def _row(case: Case, dials: Dials, decider: str, issue: str, layers: list[tuple[str, Procedure]]) -> Row:
    """A procedure with its layers overlaid, the newest first; whoever has no stance on the issue has no part in it.

    What a layer writes counts even where it writes nobody: `vetoes: []` and `final_say: null` take a part away.
    """

    def part(name: str | None) -> str | None:
        return name if name is not None and has_stance(case, name, issue) else None

    def newest(field: str) -> Any:
        return next((getattr(layer, field) for _, layer in layers if field in layer.model_fields_set), None)

    vetoes, vote = newest("vetoes") or (), newest("vote") or "mean"
    final, setter = part(newest("final_say")), part(newest("proposes"))
    tolerance = -1
    if final is not None:
        found = next(
            ((f"{p}.tolerance", layer.tolerance) for p, layer in layers if layer.tolerance is not None), None
        )
        is_exception = any(p == f"institutions.{decider}.on.{issue}" for p, _ in layers)
        name = f"{decider}.{issue}.tolerance" if is_exception else f"{decider}.tolerance"
        if found is not None and ".installs." in found[0]:
            name = found[0]
        tolerance = dials.add(name, dials.quantities.stated_or_default(found, "tolerance"), "tolerance")
    # a setter may block other veto players anyway, but a final say only where he is written among the vetoes
    blocks = {veto for veto in vetoes if part(veto) is not None and (veto != setter or final is not None)}
    others = tuple(sorted(blocks))
    return Row(setter, final, others, vote == "median", tolerance)


def _walk(case: Case, index: Index, deciding: dict[tuple[str, str], list[Row]], issue: str) -> list[Node]:
    """Mandates on one issue and the ideals they need, each after the lines it needs itself; ties by id.

    Raises
    ------
    ValueError : lines listen to one another in a circle.
    """
    needs: dict[Node, set[Node]] = {}
    wanted: list[Node] = [(True, actor) for actor, on in index.mandates if on == issue]
    while wanted:
        node = wanted.pop()
        if node not in needs:
            needs[node] = _needs(case, index, deciding, node, issue)
            wanted += needs[node]
    walked: list[Node] = []
    while len(walked) < len(needs):
        ready = sorted(node for node in needs if node not in walked and needs[node] <= set(walked))
        if not ready:
            circle = sorted({name for _, name in needs} - {name for _, name in walked})
            raise ValueError(f"on {issue} these listen to one another in a circle: {', '.join(circle)}")
        walked += ready
    return walked


def _needs(
    case: Case, index: Index, deciding: dict[tuple[str, str], list[Row]], node: Node, issue: str
) -> set[Node]:
    """Lines a line hangs on: of those who decide a mandate, or of those an actor listens to."""
    is_mandate, name = node
    if is_mandate:
        rows = deciding[name, issue]
        those = {actor for row in rows for actor in (row.setter, row.final, *row.vetoes) if actor is not None}
        if any(row.setter is None for row in rows):
            those |= set(voices(case, name, issue))
        return {(False, actor) for actor in those}
    heard = case.actors[name].listens_to
    ideals = {
        (False, actor) for ref in heard for actor in audience(case, ref) if has_stance(case, actor, issue)
    }
    return ideals | {(True, ref) for ref in heard if members(case, ref) and (ref, issue) in index.mandates}


def audience(case: Case, ref: str) -> tuple[str, ...]:
    """Actors whose ideals a reference stands for: a group's members, or a single actor; none for a collective."""
    if ref in case.actors:
        return () if members(case, ref) else (ref,)
    collective, _, group = ref.partition(".")
    return tuple(sorted(case.actors[collective].groups[group]))


def _heard(
    case: Case, index: Index, dials: Dials, node: Node, issue: str
) -> list[tuple[int, int, int, list[str]]]:
    """Whom an ideal listens to on an issue: kind, reference, weight's dial and a group's members."""
    is_mandate, name = node
    if is_mandate:
        return []
    heard: list[tuple[int, int, int, list[str]]] = []
    for ref in sorted(case.actors[name].listens_to):
        weight = dials.quantities.number(
            f"actors.{name}.listens_to.{ref}", case.actors[name].listens_to[ref], "listens"
        )
        dial = dials.add(f"{name}.listens_to.{ref}", weight, "listens")
        group = [actor for actor in audience(case, ref) if has_stance(case, actor, issue)]
        if ref in case.actors and members(case, ref):
            if (ref, issue) in index.mandates:
                heard.append((TO_MANDATE, index.mandates.index((ref, issue)), dial, []))
        elif ref in case.actors:
            if group:
                heard.append((TO_ACTOR, index.actors.index(ref), dial, []))
        elif group:
            heard.append((TO_GROUP, -1, dial, group))
    return heard
