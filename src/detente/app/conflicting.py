"""A conflict in a form: filled in from a file, turned back into one, and judged, with every fault told in place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.case.yaml_text import entry, item, scalar, section
from detente.core.conflict import STRONGLY, Conflict, Exclusion, Inverse, Preference
from detente.core.end_states import EndStates
from detente.core.errors import CaseError, DetenteError, Fault, ParameterError
from detente.explanation.end_states import end_states
from detente.models.conflict import Graph, inverse, judge, read_conflict, stabilities, stability
from detente.workspace.folder import CONFLICT

MOST_STATES = 4096
"""States of a conflict that is judged while somebody waits; the command judges larger ones."""
MOST_TABLED = 64
"""States up to which every one of them is shown, with whom it holds for."""
FORMS = {
    "prioritise": "Statements, the most important first",
    "ranking": "Levels of patterns, from worst to best",
    "weights": "Weights: statement = number",
}
INVERTED = ("nash", "gmr", "smr", "seq")
MOVES = ("both", "forward", "backward")
LABELS = {"--why": "“Why does it hold?”", "--inverse": "“Make it hold”", "--firm": "“Leave the rankings of”"}


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option as filled in."""

    name: str = ""
    owner: str = ""
    moves: str = "both"
    issue: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """A preference as filled in: `form` says how `text` is to be read, line by line."""

    maker: str = ""
    form: str = "prioritise"
    text: str = ""
    unknown: str = ""
    evidence: str = ""
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The form as filled in.

    Attributes
    ----------
    makers, infeasible : one a line.
    more : what the form has no fields for, as it stands in the file.
    why, inverse, by, firm : a state to explain; one to make hold, by which stability, and whose rankings stay.
    """

    title: str = ""
    makers: str = ""
    options: tuple[OptionRow, ...] = ()
    infeasible: str = ""
    status_quo: str = ""
    preferences: tuple[PreferenceRow, ...] = ()
    more: str = ""
    why: str = ""
    inverse: str = ""
    by: str = "seq"
    firm: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds of the conflict in a form.

    Attributes
    ----------
    rows : of a small conflict every state: pattern, and by definition the makers for whom it holds.
    inverse : what it takes to make the state hold that was asked for.
    """

    found: EndStates
    rows: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    inverse: Inverse | None


def said_of(conflict: Conflict) -> Said:
    """A form filled in from a conflict."""
    options = tuple(
        OptionRow(one.name, one.owner, one.moves, one.issue or "", ", ".join(one.evidence))
        for one in conflict.options
    )
    more: dict[str, Any] = {
        name: {key: one.model_dump(exclude_defaults=True) for key, one in held.items()}
        for name, held in (("end_states", conflict.end_states),)
        if held
    }
    if conflict.views:
        more["views"] = {
            viewer: {maker: one.model_dump(exclude_defaults=True) for maker, one in seen.items()}
            for viewer, seen in conflict.views.items()
        }
    return Said(
        conflict.title,
        "\n".join(conflict.decision_makers),
        options,
        "\n".join(_exclusion_line(one) for one in conflict.infeasible),
        conflict.status_quo or "",
        tuple(_preference_row(maker, one) for maker, one in conflict.preferences.items()),
        "".join(section(name, held) for name, held in more.items()),
    )


def _exclusion_line(one: str | Exclusion) -> str:
    if isinstance(one, str):
        return one
    for name in ("both", "neither"):
        if (held := getattr(one, name)) is not None:
            return f"{name}: {', '.join(held)}"
    return f"where: {one.where}"


def _preference_row(maker: str, one: Preference) -> PreferenceRow:
    if one.prioritise is not None:
        form, lines = "prioritise", list(one.prioritise)
    elif one.weights is not None:
        form, lines = "weights", [f"{name} = {weight:g}" for name, weight in one.weights.items()]
    else:
        form = "ranking"
        lines = [level if isinstance(level, str) else ", ".join(level) for level in one.ranking or ()]
    unknown = "\n".join(", ".join(pair) for pair in one.unknown)
    return PreferenceRow(maker, form, "\n".join(lines), unknown, ", ".join(one.evidence), one.assumed or "")


def text_of(said: Said) -> tuple[str, tuple[Fault, ...]]:
    """The form as the text of a `conflict.yaml`, and what cannot be put into one."""
    faults: list[Fault] = []
    options = [
        _filled({"name": one.name, "owner": one.owner, "moves": "" if one.moves == "both" else one.moves,
                 "issue": one.issue, "evidence": _listed(one.evidence)})
        for one in said.options
        if one.name or one.owner
    ]  # fmt: skip
    preferences = {
        one.maker: _stated(one, faults) for one in said.preferences if one.maker and (one.text or one.maker)
    }
    parts = [
        entry("title", said.title or "Untitled", 0),
        f"decision_makers:\n{''.join(item(one) for one in _lines(said.makers))}",
        "options:\n" + "".join(item(one) for one in options),
    ]
    if said.infeasible.strip():
        parts.append("infeasible:\n" + "".join(item(_exclusion(one)) for one in _lines(said.infeasible)))
    if said.status_quo:
        parts.append(f"status_quo: {scalar(said.status_quo)}\n")
    parts.append("preferences:\n" + "".join(_block(maker, one) for maker, one in preferences.items()))
    if said.more.strip():
        parts.append(f"{said.more.strip()}\n")
    return "".join(parts), tuple(faults)


