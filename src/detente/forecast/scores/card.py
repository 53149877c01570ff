"""The whole of scoring: forecasts and resolutions in, a scorecard out; pure, whatever they were read from."""

from collections.abc import Iterable, Sequence
from datetime import date

from detente.core.forecast import STANDINGS, Forecast, Standing
from detente.core.plain import several
from detente.core.resolution import Resolution
from detente.core.scorecard import Scorecard, ScoreTable
from detente.forecast.scores.admission import admit
from detente.forecast.scores.baselines import climatology
from detente.forecast.scores.calibrating import calibrations, spreads
from detente.forecast.scores.comparing import compare_forecasters
from detente.forecast.scores.review import best_and_worst
from detente.forecast.scores.rows import FEWEST_QUESTIONS, Asked, score_rows
from detente.forecast.scores.selection import choose


def score_forecasts(
    forecasts: Iterable[Forecast],
    resolutions: Sequence[Resolution],
    *,
    on: date,
    since: date | None = None,
    asked: Asked | None = None,
) -> Scorecard:
    """Score every forecast whose outcome is known on a day.

    Parameters
    ----------
    forecasts : of any number of forecasters and questions, of both standings, in any order; of several that one
        forecaster made of a question on one day the last given counts.
    resolutions : at most one a question.
    on : the day of scoring; what is dated later is not known yet.
    since : forecasts made earlier are left aside.
    asked : rule, grouping, baselines, seed.

    Returns
    -------
    A table for each standing that has forecasts: registered and retrospective ones are never mixed.

    Raises
    ------
    ParameterError : an outcome is none that its question can have.

    Examples
    --------
    >>> made = Forecast(question="Q1", kind="yes/no", probability=0.8, made_on=date(2024, 11, 1), forecaster="me",
    ...                 standing="registered", closes=date(2024, 11, 30))
    >>> came = Resolution(question="Q1", outcome="yes", resolved_on=date(2024, 12, 1))
    >>> card = score_forecasts([made], [came], on=date(2025, 1, 1))
    >>> [(each.measure, round(each.mean, 3)) for each in card.tables[0].rows[0].scores]
    [('brier', 0.04), ('log', 0.223)]
    """
    asked = asked or Asked()
    made = tuple(forecasts)
    tables = []
    for standing in STANDINGS:
        own = [one for one in made if one.standing == standing]
        table = _table(standing, own, resolutions, on, since, asked)
        if table.forecasts:
            tables.append(table)
    forecast = {one.question for one in made}
    return Scorecard(
        on=on,
        since=since,
        rule=str(asked.rule),
        by=asked.by,
        seed=asked.seed,
        resamples=asked.resamples,
        tables=tuple(tables),
        unasked=sum(one.question not in forecast for one in resolutions),
    )


def _table(
    standing: Standing,
    made: Sequence[Forecast],
    resolutions: Sequence[Resolution],
    on: date,
    since: date | None,
    asked: Asked,
) -> ScoreTable:
    admitted = admit(made, resolutions, on, since)
    chosen = choose(admitted.settled, asked.rule)
    climate = climatology([one.last for one in chosen])
    best, worst = best_and_worst(chosen, climate)
    questions = len({one.question for one in chosen})
    warnings = []
    if questions < FEWEST_QUESTIONS:
        warnings.append(
            f"{several(questions, 'question')} scored: under {FEWEST_QUESTIONS}, no order of forecasters is stated"
        )
    if admitted.overdue:
        warnings.append(
            f"{admitted.overdue} questions are past their close and not settled: if one answer is told later than the "
            "other, scores and calibration lean towards what is told first"
        )
    return ScoreTable(
        standing=standing,
        forecasts=admitted.forecasts,
        questions=admitted.questions,
        settled=admitted.questions - admitted.annulled - admitted.overdue - admitted.open,
        annulled=admitted.annulled,
        overdue=admitted.overdue,
        open=admitted.open,
        rows=score_rows(chosen, climate, asked),
        calibrations=calibrations(chosen, asked),
        spreads=spreads(chosen),
        comparisons=compare_forecasters(chosen, asked),
        best=best,
        worst=worst,
        excluded=admitted.excluded,
        warnings=tuple(warnings),
    )
