"""`detente bargain` carried out: what was asked for, every issue settled, and the results as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.cli._options import whole
from detente.cli._progress import announce_compiling, counted
from detente.cli._tables import say, table
from detente.core.errors import ParameterError, nearest
from detente.core.plain import listed, percent

if TYPE_CHECKING:
    from detente.core.bargaining_table import BargainingTable
    from detente.forecast.bargained import Asked, Bargained
    from detente.sources.stance_table import StanceTable

MOST_ISSUES_SHOWN, MOST_MOVES_SHOWN = 12, 24


@dataclass(frozen=True, slots=True)
class Settled:
    """Every model on every issue of a file, and what to beware of in the file itself."""

    results: "tuple[Bargained, ...]"
    warnings: tuple[str, ...]


def settled(
    path: str,
    models: tuple[str, ...],
    *,
    preset: str | None,
    rounds: str | None,
    options: tuple[str, ...],
    reversion: str | None,
    draws: str | None,
    seed: str | None,
    scale: str | None,
) -> Settled:
    """Read a table and settle it as asked.

    Raises
    ------
    ParameterError, WorkspaceError, CaseError : an option, the file, or what stands in it is at fault.
    """
    from detente.forecast.bargained import ALL, TRADES, Asked, bargained, cautions, wanted
    from detente.sources.stance_table import parse_scale, read_stances

    ends = parse_scale(scale)
    asked = Asked(
        models=models or (ALL,),
        preset=preset,
        options=_options(options, _at_least(whole("--rounds", rounds), "--rounds", 0)),
        draws=_at_least(whole("--draws", draws), "--draws", 1) or 1,
        seed=_seed(whole("--seed", seed)),
        scale=ends,
    )
    wanted(asked)
    announce_compiling()
    found = read_stances(Path(path), ends)
    warnings = _of_file(found, asked)
    results: list[Bargained] = []
    joint = _joint(found)
    if joint is None and len(found.tables) > 1 and TRADES.intersection(wanted(asked)):
        warnings.append(
            "Issues are traded at one table only if the same actors, with the same capability, speak on each of them."
        )
    for issue, one in zip(found.issues, found.tables, strict=True):
        held = replace(one, reversion=_reversion(reversion, found, one, ends))
        on = f"{issue}: " if issue else ""
        warnings += [f"{on}{caution}" for caution in cautions(held)]
        with counted(f"Draws {issue}".strip()) as progress:
            chosen = _without_trades(asked) if joint else asked
            told, left_out = bargained(held, chosen, issue=issue, progress=progress)
        results += told
        warnings += [f"{on}{one}" for one in left_out]
    if joint is not None:
        results += _trades(replace(joint, reversion=_reversion(reversion, found, joint, ends)), asked)
    return Settled(tuple(results), tuple(dict.fromkeys(warnings)))


def settled_json(given: Settled) -> dict[str, Any]:
    """The object that `--json` prints."""
    from detente.report.bargaining import bargained_json

    return {"models": [bargained_json(one) for one in given.results], "warnings": list(given.warnings)}


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


def _at_least(number: int | None, option: str, least: int) -> int | None:
    if number is not None and number < least:
        raise ParameterError(option, str(number), f"a whole number from {least} on")
    return number


def _seed(number: int | None) -> int:
    return 1 if number is None else _at_least(number, "--seed", 0) or 0


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


def _reversion(
    text: str | None, found: "StanceTable", one: "BargainingTable", scale: tuple[float, float]
) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """What stands without a deal on each dimension, or None where nothing was said of it."""
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


def show_settled(given: Settled) -> None:
    """Results for people: outcomes beside one another, the calibrated range, who moved whom, and warnings."""
    results = given.results
    issues = tuple(dict.fromkeys(one.issue for one in results))
    for issue in issues[:MOST_ISSUES_SHOWN]:
        _show_issue(issue, [one for one in results if one.issue == issue], results)
    if len(issues) > MOST_ISSUES_SHOWN:
        say(f"{len(issues) - MOST_ISSUES_SHOWN} more issues: see --json.\n")
    for warning in given.warnings:
        say(f"Warning: {warning}")


def _show_issue(issue: str, results: "Sequence[Bargained]", given: "Sequence[Bargained]") -> None:
    dimensions = results[0].settlement.dimensions
    heads = ("Outcome",) if len(dimensions) == 1 else dimensions
    drawn = any(one.spreads for one in results)
    traded = not issue and any(one.issue for one in given)
    title = (
        "All issues at one table" if traded else f"Where it settles: {issue}" if issue else "Where it settles"
    )
    table(
        title,
        ("Model", *heads, *(("5-95 %",) if drawn else ())),
        (
            (
                one.model.title,
                *(_points(value) for value in one.settlement.outcome),
                *((_range(one),) if drawn else ()),
            )
            for one in results
        ),
        right=tuple(range(1, len(heads) + 1)),
    )
    for one in results:
        for dimension, spread in one.spreads.items():
            if spread.window is None:
                continue
            window, on = spread.window, f" of {dimension}" if len(dimensions) > 1 else ""
            chances = ", ".join(f"{each.event} {percent(each.probability)}" for each in spread.chances)
            say(
                f"Most likely window{on}: {_points(window.low)} to {_points(window.high)} "
                f"({percent(window.probability)}). Chances: {chances}."
            )
    for one in results:
        _show_reasons(one)
    say()


def _show_reasons(one: "Bargained") -> None:
    """Why it comes out so: in the model's own words, or by its moves; when not to trust it, and warnings."""
    from detente.report.bargaining import moves

    reasons = one.settlement.why or moves(one.settlement)
    say(f"\n{one.model.title}: {one.settlement.model}")
    for sentence in reasons[:MOST_MOVES_SHOWN]:
        say(f"  {sentence}")
    if len(reasons) > MOST_MOVES_SHOWN:
        say(f"  {len(reasons) - MOST_MOVES_SHOWN} more reasons: see --json.")
    say(f"  Beware: {one.model.misleads}")
    for warning in one.warnings:
        say(f"  Warning: {warning}")


def _range(one: "Bargained") -> str:
    ranges = [(spread.quantiles[0.05], spread.quantiles[0.95]) for spread in one.spreads.values()]
    return "; ".join(f"{_points(low)} to {_points(high)}" for low, high in ranges)


def _points(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
