"""Strength of an effect: had the driver not moved, where would he stand."""

from detente.core.errors import ParameterError
from detente.elicitation.base import Answers, Asked, Field, Inferred, around, bounds_of, number, stated, three

NOW = Field("now", "Where he stands (points, at the as-of date)", low=0, high=100)
MOVED = Field("moved", "By how many points has the driver moved since the start?", low=-100, high=100)
LIKELY = Field("likely", "Had it not moved, he would most likely stand at", low=0, high=100)
LOW = Field("low", "at the lowest", low=0, high=100)
HIGH = Field("high", "at the highest", low=0, high=100)


def infer(answers: Answers, kind: str) -> Inferred:
    """Points by which he moved for every ten of the driver's movement."""
    now, moved = number(answers, NOW), number(answers, MOVED)
    assert now is not None and moved is not None  # noqa: PT018
    if moved == 0:
        raise ParameterError(
            MOVED.label, "0", "a movement", "a driver that has not moved tells nothing of its strength"
        )
    low, mode, high = three(answers, (LOW, LIKELY, HIGH))
    way = 1.0 if (now - mode) / moved >= 0 else -1.0
    ends = sorted(way * 10 * (now - each) / moved for each in (low, high))
    middle = way * 10 * (now - mode) / moved
    bounds = bounds_of(kind)
    found = stated(*around(max(bounds[0], ends[0]), middle, min(bounds[1], max(middle, ends[1])), bounds))
    crossing = (
        " The answers allow that it moves him the other way as well: an effect states one way, so its low end is 0."
        if ends[0] < 0
        else ""
    )
    return Inferred(
        found,
        f"{abs(now - mode):g} points over {abs(moved):g} of the driver are {found['mode']:g} per 10; it pushes him "
        f"{'up' if (now - mode) > 0 else 'down'} the scale.{crossing}",
        f"he stands at {now:g}; had it not moved by {moved:g}, at {mode:g} ({low:g} to {high:g})",
    )


FORM = Asked(
    "Had the driver not moved?",
    "Had the driver not moved (the other candidate won, the ally not lost), where would he stand at the as-of date?",
    (NOW, MOVED, LIKELY, LOW, HIGH),
    infer,
    ("strength_per_10",),
)
