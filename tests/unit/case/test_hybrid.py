"""Cases between two versions: nothing made is the one before, all made the one after, and what goes together is told."""

from detente.case.hybrid import Hybrids
from detente.models.bargaining import model_names
from versions import ENVOY, NUMBERS, version

MODELS = frozenset(model_names())


def read_by_projection(case):
    return case.model_dump(
        exclude={"sources", "claims", "mechanisms", "accounts", "series", "focus", "title", "summary"}
    )


def test_the_ends_are_the_two_versions():
    before, after = version(), version(**NUMBERS, events=[("chance: likely", "chance: even")])
    hybrids = Hybrids(before, after, MODELS)
    assert read_by_projection(hybrids.case(())) == read_by_projection(before)
    assert read_by_projection(hybrids.case(hybrids.groups)) == read_by_projection(after)


def test_each_number_is_a_change_of_its_own():
    hybrids = Hybrids(version(), version(**NUMBERS), MODELS)
    assert {group.id for group in hybrids.groups} == {
        "pressures.belmark.fear.now",
        "actors.president.stances.water.position",
        "tracks.lake_talks.deal_scale",
    }
    assert all(group.why is None for group in hybrids.groups)


def test_what_names_each_other_is_made_together():
    hybrids = Hybrids(version(), version(**ENVOY), MODELS)
    (group,) = hybrids.groups
    assert set(group.paths) == {"actors.envoy", "institutions.belmark"}
    assert group.why == "they name each other"


def test_a_change_back_gives_the_same_groups():
    forth, back = (
        Hybrids(*pair, MODELS) for pair in ((version(), version(**ENVOY)), (version(**ENVOY), version()))
    )
    assert {frozenset(group.paths) for group in forth.groups} == {
        frozenset(group.paths) for group in back.groups
    }


def test_new_evidence_and_new_words_for_readers_are_no_change_that_moves():
    after = version(
        pressures=[("says: How far the army feels slighted", "says: The army's grievance")],
        actors=[
            ("influence: moderate, evidence: [C04], words", "influence: moderate, evidence: [C03], words")
        ],
    )
    assert Hybrids(version(), after, MODELS).groups == ()


def test_a_name_changed_beside_numbers_in_one_entry_is_a_change_of_its_own():
    after = version(
        case=[("deal_scale: 20", "deal_scale: 12"), ("reopens_after: 12 weeks", "reopens_after: 6 weeks")]
    )
    hybrids = Hybrids(version(), after, MODELS)
    assert {group.id for group in hybrids.groups} == {"tracks.lake_talks", "tracks.lake_talks.deal_scale"}
    by_id = {group.id: group for group in hybrids.groups}
    entry = hybrids.case([by_id["tracks.lake_talks"]]).tracks["lake_talks"]
    assert (entry.reopens_after, entry.deal_scale.value) == ("6 weeks", 20)
    number = hybrids.case([by_id["tracks.lake_talks.deal_scale"]]).tracks["lake_talks"]
    assert (number.reopens_after, number.deal_scale.value) == ("12 weeks", 12)


def test_dates_are_one_change():
    after = version(
        case=[("until: 2023-12-31", "until: 2024-01-31"), ("as_of: 2023-06-30", "as_of: 2023-07-15")]
    )
    (group,) = Hybrids(version(), after, MODELS).groups
    assert group.id == "time"
