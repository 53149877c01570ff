"""Results of `bargain` as JSON, and who moved whom in sentences."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from detente.core.plain import listed
from detente.core.settlement import Offer, Round, Settlement
from detente.forecast.bargained import Bargained, Spread

LEAST_MOVE = 1e-3
"""Points below which an actor has not moved for a reader."""


def bargained_json(one: Bargained) -> dict[str, Any]:
    """One model's result; numbers stand in full, so that published tables can be reproduced."""
    told = one.settlement
    single = len(told.dimensions) == 1
    issue = {"issue": one.issue} if one.issue else {}
    return {
        "model": told.model,
        **issue,
        "title": one.model.title,
        "outcome": _by_dimension(told.outcome, told.dimensions),
        "distribution": _distribution(one, single) if one.spreads else None,
        "rounds": [_round(told, each) for each in told.rounds],
        "why": list(told.why),
        "moves": list(moves(told)),
        "measures": {name: list(numbers) for name, numbers in told.measures.items()},
        "options": dict(told.options),
        "misleads": one.model.misleads,
        "warnings": list(one.warnings),
        "citations": [work.text() for work in one.model.citations],
    }


def moves(told: Settlement) -> tuple[str, ...]:
    """Who moved, from where to where, pushed by whom, round by round; one sentence a mover and round."""
    return tuple(
        sentence for before, after in pairwise(told.rounds) for sentence in _moved(told, before, after)
    )


def _moved(told: Settlement, before: Round, after: Round) -> Iterator[str]:
    for actor, name in enumerate(told.actors):
        step = abs(after.positions[actor] - before.positions[actor])
        if step.max(initial=0.0) < LEAST_MOVE:
            continue
        pushes = [
            one
            for one in after.offers
            if one.accepted
            and one.target != one.proposer
            and (one.target == actor or (one.proposer == actor and one.proposer_position is not None))
        ]
        pushers = [told.actors[one.proposer if one.target == actor else one.target] for one in pushes]
        way = listed(
            [
                f"{'' if len(told.dimensions) == 1 else f'{dimension} '}"
                f"from {_points(before.positions[actor][d])} to {_points(after.positions[actor][d])}"
                for d, dimension in enumerate(told.dimensions)
                if step[d] >= LEAST_MOVE
            ]
        )
        by = f", pushed by {listed(list(dict.fromkeys(pushers)))}" if pushers else ""
        kinds: list[str] = sorted({one.kind for one in pushes})
        kind = f" ({listed(kinds)})" if kinds else ""
        yield f"Round {after.number}: {name} moves {way}{by}{kind}."


def _round(told: Settlement, one: Round) -> dict[str, Any]:
    places = [_by_dimension(tuple(row), told.dimensions) for row in one.positions.tolist()]
    optional = {
        name: dict(zip(told.actors, numbers, strict=True)) if numbers is not None else None
        for name, numbers in (("win_probability", one.win_probability), ("risk", one.risk))
    }
    return {
        "round": one.number,
        "median": _by_dimension(one.median, told.dimensions),
        "mean": _by_dimension(one.mean, told.dimensions),
        "positions": dict(zip(told.actors, places, strict=True)),
        **optional,
        "offers": [_offer(told, each) for each in one.offers],
    }


def _offer(told: Settlement, one: Offer) -> dict[str, Any]:
    own = one.proposer_position
    return {
        "from": told.actors[one.proposer],
        "to": told.actors[one.target],
        "kind": one.kind,
        "position": _by_dimension(one.position, told.dimensions),
        "own_position": None if own is None else _by_dimension(own, told.dimensions),
        "accepted": one.accepted,
        "why": one.why,
    }


def _by_dimension(numbers: Sequence[float], dimensions: Sequence[str]) -> float | dict[str, float]:
    """A number on a single issue; a number by dimension where there are several."""
    found = [float(number) for number in numbers]
    return found[0] if len(dimensions) == 1 else dict(zip(dimensions, found, strict=True))


def _distribution(one: Bargained, single: bool) -> dict[str, Any]:
    by_dimension = {dimension: _spread(spread) for dimension, spread in one.spreads.items()}
    told = next(iter(by_dimension.values())) if single else {"dimensions": by_dimension}
    return {"draws": one.draws, **told}


def _spread(spread: Spread) -> dict[str, Any]:
    told: dict[str, Any] = {"quantiles": {f"{level:g}": points for level, points in spread.quantiles.items()}}
    if spread.window is not None:
        window = spread.window
        told["window"] = {"low": window.low, "high": window.high, "probability": window.probability}
        told["events"] = [
            {"event": each.event, "low": each.low, "high": each.high, "probability": each.probability}
            for each in spread.chances
        ]
    return told


def _points(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
