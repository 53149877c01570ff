"""Told the causes and not the outcome, the case shows the November 2024 recalibration, and not before the election."""

from datetime import date

import numpy as np

from detente.case import DropEvent, apply_edits
from detente.core.case import Case

BEFORE, AFTER, ELECTION = date(2024, 10, 28), date(2024, 11, 25), date(2024, 11, 5)


def restraint(run, case: Case) -> np.ndarray:
    return run(case, AFTER, "hindcast").reading("strike_israel.level")


def test_no_fact_of_the_outcome_is_told(run, case):
    projection = run(case, AFTER, "hindcast")
    facts = [event for event in case.events if not (event.branches or event.chance or event.when)]
    outcomes = [event.id for event in facts if event.role == "outcome"]
    assert len(outcomes) >= 5
    for name in outcomes:
        assert (projection.happened[:, projection.names.occurrences.index(name)] == -1).all()


def test_restraint_rises_by_five_points_in_most_worlds(run, case):
    projection = run(case, AFTER, "hindcast")
    path = restraint(run, case)
    rise = path[:, projection.step_at(AFTER)] - path[:, projection.step_at(BEFORE)]
    assert (rise >= 5.0).mean() > 0.80


def test_restraint_does_not_rise_before_the_election(run, case):
    projection = run(case, AFTER, "hindcast")
    path = restraint(run, case)
    before = path[:, : projection.step_at(BEFORE) + 1]
    rise = np.max([before[:, end] - before[:, :end].min(axis=1) for end in range(1, before.shape[1])], axis=0)
    assert (rise >= 5.0).mean() < 0.05
    assert before[:, -1].mean() - before[:, 0].mean() < 1.0


def test_without_the_election_most_of_the_rise_is_gone(run, case):
    projection = run(case, AFTER, "hindcast")
    first, last = projection.step_at(BEFORE), projection.step_at(AFTER)
    told = restraint(run, case)
    untold = restraint(run, apply_edits(case, (DropEvent("election"),)))
    removed = (told[:, last] - told[:, first]) - (untold[:, last] - untold[:, first])
    assert removed.mean() > 0.5 * (told[:, last] - told[:, first]).mean()


def test_earlier_moves_and_rival_causes_are_accounts_of_the_case(case):
    dropped = {event for account in case.accounts.values() for event in account.drops}
    assert {"khamenei_no_barrier", "un_speech", "assurance_note"} <= dropped
    assert {"strikes_of_26_october", "losses_mount"} <= dropped
    assert sum(account.leading for account in case.accounts.values()) == 1


def test_with_no_event_and_no_noise_the_case_stands_still(case):
    from detente.explanation import drifts

    assert drifts(case) == ()
