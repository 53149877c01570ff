"""A conflict file read: the noun, its graph, and every fault with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import ValidationError

from detente.case.finding import Finding, Places, listed
from detente.case.refusals import findings
from detente.case.schema import DIALECT
from detente.case.yaml_tree import Place, read_tree
from detente.core.conflict import Conflict, Exclusion, Preference
from detente.core.errors import CaseError, Fault, nearest
from detente.models.conflict._graph import Codes, Graph, Truth, cosets
from detente.models.conflict._preferences import Field, ranked
from detente.models.conflict._statement import (
    OptionNames,
    Statement,
    StatementError,
    is_pattern,
    parse,
)

MOST_OPTIONS = 60
"""Options of a conflict; a state is a word of 64 bits."""
MOST_STATES = 1 << 20
"""Feasible states of a conflict."""
MOST_MAKERS = 30


@dataclass(frozen=True, slots=True)
class ConflictFile:
    """A conflict as read.

    Attributes
    ----------
    places : path of a part -> where it stands.
    """

    conflict: Conflict
    graph: Graph
    places: dict[str, Place]


def read_conflict(file: str, text: str | bytes) -> ConflictFile:
    """Read a conflict from the text of its file.

    Parameters
    ----------
    file : its name, as messages should call it.

    Returns
    -------
    the conflict with its graph.

    Raises
    ------
    CaseError : anything is wrong with the file; all faults are told at once.

    Examples
    --------
    >>> text = '''
    ... title: Prisoners
    ... decision_makers: [One, Two]
    ... options: [{name: Confess, owner: One}, {name: Tell, owner: Two}]
    ... preferences:
    ...   One: {prioritise: [not Tell, Confess]}
    ...   Two: {prioritise: [not Confess, Tell]}
    ... '''
    >>> read_conflict("prisoners.yaml", text).graph.patterns
    ('NN', 'YN', 'NY', 'YY')
    """
    tree = read_tree(file, text)
    places = Places((file,), tree.keys, tree.values)
    if tree.faults:
        raise CaseError(tree.faults)
    if not isinstance(tree.content, dict):
        mend = "begin with `title:`; docs/how-to/conflict.md shows a file"
        raise CaseError([Fault(file, 1, 1, "", "no keys", listed(Conflict.model_fields), mend=mend)])
    try:
        conflict = Conflict.model_validate(tree.content)
    except ValidationError as error:
        raise CaseError(
            places.fault(one) for one in findings(error, (Conflict, ()), tree.content, ())
        ) from error
    graph, wrong = _assembled(conflict)
    if wrong or graph is None:
        raise CaseError(places.fault(one) for one in wrong)
    return ConflictFile(conflict, graph, places.by_path())


def conflict_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a conflict file."""
    made = Conflict.model_json_schema()
    made["title"] = "A conflict of Detente"
    return {"$schema": DIALECT, **made}


def graph_of(conflict: Conflict) -> Graph:
    """The graph of a conflict that was made in code.

    Raises
    ------
    CaseError : it contradicts itself; all faults are told.
    """
    graph, wrong = _assembled(conflict)
    if wrong or graph is None:
        places = Places(("conflict",))
        raise CaseError(places.fault(one) for one in wrong)
    return graph


def _assembled(conflict: Conflict) -> tuple[Graph | None, list[Finding]]:
    wrong = [*_names(conflict), *_sizes(conflict)]
    if wrong:
        return None, wrong
    names = OptionNames.of(conflict.options)
    excluded = list(_exclusions(conflict, names))
    wrong += [one for one in excluded if isinstance(one, Finding)]
    codes, finding = _feasible(len(conflict.options), [one for one in excluded if isinstance(one, Statement)])
    if finding is not None:
        return None, [*wrong, finding]
    field = Field(codes, names, len(conflict.options))
    made = [
        ranked(preference, ("preferences", maker), field)
        for maker, preference in _in_order(conflict, conflict.preferences)
    ]
    wrong += [finding for one in made for finding in one.findings]
    for viewer, seen in conflict.views.items():
        for maker, preference in _in_order(conflict, seen):
            wrong += ranked(preference, ("views", viewer, maker), field).findings
    wrong += _status_quo(conflict, field)
    wrong += _end_states(conflict, field)
    if wrong:
        return None, wrong
    return _graph(conflict, codes, made), []


