"""The file that says what a sweep varies, read against the case; and the edit that each value of a factor means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from detente.case.edit import ChooseBranch, DropEvent, Edit, SetInput, WithoutMechanism, apply_edits
from detente.case.finding import Finding, Places, listed, quoted
from detente.case.leaves import leaves, resolved, words_at
from detente.case.parse_edit import parse_set
from detente.case.paths import dial, input_at
from detente.case.refusals import findings
from detente.case.schema import DIALECT
from detente.case.yaml_tree import read_tree
from detente.core.case import Case
from detente.core.errors import CaseError, Fault, ParameterError, nearest
from detente.core.parameter import Parameter, parameters
from detente.core.quantity import Quantity, Spread, spread_of
from detente.core.vary import Factor, Vary

KEPT, DROPPED = "kept", "dropped"
"""The two values of a `drop` or a `without`."""
GRID_LEVELS = 3
"""Values that a range or spread takes on a grid unless the file says otherwise."""
Value = float | str


@dataclass(frozen=True, slots=True)
class Axis:
    """One factor with the values it may take in this case.

    Attributes
    ----------
    choices : its values, if they can be counted; `weights` add up to 1.
    spread : else the distribution of its values; a range is a spread of kind "pert"-less ends, `low` to `high`.
    """

    factor: Factor
    choices: tuple[Value, ...] = ()
    weights: tuple[float, ...] = ()
    spread: Spread | None = None
    low: float = 0.0
    high: float = 0.0

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return self.factor.name

    @property
    def levels(self) -> int:
        """Values it takes on a grid."""
        return len(self.choices) or self.factor.levels or GRID_LEVELS

    @property
    def is_ordered(self) -> bool:
        """Whether more and less have a meaning: numbers have it, and so does a pair."""
        return len(self.choices) <= 2 or not any(isinstance(one, str) for one in self.choices)


def read_vary(
    file: str, text: str | bytes, case: Case, models: frozenset[str]
) -> tuple[Vary, tuple[Axis, ...]]:
    """What a sweep of a case varies.

    Parameters
    ----------
    file : the file's name, as messages should call it.
    models : bargaining models that a track may be settled by.

    Raises
    ------
    CaseError : anything is wrong with the file, or does not fit the case; all faults are told at once.
    """
    tree = read_tree(file, text)
    places = Places((file,), tree.keys, tree.values)
    if tree.faults:
        raise CaseError(tree.faults)
    if not isinstance(tree.content, dict):
        mend = "begin with `vary:`; docs/how-to/sweep.md shows a file"
        raise CaseError([Fault(file, 1, 1, "", quoted(tree.content), "the keys vary, keep", mend=mend)])
    try:
        vary = Vary.model_validate(tree.content)
    except ValidationError as error:
        raise CaseError(places.fault(one) for one in findings(error, (Vary, ()), tree.content, ())) from error
    wrong = [*_twice(vary)]
    axes = []
    for number, factor in enumerate(vary.vary):
        try:
            axis = axis_of(case, factor, models)
            for value in _tried(axis):
                apply_edits(case, edits_at(factor, value))
            axes.append(axis)
        except ParameterError as error:
            key = "choices" if factor.choices is not None and error.where == "choices" else factor.verb
            wrong.append(
                Finding(("vary", number, key), error.found, error.allowed, error.mend, error.nearest)
            )
    if wrong:
        raise CaseError(places.fault(one) for one in wrong)
    return vary, tuple(axes)


def vary_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a file that says what a sweep varies."""
    made = Vary.model_json_schema(by_alias=True)
    made["title"] = "What a sweep of Detente varies"
    return {"$schema": DIALECT, **made}


