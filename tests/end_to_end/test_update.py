"""`detente update` as a user meets it: nothing is applied by itself, and what moved is told by its cause."""

import io
import json
import shutil
from pathlib import Path

import pytest

from detente.workspace import load_case
from terminal import detente

TESTS = Path(__file__).parents[1]
GIVEN = ("courier.txt", "daily.txt", "--publisher", "North Sea Courier", "--publisher", "Fjord Daily")


@pytest.fixture
def desk(tmp_path):
    shutil.copytree(TESTS / "cases" / "fishery", tmp_path / "fishery")
    for article in (TESTS / "articles").iterdir():
        shutil.copy(article, tmp_path / article.name)
    return tmp_path


def held(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def update(desk, *arguments):
    said = detente("update", "fishery", *arguments, "--worlds", 150, at=desk)
    assert said.code == 0, said.err
    return said


@pytest.fixture
def proposals(desk):
    return update(desk, *GIVEN, "--no-run", "--json").json["proposals"]


def accept(desk, ids, name="accepted.yaml"):
    (desk / name).write_text("accept:\n" + "".join(f"  - {one}\n" for one in ids))
    return name


def of(proposals, start):
    return next(one for one in proposals if one["path"].startswith(start))


def test_without_a_word_nothing_is_applied(desk):
    before = held(desk / "fishery")
    said = update(desk, *GIVEN)
    assert held(desk / "fishery") == before
    assert "Nothing was accepted" in said.out
    for part in (
        "claims are new",
        "What they bear on",
        "Proposed revisions",
        "old: 25",
        "why:",
        "catch_share.position",
    ):
        assert part in said.out


def test_proposals_say_where_old_new_and_why(proposals):
    assert {one["kind"] for one in proposals} == {"claim", "fact", "evidence", "value"}
    for one in proposals:
        assert set(one) == {"id", "kind", "path", "old", "new", "why", "claims"}
        assert one["new"]
        assert one["why"]
        assert one["claims"]
    assert "counts_as: [trawler_seized]" in of(proposals, "events.coerce")["new"]
    assert of(proposals, "events.ambassador_summoned")["old"] == "chance even"


def test_signposts_that_seem_to_be_seen_are_told(desk):
    signs = update(desk, *GIVEN, "--json").json["signs"]
    assert all(set(one) == {"claim", "signpost", "text", "question", "now", "if_seen"} for one in signs)


def test_accepted_proposals_are_applied_and_what_moved_is_told_by_cause(desk, proposals):
    before = held(desk / "fishery")
    seized, summoned = of(proposals, "events.coerce")["id"], of(proposals, "events.ambassador_summoned")["id"]
    turned = of(proposals, "actors.iceland.stances.catch_share.position from")["id"]
    name = accept(desk, [seized, summoned, turned])
    said = update(desk, *GIVEN, "--accept", name, "--json").json
    assert set(said["written"]) == {"case.yaml", "drivers.yaml", "evidence.yaml"}
    after = held(desk / "fishery")
    assert after["actors.yaml"] == before["actors.yaml"]
    assert b"# announced, not yet done" in after["drivers.yaml"]
    case = load_case(desk / "fishery").case
    assert case.as_of.isoformat() == said["as_of_after"] == "2030-03-19"
    assert next(one for one in case.events if one.id == "ambassador_summoned").chance is None
    moved = {one["of"]: one for one in said["moved"]}
    access = moved["port_access.level"]
    assert access["after"] < access["before"]
    assert access["parts"]["evidence"] < 0
    assert moved["catch_share.level"]["parts"]["judgement"] < 0
    assert moved["catch_share.level"]["parts"]["evidence"] == pytest.approx(0, abs=0.5)
    for one in said["moved"]:
        parts = [one["parts"][name] for name in ("time", "evidence", "judgement")]
        assert sum(parts) == pytest.approx(one["after"] - one["before"], abs=1e-3)
        assert one["parts"]["code"] is None
    assert "not known" in said["code"]
    assert detente("check", "fishery", at=desk).code == 0


def test_the_code_is_told_apart_where_a_run_is_kept(desk, proposals):
    assert detente("run", "fishery", "--worlds", 150, "--no-report", at=desk).code == 0
    name = accept(desk, [of(proposals, "events.coerce")["id"]])
    said = update(desk, *GIVEN, "--accept", name, "--dry-run", "--json").json
    assert {one["parts"]["code"] for one in said["moved"]} == {0.0}
    (manifest,) = (desk / "runs").glob("*/manifest.json")
    told = json.loads(manifest.read_text())
    told["versions"]["code"] = "0123456789ab"
    results = manifest.with_name("results.json")
    stored = json.loads(results.read_text())
    for one in stored["questions"]:
        if one["id"] == "deal":
            one["probability"] = 0.0
    results.write_text(json.dumps(stored))
    from hashlib import sha256

    told["files"]["results.json"] = sha256(results.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told))
    said = update(desk, *GIVEN, "--accept", name, "--dry-run", "--json").json
    deal = next(one for one in said["moved"] if one["of"] == "deal")
    assert deal["parts"]["code"] == pytest.approx(deal["before"])
    assert "other code" in said["code"]


def test_a_dry_run_writes_nothing(desk, proposals):
    before = held(desk / "fishery")
    name = accept(desk, [one["id"] for one in proposals])
    said = update(desk, *GIVEN, "--accept", name, "--dry-run")
    assert held(desk / "fishery") == before
    assert "+++ b/evidence.yaml" in said.out
    assert "What moved, and why" in said.out
    assert "Nothing was written" in said.out


