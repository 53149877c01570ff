"""A scorecard for people: what each forecaster scored, against what, and what stands in the way of believing it."""

from collections import Counter
from typing import TYPE_CHECKING

from detente.cli._tables import say, table
from detente.core.plain import full_day, percent, several
from detente.core.scorecard import Calibration, Comparison, Review, Scorecard, ScoreRow, ScoreTable

if TYPE_CHECKING:
    from detente.workbench.scoring import Scored

MOST_EXCLUDED, MOST_DIAGRAMS = 5, 6
NAMES = {"brier": "Brier", "log": "log", "rps": "RPS", "crps": "CRPS", "wis": "WIS"}


def show_scores(scored: "Scored") -> None:
    """The tables of each standing, one after the other."""
    card = scored.card
    for column in scored.unread:
        say(f"Not read: {column}")
    if not card.tables:
        say("No forecast was made in that time: nothing to score.")
    for each in card.tables:
        _show_table(each, card)
    if card.unasked:
        say(f"{several(card.unasked, 'resolution')} of questions that nobody forecast.")
    if card.unasked and not any(each.settled or each.annulled for each in card.tables):
        say("No resolution is of a question that was forecast: do both files call their questions alike?")


def _show_table(each: ScoreTable, card: Scorecard) -> None:
    since = f", made since {full_day(card.since)}" if card.since else ""
    say(
        f"{each.standing.upper()} forecasts, as of {full_day(card.on)}{since} ({card.rule} forecast of a question)"
    )
    say(
        f"{several(each.forecasts, 'forecast')} of {several(each.questions, 'question')}: {each.settled} settled, "
        f"{each.annulled} annulled, {each.overdue} past their close and not settled, {each.open} open. Excluded: "
        f"{several(len(each.excluded), 'forecast')}.\n"
    )
    for warning in each.warnings:
        say(f"Warning: {warning}.")
    _show_rows(each, card.by)
    _show_skills(each)
    _show_calibration(each.calibrations)
    _show_spreads(each)
    _show_comparisons(each.comparisons)
    _show_reviews("Best: learned most beyond the base rate", each.best)
    _show_reviews("Worst: lost most against it", each.worst)
    _show_excluded(each)


def _named(row: ScoreRow) -> str:
    return f"{row.forecaster}, {row.group}" if row.group else row.forecaster


def _kind(row: ScoreRow | Comparison) -> str:
    return f"{row.kind} ({row.unit})" if row.unit else row.kind


def _show_rows(each: ScoreTable, by: str) -> None:
    table(
        "Scores: mean and 90 % interval; smaller is better",
        (
            "Forecaster" if by == "forecaster" else f"Forecaster, {by}",
            "Kind", "Measure", "Mean", "5-95 %", "Past close", "n", "Clusters",
        ),
        (
            (
                _named(row), _kind(row), NAMES[score.measure], _number(score.mean), _range(score.low, score.high),
                _number(score.past_close), str(row.questions), str(row.clusters),
            )
            for row in each.rows
            for score in row.scores
        ),
        right=(3, 4, 5, 6, 7),
    )  # fmt: skip
    for warning, rows in _by_warning(each).items():
        say(f"Warning, {', '.join(rows)}: {warning}.")
    floored = sum(row.floored for row in each.rows)
    if floored:
        say(
            f"{several(floored, 'forecast')} gave what came less than 0.1 %; the log score counts them as 0.1 %."
        )
    say()


def _by_warning(each: ScoreTable) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in each.rows:
        for warning in row.warnings:
            found.setdefault(warning, []).append(f"{_named(row)} on {_kind(row)}")
    return found


def _show_skills(each: ScoreTable) -> None:
    table(
        "Skill: 1 - score / baseline's score; above 0 the forecaster is better",
        ("Forecaster", "Baseline", "Measure", "Score", "Its score", "Skill", "5-95 %", "n"),
        (
            (
                _named(row), _baseline(skill.baseline, skill.stated), NAMES[skill.measure], _number(skill.score),
                _number(skill.reference), _number(skill.skill), _range(skill.low, skill.high), str(skill.questions),
            )
            for row in each.rows
            for skill in row.skills
        ),
        right=(3, 4, 5, 6, 7),
    )  # fmt: skip


