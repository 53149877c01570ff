import pytest

from detente.reading.claims.candidates import candidates_of


def kinds(quote: str, year: int | None = None) -> set[tuple[str, str]]:
    return {(one.kind, one.hit.entry.group) for one in candidates_of(quote, year)}


def only(quote: str, year: int | None = None) -> set[str]:
    return {kind for kind, _ in kinds(quote, year)}


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Lima expelled the envoy.", {"event"}),
        ("Lima had expelled the envoy.", {"history"}),
        ("Lima had seized and expelled envoys before the vote.", {"history"}),
        ("Quito opposes the accord.", {"stance"}),
        ("Food shortages worsened.", {"pressure", "cause"}),
        ("Parliament must approve the treaty.", {"constraint"}),
        ("Quito offered talks.", {"signal"}),
        ("The outcome hinges on whether Quito signs.", {"forecast"}),
        ("The accord is a gamble.", {"opinion"}),
        ("The ambush derailed the vote.", {"cause", "event"}),
    ],
)
def test_each_kind_has_its_cues(quote, expected):
    assert only(quote) == expected


@pytest.mark.parametrize(
    "quote",
    [
        "The attack was brief.",
        "Lima wants to attack.",
        "Lima could attack.",
        "The visit by the king was brief.",
    ],
)
def test_no_event_without_a_finite_act(quote):
    assert "event" not in only(quote)


def test_years_before_the_dateline_are_history():
    assert only("Lima expelled the envoy in 2018.", 2024) == {"history"}
    assert only("Lima expelled the envoy in 2024.", 2024) == {"event"}
    assert only("Lima expelled the envoy in 2018.") == {"history"}
    assert only("Lima expelled the envoy in May 2018.") == {"event"}, (
        "a month alone does not tell without a dateline"
    )


def test_reported_pluperfect_is_not_history():
    assert "history" not in only("Lima said it had expelled the envoy.")


def test_a_verb_no_lexicon_knows_is_a_plain_event_only_where_nothing_else_is_said():
    assert kinds("Lima repainted the hall.") == {("event", "plain")}
    assert ("event", "plain") not in kinds("Lima repainted the hall because Quito wants peace.")


def test_purpose_is_no_complement():
    assert "cause" in only("Lima pulled back to avoid a war.")
    assert "cause" not in only("Lima pledged to protect minorities.")


def test_candidates_come_in_order():
    found = candidates_of("Sanctions led to unrest, so Lima offered talks but ruled out any concession.")
    assert [one.hit.first for one in found] == sorted(one.hit.first for one in found)
