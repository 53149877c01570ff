"""Rival accounts of a change, each tested by taking away the events it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.explanation import Rival
from detente.core.focus import Account, Target
from detente.explanation.attribution import state_at
from detente.explanation.bench import Bench, Variant
from detente.projection.compile.events import reading_of
from detente.projection.plan import everything_on

Floats = NDArray[np.float64]
RANGE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the accounts of a case carry of a change, world by world.

    Attributes
    ----------
    change : (worlds,) points of the target.
    removed : account -> (worlds,) points that go with the events it rests on.
    """

    change: Floats
    removed: Mapping[str, Floats]


def weigh(case: Case, bench: Bench, target: Target) -> Weighed | None:
    """Run the worlds with and without what each account rests on; None for a case without accounts.

    Parameters
    ----------
    bench : worlds of a hindcast that reach over the target's window.
    """
    if not case.accounts:
        return None
    first, last = state_at(bench.case, target.from_), state_at(bench.case, target.to)
    z, _ = reading_of(case, bench.compiled.index, target.of)
    variants = [bench.plain(), *(without(bench, account.drops) for account in case.accounts.values())]
    found = bench.probe(lambda _: variants, (first, last), (z,))[..., 0]
    changes = found[:, :, 1] - found[:, :, 0]
    removed = {name: changes[0] - changes[n + 1] for n, name in enumerate(case.accounts)}
    return Weighed(changes[0], removed)


def rivals(case: Case, target: Target, weighed: Weighed | None) -> tuple[Rival, ...]:
    """What each account of a case is worth: the points of a change that go with the events it rests on.

    Returns
    -------
    accounts, the one that carries most first. Points of several accounts need not add up to the change: what
    two causes do together goes with either.
    """
    if weighed is None:
        return ()
    rows = [
        _rival(name, account, target, weighed.change, weighed.removed[name])
        for name, account in case.accounts.items()
    ]
    return tuple(sorted(rows, key=lambda rival: (-abs(rival.removed), rival.id)))


def without(bench: Bench, names: Sequence[str]) -> Variant:
    """The worlds in which some events or hazards never come, nor what follows them."""
    switches = everything_on(bench.plan)
    index = bench.compiled.index
    kept = switches.occurrences.copy()
    for n, occurrence in enumerate((*index.occurrences, *index.hazards)):
        if occurrence in names or (n < len(index.occurrences) and occurrence.partition(".")[0] in names):
            kept[:, n] = 0
    return Variant(switches._replace(from_step=0, occurrences=kept))


def _rival(name: str, account: Account, target: Target, change: Floats, removed: Floats) -> Rival:
    low, high = (float(end) for end in np.quantile(removed, RANGE))
    return Rival(
        id=name,
        says=account.says,
        leading=account.leading,
        dropped=account.drops,
        target=target.of,
        change=float(change.mean()),
        removed=float(removed.mean()),
        low=low,
        high=high,
        se=float(removed.std() / np.sqrt(len(removed))),
        supporting=account.evidence,
        against=account.against,
    )
