"""What would change our minds: observables of the coming weeks, and the answers if they are seen or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.explanation import Signpost
from detente.core.naming import issue_name, pressure_name, track_name
from detente.core.plain import spoken
from detente.core.projection import BROKEN, OPEN, SETTLED, Projection
from detente.core.question import Question
from detente.explanation.outcomes import YES, atoms, can_be_asked, outcomes, rules_of
from detente.explanation.rivals import Weighed

Mask = NDArray[np.bool_]
WEEKS = 8
FEWEST = 100
"""Worlds with and without an observable below which nothing is said of it."""
SURE = 3.0
"""Standard errors by which the answer must differ."""
ALIKE = 0.9
"""Overlap from which two observables are one."""
STEP = 10.0
"""Points by which a pressure's movement would be noticed."""
LEAST = 0.05
"""Points by which what an account carries must vary between worlds."""
FIFTH = 0.2
"""Share of the worlds in which an account counts as carrying most."""
MOST = 8
QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Observable:
    """Something that may be seen in the coming weeks.

    Attributes
    ----------
    subject : what it is about, such as a hazard's id; a question about the same thing needs no signpost, and
        only the most telling observable of a subject is one.
    seen : (worlds,) whether it is seen.
    """

    id: str
    text: str
    subject: str
    seen: Mask


def signposts(
    case: Case, projection: Projection, weighed: Weighed | None = None, *, most: int = MOST
) -> tuple[Signpost, ...]:
    """The observables of the next eight weeks that tell most about the case's first questions.

    Parameters
    ----------
    projection : worlds of a forecast.
    weighed : what rival accounts carry in the first of these worlds, as their hindcast has it; with it each
        signpost tells which accounts it separates.
    most : signposts at the most.

    Returns
    -------
    the most telling first, by mutual information of the observable and its answer; none where worlds run
    thin.
    """
    asked = _asked(case, projection)
    now = projection.step_at(min(projection.as_of, projection.dates[-1]))
    last = projection.step_at(min(projection.as_of + timedelta(weeks=WEEKS), projection.dates[-1]))
    if last <= now or not asked:
        return ()
    found: list[tuple[float, Signpost, Observable]] = []
    for observable in observables(case, projection, now, last):
        if min(observable.seen.sum(), (~observable.seen).sum()) < FEWEST:
            continue
        for name, answer in asked.items():
            if observable.subject not in settled_by(case, case.questions[name]):
                sign = _signpost(observable, projection.dates[last], name, answer)
                if sign is not None:
                    found.append((information(observable.seen, answer), sign, observable))
    kept: list[tuple[Signpost, Observable]] = []
    for _, sign, observable in sorted(found, key=lambda row: (-row[0], row[1].id)):
        if len(kept) < most and not any(is_same(observable, other) for _, other in kept):
            kept.append((sign, observable))
    if weighed is None:
        return tuple(sign for sign, _ in kept)
    return tuple(replace(sign, separates=separates(observable.seen, weighed)) for sign, observable in kept)


def observables(
    case: Case, projection: Projection, now: int, last: int, *, pressures: bool = True
) -> Iterator[Observable]:
    """What may be seen between two states: acts, turns of tracks, levels, open events, and movements of pressures."""
    names = projection.names
    for n, name in enumerate(names.hazards):
        fired = projection.fires[:, now + 1 : last + 1, n].sum(axis=1) > 0
        yield Observable(f"{name}.fires", case.hazards[name].says or spoken(name), name, fired)
    for n, name in enumerate(names.tracks):
        before, after = projection.statuses[:, now, n], projection.statuses[:, now + 1 : last + 1, n]
        for status, verb in ((OPEN, "open"), (SETTLED, "reach a deal"), (BROKEN, "lose their deal")):
            turned = (before != status) & (after == status).any(axis=1)
            yield Observable(f"{name}.{verb.split()[0]}", f"{track_name(case, name)}: {verb}", name, turned)
    paths = projection.levels[:, now + 1 : last + 1]
    tops, bottoms = paths.max(axis=1), paths.min(axis=1)
    for n, name in enumerate(names.issues):
        yield from _crossings(case, name, projection.levels[:, now, n], tops[:, n], bottoms[:, n])
    if pressures:
        ahead, held = projection.pressures[:, now + 1 : last + 1], projection.pressures[:, now]
        rises, falls = ahead.max(axis=1) - held, held - ahead.min(axis=1)
    for n, name in enumerate(names.pressures if pressures else ()):
        up, down = rises[:, n] >= STEP, falls[:, n] >= STEP
        yield Observable(f"{name}.up", f"{pressure_name(case, name)} up by {STEP:g} or more", name, up)
        yield Observable(f"{name}.down", f"{pressure_name(case, name)} down by {STEP:g} or more", name, down)
    for n, name in enumerate(names.occurrences):
        when = projection.happened[:, n]
        yield Observable(name, _told(case, name), name, (when > now) & (when <= last))


