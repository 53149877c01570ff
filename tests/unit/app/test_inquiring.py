import pytest

from detente.app.inquiring import KINDS, inquire, kept, subjects
from detente.core.errors import ParameterError
from detente.workbench import load
from waiting import wait

OF = {
    "deal": "lake_talks",
    "sensitivity": "truce",
    "would-change": "truce",
    "turning-points": "water.level",
    "look-back": "truce",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    from desks import laid_out

    desk = laid_out(tmp_path_factory.mktemp("asked"), is_run=False)
    file = desk.cases["small"] / "case.yaml"
    file.write_text(file.read_text().replace("worlds: 400", "worlds: 128"))
    for kind in KINDS:
        job = wait(inquire(desk, "small", kind, OF[kind]), 60)
        assert job.state == "done", job.message
        assert f"?of={OF[kind]}#" in job.result
    return desk


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_kept_and_found_again(asked, kind):
    now = asked.standing("small").hashes
    (found,) = kept(asked, "small", kind, now)
    assert (found.kind, found.of, found.worlds, found.is_current) == (kind, OF[kind], 128, True)
    assert found.answer.label
    (stale,) = kept(asked, "small", kind, {**now, "case.yaml": "other"})
    assert not stale.is_current


def test_a_kept_deal_room_is_the_workbenchs_own(asked):
    (found,) = kept(asked, "small", "deal", asked.standing("small").hashes)
    (room,) = load(asked.cases["small"]).deal("lake_talks", worlds=128)
    assert found.answer == room


@pytest.mark.parametrize(
    ("kind", "of"), [("guess", "truce"), ("deal", "truce"), ("look-back", "raids"), ("deal", "")]
)
def test_what_cannot_be_asked_is_refused(asked, kind, of):
    with pytest.raises(ParameterError):
        inquire(asked, "small", kind, of)


def test_a_kept_file_of_another_form_is_left_out(asked):
    place = asked.runs / ".workbench" / "inquiries" / "small"
    (place / "deal-broken.json").write_text("{}")
    assert len(kept(asked, "small", "deal", {})) == 1


def test_subjects_are_what_can_be_asked(asked):
    case = asked.standing("small").file.case
    assert list(subjects(case, "deal")) == ["lake_talks"]
    assert list(subjects(case, "look-back")) == ["more_water", "truce"]
    assert "water.level" in subjects(case, "turning-points")


def test_pages_show_what_was_asked(asked):
    import httpx

    from desks import served

    with served(asked) as address, httpx.Client(base_url=address, timeout=30) as client:
        room = client.get("/cases/small/deal-room").text
        assert "The price of face" in room
        assert "Who can say no" in room
        assert '"lake_talks" selected' not in room
        assert '"lake_talks" selected' in client.get("/cases/small/deal-room?of=lake_talks").text
        assert client.get("/cases/small/what-if").status_code == 200
        answer = client.post(
            "/cases/small/inquiries", data={"token": asked.token, "kind": "deal", "of": "nothing"}
        )
        assert answer.status_code == 422