def _in_order(conflict: Conflict, by: dict[str, Preference]) -> Iterator[tuple[str, Preference]]:
    yield from ((maker, by[maker]) for maker in conflict.decision_makers if maker in by)


def _graph(conflict: Conflict, codes: Codes, made: list[Any]) -> Graph:
    makers = conflict.decision_makers
    own = [_bits(conflict, maker) for maker in makers]
    members, begins, ends = (
        np.stack(part) for part in zip(*(cosets(codes, bits) for bits in own), strict=True)
    )
    unknown = None
    if any(one.unknown is not None for one in made):
        none = np.zeros((len(codes), len(codes)), bool)
        unknown = np.stack([none if one.unknown is None else one.unknown for one in made])
    return Graph(
        conflict,
        codes,
        levels=np.stack([one.levels for one in made]),
        classes=np.stack([one.classes for one in made]),
        members=members,
        begins=begins,
        ends=ends,
        forward=np.array([_bits(conflict, maker, "forward") for maker in makers], np.int64),
        backward=np.array([_bits(conflict, maker, "backward") for maker in makers], np.int64),
        unknown=unknown,
    )


def _bits(conflict: Conflict, maker: str, moves: str | None = None) -> int:
    return sum(
        1 << place
        for place, option in enumerate(conflict.options)
        if option.owner == maker and moves in (None, option.moves)
    )


def _names(conflict: Conflict) -> Iterator[Finding]:  # noqa: C901 - a list of checks
    makers = conflict.decision_makers
    for place, maker in enumerate(makers):
        if maker in makers[:place]:
            yield Finding(("decision_makers", place), f"{maker!r} a second time", "each once", "delete one")
        if maker not in conflict.preferences:
            given = [one for one in conflict.preferences if one not in makers]
            yield Finding(
                ("preferences",), f"no preference of {maker!r}", "one for each decision maker",
                f"add `{maker}:` under `preferences`", nearest(maker, given), at_key=True,
            )  # fmt: skip
    known = f"the decision makers {listed(makers)}"

    def stranger(keys: tuple[str | int, ...], name: str, *, at_key: bool) -> Finding:
        near = nearest(name, makers)
        mend = "" if near else "add it to `decision_makers`, or delete it"
        return Finding(keys, f"the unknown decision maker {name!r}", known, mend, near, at_key)

    for place, option in enumerate(conflict.options):
        if option.owner not in makers:
            yield stranger(("options", place, "owner"), option.owner, at_key=False)
        same = [(one.name.casefold(), one.owner) for one in conflict.options[:place]]
        if (option.name.casefold(), option.owner) in same:
            found = f"{option.name!r} of {option.owner} a second time"
            yield Finding(
                ("options", place, "name"), found, "each name once an owner", "rename or delete one"
            )
    for maker in conflict.preferences:
        if maker not in makers:
            yield stranger(("preferences", maker), maker, at_key=True)
    for viewer, seen in conflict.views.items():
        if viewer not in makers:
            yield stranger(("views", viewer), viewer, at_key=True)
        for maker in seen:
            if maker not in makers:
                yield stranger(("views", viewer, maker), maker, at_key=True)


def _sizes(conflict: Conflict) -> Iterator[Finding]:
    for key, most in (("options", MOST_OPTIONS), ("decision_makers", MOST_MAKERS)):
        count = len(getattr(conflict, key))
        if count > most:
            yield Finding((key,), f"{count} of them", f"at most {most}", "leave some out", at_key=True)


