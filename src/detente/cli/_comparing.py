"""The two ways to compare, with what each shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.case import Edit, apply_edits, parse_branch, parse_drop, parse_set
from detente.case.edit import WithoutMechanism
from detente.cli._making import projected
from detente.cli._options import settings_of
from detente.cli._progress import counted
from detente.core.case import Case
from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.workbench import Versions, Workbench
from detente.workbench.attributing import compare_sides, side_of


def edits_of(
    case: Case, drop: Iterable[str], inputs: Iterable[str], branch: Iterable[str], without: Iterable[str]
) -> tuple[Edit, ...]:
    """The edits that a command line asks for, tried on the case.

    Raises
    ------
    ParameterError : one of them cannot be read or names what the case does not hold; named as its option.
    """
    edits: tuple[Edit, ...] = (
        *(parse_drop(text) for text in drop),
        *(parse_set(text) for text in inputs),
        *(parse_branch(text) for text in branch),
        *(WithoutMechanism(text.strip()) for text in without),
    )
    try:
        apply_edits(case, edits)
    except ParameterError as error:
        option = _OPTIONS.get(error.where, error.where)
        raise ParameterError(option, error.found, error.allowed, error.mend, error.nearest) from error
    return edits


_OPTIONS = {
    "drop": "--drop",
    "set": "--set",
    "institution": "--set institution",
    "model": "--set model",
    "branch": "--branch",
    "mechanism": "--without",
}
"""What an edit calls itself -> the option it was given with."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two versions differ in, and the case after, by which it is told."""

    case: Case
    versions: Versions


def compared_versions(
    before: str, after: str, given: Mapping[str, str | None], *, hindcast: bool
) -> Comparison:
    """Run two versions of a case, or what two runs were made from, with the same worlds and seed, and compare them.

    Parameters
    ----------
    given : worlds, seed, as_of and workers as typed. Without `as_of` each side is asked as of its own date: an update
        rolls it.

    Raises
    ------
    ParameterError : the settings do not suit one of the versions.
    """
    sides = side_of(before), side_of(after)
    first = sides[0]
    typed = {name: text for name, text in given.items() if text is not None}
    own = {"worlds": str(first.own.worlds), "seed": str(first.own.seed), "as_of": first.own.as_of.isoformat()}
    settings = settings_of(first.bench, hindcast=hindcast or first.own.mode == "hindcast", **{**own, **typed})

    def run(bench: Workbench, asked: Settings) -> None:
        projected(bench, asked)
        with counted("Answering") as progress:
            bench.answer(progress=progress)

    with counted("Attributing") as progress:
        told = compare_sides(*sides, settings, run, as_of_moved="as_of" in typed, progress=progress)
    return Comparison(sides[1].bench.case, told)
