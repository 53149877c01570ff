"""A table of stances settled as asked: every issue by every model, and what to beware of in the table itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.core.errors import ParameterError, nearest
from detente.core.plain import listed

if TYPE_CHECKING:
    from detente.core.bargaining_table import BargainingTable
    from detente.forecast.bargained import Asked, Bargained
    from detente.sources.stance_table import StanceTable

Progress = Callable[[int, int], None] | None
Watch = Callable[[str], AbstractContextManager[Progress]]
"""Name of what is being drawn -> where its progress is told."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Every model on every issue of a file, and what to beware of in the file itself."""

    results: "tuple[Bargained, ...]"
    warnings: tuple[str, ...]


def asked_for(
    models: Sequence[str],
    *,
    preset: str | None,
    rounds: int | None,
    options: Sequence[str],
    draws: int | None,
    seed: int | None,
    scale: tuple[float, float],
) -> "Asked":
    """What is to be done with a table, checked as far as that can be without it.

    Parameters
    ----------
    models : names; all where there is none.
    options : `OPTION=X` each.

    Raises
    ------
    ParameterError : there is no such model, preset or option, or a number lies outside its range.
    """
    from detente.forecast.bargained import ALL, Asked, wanted

    asked = Asked(
        models=tuple(models) or (ALL,),
        preset=preset,
        options=_options(options, at_least(rounds, "--rounds", 0)),
        draws=at_least(draws, "--draws", 1) or 1,
        seed=1 if seed is None else at_least(seed, "--seed", 0) or 0,
        scale=scale,
    )
    wanted(asked)
    return asked


@contextmanager
def _unwatched(_: str) -> Iterator[Progress]:
    yield None


def settle(
    found: "StanceTable", asked: "Asked", reversion: str | None = None, *, watch: Watch = _unwatched
) -> Settled:
    """Settle every issue of a table; issues that can be traded come last, at one table.

    Parameters
    ----------
    reversion : what stands without a deal: a number, or `ISSUE=NUMBER` with commas between.
    watch : told of progress, issue by issue.

    Raises
    ------
    ParameterError : the reversion names no issue or lies off the scale, or a table is too large for what is asked.
    """
    from detente.forecast.bargained import TRADES, bargained, cautions, wanted

    warnings = _of_file(found, asked)
    results: list[Bargained] = []
    joint = _joint(found)
    if joint is None and len(found.tables) > 1 and TRADES.intersection(wanted(asked)):
        warnings.append(
            "Issues are traded at one table only if the same actors, with the same capability, speak on each of them."
        )
    for issue, one in zip(found.issues, found.tables, strict=True):
        held = replace(one, reversion=standing(reversion, found, one, asked.scale))
        on = f"{issue}: " if issue else ""
        warnings += [f"{on}{caution}" for caution in cautions(held)]
        with watch(f"Draws {issue}".strip()) as progress:
            chosen = _without_trades(asked) if joint else asked
            told, left_out = bargained(held, chosen, issue=issue, progress=progress)
        results += told
        warnings += [f"{on}{one}" for one in left_out]
    if joint is not None:
        results += _trades(replace(joint, reversion=standing(reversion, found, joint, asked.scale)), asked)
    return Settled(tuple(results), tuple(dict.fromkeys(warnings)))


def settled_json(given: Settled) -> dict[str, Any]:
    """The result as plain values, as `detente bargain --json` prints them."""
    from detente.report.bargaining import bargained_json

    return {"models": [bargained_json(one) for one in given.results], "warnings": list(given.warnings)}


def standing(
    text: str | None, found: "StanceTable", one: "BargainingTable", scale: tuple[float, float]
) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """What stands without a deal on each dimension of a table, or None where nothing was said of it.

    Raises
    ------
    ParameterError : the text names no issue of the file, or a number off the scale.
    """
    if text is None:
        return None
    low, high = scale
    known = tuple(dict.fromkeys(name for each in found.tables for name in each.dimensions))
    stands: dict[str, float] = {}
    for part in text.split(","):
        name, is_, value = part.rpartition("=")
        name = name.strip()
        if is_ and name not in known:
            raise ParameterError(
                "--reversion", repr(name), listed(list(known), "or"), nearest=nearest(name, known)
            )
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            allowed = f"a number in [{low:g}, {high:g}], or ISSUE=NUMBER with commas between"
            raise ParameterError("--reversion", repr(part.strip()), allowed)
        stands.update(dict.fromkeys((name,) if is_ else known, number))
    if not any(name in stands for name in one.dimensions):
        return None
    return np.array([stands.get(name, -np.inf) for name in one.dimensions])


