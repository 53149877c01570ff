"""The two ways to compare, with what each shows."""

from collections.abc import Iterable

from detente.case import Edit, apply_edits, parse_branch, parse_drop, parse_set
from detente.case.edit import WithoutMechanism
from detente.cli._making import projected
from detente.cli._progress import counted
from detente.core.case import Case
from detente.core.errors import ParameterError
from detente.core.projection import Settings
from detente.workbench import Versions, Workbench, compare_versions


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
    "branch": "--branch",
    "mechanism": "--without",
}
"""What an edit calls itself -> the option it was given with."""


def compared_versions(before: Workbench, after: Workbench, settings: Settings) -> Versions:
    """Run two versions of a case with the same worlds and seed, and compare them.

    Raises
    ------
    ParameterError : the settings do not suit the second version.
    """
    # Without `--as-of` each version is asked as of its own date: an update rolls it.
    moved_back = settings.as_of != before.case.as_of
    as_of = settings.as_of if moved_back else None
    for bench in (before, after):
        projected(
            bench,
            bench.settings(
                worlds=settings.worlds,
                seed=settings.seed,
                as_of=as_of,
                hindcast=settings.mode == "hindcast",
                workers=settings.workers,
            ),
        )
        with counted("Answering") as progress:
            bench.answer(progress=progress)
    return compare_versions(before, after)
