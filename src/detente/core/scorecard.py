"""What scoring found: one table for each standing, never mixed, each with its own numbers of questions."""

from dataclasses import dataclass
from datetime import date

from detente.core.forecast import ForecastKind, Standing


@dataclass(frozen=True, slots=True)
class Excluded:
    """A forecast that counts for nothing, and why."""

    question: str
    forecaster: str
    made_on: date
    reason: str
    source: str | None


@dataclass(frozen=True, slots=True)
class MeanScore:
    """Mean of one measure over questions; smaller is better.

    Attributes
    ----------
    measure : `brier`, `log`, `rps`, `crps` or `wis`.
    low, high : 5-95 % by resampling clusters; None where there are too few.
    past_close : the mean over questions past their scheduled close alone; None where there is none.
    """

    measure: str
    mean: float
    low: float | None
    high: float | None
    past_close: float | None


@dataclass(frozen=True, slots=True)
class Skill:
    """1 - score / reference's score, over the questions for which the reference says something.

    Attributes
    ----------
    baseline : `base_rate`, `climatology`, `persistence`, `uniform`, `crowd`, or a forecaster.
    stated : of `base_rate`, questions with a rate of their own; the others stand on the climatology.
    skill : None where the reference was never wrong.
    """

    baseline: str
    measure: str
    questions: int
    stated: int | None
    score: float
    reference: float
    skill: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Scores of one forecaster on one kind of question.

    Attributes
    ----------
    group : the case or horizon, where rows are told apart by it; else empty.
    unit : of a number; questions in different units are never averaged.
    questions, past_close : scored ones, and those past their scheduled close among them.
    clusters : groups of related questions.
    floored : forecasts that the floor of the log score held.
    """

    forecaster: str
    group: str
    kind: ForecastKind
    unit: str | None
    questions: int
    past_close: int
    clusters: int
    floored: int
    scores: tuple[MeanScore, ...]
    skills: tuple[Skill, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts of one bin: how many, what was said, how often it came, and the range luck leaves (5-95 %)."""

    low: float
    high: float
    forecasts: int
    said: float
    came: float
    luck_low: float
    luck_high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether what was said came as often, over yes/no questions past their scheduled close.

    Attributes
    ----------
    not_due : settled questions that are left out until their close has passed.
    brier : reliability - resolution + uncertainty + within_variance - within_covariance.
    reliability_low, reliability_high : 5-95 % of the reliability that a perfectly reliable forecaster would show.
    bins : those that hold forecasts.
    """

    forecaster: str
    questions: int
    clusters: int
    not_due: int
    brier: float
    reliability: float
    reliability_low: float
    reliability_high: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float
    bins: tuple[ReliabilityBin, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a central interval held what came, and its mean interval score (None over several units)."""

    stated: float
    held: float
    questions: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Whether distributions are as wide as they should be, over number and date questions past their close.

    Attributes
    ----------
    pit : outcomes by equal bins of the probability integral transform; even ones are best.
    """

    forecaster: str
    questions: int
    not_due: int
    pit: tuple[float, ...]
    coverages: tuple[Coverage, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two forecasters on the questions that both forecast.

    Attributes
    ----------
    difference : mean score of the first less that of the second; below zero the first is better.
    first_better : share of resamples in which it is.
    ranked : whether an order may be stated: nothing warns against it, and the interval leaves zero out.
    """

    first: str
    second: str
    kind: ForecastKind
    unit: str | None
    measure: str
    questions: int
    clusters: int
    difference: float
    low: float | None
    high: float | None
    first_better: float | None
    ranked: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One forecast looked back on.

    Attributes
    ----------
    given : probability given to what came; of numbers and dates, to anything at least as far out.
    expected : the same by the base rate, or by an even spread over the options; one half for numbers and dates.
    bits : log2(given / expected); below zero the forecast made the outcome more surprising than it was.
    line : all of it in a sentence.
    """

    question: str
    text: str
    forecaster: str
    kind: ForecastKind
    said: str
    came: str
    made_on: date
    resolved_on: date
    given: float
    expected: float
    bits: float
    source: str | None
    line: str


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Everything about the forecasts of one standing.

    Attributes
    ----------
    forecasts : made, from `since` on.
    questions : forecast; `settled`, `annulled`, `overdue` (past their close, not settled) and `open` add up to it.
    """

    standing: Standing
    forecasts: int
    questions: int
    settled: int
    annulled: int
    overdue: int
    open: int
    rows: tuple[ScoreRow, ...]
    calibrations: tuple[Calibration, ...]
    spreads: tuple[Spread, ...]
    comparisons: tuple[Comparison, ...]
    best: tuple[Review, ...]
    worst: tuple[Review, ...]
    excluded: tuple[Excluded, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Scores as of a date, by one rule for several forecasts of one question.

    Attributes
    ----------
    rule : `latest`, `daily`, or `horizon N`.
    unasked : resolutions of questions that nobody forecast.
    """

    on: date
    since: date | None
    rule: str
    by: str
    seed: int
    resamples: int
    tables: tuple[ScoreTable, ...]
    unasked: int