def test_everything_may_be_accepted_and_then_nothing_is_new(desk, proposals):
    name = accept(desk, [one["id"] for one in proposals])
    update(desk, *GIVEN, "--accept", name, "--no-run")
    assert detente("check", "fishery", "--json", at=desk).json["errors"] == []
    again = update(desk, *GIVEN, "--no-run", "--json").json
    assert [one["says"] for one in again["verdicts"]] == [
        "nothing new: the case has it as courier",
        "nothing new: the case has it as daily",
    ]
    assert again["proposals"] == []


def test_a_report_that_only_relays_is_nothing_new(desk, proposals):
    update(desk, *GIVEN, "--accept", accept(desk, [one["id"] for one in proposals]), "--no-run")
    before = held(desk / "fishery")
    said = update(desk, "relay.txt", "--publisher", "Harbour Post", "--no-run")
    assert "nothing new: relays Reuters" in said.out
    assert held(desk / "fishery") == before


def test_only_the_date_may_roll(desk):
    said = update(desk, "daily.txt", "--as-of", "2030-03-16", "--json").json
    assert said["accepted"] == []
    assert said["written"] == ["case.yaml"]
    assert said["due"] == ["ambassador_summoned"]
    for one in said["moved"]:
        assert (one["parts"]["evidence"], one["parts"]["judgement"]) == (0, 0)


BROKEN = {
    "an unknown id": ("accept: [fact-9-0000]", "--accept"),
    "no list": ("accept: fact", "--accept"),
    "no YAML": ("accept: [", "--accept"),
    "numbers": ("[1, 2]", "--accept"),
    "empty": ("", "--accept"),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_list_that_cannot_be_accepted_is_refused_and_nothing_is_written(desk, name):
    content, says = BROKEN[name]
    (desk / "accepted.yaml").write_text(content)
    before = held(desk / "fishery")
    said = detente("update", "fishery", *GIVEN, "--accept", "accepted.yaml", "--no-run", at=desk)
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err
    assert held(desk / "fishery") == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.txt"], "no such file"),
        (["courier.txt", "--as-of", "2030-03-01"], "--as-of"),
        (["courier.txt", "--as-of", "2032-01-01"], "--as-of"),
        (["courier.txt", "--as-of", "soon"], "--as-of"),
        (["courier.txt", "--accept", "nowhere.yaml"], "nowhere.yaml"),
        (["courier.txt", "--worlds", "0"], "--worlds"),
        (["courier.txt", "--reader", "both"], "--llm-base-url"),
    ],
)
def test_what_cannot_be_done_is_refused(desk, monkeypatch, arguments, says):
    monkeypatch.delenv("DETENTE_LLM_BASE_URL", raising=False)
    before = held(desk / "fishery")
    said = detente("update", "fishery", *arguments, "--no-run", at=desk)
    assert said.code == 2
    assert says in said.err
    assert held(desk / "fishery") == before


def test_evidence_later_than_the_date_is_refused_whole(desk, proposals):
    before = held(desk / "fishery")
    name = accept(desk, [of(proposals, "events.coerce")["id"]])
    said = detente(
        "update", "fishery", *GIVEN, "--accept", name, "--as-of", "2030-03-12", "--no-run", at=desk
    )
    assert said.code == 2
    assert "later than the as-of date" in said.err
    assert held(desk / "fishery") == before


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_each_proposal_is_asked_about(desk, proposals, monkeypatch):
    count = len([one for one in proposals if one["kind"] == "claim"])
    facts = [one for one in proposals if one["kind"] == "fact"]
    monkeypatch.setattr("sys.stdin", Terminal("n\n" * count + "y\n" + "n\n" * (len(facts) - 1) + "q\n"))
    monkeypatch.setattr("detente.cli.update._somebody_answers", lambda: True)
    said = update(desk, *GIVEN, "--no-run")
    assert said.out.count("Accept?") == count + len(facts) + 1
    case = load_case(desk / "fishery").case
    added = [event.id for event in case.events if event.id not in ("autumn_meeting", "ambassador_summoned")]
    assert len(added) == 1
    assert set(case.claims) - {"F01", "F02", "F03", "F04"} == set(facts[0]["claims"])


def test_the_rest_of_a_kind_may_be_accepted_or_declined_at_once(desk, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("a\no\no\no\n"))
    monkeypatch.setattr("detente.cli.update._somebody_answers", lambda: True)
    update(desk, *GIVEN, "--no-run")
    case = load_case(desk / "fishery").case
    assert len(case.claims) > 10
    assert len(case.events) == 2


def test_a_model_may_read_for_an_update(desk):
    from servers import Model, actor, answered, event, served

    def reads(sentences):
        sides = [actor("Iceland", "Iceland", "ISL")], [actor("Norwegian", "Norway", "NOR")]
        found = [
            event(number, "seized", *sides, type="COERCE")
            for number, text in sentences.items()
            if "guard seized" in text
        ]
        return answered(found)

    with served(Model(reads)) as address:
        model = ["--llm-base-url", f"{address}/v1", "--llm-model", "small", "--llm-cache", "kept"]
        said = update(desk, "daily.txt", "--no-run", "--reader", "llm", "--json", *model).json
        assert [one["path"] for one in said["proposals"] if one["kind"] == "fact"] == [
            "events.coerce_iceland_norway"
        ]
        assert said["llm"]["calls"] == 1
        both = update(desk, "daily.txt", "--no-run", "--reader", "both", *model)
    assert "Agreement of the two readers" in both.out
