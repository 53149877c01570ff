"""The scorecard as a whole: what is mixed, what is left out, and the bias of what is settled early."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from detente.core.resolution import Resolution
from detente.forecast.scores import Asked, Rule, score_forecasts
from keeping_score import ASKED, CLOSES, ON, came, many, said

FEW = Asked(resamples=200)


def score(made, resolutions, on=ON, asked=FEW, **more):
    return score_forecasts(made, resolutions, on=on, asked=asked, **more)


def mean(row, measure="brier"):
    return next(one.mean for one in row.scores if one.measure == measure)


def test_registered_and_retrospective_are_never_mixed():
    made = [said("A", 0.9), said("B", 0.9), said("A", 0.2, standing="retrospective", forecaster="you")]
    card = score(made, [came("A"), came("B")])
    assert [(table.standing, table.questions, len(table.rows)) for table in card.tables] == [
        ("registered", 2, 1),
        ("retrospective", 1, 1),
    ]
    assert mean(card.tables[0].rows[0]) == pytest.approx(0.01)
    assert mean(card.tables[1].rows[0]) == pytest.approx(0.64)
    # Not even one forecaster's own: neither is a pair to be compared, nor does one's outcome enter the other's climate.
    assert all(table.comparisons == () for table in card.tables)
    assert {skill.baseline for skill in card.tables[1].rows[0].skills} == {"uniform"}


def test_a_retrospective_forecast_changes_nothing_in_the_registered_table():
    made, resolutions = many(np.linspace(0.1, 0.9, 12), [0] * 6 + [1] * 6)
    alone = score(made, resolutions).tables[0]
    later = [one.model_copy(update={"standing": "retrospective", "probability": 1.0}) for one in made]
    assert score([*later, *made], resolutions).tables[0] == alone


def early_yes(seed, number=4000):
    """Questions asked together that ask whether something happens within a hundred days; it comes at a constant rate.

    Their forecaster knows every chance. What has happened is settled that day, the rest when it closes.
    """
    rng = np.random.default_rng(seed)
    chance = rng.uniform(0.05, 0.95, number)
    happens = rng.exponential(-100.0 / np.log1p(-chance))
    opened = rng.integers(0, 200, number)
    made, settled = [], []
    for place in range(number):
        start = ASKED + timedelta(days=int(opened[place]))
        closes = start + timedelta(days=100)
        name = f"Q{place:04d}"
        made.append(said(name, float(chance[place]), made_on=start, closes=closes))
        day = min(closes, start + timedelta(days=int(happens[place]) + 1)) + timedelta(days=1)
        outcome = "yes" if happens[place] <= 100 else "no"
        settled.append(Resolution(question=name, outcome=outcome, resolved_on=day))
    return made, settled


def test_an_early_yes_does_not_bias_calibration():
    made, settled = early_yes(848)
    on = ASKED + timedelta(days=200)
    card = score(made, settled, on=on)
    (calibration,) = card.tables[0].calibrations
    # Known by then: everything that is settled by that day. With the early yes let in, yes comes far too often.
    known = {one.question: one.outcome == "yes" for one in settled if one.resolved_on <= on}
    let_in = [one for one in made if one.question in known]
    gap = np.mean([known[one.question] - one.probability for one in let_in])
    assert gap > 0.05
    # Past their close alone it comes as often as said, within three standard errors.
    due = [one for one in let_in if one.closes < on]
    assert (calibration.questions, calibration.not_due) == (len(due), len(let_in) - len(due))
    off = sum(each.forecasts * (each.came - each.said) for each in calibration.bins) / len(due)
    error = np.sqrt(np.mean([one.probability * (1 - one.probability) for one in due]) / len(due))
    assert abs(off) < 3 * error
    assert calibration.reliability <= 1.5 * calibration.reliability_high
    # The mean of all that is settled is told apart from the one past the close, with a warning.
    row = card.tables[0].rows[0]
    assert (row.questions, row.past_close) == (len(let_in), len(due))
    assert any("before the scheduled close" in warning for warning in row.warnings)


def test_rows_in_any_order_give_the_same_card():
    rng = np.random.default_rng(849)
    made, resolutions = many(rng.random(40), rng.integers(0, 2, 40), cluster="a")
    made += [one.model_copy(update={"forecaster": "you", "probability": 0.5}) for one in made[::2]]
    card = score(made, resolutions)
    for _ in range(3):
        shuffled = [[each[at] for at in rng.permutation(len(each))] for each in (made, resolutions)]
        assert score(*shuffled) == card


def test_units_and_kinds_are_never_averaged():
    made = [
        said("A", kind="number", unit="kg", quantiles={0.5: 1.0}),
        said("B", kind="number", unit="rial", quantiles={0.5: 1e6}),
        said("C"),
        said("D", kind="date", quantiles={0.5: date(2024, 2, 1)}),
    ]
    card = score(made, [came("A", "3"), came("B", "0"), came("C"), came("D", "never")])
    assert [(row.kind, row.unit, mean(row, row.scores[0].measure)) for row in card.tables[0].rows] == [
        ("date", "days", 30.0),
        ("number", "kg", 2.0),
        ("number", "rial", 1e6),
        ("yes/no", None, pytest.approx(0.09)),
    ]


def test_rows_by_case_and_by_horizon():
    made = [
        said("A", cluster="iran"),
        said("B", cluster="saudi"),
        said("C", made_on=date(2024, 2, 26), cluster="iran"),
    ]
    resolutions = [came(name) for name in "ABC"]
    by_case = score(made, resolutions, asked=replace(FEW, by="case")).tables[0].rows
    assert [(row.group, row.questions) for row in by_case] == [("iran", 2), ("saudi", 1)]
    by_horizon = score(made, resolutions, asked=replace(FEW, by="horizon")).tables[0].rows
    assert [(row.group, row.questions) for row in by_horizon] == [("up to a week", 1), ("31 to 90 days", 2)]


def test_skill_by_hand_and_against_another_forecaster():
    made = [
        said("A", 0.8, crowd=0.6),
        said("B", 0.4, crowd=0.6),
        said("A", 0.6, forecaster="you"),
        said("C", 0.5),
    ]
    resolutions = [came("A"), came("B", "no"), came("C")]
    (mine, _) = score(made, resolutions, asked=replace(FEW, baselines=("crowd", "you"))).tables[0].rows
    crowd, you = (next(one for one in mine.skills if one.baseline == name) for name in ("crowd", "you"))
    # By hand: mine .04 and .16; the crowd's .16 and .36; yours .16 on A alone.
    assert (crowd.questions, crowd.skill) == (2, pytest.approx(1 - 0.20 / 0.52))
    assert (you.questions, you.skill) == (1, pytest.approx(1 - 0.04 / 0.16))


def test_an_order_is_stated_only_where_nothing_warns_against_it():
    rng = np.random.default_rng(850)

    def compared(number, **more):
        chance = rng.uniform(0.1, 0.9, number)
        made, resolutions = many(chance, rng.random(number) < chance, **more)
        worse = [
            one.model_copy(update={"forecaster": "worse", "probability": 1 - one.probability}) for one in made
        ]
        (one,) = score([*made, *worse], resolutions).tables[0].comparisons
        return one

    many_ = compared(80)
    assert many_.ranked
    assert many_.difference < 0
    assert many_.first_better > 0.95
    few = compared(29)
    assert not few.ranked
    assert "under 30" in few.warnings[0]
    alike = compared(80, cluster="one")
    assert not alike.ranked
    assert alike.low is None


def test_best_and_worst_are_told_in_sentences():
    made = [
        said("A", 0.9, base_rate=0.3, text="Will it hold?"),
        said("B", 0.95, base_rate=0.4, forecaster="you"),
        said("C", kind="number", unit="kg", quantiles={0.05: 1.0, 0.5: 2.0, 0.95: 3.0}),
    ]
    table = score(made, [came("A"), came("B", "no"), came("C", "9")]).tables[0]
    (best,) = table.best
    assert best.bits == pytest.approx(np.log2(3))
    assert best.line.replace("\N{NO-BREAK SPACE}", " ") == (
        "A (Will it hold?): me said 90 % yes on 1 January 2024, 60 days before the close; came yes; a chance of 90 %, "
        "by the base rate 30 %: 1.6 bits less surprising than by that."
    )
    assert [one.question for one in table.worst] == ["B", "C"]
    assert table.worst[1].given == pytest.approx(0.05)
    assert "at least so far out" in table.worst[1].line


def test_coverage_of_intervals_and_their_score():
    made = [
        said(name, kind="number", unit="kg", quantiles={0.05: 0.0, 0.1: 1.0, 0.9: 9.0, 0.95: 10.0})
        for name in "ABCD"
    ]
    resolutions = [came(name, outcome) for name, outcome in zip("ABCD", ("5", "9.5", "12", "1"), strict=True)]
    (spread,) = score(made, resolutions).tables[0].spreads
    wide = next(one for one in spread.coverages if one.stated == 0.9)
    assert (wide.held, wide.questions) == (0.75, 4)
    assert wide.score == pytest.approx(10 + (2 / 0.1) * 2 / 4)
    narrow = next(one for one in spread.coverages if one.stated == 0.8)
    assert narrow.held == 0.5
    assert sum(spread.pit) == pytest.approx(4)


def test_daily_scores_and_an_empty_table():
    made = [said(probability=0.5), said(made_on=CLOSES, probability=1.0)]
    card = score(made, [came()], asked=replace(FEW, rule=Rule("daily")))
    assert card.rule == "daily"
    assert mean(card.tables[0].rows[0]) == pytest.approx(0.25 * 60 / 61)
    assert score([], [came()]).tables == ()
    assert score([], [came()]).unasked == 1


def test_of_many_forecasters_the_twelve_with_most_questions_are_compared():
    made, resolutions = many([0.3, 0.6, 0.8], [0, 1, 1])
    crowd = [
        one.model_copy(update={"forecaster": f"p{number:02d}"})
        for number in range(14)
        for one in made[: 3 - number // 12]
    ]
    pairs = score(crowd, resolutions).tables[0].comparisons
    assert len(pairs) == 12 * 11 / 2
    assert {name for one in pairs for name in (one.first, one.second)} == {
        f"p{number:02d}" for number in range(12)
    }
