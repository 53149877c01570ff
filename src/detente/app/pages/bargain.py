"""Bargain: settle a table of stances by every model, the weighted mean always beside them."""

from collections.abc import Mapping
from typing import Any

from detente.app.pages.base import Page, Sight
from detente.app.settling import Said, in_words
from detente.case.issue_table import issue_table, issues_with_tables
from detente.core.case import Case
from detente.core.naming import issue_name
from detente.models.bargaining import BargainingModel, model, model_names
from detente.workbench.settling import table_csv

FIRST = "weighted_mean"


def gather(sight: Sight) -> Mapping[str, Any]:
    """An empty form, or one with the stances of an issue of the case."""
    issue = sight.asked.get("issue", "")
    case = sight.case
    issues = issues_with_tables(case) if case is not None else ()
    chosen = issue if issue in issues else ""
    table = table_csv(issue_table(case, chosen)) if case is not None and chosen else ""
    return {
        "said": Said(table=table),
        "chosen": chosen,
        "issues": _named(case, issues) if case is not None else {},
        "models": members(),
        "presets": tuple(dict.fromkeys(preset for one in members() for preset in one.presets)),
        "faults": (),
        "told": None,
        "in_words": in_words,
    }


def members() -> tuple[BargainingModel, ...]:
    """All models, the weighted mean first."""
    return tuple(model(name) for name in sorted(model_names(), key=lambda name: (name != FIRST, name)))


def _named(case: Case, issues: tuple[str, ...]) -> dict[str, str]:
    return {issue: issue_name(case, issue) for issue in issues}


PAGE = Page(
    "bargain",
    "Bargain",
    "Settle a table of stances by every model of the field, and see who moves whom and why.",
    5,
    group="Ask",
    gather=gather,
    needs="files",
)
