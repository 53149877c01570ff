from datetime import date

import pytest

from detente.core.claim import Claim
from detente.explanation.reported import reported

OPENS = date(2023, 5, 1)


def told(small, *claims):
    made = {
        f"T{n}": Claim.model_validate(
            {"source": "herald", "says": "Told", "kind": "event", "about": "water", **one}
        )
        for n, one in enumerate(claims)
    }
    return reported(small.model_copy(update={"claims": made}), "water", "accommodation", OPENS)


def test_words_and_deeds_are_counted_apart(small):
    found = told(
        small,
        {"direction": "accommodation", "form": "words", "stage": "signalled", "when": "2023-06-03"},
        {"direction": "accommodation", "form": "words", "stage": "debated"},
        {"direction": "confrontation", "form": "words"},
        {"direction": "confrontation", "form": "deeds"},
    )
    assert found.side.words == "toward accommodation (2 of 3)"
    assert found.side.deeds == "toward confrontation (1 of 1)"
    assert found.side.stage == "signalled"
    assert found.side.when == date(2023, 6, 3)
    assert found.supporting == ("T0", "T1")
    assert found.opposing == ("T2", "T3")


def test_contested_claims_are_named_and_not_counted(small):
    found = told(
        small,
        {"direction": "accommodation", "form": "deeds", "stage": "acted", "hedge": "denied"},
        {"direction": "accommodation", "form": "words", "stage": "signalled"},
    )
    assert found.contested == ("T0",)
    assert found.supporting == ("T1",)
    assert found.side.deeds == "nothing reported"
    assert found.side.stage == "signalled"
    assert found.side.how_sure == "1 origin, 1 contested"


def test_what_was_over_before_the_window_is_the_line_departed_from(small):
    found = told(
        small,
        {"direction": "confrontation", "form": "deeds", "when": "2023-03"},
        {"direction": "confrontation", "form": "deeds", "when": "before 2023-05-01"},
        {"direction": "accommodation", "form": "words", "when": "2023-04-02"},
        {"direction": "confrontation", "form": "deeds", "when": "after 2023-02"},
    )
    assert found.opposing == ("T3",)
    assert found.supporting == ("T2",)
    assert found.side.words == "nothing reported"
    assert found.side.when == date(2023, 4, 2)


@pytest.mark.parametrize("kind", ["history", "forecast", "opinion", "pressure", "constraint"])
def test_what_presses_on_a_course_is_no_report_of_it(small, kind):
    found = told(small, {"direction": "accommodation", "form": "words", "kind": kind})
    assert found.supporting == ()
    assert found.side.stage == "none reported"
    assert found.side.how_sure == "no origin"


def test_acts_of_others_are_no_course_of_the_owner(small):
    mine, other = {"actors": ["army", "belmark"]}, {"actors": ["belmark", "arvenia"]}
    unknown = {"actors": ["officers"]}
    found = told(small, *({"direction": "accommodation", **one} for one in (mine, other, unknown)))
    assert found.supporting == ("T0", "T2")


def test_a_draw_is_told_as_one(small):
    found = told(
        small,
        {"direction": "accommodation", "form": "words"},
        {"direction": "confrontation", "form": "words"},
    )
    assert found.side.words == "both ways (1 and 1)"
