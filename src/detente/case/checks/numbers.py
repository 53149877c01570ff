"""Numbers lie in the range of their kind, words stand in its table, shares add up."""

import math
from collections.abc import Iterator, Mapping

from detente.case.checks.directions import landmarks_of_dial
from detente.case.checks.known import Known, unknown
from detente.case.finding import Finding, listed, quoted
from detente.case.leaves import Input, dial_kind, issue_of, resolved, words_at
from detente.case.shape import told_number, told_range
from detente.case.yaml_tree import Keys
from detente.core.actor import Reaction
from detente.core.errors import nearest
from detente.core.event import Consequences, Turn
from detente.core.hazard import Rate, weeks
from detente.core.parameter import LANDMARKS, Parameter, parameters, word_tables
from detente.core.quantity import Quantity
from detente.core.rule import Rule

ABOUT_ONE = 0.02
"""How far shares may miss one before it is a fault."""


def numbers_in_range(known: Known) -> Iterator[Finding]:
    """A finding for each number, word or landmark outside what its kind allows."""
    for leaf in known.leaves:
        if leaf.keys[0] != "effects" or dial_kind(known.case.effects[int(leaf.keys[1])].turns) is not None:
            yield from _leaf(known, leaf)
    for name, question in known.case.questions.items():
        if question.own_forecast is not None:
            chance = parameters()["chance"]
            path = f"questions.{name}.own_forecast"
            yield from _leaf(known, Input(path, tuple(path.split(".")), question.own_forecast, chance, ()))
    yield from _landmarks(known)
    yield from _words(known)
    for keys, noun in known.nouns:
        if isinstance(noun, Rule):
            yield from _bounds(known, keys, noun)
        elif isinstance(noun, Reaction) and "stances" in keys:
            issue = str(keys[keys.index("stances") + 1])
            yield from _level(known, (*keys, "safe"), noun.safe, issue)
        elif isinstance(noun, Consequences):
            for short, turn in noun.turns.items():
                yield from _turn(known, (*keys, "turns", short, "to"), short, turn)
    yield from _spans(known)


def _leaf(known: Known, leaf: Input) -> Iterator[Finding]:
    parameter, stated = leaf.parameter, leaf.quantity
    if isinstance(stated, Rate):
        yield from _rate(leaf, stated)
        return
    words = words_at(known.case, leaf.path, parameter)
    missing_issue = parameter.words == LANDMARKS and issue_of(leaf.path) not in known.case.issues
    if stated.word is not None and stated.word not in words:
        if not missing_issue:
            yield _bad_word(leaf, stated.word, words)
        return
    bad = False
    for keys, number in _given(leaf.keys, stated):
        if not parameter.low <= number <= parameter.high:
            bad = True
            yield Finding(keys, f"{number:g}", told_number(parameter, words), _scaled(parameter, number))
    if not bad and not missing_issue and stated.low is not None and stated.high is not None:
        center = resolved(known.case, leaf.path, stated, parameter).center
        if not stated.low <= center <= stated.high:
            allowed = "low <= the number itself <= high"
            mend = f"widen the range so that it holds {center:g}"
            yield Finding(leaf.keys, f"{center:g} outside {stated.low:g} .. {stated.high:g}", allowed, mend)


def _given(keys: Keys, stated: Quantity) -> Iterator[tuple[Keys, float]]:
    if stated.value is not None and stated.low is None:
        yield keys, stated.value
        return
    for name in ("value", "low", "mode", "high", "mean"):
        number = getattr(stated, name)
        if number is not None:
            yield (*keys, name), number
    for number in stated.choices or ():
        yield (*keys, "choices"), number


def _bad_word(leaf: Input, word: str, words: Mapping[str, float]) -> Finding:
    near = nearest(word, words)
    allowed = told_number(leaf.parameter, words)
    return Finding(
        leaf.keys,
        quoted(word),
        allowed,
        "" if near else "write a number" + (" or one of the words" if words else ""),
        near,
    )


def _scaled(parameter: Parameter, number: float) -> str:
    if parameter.high <= 1 < number <= 100:
        return f"if you meant {number:g} per cent, write {number / 100:g}"
    shorter = number / 10
    if number > parameter.high and parameter.low <= shorter <= parameter.high and shorter == int(shorter):
        return f"if you meant {shorter:g}, write {shorter:g}"
    return f"write {told_range(parameter)}"


def _rate(leaf: Input, rate: Rate) -> Iterator[Finding]:
    if rate.low is not None and rate.high is not None and not rate.low <= rate.n <= rate.high:
        found = f"low, n and high out of order: {rate.low:g}, {rate.n:g}, {rate.high:g}"
        yield Finding(leaf.keys, found, "low <= n <= high", "put them in order")
    if rate.per_week > leaf.parameter.high:
        allowed = f"at most {leaf.parameter.high:g} a week"
        yield Finding(
            leaf.keys,
            f"{rate.per_week:.3g} a week",
            allowed,
            "give a longer window, or model it as a pressure",
        )


def _landmarks(known: Known) -> Iterator[Finding]:
    for name, issue in known.case.issues.items():
        keys: Keys = ("issues", name, "landmarks")
        for level in issue.landmarks:
            if not 0 <= level <= 100:
                written = f"{level:g}"
                yield Finding(
                    (*keys, written),
                    written,
                    "a level from 0 to 100",
                    "write a level from 0 to 100",
                    at_key=True,
                )
        seen: dict[str, float] = {}
        for level, landmark in issue.landmarks.items():
            if landmark in seen:
                found = f"{landmark!r} at both {seen[landmark]:g} and {level:g}"
                yield Finding(
                    (*keys, f"{level:g}"), found, "each landmark at one level", "give one another name"
                )
            seen[landmark] = level


