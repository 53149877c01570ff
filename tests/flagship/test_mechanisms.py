"""Every mechanism the reports describe moves what they say it moves: switching it off undoes that, beyond chance."""

from datetime import timedelta

import numpy as np
import pytest

from detente.case import DropEvent, WithoutMechanism, apply_edits
from detente.projection import holds
from mechanisms import STANDARD_ERRORS, paired

MECHANISMS = [f"M{number:02d}" for number in range(1, 32)]
SWITCHED = [name for name in MECHANISMS if name not in ("M29", "M30")]


def test_all_thirty_one_are_wired_with_evidence_and_inputs(case):
    assert sorted(case.mechanisms) == MECHANISMS
    for name, mechanism in case.mechanisms.items():
        tagged = [effect for effect in case.effects if name in effect.mechanisms]
        assert mechanism.evidence, name
        assert tagged or mechanism.inputs, name


@pytest.mark.parametrize("name", SWITCHED)
def test_switching_it_off_undoes_what_it_moves(run, case, name):
    expects = case.mechanisms[name].expects
    mean, error = paired(run, case, apply_edits(case, (WithoutMechanism(name),)), name)
    way = 1.0 if expects.way == "up" else -1.0
    assert way * mean > STANDARD_ERRORS * error > 0.0


def test_m01_restrains_through_the_spread_of_beliefs_alone(run, case):
    spreads = [
        effect for effect in case.effects if "M01" in effect.mechanisms and effect.turns.endswith(".spread")
    ]
    assert spreads
    kept = tuple(effect for effect in case.effects if effect not in spreads)
    mean, error = paired(run, case, case.model_copy(update={"effects": kept}), "M01")
    assert mean > STANDARD_ERRORS * error > 0.0


def test_m29_holding_all_three_tables_is_harder_than_holding_any(run, case):
    question = case.questions["balance"]
    projection = run(case, question.by, "forecast")
    together = holds(question.yes_if, case, projection, asked=question.asked, by=question.by)
    alone = [
        holds(part, case, projection, asked=question.asked, by=question.by).mean()
        for part in question.yes_if.all
    ]
    error = together.std() / np.sqrt(len(together))
    assert len(alone) >= 3
    assert min(alone) - together.mean() > STANDARD_ERRORS * error
    assert together.mean() > 0.0


def test_m30_without_shocks_interests_are_kept_and_little_shifts(run, case):
    causes = tuple(
        DropEvent(event.id) for event in case.events if event.role == "cause" and not event.follows
    )
    calm = apply_edits(case, causes)
    day = case.as_of
    shocked, still = run(case, day, "hindcast"), run(calm, day, "hindcast")
    first, last = 0, shocked.step_at(day)
    for issue in ("strike_israel", "european_track"):
        told = shocked.reading(f"{issue}.level")
        calm_path = still.reading(f"{issue}.level")
        shift, baseline = told[:, last] - told[:, first], calm_path[:, last] - calm_path[:, first]
        error = np.hypot(shift.std(), baseline.std()) / np.sqrt(len(shift))
        assert abs(shift.mean()) - abs(baseline.mean()) > STANDARD_ERRORS * error, issue


def test_horizons_of_expectations_lie_within_the_case(case):
    for mechanism in case.mechanisms.values():
        assert mechanism.expects is not None
        assert (mechanism.expects.at or case.as_of) + timedelta(days=0) <= case.until
