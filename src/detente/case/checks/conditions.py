"""What a condition may say: it is read at every step of the projection, so that dates inside it would do nothing."""

from collections.abc import Iterator

from detente.case.checks.known import Known
from detente.case.finding import Finding
from detente.case.yaml_tree import Keys
from detente.core.rule import Rule

_WINDOWS = {
    "events": "delete it, and open and close the window by the event's own `on` and `until`",
    "hazards": "delete it, and give the hazard `opens_on` and `ends_on`",
    "tracks": "delete it: a track opens at its chance from the first step at which the condition holds",
}
"""Section whose entries hold conditions (`when`, `needs`, `once`) -> how its window is written instead."""


def conditions(known: Known) -> Iterator[Finding]:
    """A finding for each date inside a condition, and for each count of what is not counted."""
    for keys, noun in known.nouns:
        if isinstance(noun, Rule):
            if keys[0] in _WINDOWS:
                yield from _dated(keys, noun)
            if noun.times is not None and noun.fires not in known.ids["hazards"]:
                yield Finding(
                    (*keys, "times"),
                    f"{noun.times} times of what is not counted",
                    "`times` with `fires: hazard`",
                    "delete `times`: an event or a turn of talks comes about once",
                )


def _dated(keys: Keys, rule: Rule) -> Iterator[Finding]:
    for key, day in (("at", rule.at), ("by", rule.by), ("from", rule.from_)):
        if day is not None:
            allowed = "a condition without dates: it is read at every step (only questions look back)"
            yield Finding((*keys, key), f"the date {day}", allowed, _WINDOWS[str(keys[0])])
