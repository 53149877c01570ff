"""Elicit: be asked what you know, and have the number inferred."""

from collections.abc import Mapping
from typing import Any

from detente.app.pages.base import Page, Sight
from detente.case import leaves
from detente.core.naming import input_name
from detente.elicitation import forms, forms_for

MOST_OFFERED = 200


def gather(sight: Sight) -> Mapping[str, Any]:
    """The input that is asked for, with the forms that fit it; else all inputs that still rest on nothing firm."""
    case = sight.case
    assert case is not None
    held = {leaf.path: leaf for leaf in leaves(case)}
    path = sight.asked.get("path", "")
    leaf = held.get(path)
    fit = forms_for(leaf.parameter.name) if leaf is not None else {}
    name = sight.asked.get("form", "")
    return {
        "path": path if leaf is not None else "",
        "leaf": leaf,
        "input": input_name(case, path) if leaf is not None else "",
        "fit": fit,
        "chosen": name if name in fit else next(iter(fit), ""),
        "all_forms": forms(),
        "offered": [(one.path, input_name(case, one.path)) for one in held.values()][:MOST_OFFERED],
        "said": {},
        "found": None,
    }


PAGE = Page(
    "elicit",
    "Be asked",
    "Answer what you know; the number follows, with its spread, and keeps question and answer.",
    3,
    group="Change",
    gather=gather,
    needs="case",
)
