"""One shard of a sweep: some points of the design, each the case edited and projected. It is all that an engine carries about.

A task holds the text of the case and of the file that says what varies, not places on a disk: a worker needs neither the
folder nor a file system it shares with anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from threading import Event, Lock
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.case import apply_edits, touches_past
from detente.case.vary import Axis, edits_at, read_vary
from detente.core.case import Case
from detente.core.errors import DetenteError, ParameterError, RunError
from detente.core.projection import Mode, Settings
from detente.core.vary import Vary
from detente.explanation.observed import Observed, observed
from detente.models.bargaining import model_names
from detente.projection import project
from detente.sweeps.design import values_at
from detente.workspace import CaseFolder, versions

Floats = NDArray[np.float64]
Noise = Literal["same", "own"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every point of a sweep is made from.

    Attributes
    ----------
    files : (name, content) of the case's files.
    vary : content of the file that says what varies, and its name.
    noise : whether all points share their draws, or each has its own.
    versions : of the code and the libraries; a worker with others is refused.
    """

    case: str
    files: tuple[tuple[str, bytes], ...]
    vary: tuple[str, bytes]
    worlds: int
    seed: int
    as_of: date
    mode: Mode
    noise: Noise
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """Some points of a design.

    Attributes
    ----------
    first : the first point's number.
    unit : (rows, axes) their places.
    """

    asked: Asked
    number: int
    first: int
    unit: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What became of a shard.

    Attributes
    ----------
    means, errors : (rows, outcomes) mean over worlds with its Monte Carlo error; nan where the point failed.
    failed : what went wrong at each point; None where nothing did.
    """

    number: int
    means: Floats
    errors: Floats
    failed: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A sweep as read: the case, what varies, what is kept."""

    case: Case
    vary: Vary
    axes: tuple[Axis, ...]
    kept: tuple[Observed, ...]
    settings: Settings


_opening = Lock()


def opened(asked: Asked) -> Opened:
    """What a sweep's files say; read once in a process."""
    with _opening:
        return _opened(asked)


@lru_cache(maxsize=2)
def _opened(asked: Asked) -> Opened:
    case = CaseFolder(asked.case, dict(asked.files)).read().case
    vary, axes = read_vary(*asked.vary, case, frozenset(model_names()))
    settings = Settings(asked.worlds, asked.seed, asked.as_of, asked.mode)
    kept = kept_of(case, vary, settings)
    horizon = min(case.until, max(case.start, *(one.until for one in kept)))
    return Opened(case.model_copy(update={"until": horizon}), vary, axes, kept, settings)


def settle(shard: Shard, stop: Event | None = None) -> Rows:
    """Run every point of a shard; one that fails is told and does no harm to the others.

    Raises
    ------
    RunError : it was stopped, or this process has other code than the one that asked.
    MemoryError, OSError : this machine refuses.
    """
    if shard.asked.versions != told_versions():
        other = [name for name, told in shard.asked.versions if versions().get(name) != told]
        found = f"a worker with another {', '.join(other)} than here"
        raise RunError("worker", found, "the same versions everywhere", "install the same release on all")
    sweep = opened(shard.asked)
    shape = (len(shard.unit), len(sweep.kept))
    means, errors = np.full(shape, np.nan), np.full(shape, np.nan)
    failed: list[str | None] = []
    for row, unit in enumerate(shard.unit):
        try:
            means[row], errors[row] = _point(sweep, shard.asked.noise, shard.first + row, unit, stop)
            failed.append(None)
        except (MemoryError, OSError):
            raise  # of this machine, not of the point
        except Exception as error:
            if stop is not None and stop.is_set():
                raise
            failed.append(_said(error))
    return Rows(shard.number, means, errors, tuple(failed))


def _point(
    sweep: Opened, noise: Noise, point: int, unit: Floats, stop: Event | None
) -> tuple[Floats, Floats]:
    """Means of what is kept at one point, and their errors."""
    values = values_at(sweep.axes, unit)
    edits = tuple(
        edit for axis, value in zip(sweep.axes, values, strict=True) for edit in edits_at(axis.factor, value)
    )
    settings = sweep.settings
    if noise == "own":
        settings = replace(settings, seed=own_seed(settings.seed, point))
    projection = project(apply_edits(sweep.case, edits), settings, stop=stop)
    read = np.stack([one.read(sweep.case, projection) for one in sweep.kept])
    return read.mean(axis=1), read.std(axis=1) / np.sqrt(settings.worlds)


def own_seed(seed: int, point: int) -> int:
    """Seed of one point where each has noise of its own."""
    digest = blake2b(f"{seed}/point/{point}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def kept_of(case: Case, vary: Vary, settings: Settings) -> tuple[Observed, ...]:
    """What is read off every point, in the order of the file.

    Raises
    ------
    ParameterError : the case holds no such thing, or worlds known as of the date cannot answer it.
    """
    found: dict[str, Observed] = {}
    for text in vary.keep:
        if text == "questions":
            for name, question in case.questions.items():
                for of in [f"{name}.{one}" for one in question.first_of] if question.first_of else [name]:
                    try:
                        found.setdefault(of, observed(case, settings, of))
                    except ParameterError:
                        continue  # asked before the as-of date, or looks beyond the horizon
            continue
        of, _, day = text.partition("@")
        found.setdefault(text, _read_at(case, settings, of, day))
    if not found:
        allowed = f"something that worlds as of {settings.as_of} can tell"
        raise ParameterError("keep", "nothing that is left", allowed, "name a level, or move --as-of back")
    return tuple(found.values())


def _read_at(case: Case, settings: Settings, of: str, day: str) -> Observed:
    try:
        return observed(case, settings, of, at=date.fromisoformat(day) if day else None)
    except ValueError:
        raise ParameterError("keep", repr(day), "a date such as 2025-03-31", "write year-month-day") from None
    except ParameterError as error:
        raise ParameterError("keep", error.found, error.allowed, error.mend, error.nearest) from error


def outcome_names(kept: tuple[Observed, ...]) -> tuple[str, ...]:
    """Names of columns: the question's, or the reading with its date."""
    return tuple(one.of if one.question is not None else f"{one.of}@{one.at}" for one in kept)


def told_versions() -> tuple[tuple[str, str], ...]:
    """Versions that can show in a number, as a task carries them."""
    return tuple(sorted(versions().items()))


def mode_of(case: Case, axes: tuple[Axis, ...], mode: Mode) -> Mode:
    """A hindcast if anything that varies has happened already: what followed from it must be released at every point."""
    edits = [
        edit
        for axis in axes
        for value in axis.choices or (axis.low,)
        for edit in edits_at(axis.factor, value)
    ]
    return "hindcast" if any(touches_past(case, edit) for edit in edits) else mode


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    return text if isinstance(error, DetenteError) else f"{type(error).__name__}: {text}"


Work = Callable[[Shard], Rows]
"""What an engine has done for every shard."""
