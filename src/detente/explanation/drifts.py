"""What moves by itself: levels and pressures without events and noise, and what would still each."""

from typing import Any

from detente.core.audit import Drift
from detente.core.case import Case
from detente.core.plain import points
from detente.explanation.trade_offs import deciders
from detente.projection.compile import Compiled, compile_case
from detente.projection.run import Engine, central_path

WEEKS = 8
MOVED = 1.0
"""Points within eight weeks that count as standing still."""


def drifts(case: Case, *, engine: Engine | None = None) -> tuple[Drift, ...]:
    """Levels and pressures that move by more than a point within eight weeks though nothing happens.

    Returns
    -------
    the largest first. A case at rest stands still; what does not was stated in numbers that do not agree with
    each other.
    """
    compiled = compile_case(case, as_of=case.as_of, mode="hindcast")
    path = central_path(compiled, events=False, engine=engine)
    last = min(compiled.plan.sizes.steps, max(1, round(WEEKS * 7 / case.step_days)))
    weeks = round(last * case.step_days / 7)
    found = []
    for n, issue in enumerate(compiled.index.issues):
        start, after = float(path.levels[0, 0, n]), float(path.levels[0, last, n])
        if abs(after - start) > MOVED:
            mend = _mend_level(case, compiled, issue, float(path.levels[0, -1, n]), path)
            found.append(Drift(f"{issue}.level", start, after, weeks, mend))
    for n, pressure in enumerate(compiled.index.pressures):
        start, after = float(path.pressures[0, 0, n]), float(path.pressures[0, last, n])
        if abs(after - start) > MOVED:
            rest = float(path.pressures[0, -1, n])
            mend = f"write pressures.{pressure}.now: {rest:.0f}, where it comes to rest, or move its rest"
            found.append(Drift(pressure, start, after, weeks, mend))
    return tuple(sorted(found, key=lambda drift: (-abs(drift.after - drift.start), drift.of)))


def _mend_level(case: Case, compiled: Compiled, issue: str, rest: float, path: Any) -> str:
    """The shift that stills a level: the level to the line of whoever owns it, or the lines to the level."""
    start = float(path.levels[0, 0, compiled.index.issues.index(issue)])
    owner = case.issues[issue].owner
    pair = (owner or "", issue)
    if pair not in compiled.index.mandates:
        return f"write issues.{issue}.now: {rest:.0f}, where it comes to rest"
    mandate = float(path.mandates[0, 0, compiled.index.mandates.index(pair)])
    gap = start - mandate
    way = "up" if gap > 0 else "down"
    who = " and ".join(deciders(case, issue)) or owner
    if abs(gap) < MOVED:
        return f"write issues.{issue}.now: {rest:.0f}; a pressure that moves by itself moves {owner}'s line"
    return (
        f"write issues.{issue}.now: {mandate:.0f}, or move the position of {who} {way} by {points(abs(gap))}"
    )