def _exclusions(conflict: Conflict, names: OptionNames) -> Iterator[Statement | Finding]:
    options = len(conflict.options)
    for place, stated in enumerate(conflict.infeasible):
        keys: tuple[str | int, ...] = ("infeasible", place)
        try:
            if isinstance(stated, Exclusion):
                yield _exclusion(stated, names, options)
            elif is_pattern(stated, options):
                yield parse(stated, names, options)
            else:
                mend = (
                    f"it has {len(stated)}"
                    if set(stated) <= set("YN-")
                    else "write {where: ...} for a statement"
                )
                raise StatementError(repr(stated), f"a pattern of {options} letters Y, N or -", mend=mend)
        except StatementError as error:
            yield Finding(keys, error.found, error.allowed, error.mend, error.near)


def _exclusion(stated: Exclusion, names: OptionNames, options: int) -> Statement:
    given = [name for name in ("both", "neither", "where") if getattr(stated, name) is not None]
    if len(given) != 1:
        raise StatementError(" and ".join(given) or "an empty entry", "one of both, neither and where")
    if stated.where is not None:
        return parse(stated.where, names, options)
    chosen = sorted({names.find(name) for name in stated.both or stated.neither or ()})
    mask = sum(1 << place for place in chosen)
    taken = mask if stated.both is not None else 0
    return Statement(given[0], tuple(chosen), lambda codes: (codes & mask) == taken)


def _feasible(options: int, excluded: list[Statement]) -> tuple[Codes, Finding | None]:
    """Codes of the feasible states, option by option: a partial state goes as soon as it is excluded."""
    codes = np.zeros(1, np.int64)
    for place in range(options):
        if len(codes) > MOST_STATES:
            return codes, _too_many(options, place)
        codes = np.concatenate([codes, codes | np.int64(1) << np.int64(place)])
        for one in excluded:
            if max(one.options, default=0) == place:
                codes = codes[~one.holds(codes)]
        if not len(codes):
            mend = "delete or narrow an entry of `infeasible`"
            return codes, Finding(("infeasible",), "no feasible state", "at least one", mend, at_key=True)
    if len(codes) > MOST_STATES:
        return codes, _too_many(options, options)
    return codes, None


def _too_many(options: int, place: int) -> Finding:
    found = f"more than {MOST_STATES:,} feasible states over the first {place} of {options} options"
    mend = "leave out options, or exclude states, options that exclude each other side by side"
    return Finding(("options",), found, f"at most {MOST_STATES:,} feasible states", mend, at_key=True)


def _status_quo(conflict: Conflict, field: Field) -> Iterator[Finding]:
    pattern = conflict.status_quo
    if pattern is None:
        return
    fits: Truth | None = field.matching(pattern) if is_pattern(pattern, field.options) else None
    if "-" in pattern or fits is None or not fits.any():
        allowed = f"a feasible pattern of {field.options} letters Y and N"
        yield Finding(("status_quo",), repr(pattern), allowed, "write the state that stands today")


def _end_states(conflict: Conflict, field: Field) -> Iterator[Finding]:
    for name, one in conflict.end_states.items():
        keys: tuple[str | int, ...] = ("end_states", name, "where")
        try:
            found = parse(one.where, field.names, field.options).holds(field.codes)
        except StatementError as error:
            yield Finding(keys, error.found, error.allowed, error.mend, error.near)
            continue
        if not found.any():
            mend = "mend it, or an entry of `infeasible`"
            yield Finding(keys, f"{one.where!r}, true in no feasible state", "at least one state", mend)


def states_of(graph: Graph, where: str) -> Truth:
    """States in which a statement that was read with the graph's conflict is true.

    Returns
    -------
    (states,) truth values.
    """
    options = graph.conflict.options
    return parse(where, OptionNames.of(options), len(options)).holds(graph.codes)