def _baseline(name: str, stated: int | None) -> str:
    return name if stated is None else f"{name} ({stated} stated)"


def _show_calibration(calibrations: tuple[Calibration, ...]) -> None:
    table(
        "Calibration of yes/no questions past their scheduled close",
        ("Forecaster", "Brier", "Reliability", "by luck", "Resolution", "Uncertainty", "In bins", "n"),
        (
            (
                one.forecaster, _number(one.brier), _number(one.reliability),
                _range(one.reliability_low, one.reliability_high), _number(one.resolution), _number(one.uncertainty),
                _number(one.within_variance - one.within_covariance), str(one.questions),
            )
            for one in calibrations
        ),
        right=tuple(range(1, 8)),
    )  # fmt: skip
    for one in calibrations:
        if one.not_due:
            say(f"{one.forecaster}: {one.not_due} more are settled, and wait for their close.\n")
    for one in calibrations[:MOST_DIAGRAMS]:
        table(
            f"{one.forecaster}: what was said, and how often it came",
            ("Said", "Mean said", "Came", "By luck, 5-95 %", "Forecasts", ""),
            (
                (
                    f"{100 * each.low:.0f} to {100 * each.high:.0f} %", percent(each.said), percent(each.came),
                    f"{percent(each.luck_low)} to {percent(each.luck_high)}", str(each.forecasts),
                    "" if each.luck_low <= each.came <= each.luck_high else "beyond luck",
                )
                for each in one.bins
            ),
            right=(1, 2, 3, 4),
        )  # fmt: skip


def _show_spreads(each: ScoreTable) -> None:
    table(
        "Distributions of numbers and dates: how often an interval held what came",
        ("Forecaster", "Interval", "Held", "Interval score", "n"),
        (
            (
                one.forecaster, f"central {100 * cover.stated:.0f} %", percent(cover.held), _number(cover.score),
                str(cover.questions),
            )
            for one in each.spreads
            for cover in one.coverages
        ),
        right=(2, 3, 4),
    )  # fmt: skip
    for one in each.spreads:
        shares = ", ".join(f"{count:.1f}" for count in one.pit)
        say(f"{one.forecaster}: outcomes by fifth or tenth of the forecast (PIT; even is best): {shares}.\n")


def _show_comparisons(comparisons: tuple[Comparison, ...]) -> None:
    table(
        "Side by side, on the questions both have forecast: below 0 the first is better",
        ("First, second", "Kind", "Measure", "Difference", "5-95 %", "n", "Order"),
        (
            (
                f"{one.first}, {one.second}", _kind(one), NAMES[one.measure], _number(one.difference),
                _range(one.low, one.high), str(one.questions), _order(one),
            )
            for one in comparisons
        ),
        right=(3, 4, 5),
    )  # fmt: skip


def _order(one: Comparison) -> str:
    if not one.ranked:
        return "not ranked"
    return one.first if one.difference < 0 else one.second


def _show_reviews(title: str, reviews: tuple[Review, ...]) -> None:
    if reviews:
        say(f"{title}:")
        for one in reviews:
            say(f"  {one.line}")
        say()


def _show_excluded(each: ScoreTable) -> None:
    if not each.excluded:
        return
    say("Excluded:")
    for one in each.excluded[:MOST_EXCLUDED]:
        where = f" [{one.source}]" if one.source else ""
        say(f"  {one.question}, {one.forecaster}, {full_day(one.made_on)}: {one.reason}{where}")
    if len(each.excluded) > MOST_EXCLUDED:
        reasons = Counter(one.reason.partition(" (")[0] for one in each.excluded[MOST_EXCLUDED:])
        rest = "; ".join(f"{count} more {reason}" for reason, count in reasons.items())
        say(f"  {rest}: see --json.")
    say()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".replace("-", "−")


def _range(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{_number(low)} to {_number(high)}"
