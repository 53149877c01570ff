import json
import time

from detente.app import open_desk
from detente.workspace import failed_runs, stored_run


def begin(client, desk, **fields):
    answer = client.post("/cases/small/runs", data={"token": desk.token, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def until_over(client, address, seconds=60.0):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        told = client.get(f"{address}/state").json()
        if told["state"] in ("done", "failed", "stopped"):
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def test_a_run_is_begun_followed_and_found_after_a_restart(own):
    desk, client = own
    assert "has not been run here yet" in client.get("/cases/small/overview").text
    job = begin(client, desk, worlds="40", seed="3")
    events = []
    with client.stream("GET", f"{job}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data: "):
                events.append(json.loads(line[6:]))
    assert events[-1]["state"] == "done"
    shares = [one["share"] for one in events]
    assert shares == sorted(shares)
    assert len(events) > 2
    page = client.get(events[-1]["result"])
    assert "Bottom line" in page.text
    again = open_desk(desk.cases["small"].parent, runs=desk.runs)
    assert [run.manifest["worlds"] for run in again.finished("small")] == [40]
    assert again.token == desk.token
    again.close()


def test_cancel_stops_a_run_within_a_second_and_leaves_nothing(own):
    desk, client = own
    job = begin(client, desk, worlds="400000")
    while client.get(f"{job}/state").json()["share"] <= 0:
        time.sleep(0.02)
    at = time.monotonic()
    assert client.post(f"{job}/cancel", data={"token": desk.token}).status_code == 303
    told = until_over(client, job)
    took = time.monotonic() - at
    assert told["state"] == "stopped"
    assert took < 1.0
    assert desk.finished("small") == ()
    assert [one for one in desk.runs.iterdir() if one.name != ".workbench"] == []


def test_a_failed_run_is_kept_with_its_message_and_input(own):
    desk, client = own
    told = until_over(client, begin(client, desk, worlds="9000000"))
    assert told["state"] == "failed"
    (kept,) = failed_runs(desk.runs)
    assert kept.message == told["message"]
    assert kept.asked["worlds"] == 9_000_000
    assert (kept.folder / "case" / "case.yaml").read_bytes() == (
        desk.cases["small"] / "case.yaml"
    ).read_bytes()
    assert stored_run(kept.folder) is None
    assert kept.message.split(":")[0] in client.get("/jobs").text


def test_what_cannot_be_run_is_refused_at_once(own):
    desk, client = own
    answer = client.post("/cases/small/runs", data={"token": desk.token, "worlds": "many"})
    assert answer.status_code == 422
    assert "a whole number" in answer.text
    answer = client.post("/cases/small/runs", data={"token": desk.token, "worlds": "0"})
    assert answer.status_code == 422
    file = desk.cases["small"] / "case.yaml"
    file.write_text(file.read_text().replace("as_of: 2023-06-30", "as_of: 2023-13-30"))
    answer = client.post("/cases/small/runs", data={"token": desk.token})
    assert answer.status_code == 422
    assert "case.yaml:5" in answer.text
    assert desk.jobs.all() == ()