def _words(known: Known) -> Iterator[Finding]:
    for table, words in known.case.words.items():
        if table not in word_tables():
            yield unknown(("words", table), table, word_tables(), "a table of words", at_key=True)
            continue
        kinds = [kind for kind in parameters().values() if kind.words == table]
        for word, number in words.items():
            if kinds and not any(kind.low <= number <= kind.high for kind in kinds):
                keys: Keys = ("words", table, word)
                yield Finding(keys, f"{number:g}", told_range(kinds[0]), _scaled(kinds[0], number))


def _bounds(known: Known, keys: Keys, rule: Rule) -> Iterator[Finding]:
    issue = rule.level or rule.said or (rule.mandate.partition(".")[2] if rule.mandate else None)
    for key in ("at_least", "at_most"):
        bound = getattr(rule, key)
        if bound is not None:
            yield from _level(known, (*keys, key), bound, issue)


def _level(known: Known, keys: Keys, stated: float | str, issue: str | None) -> Iterator[Finding]:
    if isinstance(stated, str):
        if issue is None:
            yield Finding(
                keys, quoted(stated), "a number from 0 to 100", "write a number: only issues have landmarks"
            )
        elif issue in known.case.issues and stated not in known.case.issues[issue].landmark_levels:
            yield unknown(
                keys, stated, known.case.issues[issue].landmark_levels, f"a number, or a landmark of {issue}"
            )
    elif not 0 <= stated <= 100:
        yield Finding(
            keys, f"{stated:g}", "a number from 0 to 100", "write a level on the scale from 0 to 100"
        )


def _turn(known: Known, keys: Keys, short: str, turn: Turn) -> Iterator[Finding]:
    kind = dial_kind(short)
    if turn.to is None or kind is None:
        return
    parameter = parameters()[kind]
    issue = landmarks_of_dial(short)
    if issue is not None:
        yield from _level(known, keys, turn.to, issue)
    elif isinstance(turn.to, str):
        words = known.case.words_of(parameter.words) if parameter.words is not None else {}
        if turn.to not in words:
            near = nearest(turn.to, words)
            yield Finding(
                keys, quoted(turn.to), told_number(parameter, words), "" if near else "write a number", near
            )
    elif not parameter.low <= turn.to <= parameter.high:
        yield Finding(keys, f"{turn.to:g}", told_number(parameter, {}), _scaled(parameter, turn.to))


def _spans(known: Known) -> Iterator[Finding]:
    for name, track in known.case.tracks.items():
        if track.reopens_after is not None:
            try:
                weeks(track.reopens_after)
            except ValueError:
                keys: Keys = ("tracks", name, "reopens_after")
                yield Finding(
                    keys,
                    quoted(track.reopens_after),
                    "a span such as `12 weeks`",
                    "write a number and weeks, months or years",
                )


def sums(known: Known) -> Iterator[Finding]:
    """A finding where chances of branches, weights of listening or shares of models cannot be meant."""
    for index, event in enumerate(known.case.events):
        if event.branches:
            chances = {
                name: _center(known, branch.chance, "chance") for name, branch in event.branches.items()
            }
            total = sum(chances.values())
            if math.isfinite(total) and abs(total - 1) > ABOUT_ONE:
                told = listed(f"{name} {chance:g}" for name, chance in chances.items())
                mend = "change the chances, or add the branch that is missing"
                yield Finding(
                    ("events", index, "branches"),
                    f"chances that sum to {total:g} ({told})",
                    "a sum of 1",
                    mend,
                    at_key=True,
                )
    for name, actor in known.case.actors.items():
        total = sum(_center(known, weight, "listens") for weight in actor.listens_to.values())
        if math.isfinite(total) and total > 1:
            mend = "make the weights smaller: what is left of 1 is the actor's own line"
            yield Finding(
                ("actors", name, "listens_to"),
                f"weights that sum to {total:g}",
                "a sum of at most 1",
                mend,
                at_key=True,
            )
    for name, track in known.case.tracks.items():
        total = sum(_center(known, weight, "model_weight") for weight in track.models.values())
        if track.models and total == 0:
            yield Finding(
                ("tracks", name, "models"),
                "shares that sum to 0",
                "a sum above 0",
                "give one model a share",
                at_key=True,
            )


def loose_sums(known: Known) -> Iterator[Finding]:
    """Shares of models that do not sum to one; they are read in proportion."""
    for name, track in known.case.tracks.items():
        total = sum(_center(known, weight, "model_weight") for weight in track.models.values())
        if track.models and abs(total - 1) > ABOUT_ONE:
            mend = "write shares that sum to 1; until then they are read in proportion"
            yield Finding(
                ("tracks", name, "models"), f"shares that sum to {total:g}", "a sum of 1", mend, at_key=True
            )


def _center(known: Known, stated: Quantity, kind: str) -> float:
    """The stated number, or infinity where its word is not known (which is told elsewhere)."""
    try:
        return resolved(known.case, "", stated, parameters()[kind]).center
    except KeyError:
        return math.inf