def _block(maker: str, stated: Mapping[str, Any]) -> str:
    """A preference as a block, with one line a statement."""
    told = f"  {scalar(maker)}:{'' if stated else ' {}'}\n"
    for name, held in stated.items():
        if name in ("prioritise", "ranking", "unknown"):
            told += f"    {name}:\n" + "".join(item(one, 6) for one in held)
        elif isinstance(held, dict):
            told += f"    {name}:\n" + "".join(entry(key, one, 6) for key, one in held.items())
        else:
            told += entry(name, held, 4)
    return told


def _filled(stated: Mapping[str, Any]) -> dict[str, Any]:
    return {name: held for name, held in stated.items() if held or name in ("name", "owner")}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _listed(text: str) -> list[str]:
    return [one for one in re.split(r"[,\s]+", text) if one]


def _exclusion(line: str) -> Any:
    name, colon, rest = line.partition(":")
    if not colon or name.strip() not in ("both", "neither", "where"):
        return line
    if name.strip() == "where":
        return {"where": rest.strip()}
    return {name.strip(): [one.strip() for one in rest.split(",") if one.strip()]}


def _stated(row: PreferenceRow, faults: list[Fault]) -> dict[str, Any]:
    lines = _lines(row.text)
    told: dict[str, Any] = {}
    if lines and row.form == "ranking":
        told["ranking"] = [STRONGLY if line == STRONGLY else _listed(line) for line in lines]
    elif lines and row.form == "weights":
        told["weights"] = dict(_weights(row.maker, lines, faults))
    elif lines:
        told["prioritise"] = lines
    pairs = [_listed(line) for line in _lines(row.unknown)]
    return {
        **told,
        **_filled({"unknown": pairs, "evidence": _listed(row.evidence), "assumed": row.assumed}),
    }


def _weights(maker: str, lines: Sequence[str], faults: list[Fault]) -> Iterator[tuple[str, float]]:
    seen: set[str] = set()
    for line in lines:
        name, _, number = (part.strip() for part in line.rpartition("="))
        key = f"preferences.{maker}.weights"
        try:
            weight = float(number)
        except ValueError:
            weight = float("nan")
        if not name or weight != weight:
            allowed = "an option or statement, = and a number"
            faults.append(
                Fault(CONFLICT, None, None, key, repr(line), allowed, mend="write it as `Talk = 3`")
            )
        elif name in seen:
            faults.append(
                Fault(CONFLICT, None, None, key, f"{name!r} a second time", "each once", mend="delete one")
            )
        else:
            seen.add(name)
            yield name, weight


def understood(said: Said) -> tuple[Graph | None, tuple[str, ...]]:
    """The graph of the conflict in a form, or every fault of it, as the command would tell them.

    A fault has no line: the form's keys say where it is.
    """
    text, faults = text_of(said)
    try:
        graph = read_conflict(CONFLICT, text).graph
    except CaseError as error:
        faults = (*faults, *error.faults)
        graph = None
    told = tuple(dict.fromkeys(str(replace(one, line=None, column=None)) for one in faults))
    if told or graph is None:
        return None, told
    if graph.states > MOST_STATES:
        mend = "exclude states that cannot be, or download the file and use `detente conflict`"
        return None, (
            str(ParameterError("states", f"{graph.states:,}", f"at most {MOST_STATES:,} here", mend)),
        )
    return graph, ()


def answered(graph: Graph, said: Said) -> tuple[Answer | None, tuple[str, ...]]:
    """What holds, why, and what it would take; or what is wrong with what was asked."""
    faults: list[str] = []
    turned = None
    asked: tuple[str, ...] = ()
    if said.why:
        try:
            graph.state(said.why, "--why")
            asked = (said.why,)
        except DetenteError as error:
            faults.append(in_words(str(error)))
    if said.inverse:
        try:
            state = graph.state(said.inverse, "--inverse")
            firm = tuple(_lines(said.firm.replace(",", "\n")))
            name = said.by if said.by in INVERTED else "seq"
            turned = inverse(graph, stability(name), state, firm)
        except DetenteError as error:
            faults.append(in_words(str(error)))
    if faults:
        return None, tuple(faults)
    return Answer(end_states(graph, asked), _rows(graph), turned), ()


def in_words(text: str) -> str:
    """A message with the form's labels in place of the command's options."""
    for option, label in LABELS.items():
        text = text.replace(option, label)
    return text


def _rows(graph: Graph) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    if graph.states > MOST_TABLED:
        return ()
    verdicts = judge(graph, [one for one in stabilities() if one.is_basic], is_asked=False).verdicts
    return tuple(
        (
            pattern,
            tuple(
                tuple(maker for maker in graph.makers if pattern in one.stable[maker])
                for one in verdicts.values()
            ),
        )
        for pattern in graph.patterns
    )
