"""Edits as they are typed on a command line: `iran.oman_channel.trust=likely`, `us_election=harris`."""

from datetime import date

from detente.case.edit import (
    ROLES,
    ChooseBranch,
    ChooseModel,
    DropEvent,
    Edit,
    Install,
    SetInput,
    WithoutMechanism,
)
from detente.core.errors import ParameterError, nearest


def parse_set(text: str) -> SetInput | Install | ChooseModel:
    """The edit that `K=V` or `K=V@DATE` means.

    `institution.<collective>.<role>=<who>` installs somebody, and `model.<track>=<name>` lets one bargaining
    model settle a track.

    Raises
    ------
    ParameterError : the text has another form.

    Examples
    --------
    >>> parse_set("pressure.economic_pain=40@2025-01-20")
    SetInput(path='pressure.economic_pain', value=40.0, at=datetime.date(2025, 1, 20))
    >>> parse_set("institution.iran.final_say=irgc")
    Install(collective='iran', role='final_say', who='irgc')
    """
    path, value = _split(text, "--set", "pressure.economic_pain=40")
    if path.startswith("institution."):
        return _parse_install(text, path, value)
    if path.startswith("model."):
        return ChooseModel(path.removeprefix("model."), value)
    stated, at_sign, day = value.partition("@")
    return SetInput(path, _number_or_word(text, stated.strip()), _day(text, day.strip()) if at_sign else None)


def parse_branch(text: str) -> ChooseBranch:
    """The edit that `EVENT=BRANCH` means.

    Raises
    ------
    ParameterError : the text has another form.
    """
    return ChooseBranch(*_split(text, "--branch", "us_election=harris"))


def parse_drop(text: str) -> DropEvent:
    """The edit that the id of an event or hazard means.

    Raises
    ------
    ParameterError : nothing is given.
    """
    if not text.strip():
        raise ParameterError("--drop", "nothing", "the id of an event or hazard", "write an id")
    return DropEvent(text.strip())


def parse_edit(text: str) -> Edit:
    """The edit that one text means: `drop:X`, `without:M`, `branch:E=B`, `set:K=V`, or `K=V` alone.

    Raises
    ------
    ParameterError : the text has none of these forms.
    """
    verb, colon, rest = text.partition(":")
    match verb if colon else "set":
        case "drop":
            return parse_drop(rest)
        case "without":
            return WithoutMechanism(rest.strip())
        case "branch":
            return parse_branch(rest)
        case "set":
            return parse_set(rest if colon else text)
        case _:
            near = nearest(verb, ("drop", "without", "branch", "set"))
            raise ParameterError(
                "edit", repr(text), "drop:X, without:M, branch:E=B or set:K=V", "write one of these", near
            )


def _split(text: str, where: str, example: str) -> tuple[str, str]:
    key, equals, value = (part.strip() for part in text.partition("="))
    if not (key and equals and value):
        raise ParameterError(where, repr(text), "a name, `=` and a value", f"write it as {example}")
    return key, value


def _parse_install(text: str, path: str, who: str) -> Install:
    parts = path.split(".")
    role = next((role for role in ROLES if role == parts[-1]), None)
    if len(parts) != 3 or role is None:
        allowed = f"institution.<collective>.<role>=<who>, the role one of {', '.join(ROLES)}"
        near = nearest(parts[-1], ROLES)
        raise ParameterError(
            "--set", repr(text), allowed, "write it as institution.iran.final_say=irgc", near
        )
    return Install(parts[1], role, None if who in ("none", "nobody") else who)


def _number_or_word(text: str, stated: str) -> float | str:
    try:
        number = float(stated)
    except ValueError:
        if stated:
            return stated
        raise ParameterError(
            "--set", repr(text), "a name, `=` and a value", "write the value after `=`"
        ) from None
    if abs(number) < float("inf"):
        return number
    raise ParameterError("--set", repr(text), "a finite number", "write a number")


def _day(text: str, day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        allowed = "a date such as 2025-01-20 after the @"
        raise ParameterError("--set", repr(text), allowed, "write year-month-day") from None
