"""Has the course changed: by arena, in words and in deeds, how far, since when, how surely, will it last.

What is reported and what the model shows stand side by side and are never blended.
"""

from collections.abc import Sequence
from datetime import date
from threading import Event

import numpy as np
from numpy.typing import NDArray

from detente.case.inherit import members
from detente.core.case import Case
from detente.core.claim import Direction
from detente.core.explanation import Shift, Side
from detente.core.naming import issue_name
from detente.core.plain import signed
from detente.core.projection import SETTLED, Projection, Settings
from detente.explanation.attribution import state_at
from detente.explanation.persistence import persistence
from detente.explanation.reported import reported
from detente.projection.run import Engine

Floats = NDArray[np.float64]
THRESHOLD = 5.0
"""Points beyond which a movement is called a shift."""
MOST_WORLDS = 0.5
MOVED = 1.0
ARENAS = 5


def shifts(
    case: Case,
    settings: Settings,
    hindcast: Projection,
    *,
    stop: Event | None = None,
    engine: Engine | None = None,
) -> tuple[Shift, ...]:
    """The shift assessment.

    Parameters
    ----------
    settings : of the run that says what is left half a year on.
    hindcast : worlds in which facts of the outcome are released, up to the as-of date at least.

    Returns
    -------
    one row an arena of the case's focus, or for the issues with most claims; level up is read as
    accommodation.
    """
    rows = [(arena, *window(case, settings, arena)) for arena in arenas(case)]
    spans = [(arena, state_at(case, start), state_at(case, end)) for arena, start, end in rows]
    stays = persistence(case, settings, spans, stop=stop, engine=engine)
    return tuple(
        _shift(case, hindcast, arena, start, end, left)
        for (arena, start, end), left in zip(rows, stays, strict=True)
    )


def arenas(case: Case) -> tuple[str, ...]:
    """Issues of the shift table: the focus's, or those with most claims."""
    if case.focus.arenas:
        return tuple(arena for arena in case.focus.arenas if arena in case.issues)
    told = [claim.about for claim in case.claims.values()]
    return tuple(sorted(case.issues, key=lambda issue: (-told.count(issue), issue))[:ARENAS])


def window(case: Case, settings: Settings, arena: str) -> tuple[date, date]:
    """The dates between which an arena is looked at: the focus's, else the start and the as-of date."""
    for target in case.focus.targets:
        if target.of in (f"{arena}.level", f"{arena}.said") and target.from_ < settings.as_of:
            return target.from_, min(target.to, settings.as_of)
    return case.start, max(case.start, settings.as_of)


def _shift(case: Case, worlds: Projection, arena: str, start: date, end: date, left: float | None) -> Shift:
    first, last = state_at(case, start), state_at(case, end)
    place = worlds.names.issues.index(arena)
    level = worlds.levels[:, first : last + 1, place].astype(np.float64)
    said = worlds.said[:, [first, last], place].astype(np.float64)
    deeds = level[:, -1] - level[:, 0]
    words = said[:, 1] - said[:, 0]
    up = deeds.mean() >= 0 if abs(deeds.mean()) >= MOVED else words.mean() >= 0
    sign = 1.0 if up else -1.0
    way: Direction = "accommodation" if up else "confrontation"
    claims = reported(case, arena, way, start)
    probability = float((sign * deeds > THRESHOLD).mean())
    stage = _stage(case, worlds, arena, (first, last), sign)
    modelled = Side(
        words=f"{signed(float(words.mean()))} points",
        deeds=f"{signed(float(deeds.mean()))} points",
        stage=stage,
        when=_largest_step(worlds, level, first, sign),
        how_sure=f"more than {THRESHOLD:g} points in {100 * probability:.0f} % of worlds",
    )
    return Shift(
        arena=arena,
        label=issue_name(case, arena),
        words=float(words.mean()),
        deeds=float(deeds.mean()),
        stage=stage,
        from_date=start,
        to_date=end,
        probability=probability,
        persistence=left,
        reported=claims.side,
        modelled=modelled,
        supporting=claims.supporting,
        opposing=claims.opposing,
        contested=claims.contested,
    )


def _largest_step(worlds: Projection, level: Floats, first: int, sign: float) -> date | None:
    """End of the step in which the mean level moves most; None where it does not move."""
    path = level.mean(axis=0)
    if abs(path[-1] - path[0]) < MOVED:
        return None
    return worlds.dates[first + 1 + int(np.argmax(sign * np.diff(path)))]


def _stage(case: Case, worlds: Projection, arena: str, span: tuple[int, int], sign: float) -> str:
    """The furthest stage that most worlds reach: a deal, or a move of level, mandate, words or lines."""
    names, (first, last) = worlds.names, span

    def moves(path: NDArray[np.floating]) -> bool:
        return bool((sign * (path[:, last] - path[:, first]) > THRESHOLD).mean() >= MOST_WORLDS)

    tracks = [names.tracks.index(name) for name, track in case.tracks.items() if arena in track.over]
    struck = [
        (worlds.statuses[:, last, track] == SETTLED) & (worlds.statuses[:, first, track] != SETTLED)
        for track in tracks
    ]
    if struck and np.any(struck, axis=0).mean() >= MOST_WORLDS:
        return "reciprocated"
    if moves(worlds.reading(f"{arena}.level")):
        return "acted"
    owner = case.issues[arena].owner
    if f"{owner}.{arena}" in names.mandates and moves(worlds.reading(f"{owner}.{arena}.mandate")):
        return "decided"
    if moves(worlds.reading(f"{arena}.said")):
        return "signalled"
    lines = [_line(worlds, f"{actor}.{arena}.position") for actor in _debaters(case, arena)]
    if any(line is not None and moves(line) for line in lines):
        return "debated"
    return "no move"


def _debaters(case: Case, arena: str) -> Sequence[str]:
    owner = case.issues[arena].owner or case.focus.actor
    return () if owner is None else (owner, *members(case, owner))


def _line(worlds: Projection, dial: str) -> NDArray[np.floating] | None:
    if dial not in worlds.names.dials:
        return None
    return worlds.dials[:, :, worlds.names.dials.index(dial)]
