"""Several forecasts of one question by one forecaster: which of them counts, and for how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from detente.forecast.scores.admission import Settled

RuleName = Literal["latest", "daily", "horizon"]


@dataclass(frozen=True, slots=True)
class Rule:
    """How several forecasts make one score.

    Attributes
    ----------
    name : `latest` takes the last one that counts; `daily` the mean over the days from the first one on, each forecast
        standing until the next; `horizon` the last one made at least `days` days before the scheduled close.
    """

    name: RuleName = "latest"
    days: int = 0

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"horizon {self.days}" if self.name == "horizon" else self.name


@dataclass(frozen=True, slots=True)
class Chosen:
    """One question as one forecaster forecast it: the forecasts that count, with weights that sum to 1."""

    forecaster: str
    question: str
    parts: tuple[Settled, ...]
    weights: tuple[float, ...]

    @property
    def last(self) -> Settled:
        """The last forecast that counts; calibration looks at it alone."""
        return self.parts[-1]


def choose(settled: Sequence[Settled], rule: Rule) -> tuple[Chosen, ...]:
    """What counts of each forecaster on each question.

    Parameters
    ----------
    settled : in the order of question, forecaster and day; of several made on one day the last one counts.

    Examples
    --------
    >>> choose((), Rule("daily"))
    ()
    """
    found = []
    for (question, forecaster), group in groupby(
        settled, lambda one: (one.forecast.question, one.forecast.forecaster)
    ):
        by_day = {one.forecast.made_on: one for one in group}
        made = [by_day[day] for day in sorted(by_day)]
        if rule.name == "horizon":
            made = [one for one in made if one.forecast.horizon >= rule.days]
        if not made:
            continue
        if rule.name == "daily":
            found.append(
                Chosen(forecaster, question, tuple(made), standing_shares(made, made[0].forecast.made_on))
            )
        else:
            found.append(Chosen(forecaster, question, (made[-1],), (1.0,)))
    return tuple(found)


def standing_shares(made: Sequence[Settled], first: date) -> tuple[float, ...]:
    """Share of the days from `first` to the last day that counts on which each forecast stood.

    Parameters
    ----------
    made : forecasts of one question by one forecaster, earliest first.
    first : the day counting begins, not before the first forecast; one that was replaced before it has no share.
    """
    stop = made[-1].last_day.toordinal() + 1
    starts = [max(one.forecast.made_on, first).toordinal() for one in made]
    days = [later - earlier for earlier, later in pairwise((*starts, stop))]
    return tuple(day / (stop - first.toordinal()) for day in days)


def since_both(one: Chosen, other: Chosen, rule: Rule) -> tuple[Chosen, Chosen]:
    """Two forecasters' parts over the days on which both had spoken, where days are averaged; else as they are."""
    if rule.name != "daily":
        return one, other
    first = max(one.parts[0].forecast.made_on, other.parts[0].forecast.made_on)
    first_one, first_other = (
        Chosen(each.forecaster, each.question, each.parts, standing_shares(each.parts, first))
        for each in (one, other)
    )
    return first_one, first_other
