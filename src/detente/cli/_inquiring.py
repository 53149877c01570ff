"""Inquiries of a case beside the main explanation: read from the command line, carried out, told as data."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.cli._options import whole
from detente.cli._progress import counted
from detente.core.errors import ParameterError

if TYPE_CHECKING:
    from detente.workbench import Workbench

Inquiries = dict[str, list[Any]]
"""Kind of inquiry -> what was found, one entry each time it was asked for."""
SETTINGS = {"worlds": "--worlds", "seed": "--seed", "as_of": "--as-of", "workers": "--workers"}


@contextmanager
def named(**options: str) -> Iterator[None]:
    """Errors named as the options they came with.

    Parameters
    ----------
    options : what an error calls itself -> the option; settings of a run are known.
    """
    try:
        yield
    except ParameterError as error:
        option = {**SETTINGS, **options}.get(error.where, error.where)
        raise ParameterError(option, error.found, error.allowed, error.mend, error.nearest) from error


def given(
    *, worlds: str | None, seed: str | None, as_of: str | None, hindcast: bool, workers: str | None
) -> dict[str, Any]:
    """Settings as they were given, and only those.

    Raises
    ------
    ParameterError : one is no whole number.
    """
    texts = {"worlds": worlds, "seed": seed, "workers": workers}
    numbers: dict[str, Any] = {
        name: whole(f"--{name}", text) for name, text in texts.items() if text is not None
    }
    if as_of is not None:
        numbers["as_of"] = as_of
    return {**numbers, "hindcast": hindcast}


def inquired(
    bench: "Workbench", asked: Mapping[str, Sequence[str]], settings: Mapping[str, Any]
) -> Inquiries:
    """Carry out inquiries.

    Parameters
    ----------
    asked : kind -> what it is asked of, each once or more.
    settings : as given; worlds that are only looked at are the case's own unless given.

    Raises
    ------
    ParameterError : something asked about is not there, or cannot be asked.
    """
    found: Inquiries = {}
    for kind, targets in asked.items():
        option = f"--{kind.replace('_', '-')}"
        for target in targets:
            with named(of=option, given=option), counted(kind.replace("_", " ").capitalize()) as progress:
                match kind:
                    case "sensitivity":
                        one: Any = bench.sensitivity(target, progress=progress, **settings)
                    case "key_assumptions":
                        one = _assumptions(bench, target, settings, found)
                    case "would_change":
                        one = bench.would_change(target, progress=progress, **settings)
                    case _:
                        one = _looked_at(bench, kind, target, settings)
            found.setdefault(kind, []).append(one)
    return found


def _assumptions(
    bench: "Workbench", target: str, settings: Mapping[str, Any], found: Inquiries
) -> dict[str, Any]:
    """Key assumptions, with the indices of an inquiry made just now where there is one."""
    made = next((one for one in found.get("sensitivity", ()) if one.of == target), None)
    indices = made or bench.sensitivity(target, **settings)
    return {"of": target, "label": indices.label, "assumptions": bench.key_assumptions(indices)}


def _looked_at(bench: "Workbench", kind: str, target: str, settings: Mapping[str, Any]) -> Any:
    """Something read off worlds, which are projected once for all of it."""
    asked = bench.settings(**settings)
    held = bench.latest_settings()
    if held != asked:
        bench.project(**settings)
    return bench.turning_points(target) if kind == "turning_points" else bench.look_back(target)


def told(found: Inquiries) -> dict[str, Any]:
    """Inquiries as data, every kind that was asked a list."""
    return {kind: [rounded(_plain(one)) for one in many] for kind, many in found.items()}


def rounded(value: Any) -> Any:
    """Numbers to six significant figures, whatever holds them."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, Mapping):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    return value


def _plain(one: Any) -> Any:
    if isinstance(one, dict):
        return {**one, "assumptions": [asdict(each) for each in one["assumptions"]]}
    return asdict(one)
