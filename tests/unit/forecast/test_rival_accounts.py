from pathlib import Path

import pytest

from detente.forecast.deception import deception
from detente.forecast.rival_accounts import RATINGS, less, matrix, update
from detente.workspace import load_case

SMALL = Path(__file__).parents[2] / "cases" / "small"


@pytest.fixture(scope="module")
def case():
    return load_case(SMALL).case


def test_the_matrix_reads_what_the_case_states(case):
    table = matrix(case)
    told = {row.claim: row.ratings for row in table.rows}
    assert told == {
        "C04": {"thaw": "C", "weather": "NA"},
        "C01": {"thaw": "NA", "weather": "C"},
        "C07": {"thaw": "NA", "weather": "I"},
    }
    assert table.unopposed == ("thaw",)
    assert all(row.tells for row in table.rows)


def test_ratings_by_people_win_and_what_they_name_must_exist(case):
    table = matrix(
        case, {("C07", "thaw"): "II", ("C07", "weather"): "C", ("C99", "thaw"): "I", ("C01", "none"): "I"}
    )
    row = next(row for row in table.rows if row.claim == "C07")
    assert (row.ratings, row.is_rated) == ({"thaw": "II", "weather": "C"}, True)
    assert len(table.rows) == 3
    assert table.against["thaw"] > table.against["weather"]


def test_the_update_sums_to_one_and_follows_the_ratings(case):
    before = {one.account: one for one in update(matrix(case))}
    assert sum(one.chance for one in before.values()) == pytest.approx(1)
    assert all(one.low <= one.chance <= one.high for one in before.values())
    assert before["thaw"].chance > before["weather"].chance
    after = {one.account: one for one in update(matrix(case, {("C07", "weather"): "CC"}))}
    assert after["weather"].chance > before["weather"].chance
    assert update(matrix(case)) == update(matrix(case))


def test_nothing_told_leaves_even_odds(case):
    silent = {(claim, account): "N" for claim in case.claims for account in case.accounts}
    table = matrix(case, silent)
    assert [one.chance for one in update(table)] == pytest.approx([0.5, 0.5])
    assert not any(row.tells for row in table.rows)


def test_one_origin_told_often_counts_once(case):
    claims = dict(case.claims)
    claims |= {f"R{k}": case.claims["C04"] for k in range(6)}
    accounts = dict(case.accounts)
    accounts["thaw"] = accounts["thaw"].model_copy(update={"evidence": ("C04", *(f"R{k}" for k in range(6)))})
    many = case.model_copy(update={"claims": claims, "accounts": accounts})
    once, often = ({one.account: one.chance for one in update(matrix(each))} for each in (case, many))
    assert often["thaw"] == pytest.approx(once["thaw"])


def test_more_written_on_an_account_does_not_count_against_it(case):
    few = matrix(case, {("C07", "weather"): "I"})
    many = matrix(
        case,
        {(claim, "weather"): "I" for claim in ("C02", "C03", "C05", "C06", "C07")}
        | {("C01", "weather"): "I"},
    )
    per_claim = [row.weight for row in many.rows if row.ratings["weather"] == "I"]
    assert many.against["weather"] == pytest.approx(sum(per_claim) / len(per_claim))
    assert few.against["weather"] <= max(per_claim)


def test_claims_that_swing_the_order_are_named(case):
    assert matrix(case).swings == ()
    close = matrix(case, {("C04", "thaw"): "I", ("C01", "weather"): "N", ("C07", "weather"): "N"})
    assert close.swings == ("C04",)
    both = matrix(case, {("C04", "thaw"): "II", ("C01", "thaw"): "II", ("C07", "weather"): "N"})
    assert both.swings == ()


def test_a_case_without_accounts_has_no_update(case):
    bare = case.model_copy(update={"accounts": {}})
    assert update(matrix(bare)) == ()
    assert set(RATINGS) == {"CC", "C", "N", "I", "II", "NA"}


def test_leaving_a_claim_out_tells_where_the_order_hangs_on_it(case):
    table = matrix(case, {("C04", "weather"): "II", ("C01", "thaw"): "I"})
    assert table.order == tuple(sorted(table.against, key=lambda name: table.against[name]))
    for row in table.rows:
        order = less(table, lambda one, row=row: one is row).order
        assert table.without.get(row.claim, table.order) == order
    assert set(table.swings) == {
        claim for claim, order in table.without.items() if order[0] != table.order[0]
    }
    assert table.without


def test_a_row_that_separates_nothing_has_no_diagnosticity(case):
    alike = {(claim, account): "C" for claim in case.claims for account in case.accounts}
    assert all(row.diagnosticity == 0 and not row.tells for row in matrix(case, alike).rows)
    strong = matrix(case, {("C04", "thaw"): "CC", ("C04", "weather"): "II"})
    row = next(row for row in strong.rows if row.claim == "C04")
    assert row.diagnosticity == pytest.approx(row.weight)


def test_deception_counts_the_voices_behind_the_leading_account(case):
    found = deception(case)
    assert found is not None
    assert set(found.claims) == {claim for voice in found.voices for claim in voice.claims}
    assert found.account in case.accounts
    assert all(voice.leads_without in case.accounts for voice in found.voices)
    assert deception(case.model_copy(update={"accounts": {}})) is None
