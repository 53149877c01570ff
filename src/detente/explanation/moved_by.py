"""Which change moved which answer: Shapley values over the cases between two versions, under the same draws.

The players are changes; a coalition is the case with these made. Each portion of the worlds plays an order of arrival of its
own and its reverse, so that all changes together cost little more than a run each, and every world's shares add up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from threading import Event, Lock

import numpy as np
from numpy.typing import NDArray

from detente.case.hybrid import Group, Hybrids
from detente.core.case import Case
from detente.core.errors import ParameterError
from detente.core.moved_by import ChangeGroup, ChangeShare, MovedBy, Movement
from detente.core.naming import act_name, input_name, issue_name, reading_name
from detente.core.plain import spoken
from detente.core.projection import Mode, Projection, Settings
from detente.explanation.outcomes import NONE, VALUE, YES, last_day, outcomes
from detente.explanation.shapley import all_coalitions, exact, from_orders, orders, prefixes
from detente.projection.compile import compile_case
from detente.projection.draws import stream
from detente.projection.run import compiled_engine, project_rows

Floats = NDArray[np.float64]
MOST_EXACT = 4
"""Players up to which every coalition is run."""
MOST = 10
"""Players; of more changes those that move least by themselves are taken as one."""
PORTION = 250
"""Worlds that play one order."""
SCREENED = 250
"""Worlds in which changes are looked at one by one where there are too many."""
BEYOND = 1.96
"""Standard errors beyond which an answer has moved."""
Progress = Callable[[int, int], None]
Told = dict[str, Floats]
"""Answer or level -> its value in every world."""


@dataclass(slots=True)
class _Between:
    """Runs portions of worlds of the cases between."""

    hybrids: Hybrids
    before: Settings
    after: Settings
    stop: Event | None
    wanted: frozenset[str] | None = None
    _lock: Lock = field(default_factory=Lock)

    def values(self, groups: Sequence[Group], worlds: range) -> Told:
        """What is asked, in some worlds of the case with some changes made."""
        case = self.hybrids.case(groups)
        dated = any("time" in group.paths for group in groups)
        settings = self.after if dated else self.before
        found: Told = {}
        for (day, mode), names in self._days(case, settings).items():
            run = self._run(case, replace(settings, as_of=day, mode=mode), names, worlds)
            for name in names:
                found |= {of: each for of, each in _read(case, name, run).items() if self._wants(of)}
        return found

    def _days(self, case: Case, settings: Settings) -> Mapping[tuple[date, Mode], list[str]]:
        """As-of date and mode -> questions and levels that are read off worlds made so; questions are always forecasts."""
        days: dict[tuple[date, Mode], list[str]] = {}
        for name, question in case.questions.items():
            if any(self._wants(of) for of in (name, *(f"{name}.{one}" for one in question.first_of or ()))):
                day = max(case.start, min(question.asked, settings.as_of))
                if last_day(question) <= case.until:
                    days.setdefault((day, "forecast"), []).append(name)
        levels = [f"{issue}.level" for issue in case.issues if self._wants(f"{issue}.level")]
        if levels:
            days.setdefault((settings.as_of, settings.mode), []).extend(levels)
        return days

    def _wants(self, of: str) -> bool:
        return self.wanted is None or of in self.wanted

    def _run(self, case: Case, settings: Settings, names: Sequence[str], worlds: range) -> Projection:
        asked = [case.questions[name] for name in names if name in case.questions]
        if len(asked) == len(names):
            horizon = max(case.start, *(last_day(question) for question in asked))
            case = case.model_copy(update={"until": min(case.until, horizon)})
        compiled = compile_case(case, as_of=settings.as_of, mode=settings.mode)
        return project_rows(compiled, settings.seed, worlds, compiled_engine(self.stop))


def moved_by(
    before: Case,
    after: Case,
    settings: Settings,
    after_settings: Settings,
    *,
    models: frozenset[str],
    progress: Progress | None = None,
    stop: Event | None = None,
) -> Movement:
    """What moved each answer between two versions of a case.

    Parameters
    ----------
    settings, after_settings : of either version; they differ in the as-of date alone.
    models : bargaining models a track may name.
    progress : called with runs of portions done and runs in all.

    Raises
    ------
    RunError : it was stopped.
    """
    hybrids = Hybrids(before, after, models)
    runs = _Between(hybrids, settings, after_settings, stop)
    portions = [
        range(first, min(first + PORTION, settings.worlds)) for first in range(0, settings.worlds, PORTION)
    ]
    groups = hybrids.groups
    with ThreadPoolExecutor(max_workers=max(1, settings.workers)) as pool:
        ends = tuple(_joined(list(pool.map(partial(runs.values, made), portions))) for made in ((), groups))
        alike = [name for name in ends[0] if name in ends[1]]
        moved = [name for name in alike if _has_moved(ends[0][name], ends[1][name])]
        missing = _not_compared(before, after, ends)
        if not moved or not groups:
            return Movement(settings.worlds, "exact", _told(hybrids, groups), (), tuple(alike), missing)
        runs.wanted = frozenset(moved)
        if len(groups) > MOST:
            groups = _fewest(hybrids, runs, groups, moved, settings)
        shares, errors, method, groups = _shared(
            hybrids, runs, groups, moved, portions, settings, pool.map, progress
        )
    labels = {one.id: one for one in _told(hybrids, groups)}
    answers = []
    for name in moved:
        if name not in shares:
            missing[name] = "some case between the two versions cannot be asked"
            continue
        gap = ends[1][name] - ends[0][name]
        rows = [
            ChangeShare(group.id, float(s), float(e))
            for group, s, e in zip(groups, shares[name], errors[name], strict=True)
        ]
        answers.append(
            MovedBy(
                name, *_label(before, after, name), float(ends[0][name].mean()), float(ends[1][name].mean()),
                float(gap.mean()), float(gap.std() / np.sqrt(len(gap))),
                tuple(sorted(rows, key=lambda row: (-abs(row.share), row.change))),
            )
        )  # fmt: skip
    return Movement(
        settings.worlds,
        method,
        tuple(labels.values()),
        tuple(
            sorted(answers, key=lambda one: -abs(one.moved) * (1.0 if one.of.endswith(".level") else 100.0))
        ),
        tuple(name for name in alike if name not in moved),
        missing,
    )


Mapped = Callable[..., Iterator[list[Told]]]


def _shared(
    hybrids: Hybrids,
    runs: _Between,
    groups: tuple[Group, ...],
    moved: Sequence[str],
    portions: Sequence[range],
    settings: Settings,
    mapped: Mapped,
    progress: Progress | None,
) -> tuple[dict[str, Floats], dict[str, Floats], str, tuple[Group, ...]]:
    """Shares and errors of every group; where a case between does not stand, all that is no number is made as one, then all."""
    structural = hybrids.structural(groups)
    one_by_one = (groups, *(
        hybrids.together(groups, ids, "some case between does not stand with one of them alone")
        for ids in (structural, [group.id for group in groups])
        if len(ids) > 1
    ))  # fmt: skip
    for tried in one_by_one[:-1]:
        try:
            return (*_played(runs, tried, moved, portions, settings, mapped, progress), tried)
        except (ParameterError, LookupError, ValueError):
            continue
    last = one_by_one[-1]
    return (*_played(runs, last, moved, portions, settings, mapped, progress), last)


def _played(
    runs: _Between,
    groups: tuple[Group, ...],
    moved: Sequence[str],
    portions: Sequence[range],
    settings: Settings,
    mapped: Mapped,
    progress: Progress | None,
) -> tuple[dict[str, Floats], dict[str, Floats], str]:
    many = len(groups)
    is_exact = many <= MOST_EXACT
    coalitions = (1 << many) if is_exact else 2 * many
    done = 0

    def play(part: range) -> list[Told]:
        nonlocal done
        masks = all_coalitions(many) if is_exact else _own_masks(many, part, settings.seed)
        found = []
        for mask in masks:
            found.append(runs.values([group for group, on in zip(groups, mask, strict=True) if on], part))
            done += 1
            if progress is not None:
                progress(done, coalitions * len(portions))
        return found

    by_part = list(mapped(play, portions))
    shares: dict[str, Floats] = {}
    errors: dict[str, Floats] = {}
    for name in moved:
        if not all(name in told for part in by_part for told in part):
            continue
        parts = [
            _shares_of(np.stack([told[name] for told in found]), many, part, settings.seed, is_exact)
            for found, part in zip(by_part, portions, strict=True)
        ]
        every = np.concatenate(parts, axis=1)
        means = np.stack([part.mean(axis=1) for part in parts])
        shares[name] = every.mean(axis=1)
        luck = every.var(axis=1) / every.shape[1]
        drawn = means.var(axis=0, ddof=1) / len(means) if len(means) > 1 and not is_exact else 0.0
        errors[name] = np.sqrt(np.maximum(luck, drawn))
    return shares, errors, "exact" if is_exact else "orders"


def _order(many: int, part: range, seed: int) -> NDArray[np.int64]:
    """An order of arrival and its reverse, (2, 1, players), of a portion of worlds."""
    return orders(many, 1, stream(seed, part.start, "orders/versions"))


def _own_masks(many: int, part: range, seed: int) -> list[NDArray[np.bool_]]:
    """Nobody, everybody, and who has arrived after each arrival, in the order and in its reverse."""
    forth, back = _order(many, part, seed)
    ends = [np.zeros(many, bool), np.ones(many, bool)]
    return [*ends, *(mask[0] for order in (forth, back) for mask in prefixes(order)[1:-1])]


def _shares_of(worths: Floats, many: int, part: range, seed: int, is_exact: bool) -> Floats:
    """(players, worlds) shares from (coalitions, worlds) values."""
    if is_exact:
        return exact(worths)
    gains = []
    for number, order in enumerate(_order(many, part, seed)):
        between = worths[2 + number * (many - 1) : 2 + (number + 1) * (many - 1)]
        path = np.concatenate([worths[:1], between, worths[1:2]])
        gains.append(from_orders(np.repeat(order, path.shape[1], axis=0), path))
    return np.asarray(np.mean(gains, axis=0))


def _fewest(
    hybrids: Hybrids, runs: _Between, groups: tuple[Group, ...], moved: Sequence[str], settings: Settings
) -> tuple[Group, ...]:
    """The changes that move most by themselves, first or last; the others as one."""
    part = range(min(SCREENED, settings.worlds))
    nothing, everything = runs.values((), part), runs.values(groups, part)
    size: dict[str, float] = {}
    for group in groups:
        others = [one for one in groups if one is not group]
        size[group.id] = 0.0
        for base, made in ((nothing, (group,)), (everything, others)):
            try:
                found = runs.values(made, part)
            except (ParameterError, LookupError, ValueError):
                size[group.id] = np.inf
                continue
            for name in moved:
                if name in found and name in base:
                    gap = abs(float((found[name] - base[name]).mean())) / max(float(base[name].std()), 1e-9)
                    size[group.id] = max(size[group.id], gap)
    least = sorted(groups, key=lambda group: size[group.id])[: len(groups) - MOST + 1]
    why = f"there are more than {MOST} changes, and these move least by themselves"
    return hybrids.together(groups, [group.id for group in least], why, "the rest")


def _read(case: Case, name: str, run: Projection) -> Told:
    if name not in case.questions:
        return {name: run.reading(name)[:, -1].astype(np.float64)}
    columns = outcomes(case, case.questions[name], run)
    return {
        name if column in (YES, VALUE) else f"{name}.{column}": values
        for column, values in columns.items()
        if column != NONE
    }


def _joined(parts: list[Told]) -> Told:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _has_moved(before: Floats, after: Floats) -> bool:
    gap = after - before
    return bool(abs(gap.mean()) > BEYOND * gap.std() / np.sqrt(len(gap)))


def _not_compared(before: Case, after: Case, ends: Sequence[Told]) -> dict[str, str]:
    found = {}
    for name in {**ends[0], **ends[1]}:
        if (name in ends[0]) != (name in ends[1]):
            side, case = ("before", after) if name in ends[0] else ("after", before)
            stem = name.partition(".")[0]
            lacks = stem not in case.questions and stem not in case.issues
            found[name] = f"only the version {side} {'holds' if lacks else 'can be asked'} it"
    return found


def _label(before: Case, after: Case, name: str) -> tuple[str, date]:
    case = after
    if name.endswith(".level") and name.removesuffix(".level") in case.issues:
        return reading_name(case, name), case.until
    stem, _, option = name.partition(".")
    question = case.questions[stem]
    return f"{question.asks} {option}".rstrip(), question.by


def _told(hybrids: Hybrids, groups: Sequence[Group]) -> tuple[ChangeGroup, ...]:
    """Groups with names for readers."""
    told = []
    for group in groups:
        if len(group.paths) == 1:
            label = change_name(hybrids, group.paths[0])
        elif group.id in ("structure", "the rest"):
            label = f"{len(group.paths)} changes together"
        else:
            label = f"{change_name(hybrids, group.paths[0])}, with {len(group.paths) - 1} more"
        told.append(ChangeGroup(group.id, label, group.paths, group.why))
    return tuple(told)


def change_name(hybrids: Hybrids, path: str) -> str:
    """A changed input or entry, for readers."""
    if path == "time":
        return "Time: the as-of date, start, horizon or step"
    if path == "words":
        return "What words stand for"
    section, _, rest = path.partition(".")
    case = hybrids.after if path in hybrids.entries(1) else hybrids.before
    if path not in hybrids.entries(0) and path not in hybrids.entries(1):
        return input_name(case, path)
    way = "" if path in hybrids.entries(0) and path in hybrids.entries(1) else (
        " (added)" if path in hybrids.entries(1) else " (removed)"
    )  # fmt: skip
    names = {"events": act_name, "hazards": act_name, "issues": issue_name}
    if section == "questions":
        return f"The question “{case.questions[rest].asks}”{way}"
    if section in names:
        return f"“{names[section](case, rest)}”{way}"
    return f"{section[:-1]} {spoken(rest)}{way}"
