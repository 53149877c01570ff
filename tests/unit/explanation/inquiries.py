"""Made-up cases in which what is asked has a known answer."""

from datetime import timedelta
from typing import Any

from detente.core.case import Case
from unit.projection.cases import START, a_case, day, exactly, issue, stance

LAST = START + timedelta(days=7 * 8 - 1)


def led(position: Any, *, at_least: float = 60.0, **parts: Any) -> Case:
    """One leader whose line is the level; asked whether it ends at or above a bound."""
    actors = {
        "leader": {"stances": {"course": {**stance(0.0), "position": position}}},
        **parts.pop("actors", {}),
    }
    rule = {"level": "course", "at_least": at_least, "at": LAST}
    asked = {"asks": "Will it be high?", "asked": START, "by": LAST, "yes_if": rule}
    whole: dict[str, Any] = {
        "as_of": START,
        "until": LAST,
        "issues": {"course": {**issue(50.0), "owner": "leader"}},
        "actors": actors,
        "questions": {"high": asked, **parts.pop("questions", {})},
    }
    return a_case(**{**whole, **parts})


def raided(*, rate: float = 0.1, grows: float = 1.5, jitter: float = 20.0) -> Case:
    """A hazard that one pressure drives and another does not, and a level that follows neither."""
    hazard = {
        "says": "A raid",
        "rate": {"n": rate, "in": "1 week", "low": rate / 2, "high": rate * 2},
        "grows_with": {"anger": grows} if grows != 1.0 else {},
    }
    return led(
        {"mean": 50.0, "sd": 8.0},
        pressures={
            "anger": {"says": "made up", "now": 40, "jitter": jitter, "fades": 20},
            "weather": {"says": "made up", "now": 40, "jitter": jitter, "fades": 20},
        },
        hazards={"raid": hazard},
        questions={
            "any_raid": {
                "asks": "Will there be a raid?",
                "asked": START,
                "by": LAST,
                "yes_if": {"fires": "raid"},
            }
        },
    )


def shocked() -> Case:
    """A level that moves by 2 points a week from the event of the fourth week on, and by 4 where a coin falls so."""
    shock = {"shocks": {"push": {"up": exactly(20), "lasting": True}}}
    return led(
        exactly(30.0),
        issues={"course": {**issue(30.0), "owner": "leader", "pace": exactly(2)}},
        pressures={"push": {"says": "made up", "now": 20, "jitter": 0, "fades": 20}},
        effects=[{"when": "push", "turns": "leader.course.position", "toward": "up", "by": exactly(10)}],
        events=[
            {"id": "blow", "says": "A blow", "on": day(3, 2), "known_from": START, "role": "cause", **shock},
            {"id": "talk", "says": "Talk", "on": day(3, 3), "known_from": START, "role": "context"},
            {
                "id": "coin",
                "says": "A coin",
                "on": day(3, 2),
                "role": "cause",
                "chance": exactly(0.5),
                "turns": {"course.pace": {"to": 4}},
            },
        ],
    )
