"""What `explain` is asked about, read and checked."""

from datetime import date
from typing import Literal, get_args

from detente.case import reading, readings
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.focus import Target
from detente.core.wording import Wording
from detente.forecast import scale_of
from detente.workbench import Workbench

GAMES: tuple[Literal["event", "channel"], ...] = ("event", "channel")


def asked_game(text: str | None) -> Literal["event", "channel"] | None:
    """The game asked for, or None for both.

    Raises
    ------
    ParameterError : there is no such game.
    """
    if text is None:
        return None
    for game in GAMES:
        if text == game:
            return game
    raise ParameterError("--game", repr(text), " or ".join(GAMES), nearest=nearest(text, GAMES))


def with_wording(bench: Workbench, text: str | None) -> Workbench:
    """The bench with its case worded in the scale asked for.

    Raises
    ------
    ParameterError : there is no such scale, or the case holds no lexicon of its own.
    """
    known = get_args(Wording)
    if text is not None and text not in known:
        near = nearest(text, known)
        raise ParameterError("--wording", repr(text), ", ".join(known), "" if near else "name one", near)
    case = bench.case if text is None else bench.case.model_copy(update={"wording": text})
    scale_of(case)
    return bench if text is None else bench.with_case(case)


def with_target(bench: Workbench, target: str | None, start: str | None, end: str | None) -> Workbench:
    """The bench with its case's focus on what is asked: another change, another window, or both.

    Raises
    ------
    ParameterError : the case has no such reading, or a date lies outside it.
    """
    case = bench.case
    if target is None and start is None and end is None:
        return bench
    of = _reading(case, target) if target is not None else None
    held = [one for one in case.focus.targets if of in (None, one.of)]
    if not held and of is None:
        raise ParameterError(
            "--target", "nothing", "a reading, since the case's focus names no change", "add --target"
        )
    first, last = _day(case, "--from", start), _day(case, "--to", end)
    kept = held or [Target.model_validate({"of": of, "from": case.start, "to": case.as_of})]
    targets = tuple(
        one.model_copy(update={"from_": first or one.from_, "to": last or one.to}) for one in kept
    )
    for one in targets:
        if one.from_ >= one.to:
            raise ParameterError(
                "--from", f"{one.from_}, up to {one.to}", "a day before the last", "set --from and --to"
            )
    focus = case.focus.model_copy(update={"targets": targets})
    return bench.with_case(case.model_copy(update={"focus": focus}))


def _reading(case: Case, text: str) -> str:
    try:
        found = reading(case, text)
    except ParameterError as error:
        raise ParameterError("--target", error.found, error.allowed, error.mend, error.nearest) from error
    if found.kind not in ("level", "said", "mandate"):
        known = [name for name in readings(case) if name.endswith((".level", ".said", ".mandate"))]
        near = nearest(text, known)
        raise ParameterError(
            "--target",
            repr(text),
            "an issue's level or what is said on it, or a mandate",
            "" if near else "name one",
            near,
        )
    return f"{found.actor}.{found.of}.mandate" if found.kind == "mandate" else f"{found.of}.{found.kind}"


def _day(case: Case, option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ParameterError(
            option, repr(text), "a date such as 2024-11-25", "write year-month-day"
        ) from None
    if not case.start <= day <= case.until:
        raise ParameterError(
            option, text, f"a date from {case.start} to {case.until}", "choose a date inside the case"
        )
    return day
