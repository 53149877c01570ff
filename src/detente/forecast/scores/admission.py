"""Which forecasts may be scored: made before the outcome could be known, of questions that are settled by a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.core.errors import ParameterError
from detente.core.forecast import Forecast
from detente.core.resolution import Outcome, Resolution, outcome_of
from detente.core.scorecard import Excluded


@dataclass(frozen=True, slots=True)
class Settled:
    """A forecast with the outcome of its question.

    Attributes
    ----------
    past_close : whether the question's scheduled close has passed; only then may it count for calibration.
    """

    forecast: Forecast
    outcome: Outcome
    resolved_on: date
    past_close: bool

    @property
    def last_day(self) -> date:
        """The last day on which a forecast of the question still counts: its close, or the eve of its settlement."""
        return min(self.forecast.closes, date.fromordinal(self.resolved_on.toordinal() - 1))


@dataclass(frozen=True, slots=True)
class Admitted:
    """Forecasts of one standing, sorted out.

    Attributes
    ----------
    settled : what is scored, in the order of question, forecaster and day.
    forecasts, questions : how many were looked at; `annulled`, `overdue` and `open` are of the questions.
    """

    settled: tuple[Settled, ...]
    excluded: tuple[Excluded, ...]
    forecasts: int
    questions: int
    annulled: int
    overdue: int
    open: int


def admit(
    forecasts: Iterable[Forecast], resolutions: Sequence[Resolution], on: date, since: date | None = None
) -> Admitted:
    """Sort out what is scored on a day.

    Parameters
    ----------
    forecasts : of one standing.
    resolutions : at most one a question; what is dated after `on` is not known yet.
    on : the day of scoring.
    since : forecasts made earlier are left aside, and not counted.

    Raises
    ------
    ParameterError : an outcome is none that its question can have.
    """
    known = {one.question: one for one in resolutions if one.resolved_on <= on}
    taken = sorted(
        (one for one in forecasts if one.made_on <= on and (since is None or one.made_on >= since)),
        key=lambda one: (one.question, one.forecaster, one.made_on),
    )
    settled: list[Settled] = []
    excluded: list[Excluded] = []
    closes = {one.question: one.closes for one in taken}
    for one in taken:
        resolution = known.get(one.question)
        if resolution is not None and resolution.outcome is None:
            continue
        if reason := _too_late(one, resolution):
            excluded.append(Excluded(one.question, one.forecaster, one.made_on, reason, one.source))
        elif resolution is not None and resolution.outcome is not None:
            outcome = _outcome(one, resolution.outcome)
            settled.append(Settled(one, outcome, resolution.resolved_on, one.closes < on))
    open_ones = [day for question, day in closes.items() if question not in known]
    overdue = sum(day < on for day in open_ones)
    return Admitted(
        settled=tuple(settled),
        excluded=tuple(excluded),
        forecasts=len(taken),
        questions=len(closes),
        annulled=sum(question in known and known[question].annulled for question in closes),
        overdue=overdue,
        open=len(open_ones) - overdue,
    )


def _outcome(one: Forecast, written: str) -> Outcome:
    try:
        return outcome_of(written, one.kind, tuple(one.categories or ()))
    except ValueError as error:
        raise ParameterError(
            f"the outcome of {one.question}",
            repr(written),
            f"{error}, as {one.forecaster} forecast it",
            "correct the resolution, or annul the question",
        ) from error


def _too_late(one: Forecast, resolution: Resolution | None) -> str | None:
    if resolution is not None and one.made_on >= resolution.resolved_on:
        return f"made when the outcome was known (settled on {resolution.resolved_on})"
    if one.made_on > one.closes:
        return f"made after the question closed ({one.closes})"
    return None
