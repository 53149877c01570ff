from detente.explanation.behind import claims_behind, claims_of_channel, claims_of_event


def test_claims_of_all_that_stands_in_a_noun(small):
    assert set(claims_behind([small.pressures["drought"]])) == {"C01"}
    assert set(claims_behind([small.actors["president"]])) == {"C02", "C03", "C04"}
    assert claims_behind([None]) == ()


def test_branches_that_did_not_come_stand_behind_nothing(small):
    vote = next(event for event in small.events if event.id == "local_vote")
    lost = vote.branches["hardliners"].model_copy(update={"evidence": ("C05",)})
    event = vote.model_copy(update={"branches": {**vote.branches, "hardliners": lost}})
    assert claims_of_event(event) == ("C04",)
    undecided = {name: branch.model_copy(update={"was": False}) for name, branch in event.branches.items()}
    assert claims_of_event(event.model_copy(update={"branches": undecided})) == ("C04", "C05")


def test_effects_on_the_issue_come_before_others(small):
    assert set(claims_of_channel(small, "army_pride", ("border",))) == {"C05"}
    assert set(claims_of_channel(small, "drought", ("border",))) == {"C01", "C03"}