def _of_file(found: "StanceTable", asked: "Asked") -> list[str]:
    told = []
    if found.unread:
        told.append(f"Columns not read: {listed(list(found.unread))}.")
    if asked.draws == 1 and any(one.has_spreads for one in found.tables):
        told.append("The table has spreads; the stated values stand for them. Add --draws 2000 to draw them.")
    if asked.draws > 1 and not any(one.has_spreads for one in found.tables):
        told.append("The table has no spreads: every draw is the table as stated.")
    return told


def _joint(found: "StanceTable") -> "BargainingTable | None":
    """All issues at one table, where every actor speaks on every issue; None where a file has one, or they differ."""
    from detente.core.bargaining_table import BargainingTable

    tables = found.tables
    same = all(set(one.actors) == set(tables[0].actors) for one in tables)
    if len(tables) < 2 or not same:
        return None
    first = tables[0]
    place = [[one.actors.index(actor) for actor in first.actors] for one in tables]
    strengths = [one.capability[rows] for one, rows in zip(tables, place, strict=True)]
    if any((part != strengths[0]).any() for part in strengths):
        return None

    def columns(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        parts = [getattr(one, name)[rows, 0] for one, rows in zip(tables, place, strict=True)]
        return np.stack(parts, axis=1)

    spreads = {}
    for kind in ("position", "salience"):
        for end in ("low", "high"):
            if getattr(first, f"{kind}_{end}") is not None:
                spreads[f"{kind}_{end}"] = columns(f"{kind}_{end}")
    return BargainingTable(
        first.actors, found.issues, strengths[0], columns("position"), columns("salience"),
        capability_low=first.capability_low, capability_high=first.capability_high, **spreads,
    )  # fmt: skip


def _without_trades(asked: "Asked") -> "Asked":
    """The models asked for, save those that trade issues: these are played once, over all issues."""
    from detente.forecast.bargained import BESIDE, TRADES, wanted

    names = tuple(name for name in wanted(asked) if name not in TRADES)
    return replace(asked, models=names or (BESIDE,))


def _trades(joint: "BargainingTable", asked: "Asked") -> "list[Bargained]":
    from detente.forecast.bargained import TRADES, bargained, wanted

    names = tuple(name for name in wanted(asked) if name in TRADES)
    if not names:
        return []
    told, _ = bargained(joint, replace(asked, models=names))
    return [one for one in told if one.model.name in TRADES]


def at_least(number: int | None, option: str, least: int) -> int | None:
    """A number that lies not below the least, or None where there is none.

    Raises
    ------
    ParameterError : it lies below.
    """
    if number is not None and number < least:
        raise ParameterError(option, str(number), f"a whole number from {least} on")
    return number


def _options(texts: Sequence[str], rounds: int | None) -> Mapping[str, str | float]:
    """Options of models as given: words stay words, numbers become numbers."""
    options: dict[str, str | float] = {}
    for text in texts:
        name, is_, value = (part.strip() for part in text.partition("="))
        if not is_ or not name or not value:
            raise ParameterError("--set", repr(text), "OPTION=X", "write the option, =, and its value")
        try:
            options[name] = float(value)
        except ValueError:
            options[name] = value
    if rounds is not None:
        options["rounds"] = float(rounds)
    return options


def table_csv(table: "BargainingTable") -> str:
    """A table of one issue as the CSV text that `detente bargain` reads; spreads only where there are any."""
    from detente.charts.base import Table
    from detente.workspace import csv_text

    columns: dict[str, Sequence[Any]] = {"actor": table.actors}
    for kind in ("capability", "position", "salience"):
        columns[kind] = _cells(getattr(table, kind))
        low, high = getattr(table, f"{kind}_low"), getattr(table, f"{kind}_high")
        if low is not None and high is not None and (high > low).any():
            columns |= {f"{kind}_low": _cells(low), f"{kind}_high": _cells(high)}
    return csv_text(Table(tuple(columns), tuple(zip(*columns.values(), strict=True))))


def _cells(numbers: np.ndarray[Any, np.dtype[np.float64]]) -> list[str]:
    return [f"{number:.6g}" for number in numbers.reshape(len(numbers), -1)[:, 0].tolist()]
