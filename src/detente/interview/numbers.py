"""Numbers of a case from answers: inferred by the forms, wide where a question was skipped, each with its provenance."""

from collections.abc import Mapping
from typing import Any

from detente.elicitation import forms, with_provenance
from detente.interview.answers import SKIP

SKIPPED = "skipped when asked, so the range is wide"
GROUNDS = ("evidence", "basis", "assumed", "why")
_SURPRISE = {"low", "likely", "high"}


def number(answer: Any, form: str, kind: str, *, asks: str, wide: Mapping[str, Any]) -> dict[str, Any]:
    """A number as a case states it.

    Parameters
    ----------
    answer : fields of the form; `low`, `likely` and `high`; a word or number; or a number in the words of a case.
    form : the elicitation form that `answer` fills in.
    kind : the parameter wanted.
    asks : the question that was put.
    wide : the number where nothing was answered.

    Raises
    ------
    ParameterError : the answers do not fit together.
    """
    if answer is None or answer == SKIP:
        return {**wide, "assumed": SKIPPED}
    if not isinstance(answer, Mapping):
        value = {"word": answer} if isinstance(answer, str) else {"value": answer}
        return {**value, "assumed": "as answered", "asked": asks, "answered": str(answer)}
    given = {key: value for key, value in answer.items() if value not in (None, SKIP)}
    grounds = {key: given.pop(key) for key in GROUNDS if key in given}
    known = {field.name for field in forms()[form].fields}
    is_interval = set(given) == _SURPRISE
    if not (is_interval or (given and set(given) <= known)):
        return _grounded(given, grounds, "as answered")
    if not given:
        return {**wide, "assumed": SKIPPED}
    held = forms()["interval" if is_interval and form != "half_life" else form]
    found = held.infer({key: _text(value) for key, value in given.items()}, kind)
    return _grounded(
        {**with_provenance(held, found), **({"asked": asks} if is_interval else {})}, grounds, ""
    )


def _grounded(stated: dict[str, Any], grounds: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """A number with its claims, or the reason it is assumed for."""
    why = grounds.get("assumed") or grounds.get("why")
    if grounds.get("evidence"):
        stated.pop("assumed", None)
        basis = grounds.get("basis", "direction")
        return {**stated, "evidence": grounds["evidence"], "basis": basis}
    if why:
        return {**stated, "assumed": why}
    return (
        stated if "assumed" in stated or "evidence" in stated or not reason else {**stated, "assumed": reason}
    )


def _text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def middle(stated: Any, words: Mapping[str, float]) -> float | None:
    """The central value of a stated number, or None where it cannot be told."""
    if isinstance(stated, Mapping):
        for key in ("mode", "likely", "value", "mean", "word"):
            if key in stated:
                return middle(stated[key], words)
        return None
    if isinstance(stated, str):
        return words.get(stated)
    return float(stated) if isinstance(stated, int | float) else None
