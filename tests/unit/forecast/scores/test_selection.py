from datetime import date

import pytest

from detente.forecast.scores.admission import admit
from detente.forecast.scores.measures import scores_of
from detente.forecast.scores.rows import mean_scores
from detente.forecast.scores.selection import Rule, choose, since_both
from keeping_score import ON, came, said

# Closes on 1 March 2024. Said .5 on 1 February, .8 on 11 February, .9 on 26 February.
MADE = [
    said(made_on=date(2024, 2, day), probability=chance) for day, chance in ((1, 0.5), (11, 0.8), (26, 0.9))
]


def chosen(rule, made=MADE, **settled):
    return choose(admit(made, [came(**settled)], ON).settled, rule)


def chances(one):
    return [part.forecast.probability for part in one.parts]


def test_the_latest_that_counts():
    assert chances(chosen(Rule())[0]) == [0.9]
    assert chances(chosen(Rule(), resolved_on=date(2024, 2, 20))[0]) == [0.8]


def test_days_are_averaged_each_forecast_standing_until_the_next():
    (one,) = chosen(Rule("daily"))
    # 1 to 10 February, 11 to 25 February, 26 February to 1 March (2024 is a leap year).
    assert one.weights == pytest.approx((10 / 30, 15 / 30, 5 / 30))
    scores = mean_scores(one, lambda part: scores_of(part.forecast, part.outcome))
    assert scores["brier"] == pytest.approx((10 * 0.25 + 15 * 0.04 + 5 * 0.01) / 30)


def test_an_early_settlement_ends_the_days():
    (one,) = chosen(Rule("daily"), resolved_on=date(2024, 2, 16))
    assert one.weights == pytest.approx((10 / 15, 5 / 15))


def test_at_a_horizon_the_last_made_so_long_before_the_close():
    assert chances(chosen(Rule("horizon", 10))[0]) == [0.8]
    assert chances(chosen(Rule("horizon", 19))[0]) == [0.8]
    assert chances(chosen(Rule("horizon", 20))[0]) == [0.5]
    assert chosen(Rule("horizon", 60)) == ()


def test_of_several_on_a_day_the_last_given_counts():
    twice = [said(probability=0.1), said(probability=0.6)]
    assert chances(chosen(Rule(), twice)[0]) == [0.6]


def test_two_forecasters_are_set_beside_one_another_over_the_days_both_had_spoken():
    other = said(forecaster="you", made_on=date(2024, 2, 21), probability=0.7)
    mine, its = choose(admit([*MADE, other], [came()], ON).settled, Rule("daily"))
    one, two = since_both(mine, its, Rule("daily"))
    assert one.weights == pytest.approx((0.0, 5 / 10, 5 / 10))
    assert two.weights == (1.0,)
    assert since_both(mine, its, Rule()) == (mine, its)
