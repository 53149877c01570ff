"""A number as a form states it: fields for a centre and an interval, or a line of YAML; and back."""

import json
from collections.abc import Mapping
from typing import Any

from detente.app.routes.base import Form
from detente.case import Input
from detente.case.yaml_tree import read_tree
from detente.core.case import Case
from detente.core.errors import CaseError, ParameterError
from detente.core.hazard import Rate


def fields_of(case: Case, leaf: Input) -> Mapping[str, Any]:
    """What the form of an input begins with."""
    quantity = leaf.quantity
    told: dict[str, Any] = {"center": "", "low": "", "high": "", "is_rate": isinstance(quantity, Rate)}
    told |= {"why": leaf.assumed or "", "claims": "", "own_why": False}
    if not isinstance(quantity, Rate):
        told["why"], told["own_why"] = quantity.assumed or told["why"], quantity.assumed is not None
        told["claims"] = " ".join(quantity.evidence)
        center = next((one for one in (quantity.word, quantity.value, quantity.mode) if one is not None), "")
        told["center"] = f"{center:g}" if isinstance(center, float) else center
        told |= {
            name: "" if value is None else f"{value:g}"
            for name, value in (("low", quantity.low), ("high", quantity.high))
        }
    return told


def stated_in(form: Form, case: Case | None) -> Any:
    """The value that a form states.

    Raises
    ------
    ParameterError : it states nothing, or half an interval.
    CaseError : its line of YAML cannot be read.
    """
    line = form.text("yaml")
    if line:
        tree = read_tree("your line", f"x: {line}")
        if tree.faults:
            raise CaseError(tree.faults)
        return tree.content["x"]
    center, low, high = form.text("center"), form.text("low"), form.text("high")
    if not center:
        raise ParameterError("value", "nothing", "a number or a word", "write one")
    if bool(low) != bool(high):
        raise ParameterError("interval", "one end", "both ends or none", "write `low` and `high`")
    value = number_or_word(center)
    stated: dict[str, Any] = {}
    if low:
        name = "word" if isinstance(value, str) else "mode"
        stated = {name: value, "low": number_or_word(low), "high": number_or_word(high)}
        stated = {key: stated[key] for key in ("word", "low", "mode", "high") if key in stated}
    grounds = _grounds(form, case)
    if not stated and not grounds:
        return value
    return {**(stated or {"word" if isinstance(value, str) else "value": value}), **grounds}


def _grounds(form: Form, case: Case | None) -> dict[str, Any]:
    claims = form.text("claims").replace(",", " ").split()
    found: dict[str, Any] = {"evidence": claims} if claims else {}
    if form.text("why") and form.text("own_why") == "yes":
        found["assumed"] = form.text("why")
    for name in ("asked", "answered"):
        if form.text(name):
            found[name] = form.text(name)
    return found


def number_or_word(text: str) -> float | str:
    """A number where it is one, else the word."""
    try:
        number = json.loads(text)
    except ValueError:
        return text
    return number if isinstance(number, int | float) and not isinstance(number, bool) else text