def axis_of(case: Case, factor: Factor, models: frozenset[str]) -> Axis:
    """A factor with the values it may take in a case.

    Raises
    ------
    ParameterError : the case does not hold what varies, or a value cannot be taken.
    """
    if factor.verb in ("drop", "without"):
        return Axis(factor, (KEPT, DROPPED), (0.5, 0.5))
    if factor.branch is not None:
        event = next((one for one in case.events if one.id == factor.branch and one.branches), None)
        branches = tuple(event.branches) if event is not None else ("?",)
        return _of_choices(factor, factor.choices or branches)
    assert factor.set is not None
    if factor.set.startswith("model."):
        for one in factor.choices or ():
            if one not in models:
                near = nearest(str(one), models)
                raise ParameterError("choices", repr(one), f"a model ({listed(sorted(models))})", "", near)
    if factor.choices is not None:
        return _of_choices(factor, factor.choices)
    if factor.set.startswith(("model.", "institution.")):
        raise ParameterError("set", repr(factor.set), "`choices` for a name", "write choices: [a, b]")
    if factor.from_ is not None and factor.to is not None:
        return Axis(factor, low=factor.from_, high=factor.to)
    return Axis(factor, spread=_spread(case, factor))


def edits_at(factor: Factor, value: Value) -> tuple[Edit, ...]:
    """What it takes to give a factor a value; nothing where the case is left as it is."""
    match factor.verb:
        case "drop":
            return (DropEvent(str(factor.drop)),) if value == DROPPED else ()
        case "without":
            return (WithoutMechanism(str(factor.without)),) if value == DROPPED else ()
        case "branch":
            return (ChooseBranch(str(factor.branch), str(value)),)
        case _:
            path = str(factor.set)
            if path.startswith(("model.", "institution.")):
                return (parse_set(f"{path}={value}"),)
            return (SetInput(path, value, factor.at),)


def _of_choices(factor: Factor, choices: tuple[Value, ...]) -> Axis:
    stated = factor.weights or (1.0,) * len(choices)
    if len(stated) != len(choices):
        raise ParameterError("choices", f"{len(stated)} weights", f"{len(choices)}", "write one a choice")
    return Axis(factor, choices, tuple(one / sum(stated) for one in stated))


def _spread(case: Case, factor: Factor) -> Spread:
    path = str(factor.set)
    if path.startswith("pressure."):
        if factor.spread == "own":
            allowed = "a range, choices or a spread written out, where a pressure is pressed to a value"
            near = f"pressures.{path.removeprefix('pressure.')}.now"
            raise ParameterError("set", f"{path!r} with its own spread", allowed, f"or vary {near}")
        assert isinstance(factor.spread, Quantity)
        return _stated(factor.spread, parameters()["pressure"], case.words_of("pressure"))
    written = {leaf.path: leaf for leaf in leaves(case)}
    full = path if path in written or path.partition(".")[0] in _SECTIONS else dial(case, path)[0]
    leaf = written.get(full)
    kind = full.rpartition(".")[2] if ".listens_to." not in full else "listens"
    parameter = leaf.parameter if leaf is not None else parameters().get(kind)
    if parameter is None:
        input_at(case, full)  # tells the nearest path
        raise ParameterError("set", repr(path), "the path of an input", "see `detente check --json`")
    if isinstance(factor.spread, Quantity):
        return _stated(factor.spread, parameter, words_at(case, full, parameter))
    spread = resolved(case, full, input_at(case, full), parameter)
    if spread.is_point:
        found = f"{path!r}, which is stated without a spread"
        raise ParameterError("set", found, "an input with a spread", "write a range: from and to")
    return spread


def _stated(stated: Quantity, parameter: Parameter, words: Mapping[str, float]) -> Spread:
    try:
        return spread_of(stated, parameter, words)
    except KeyError:
        near = nearest(str(stated.word), words)
        allowed = f"a word of the input ({listed(words) or 'there is none'})"
        raise ParameterError(
            "set", repr(stated.word), allowed, "" if near else "write a number", near
        ) from None


def _tried(axis: Axis) -> tuple[Value, ...]:
    """Values that show whether all of them can be taken."""
    if axis.choices:
        return axis.choices
    if axis.spread is not None:
        return (min(max(axis.spread.center, axis.spread.low), axis.spread.high),)
    return (axis.low, axis.high)


def _twice(vary: Vary) -> Iterator[Finding]:
    seen: Mapping[str, int] = {}
    for number, factor in enumerate(vary.vary):
        if factor.name in seen:
            keys = ("vary", number, factor.verb)
            found = f"{factor.name!r} a second time"
            yield Finding(keys, found, "each once", "delete one of the two entries")
        seen = {**seen, factor.name: number}


_SECTIONS = ("actors", "institutions", "issues", "tracks", "pressures", "effects", "events", "hazards")
