"""An issue of a case as a table of stances: what the bargaining models, and people with a spreadsheet, can take."""

import numpy as np

from detente.case.inherit import has_stance, stance_quantity
from detente.case.leaves import resolved
from detente.case.quantiles import central_range
from detente.core.bargaining_table import BargainingTable
from detente.core.case import Case
from detente.core.naming import actor_name
from detente.core.parameter import parameters
from detente.core.quantity import Spread

FEWEST = 2
"""Actors with a position that make a table."""


def issues_with_tables(case: Case) -> tuple[str, ...]:
    """Issues on which at least two actors have a position of their own, in the order written."""
    return tuple(
        issue for issue in case.issues if sum(has_stance(case, one, issue) for one in case.actors) >= FEWEST
    )


def issue_table(case: Case, issue: str) -> BargainingTable:
    """Stances on an issue as stated, at the case's start; influence stands as capability.

    Parameters
    ----------
    issue : one of `issues_with_tables`.

    Returns
    -------
    the table, with the spreads of the case: the ends of a PERT, the 5-95 % range of any other.

    Notes
    -----
    Influence is stated as weight inside a side. Across sides it is no ratio of power: a user who settles
    several sides at one table has to set capability to what each brings to that table.
    """
    actors = [one for one in case.actors if has_stance(case, one, issue)]
    kinds = {
        field: np.array([_number(case, actor, issue, field) for actor in actors])
        for field in ("position", "salience", "influence")
    }
    position, salience, influence = (kinds[field] for field in ("position", "salience", "influence"))
    return BargainingTable(
        _names(case, actors), (issue,), influence[:, 1], position[:, 1:2], salience[:, 1:2],
        capability_low=influence[:, 0], capability_high=influence[:, 2],
        position_low=position[:, 0:1], position_high=position[:, 2:3],
        salience_low=salience[:, 0:1], salience_high=salience[:, 2:3],
    )  # fmt: skip


def stated_center(case: Case, actor: str, issue: str, field: str) -> float:
    """The centre of a stance's number, inherited or default where the actor has none of its own; points."""
    return float(_number(case, actor, issue, field)[1])


def _number(case: Case, actor: str, issue: str, field: str) -> tuple[float, float, float]:
    """Low, centre and high of one number of a stance."""
    parameter = parameters()[field]
    found = stance_quantity(case, actor, issue, field)
    if found is None:
        default = float(parameter.default or 0.0)
        return default, default, default
    spread = resolved(case, *found, parameter)
    low, high = _ends(spread)
    center = min(max(spread.center, spread.low), spread.high)
    return min(low, center), center, max(high, center)


def _ends(spread: Spread) -> tuple[float, float]:
    if spread.kind == "pert":
        return max(spread.terms[0], spread.low), min(spread.terms[2], spread.high)
    return central_range(spread)


def _names(case: Case, actors: list[str]) -> tuple[str, ...]:
    """Names for readers; with the id where two actors have the same."""
    names = [actor_name(case, one) for one in actors]
    return tuple(
        name if names.count(name) == 1 else f"{name} ({one})" for name, one in zip(names, actors, strict=True)
    )
