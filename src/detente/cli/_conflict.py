"""What `detente conflict` finds, as JSON and as text."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli._options import whole
from detente.core.errors import ParameterError, WorkspaceError

if TYPE_CHECKING:
    from detente.core.conflict import Verdicts
    from detente.models.conflict import ConflictFile, Graph, Stability

MOST_LISTED = 65_536
"""States up to which the JSON lists them, and those that hold, one by one; beyond, it counts them."""
ORDER = "worst to best"
Told = dict[str, Any]


def file_of(path: str) -> "ConflictFile":
    """The conflict in a file, or in the `conflict.yaml` of a folder.

    Raises
    ------
    WorkspaceError : there is no such file.
    CaseError : the file holds faults; all of them are told.
    """
    from detente.models.conflict import read_conflict

    place = Path(path)
    if not place.exists() and not place.is_absolute() and (Path("cases") / place).is_dir():
        place = Path("cases") / place
    if place.is_dir():
        place = place / "conflict.yaml"
    try:
        content = place.read_bytes()
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(
            str(place), found, "a file with a conflict", "docs/how-to/conflict.md shows how to write one"
        ) from error
    return read_conflict(place.name, content)


def chosen(names: str | None) -> "tuple[Stability, ...]":
    """The stabilities asked for.

    Raises
    ------
    ParameterError : one of the names is unknown.
    """
    from detente.models.conflict import stabilities, stability

    every = stabilities()
    if names is None:
        return tuple(one for one in every if one.is_basic)
    if names.strip() == "all":
        return every
    return tuple(stability(name.strip()) for name in names.split(","))


def asked(
    path: str,
    *,
    stability: str | None,
    with_coalitions: bool,
    start: str | None,
    inverse: str | None,
    firm: str | None,
    why: str | None,
    horizon: str | None,
) -> tuple[Told, Callable[[], None]]:
    """All that was asked, for JSON, and what shows it as text.

    Raises
    ------
    DetenteError : something asked for cannot be had.
    """
    from detente.cli._show_conflict import show_conflict
    from detente.models.conflict import Attitude, coalitions, extensions, ground, judge, perceived, strong
    from detente.models.conflict import inverse as inverse_of
    from detente.models.conflict import stability as one_stability

    graph = file_of(path).graph
    named = stability is not None and stability.strip() != "all"
    stabilities = chosen(stability)
    starting = graph.state(start, "--from") if start is not None else None
    wanted = graph.state(inverse, "--inverse") if inverse is not None else None
    questioned = graph.state(why, "--why") if why is not None else None
    ahead = whole("--horizon", horizon)
    attitude = Attitude() if ahead is None else Attitude(horizon=ahead)
    judged = judge(graph, stabilities, attitude, is_asked=named)
    told = _verdicts(graph, judged.verdicts)
    told["not_judged"] = dict(judged.not_judged)
    for name, found in (("strong", strong(graph, stabilities)), ("perceived", perceived(graph, stabilities))):
        if found:
            told[name] = _both(graph, found)
    if unknown := extensions(graph, stabilities):
        told["extensions"] = {letter: _both(graph, found) for letter, found in unknown.items()}
    if with_coalitions:
        told["coalitions"] = coalitions(graph)
    status_quo = graph.state(graph.conflict.status_quo) if graph.conflict.status_quo else None
    told["paths"] = _paths(graph, judged.verdicts, starting if starting is not None else status_quo)
    if wanted is not None:
        solvable = [one for one in stabilities if one.name in ("nash", "gmr", "smr", "seq")]
        if not solvable:
            raise ParameterError(
                "--inverse", stability or "", "nash, gmr, smr or seq", "add one to --stability"
            )
        kept = tuple(one.strip() for one in (firm or "").split(",") if one.strip())
        told["inverse"] = [asdict(inverse_of(graph, one, wanted, kept)) for one in solvable]
    if questioned is not None:
        told["why"] = [
            asdict(ground(graph, one_stability(name), maker, questioned))
            for name in judged.verdicts
            for maker in range(len(graph.makers))
        ]
    return told, lambda: show_conflict(graph, judged.verdicts, told)


def _verdicts(graph: "Graph", verdicts: "Mapping[str, Verdicts]") -> Told:
    conflict = graph.conflict
    listed = graph.states <= MOST_LISTED
    return {
        "title": conflict.title,
        "decision_makers": list(graph.makers),
        "options": [{"name": one.name, "owner": one.owner, "moves": one.moves} for one in conflict.options],
        "states": list(graph.patterns) if listed else None,
        "states_total": graph.states,
        "lists_left_out": None if listed else _left_out(graph.states),
        "order": ORDER,
        "ranking": {
            maker: graph.levels[place].tolist() if listed else None
            for place, maker in enumerate(graph.makers)
        },
        **_both(graph, verdicts),
    }


def _left_out(states: int) -> str:
    """Why the lists of states are null."""
    return (
        f"states, ranking and stable are null: {states:,} states, and at most {MOST_LISTED:,} are listed one by one; "
        "states_total and stable_total count them, equilibria are listed in full"
    )


def _both(graph: "Graph", verdicts: "Mapping[str, Verdicts]") -> Told:
    listed = graph.states <= MOST_LISTED
    return {
        "stable": {
            name: {maker: list(held) if listed else None for maker, held in one.stable.items()}
            for name, one in verdicts.items()
        },
        "stable_total": {
            name: {maker: len(held) for maker, held in one.stable.items()} for name, one in verdicts.items()
        },
        "equilibria": {name: list(one.equilibria) for name, one in verdicts.items()},
    }


MOST_FOR_PATHS = 20_000


def _paths(graph: "Graph", verdicts: "Mapping[str, Verdicts]", start: int | None) -> Told | None:
    """Paths to every state that is an equilibrium of any kind asked for."""
    if start is None or graph.states > MOST_FOR_PATHS:
        return None
    from detente.models.conflict import paths_from

    ends = sorted({graph.state(one) for held in verdicts.values() for one in held.equilibria})
    return asdict(paths_from(graph, start, ends))


def write_drawing(path: str, out: str) -> None:
    """Write the drawing of a conflict's graph.

    Raises
    ------
    WorkspaceError : the file cannot be written.
    """
    from detente.models.conflict import drawing

    text = drawing(file_of(path).graph)
    try:
        Path(out).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        raise WorkspaceError(out, found, "a file that can be written", "choose another --svg") from error
