"""Small made-up cases whose drivers are known because they were put there."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from detente.core.case import Case
from detente.core.focus import Target

START = date(2030, 1, 7)
WEEKS = 4
TARGET = Target.model_validate(
    {"of": "course.level", "from": START, "to": START + timedelta(weeks=WEEKS - 1)}
)


@dataclass(frozen=True)
class Planted:
    """A case with one event and one pressure a driver, and the points each is worth at the median draw."""

    case: Case
    worth: dict[str, float]

    def of(self, game: str) -> dict[str, float]:
        """Worth by the name a driver has in a game."""
        return {
            (name if game == "event" else f"pressure_{name}"): points for name, points in self.worth.items()
        }


def planted(worth: dict[str, float], *, jitter: float = 2.0, spread: bool = True, inert: int = 0) -> Planted:
    """A case in which each driver moves one leader's line, and so the level, by its worth.

    Parameters
    ----------
    worth : driver -> points it moves the level by, at the median of its spreads; the sign is the way.
    jitter : spread of each pressure by itself.
    spread : whether shocks and strengths are drawn with the house's spreads, or known exactly.
    inert : further drivers whose pressure moves nobody.
    """

    def number(value: float) -> object:
        return value if spread else {"value": value, "low": value, "high": value}

    names = [*worth, *(f"inert_{n}" for n in range(inert))]
    shock = 20.0
    return Planted(
        Case.model_validate(
            {
                "case": "planted",
                "title": "Drivers that were put there",
                "as_of": START + timedelta(weeks=WEEKS),
                "start": START,
                "until": START + timedelta(weeks=WEEKS),
                "seed": 5,
                "issues": {
                    "course": {
                        "landmarks": {0: "hold", 100: "yield"},
                        "now": {"value": 50, "low": 50, "high": 50},
                        "pace": 100,
                        "owner": "state",
                    }
                },
                "actors": {
                    "state": {"kind": "state"},
                    "leader": {
                        "member_of": "state",
                        "stances": {"course": {"position": {"value": 50, "low": 50, "high": 50}}},
                    },
                },
                "institutions": {"state": {"proposes": "leader"}},
                "pressures": {
                    f"pressure_{name}": {
                        "says": f"What {name} presses on",
                        "now": 30,
                        "fades": 20,
                        "jitter": jitter,
                    }
                    for name in names
                },
                "effects": [
                    {
                        "when": f"pressure_{name}",
                        "turns": "leader.course.position",
                        "toward": "up" if points > 0 else "down",
                        "by": number(abs(points) / shock * 10.0),
                    }
                    for name, points in worth.items()
                ],
                "events": [
                    {
                        "id": name,
                        "on": START + timedelta(days=8),
                        "role": "cause",
                        "shocks": {f"pressure_{name}": {"up": number(shock), "lasting": True}},
                    }
                    for name in names
                ],
            }
        ),
        {**worth, **{f"inert_{n}": 0.0 for n in range(inert)}},
    )


def drawn_worth(rng: np.random.Generator, *, least_ratio: float) -> dict[str, float]:
    """Worth of three to five drivers, the first at least `least_ratio` times any other, either way."""
    others = rng.uniform(0.5, 4.0, rng.integers(2, 5))
    first = others.max() * rng.uniform(least_ratio, 2.0 * least_ratio)
    signs = rng.choice([-1.0, 1.0], len(others) + 1)
    sizes = signs * np.array([first, *others])
    order = rng.permutation(len(sizes))
    return {f"driver_{place}": float(sizes[n]) for place, n in enumerate(order)}
