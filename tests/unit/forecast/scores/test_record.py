import numpy as np

from detente.forecast.scores import Asked, has_skill, record_in_words, score_forecasts, settled_of
from keeping_score import ON, many

RNG = np.random.default_rng(870)
CHANCES = RNG.uniform(0.05, 0.95, 60)
CAME = RNG.random(60) < CHANCES


def card(chances, came=CAME, **more):
    return score_forecasts(*many(chances, came, **more), on=ON, asked=Asked(resamples=100))


def test_a_record_speaks_from_thirty_questions_on():
    few = card(CHANCES[:29], CAME[:29])
    assert record_in_words(few, "me") is None
    assert settled_of(few, "me") == 29
    many_ = card(CHANCES)
    said = record_in_words(many_, "me")
    assert said.startswith("+0.")
    assert said.endswith("against the base rate (Brier, 60 registered questions settled by 1 January 2025)")
    assert has_skill(many_, "me")
    assert record_in_words(many_, "you") is None


def test_no_skill_is_said_first_and_counts_for_none():
    bad = card(1 - CHANCES, standing="retrospective")
    said = record_in_words(bad, "me")
    assert said.startswith("no better than the base rate: −")
    assert "60 retrospective questions" in said
    assert not has_skill(bad, "me")
