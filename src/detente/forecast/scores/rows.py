"""Rows of the table of scores: a forecaster's mean scores on one kind of question, and skill against baselines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.core.forecast import ForecastKind
from detente.core.plain import several
from detente.core.scorecard import MeanScore, ScoreRow, Skill
from detente.forecast.scores.admission import Settled
from detente.forecast.scores.baselines import BASELINES, Climate, has_own_rate, reference_scores
from detente.forecast.scores.bootstrap import resampled_ratio
from detente.forecast.scores.measures import MEASURES, Scores, is_floored, scores_of
from detente.forecast.scores.selection import Chosen, Rule, since_both

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FEWEST_QUESTIONS = 30
"""Questions below which a mean says little and nobody is ranked."""
FEWEST_CLUSTERS = 20
"""Clusters below which resampling them promises too much."""
HORIZONS = ((7, "up to a week"), (30, "8 to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"))
"""Longest horizon in days -> how it is called; beyond the last it is `over 180 days`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is made with.

    Attributes
    ----------
    by : what rows are told apart by, besides forecaster and kind: `forecaster` (nothing), `case` or `horizon`.
    baselines : names of `baselines.BASELINES`, or of forecasters.
    """

    rule: Rule = field(default_factory=Rule)
    by: str = "forecaster"
    baselines: tuple[str, ...] = tuple(BASELINES)
    seed: int = 1
    resamples: int = 2000


Kind = tuple[ForecastKind, bool, str | None]
"""Kind of question, whether its options are in an order, and the unit; scores of different ones are not averaged."""


def kind_of(one: Chosen) -> Kind:
    """What a question may be averaged with."""
    forecast = one.last.forecast
    unit = "days" if forecast.kind == "date" else forecast.unit
    return (forecast.kind, forecast.ordered, unit)


def group_of(one: Chosen, by: str) -> str:
    """The case or horizon of a question, or nothing."""
    if by == "case":
        return one.last.forecast.group
    if by == "horizon":
        days = one.last.forecast.horizon
        return next((name for longest, name in HORIZONS if days <= longest), "over 180 days")
    return ""


def score_rows(chosen: Sequence[Chosen], climate: Climate, asked: Asked) -> tuple[ScoreRow, ...]:
    """One row for each forecaster, group and kind.

    Parameters
    ----------
    chosen : of one standing, all forecasters.
    climate : of the same questions.
    """
    held: dict[tuple[str, str, Kind], list[Chosen]] = {}
    for one in chosen:
        held.setdefault((one.forecaster, group_of(one, asked.by), kind_of(one)), []).append(one)
    others = {(one.forecaster, one.question): one for one in chosen}
    order = sorted(
        held, key=lambda key: (key[0], _place(key[1]), key[1], key[2][0], key[2][1], key[2][2] or "")
    )
    return tuple(_row(key, held[key], others, climate, asked) for key in order)


def _place(group: str) -> int:
    names = [name for _, name in HORIZONS]
    return names.index(group) if group in names else len(names)


def _row(
    key: tuple[str, str, Kind],
    chosen: Sequence[Chosen],
    others: Mapping[tuple[str, str], Chosen],
    climate: Climate,
    asked: Asked,
) -> ScoreRow:
    forecaster, group, (kind, _, unit) = key
    cluster = clusters_of(chosen)
    scored = [mean_scores(one, _own) for one in chosen]
    measures = [name for name in MEASURES if all(name in one for one in scored)]
    past = np.array([one.last.past_close for one in chosen])
    means = tuple(
        _mean(name, np.array([one[name] for one in scored]), cluster, past, asked) for name in measures
    )
    skills = tuple(
        found
        for baseline in asked.baselines
        if baseline != forecaster
        for found in _skills(baseline, chosen, others, climate, asked)
    )
    settled = [part for one in chosen for part in one.parts]
    return ScoreRow(
        forecaster=forecaster,
        group=group,
        kind=kind,
        unit=unit,
        questions=len(chosen),
        past_close=int(past.sum()),
        clusters=len(np.unique(cluster)),
        floored=sum(is_floored(one.forecast, one.outcome) for one in settled),
        scores=means,
        skills=skills,
        warnings=warnings_of(len(chosen), len(np.unique(cluster)), len(chosen) - int(past.sum())),
    )


def warnings_of(questions: int, clusters: int, early: int = 0) -> tuple[str, ...]:
    """What a reader must know before trusting a number.

    Parameters
    ----------
    early : questions settled before their close.
    """
    found = []
    if questions < FEWEST_QUESTIONS:
        found.append(
            f"{several(questions, 'question')}: under {FEWEST_QUESTIONS}, "
            "luck outweighs skill; nothing is ranked"
        )
    if clusters < 2 and questions > 1:
        found.append("all questions are of one cluster: they share their luck, and no interval can be told")
    elif clusters < FEWEST_CLUSTERS and questions >= FEWEST_QUESTIONS:
        found.append(f"{clusters} clusters of related questions: the intervals are too narrow")
    if early:
        found.append(
            f"{early} settled before the scheduled close: what happens early is mostly yes, "
            "so the mean leans that way; see the mean past the close"
        )
    return tuple(found)


def clusters_of(chosen: Sequence[Chosen]) -> Integers:
    """Number of the cluster of each question."""
    names = [one.last.forecast.group for one in chosen]
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int64)


def mean_scores(one: Chosen, score: Callable[[Settled], Scores | None]) -> dict[str, float]:
    """Weighted mean of every measure over the forecasts of a question; nothing where one of them has no score."""
    scored = [
        (weight, score(part)) for part, weight in zip(one.parts, one.weights, strict=True) if weight > 0
    ]
    if any(each is None for _, each in scored):
        return {}
    common = [name for name in MEASURES if all(each is not None and name in each for _, each in scored)]
    return {name: sum(weight * each[name] for weight, each in scored if each is not None) for name in common}


def _own(one: Settled) -> Scores:
    return scores_of(one.forecast, one.outcome)


def _mean(
    measure: str, scores: Floats, cluster: Integers, past: NDArray[np.bool_], asked: Asked
) -> MeanScore:
    found = resampled_ratio(scores, np.ones_like(scores), cluster, asked.resamples, asked.seed)
    return MeanScore(
        measure, found.value, found.low, found.high, float(scores[past].mean()) if past.any() else None
    )


def _skills(
    baseline: str,
    chosen: Sequence[Chosen],
    others: Mapping[tuple[str, str], Chosen],
    climate: Climate,
    asked: Asked,
) -> Iterable[Skill]:
    pairs = [
        (one, mine, its)
        for one in chosen
        if (both := _beside(baseline, one, others, climate, asked.rule)) is not None
        for mine, its in [both]
        if its
    ]
    if not pairs:
        return
    cluster = clusters_of([one for one, _, _ in pairs])
    stated = sum(has_own_rate(one.last) for one, _, _ in pairs) if baseline == "base_rate" else None
    if stated == 0 and "climatology" in asked.baselines:
        return  # it would say the same again
    for measure in MEASURES:
        if not all(measure in mine and measure in its for _, mine, its in pairs):
            continue
        score = np.array([mine[measure] for _, mine, _ in pairs])
        reference = np.array([its[measure] for _, _, its in pairs])
        if reference.sum() <= 0.0:
            value, low, high = None, None, None
        else:
            # 1 - a / b as one ratio, (b - a) / b, so that its interval is resampled as it is read.
            found = resampled_ratio(reference - score, reference, cluster, asked.resamples, asked.seed)
            value, low, high = found.value, found.low, found.high
        yield Skill(
            baseline,
            measure,
            len(pairs),
            stated,
            float(score.mean()),
            float(reference.mean()),
            value,
            low,
            high,
        )


def _beside(
    baseline: str, one: Chosen, others: Mapping[tuple[str, str], Chosen], climate: Climate, rule: Rule
) -> tuple[dict[str, float], dict[str, float]] | None:
    """Scores of a forecaster and of a baseline on one question, over the same days."""
    if baseline in BASELINES:
        return mean_scores(one, _own), mean_scores(
            one, lambda part: reference_scores(baseline, part, climate)
        )
    other = others.get((baseline, one.question))
    if other is None:
        return None
    mine, its = since_both(one, other, rule)
    return mean_scores(mine, _own), mean_scores(its, _own)