def separates(seen: Mask, weighed: Weighed) -> dict[str, float]:
    """Accounts under which an observable is seen more often or less often than otherwise.

    Parameters
    ----------
    seen : (worlds,) whether it is seen; the first worlds are those of `weighed`.

    Returns
    -------
    account -> P(seen) in the fifth of the worlds in which it carries most of the change, where this differs
    from the other worlds by more than three standard errors; an account that carries the same in every world
    is left out.

    Notes
    -----
    Worlds of the hindcast and of the forecast share their draws, so that what an account carries of the past
    change is known of every world whose future is looked at. What differs between these worlds is how strong
    effects are and how events fell; the accounts are therefore told apart by their weight, and no world is
    one in which an account is simply false. Among forty pairs of a sign and an account one in ten runs shows
    a pair by chance.
    """
    found: dict[str, float] = {}
    toward = 1.0 if weighed.change.mean() >= 0 else -1.0
    for account, carried in weighed.removed.items():
        removed = carried[: len(seen)]
        if removed.std() < LEAST:
            continue
        those = np.zeros(len(removed), bool)
        those[np.argsort(-toward * removed, kind="stable")[: int(FIFTH * len(removed))]] = True
        under, otherwise = seen[: len(removed)][those], seen[: len(removed)][~those]
        if len(under) < FEWEST:
            continue
        # The spread of all worlds together: that of a fifth in which a rare sign is never seen would be none.
        error = seen[: len(removed)].std() * np.sqrt(1 / len(under) + 1 / len(otherwise))
        if abs(under.mean() - otherwise.mean()) > SURE * error:
            found[account] = float(under.mean())
    return found


def information(seen: Mask, answer: NDArray[np.float64]) -> float:
    """Mutual information of an observable and an answer, in bits.

    Parameters
    ----------
    seen : (worlds,).
    answer : (worlds,) 0 or 1.
    """
    share = seen.mean()
    given = share * _entropy(answer[seen].mean()) + (1.0 - share) * _entropy(answer[~seen].mean())
    return float(_entropy(answer.mean()) - given)


def _crossings(
    case: Case,
    name: str,
    start: NDArray[np.floating],
    top: NDArray[np.floating],
    bottom: NDArray[np.floating],
) -> Iterator[Observable]:
    for level, landmark in sorted(case.issues[name].landmarks.items()):
        label = f"{issue_name(case, name)}: {{}} “{spoken(landmark)}”"
        up = np.asarray((start < level) & (top >= level))
        down = np.asarray((start > level) & (bottom <= level))
        yield Observable(f"{name}.up.{landmark}", label.format("up to"), name, up)
        yield Observable(f"{name}.down.{landmark}", label.format("down to"), name, down)


def _asked(case: Case, projection: Projection) -> Mapping[str, NDArray[np.float64]]:
    """Yes or no of the first questions that these worlds can be asked: the focus's, then the case's."""
    ordered = dict.fromkeys([*case.focus.questions, *case.questions])
    able = [
        name
        for name in ordered
        if case.questions[name].yes_if is not None and can_be_asked(case.questions[name], projection)
    ]
    chosen = [name for name in able if name in case.focus.questions] or able
    return {name: outcomes(case, case.questions[name], projection)[YES] for name in chosen[:QUESTIONS]}


def _signpost(
    observable: Observable, by: date, question: str, answer: NDArray[np.float64]
) -> Signpost | None:
    """The signpost, unless its two answers are too near to tell apart, or seeing it settles the matter."""
    seen = observable.seen
    with_it, without = answer[seen], answer[~seen]
    if_seen, if_not = float(with_it.mean()), float(without.mean())
    error = np.sqrt(with_it.var() / len(with_it) + without.var() / len(without))
    if if_seen in (0.0, 1.0) or abs(if_seen - if_not) <= SURE * error:
        return None
    return Signpost(
        id=observable.id,
        text=observable.text,
        by=by,
        seen=float(seen.mean()),
        question=question,
        now=float(answer.mean()),
        if_seen=if_seen,
        if_not=if_not,
        worlds_seen=int(min(seen.sum(), (~seen).sum())),
        separates={},
    )


def settled_by(case: Case, question: Question) -> set[str]:
    """What settles a question outright and so is no signpost for it: its subjects, and what acts on them."""
    found: set[str] = set()
    for atom in (atom for rule in rules_of(question) for atom in atoms(rule)):
        name = str(getattr(atom, str(atom.subject)))
        found |= {name, name.partition(".")[0]}
        if name in case.tracks:
            found |= set(case.tracks[name].over)
    acting = [(event.id, event) for event in case.events] + list(case.hazards.items())
    for name, does in acting:
        touched = {*does.opens, *does.closes, *does.breaks, *does.settles, *does.counts_as}
        found |= {name} if touched & found else set()
    for name, does in acting:
        found |= {*does.shocks, *does.presses} if name in found else set()
    return found


def is_same(one: Observable, other: Observable) -> bool:
    """Whether two observables are about one thing, or seen in nearly the same worlds."""
    both, either = (one.seen & other.seen).sum(), (one.seen | other.seen).sum()
    return one.subject == other.subject or both >= ALIKE * either


def _told(case: Case, occurrence: str) -> str:
    stem, _, branch = occurrence.partition(".")
    event = next(event for event in case.events if event.id == stem)
    told = event.says or spoken(stem)
    return f"{told}: {event.branches[branch].says or spoken(branch)}" if branch else told


def _entropy(share: float) -> float:
    if not 0.0 < share < 1.0:
        return 0.0
    return float(-share * np.log2(share) - (1.0 - share) * np.log2(1.0 - share))
