"""The numbers of a case as distributions to draw, each under the path it is written at."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.case import resolved
from detente.core.case import Case
from detente.core.hazard import Rate
from detente.core.parameter import LANDMARKS, Parameter, parameters
from detente.core.quantity import Quantity, Spread, spread_of

Becomes = Literal["", "weekly rate", "log slope"]
_BECOMES: dict[str, Becomes] = {"per cent in 4 weeks": "weekly rate", "ratio per 10": "log slope"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One quantity: its path, its distribution, and what a kernel needs made of the draw.

    `becomes` is "weekly rate" (from a chance in four weeks), "log slope" (from a factor per 10 points) or "" (as drawn).
    """

    path: str
    spread: Spread
    becomes: Becomes = ""


@dataclass(slots=True)
class Quantities:
    """Collects quantities while a case is compiled; the same path is the same draw wherever it is used."""

    case: Case
    drawn: list[Drawn] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)

    def constant(self, value: float) -> int:
        """Index of a number that is the same in every world."""
        return self._add(Drawn(f"={value!r}", Spread("point", (float(value),), value, value)))

    def number(
        self,
        path: str,
        stated: Quantity,
        parameter: str,
        *,
        issue: str | None = None,
        width: float | None = None,
    ) -> int:
        """Index of a stated number.

        Parameters
        ----------
        path : where it is written.
        parameter : its kind.
        issue : whose landmarks its words may name.
        width : replaces the width of the kind's default spread.
        """
        kind = parameters()[parameter]
        spread = spread_of(stated, kind, words_for(self.case, kind, issue), width=width)
        return self._add(Drawn(path, spread, _BECOMES.get(kind.unit, "")))

    def default(self, parameter: str) -> int:
        """Index of a kind's default, which is not drawn.

        Raises
        ------
        ValueError : the kind has no default.
        """
        kind = parameters()[parameter]
        if kind.default is None:
            raise ValueError(f"{parameter} has no default")
        if _BECOMES.get(kind.unit) == "weekly rate":
            return self.constant(weekly_rate(kind.default))
        return self.constant(kind.default)

    def stated_or_default(
        self, found: tuple[str, Quantity] | None, parameter: str, *, issue: str | None = None
    ) -> int:
        """Index of a number where it is written, of the kind's default otherwise."""
        return self.default(parameter) if found is None else self.number(*found, parameter, issue=issue)

    def rate(self, path: str, rate: Rate) -> int:
        """Index of a hazard's weekly rate, as wide as its reference classes disagree."""
        return self._add(Drawn(path, resolved(self.case, path, rate, parameters()["rate"])))

    def _add(self, drawn: Drawn) -> int:
        if drawn.path not in self.index:
            self.index[drawn.path] = len(self.drawn)
            self.drawn.append(drawn)
        return self.index[drawn.path]


def words_for(case: Case, kind: Parameter, issue: str | None) -> Mapping[str, float]:
    """Words a number of this kind may use: a table's, or the landmarks of the issue."""
    if kind.words == LANDMARKS:
        return case.issues[issue].landmark_levels if issue is not None else {}
    return {} if kind.words is None else case.words_of(kind.words)


def weekly_rate(per_cent_in_four_weeks: float) -> float:
    """Rate a week at which something comes about with the given chance in four weeks."""
    return -math.log1p(-per_cent_in_four_weeks / 100.0) / 4.0
