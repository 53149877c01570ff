"""What a change is made of: Shapley shares of its drivers, in one game by event and another by channel.

"Contribution in this model", not proof of cause: shares among facts say nothing of what brought them about.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from threading import Event

import numpy as np
from numpy.typing import NDArray

from detente.core.case import Case
from detente.core.explanation import Attribution, Driver, Game
from detente.core.focus import Target
from detente.core.projection import Mode, Settings
from detente.explanation.bench import Bench
from detente.explanation.games import Played, Probe, play
from detente.explanation.players import DRIFT, LABELS, Player, channel_players, event_players
from detente.projection.calendar import step_of
from detente.projection.compile.events import reading_of
from detente.projection.run import Engine

Floats = NDArray[np.float64]
SURE = 0.8
"""P(A > B) from which one driver is ranked before another."""
MATTERS = 0.1
"""Drivers smaller than this share of the largest are not compared: among the inert there is no order to speak
of."""
RANGE = (0.05, 0.95)
TWO_GAMES: tuple[Game, ...] = ("event", "channel")


def attribute(
    case: Case,
    settings: Settings,
    targets: Sequence[Target],
    *,
    games: Sequence[Game] = TWO_GAMES,
    mode: Mode | None = None,
    bench: Bench | None = None,
    stop: Event | None = None,
    engine: Engine | None = None,
) -> tuple[Attribution, ...]:
    """Shares of the drivers of some changes.

    Parameters
    ----------
    settings : worlds to play over, seed and as-of date; its mode is not read.
    targets : readings between two dates; those that begin together are played together.
    games : by event, by channel.
    mode : a hindcast where the window ends by the as-of date, unless given.
    bench : worlds already drawn, used for windows of its own mode that they reach over.

    Returns
    -------
    for each target in order, one attribution a game.

    Notes
    -----
    Each world plays under its own draws, so that a share has a distribution over strengths, shocks and luck:
    its 5-95 % range is told first, the Monte Carlo error of its mean beside it. Carry-over from before the
    window and the pull of mandates not yet reached are drift, a bar of their own. It misleads where an event
    is a fact that the past made likely: its share counts as its own.
    """
    windows: dict[tuple[Mode, date], list[int]] = {}
    for number, target in enumerate(targets):
        played: Mode = mode or ("hindcast" if target.to <= settings.as_of else "forecast")
        windows.setdefault((played, target.from_), []).append(number)
    found: dict[tuple[int, Game], Attribution] = {}
    for (played, _), numbers in windows.items():
        chosen = [targets[number] for number in numbers]
        table = bench if bench is not None and _reaches(bench, played, chosen) else None
        if table is None:
            until = max(target.to for target in chosen)
            shorter = case.model_copy(update={"until": until})
            table = Bench(shorter, replace(settings, mode=played), engine, stop)
        for game in games:
            for number, one in zip(numbers, _one_game(table, game, chosen), strict=True):
                found[number, game] = one
    return tuple(found[number, game] for number in range(len(targets)) for game in games)


def state_at(case: Case, when: date) -> int:
    """The state at which a date is read: the start, else the end of the step that contains it."""
    return 0 if when <= case.start else min(step_of(case, when) + 1, case.steps)


def _reaches(bench: Bench, mode: Mode, targets: Sequence[Target]) -> bool:
    return bench.settings.mode == mode and bench.case.until >= max(target.to for target in targets)


def _one_game(bench: Bench, game: Game, targets: Sequence[Target]) -> list[Attribution]:
    case, compiled = bench.case, bench.compiled
    first = state_at(case, targets[0].from_)
    looked_at = [reading_of(case, compiled.index, target.of) for target in targets]
    probes = [Probe(z, state_at(case, target.to)) for target, (z, _) in zip(targets, looked_at, strict=True)]
    last = max(probe.last for probe in probes)
    if game == "event":
        players = event_players(case, compiled, first, last)
    else:
        issues = tuple(issue for _, issue in looked_at if issue is not None)
        players = channel_players(case, compiled, first, last, issues)
    played = play(bench, players, first, probes, game)
    return [_attribution(target, game, players, played, t) for t, target in enumerate(targets)]


def _attribution(
    target: Target, game: Game, players: tuple[Player, ...], played: Played, t: int
) -> Attribution:
    change = played.everybody[:, t] - played.start[:, t]
    drift = played.nobody[:, t] - played.start[:, t]
    shares = played.shares[..., t]
    by_size = sorted(range(len(players)), key=lambda n: (-abs(shares[n].mean()), players[n].id))
    least = MATTERS * max((abs(float(share.mean())) for share in shares), default=0.0)
    beats = tuple(
        (players[a].id, players[b].id, _beats(shares[a], shares[b]))
        for a, b in pairwise(by_size)
        if abs(shares[a].mean()) >= least > 0.0
    )

    def driver(name: str, label: str, claims: tuple[str, ...], share: Floats) -> Driver:
        low, high = (float(end) for end in np.quantile(share, RANGE))
        mean, se = float(share.mean()), float(share.std() / np.sqrt(len(share)))
        return Driver(game, target.of, target.from_, target.to, name, label, mean, low, high, se, claims)

    drivers = [driver(players[n].id, players[n].label, players[n].claims, shares[n]) for n in by_size]
    low, high = (float(end) for end in np.quantile(change, RANGE))
    return Attribution(
        game=game,
        target=target.of,
        from_date=target.from_,
        to_date=target.to,
        change=float(change.mean()),
        low=low,
        high=high,
        method=played.method,
        worlds=len(change),
        drivers=(*drivers, driver(DRIFT, LABELS[DRIFT], (), drift)),
        beats=beats,
        ranked=_ranked(tuple(players[n].id for n in by_size), beats),
    )


def _beats(first: Floats, second: Floats) -> float:
    """Share of worlds in which the first is the larger, each in its own way; ties are halves."""
    a = first if first.mean() >= 0 else -first
    b = second if second.mean() >= 0 else -second
    return float(np.mean((a > b) + 0.5 * (a == b)))


def _ranked(names: tuple[str, ...], beats: tuple[tuple[str, str, float], ...]) -> tuple[str, ...]:
    """Drivers from the largest on for as long as each is surely larger than the next."""
    if len(names) == 1:
        return names
    kept = next((place for place, (_, _, sure) in enumerate(beats) if sure < SURE), len(beats))
    return names[:kept]
