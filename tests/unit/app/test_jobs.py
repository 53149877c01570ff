import threading
import time

import pytest

from detente.app.jobs import Jobs
from detente.core.errors import RunError
from waiting import wait


def test_a_job_tells_its_result_and_how_far_it_is():
    seen = []

    def work(job):
        progress = job.part("worlds", 0.2, 0.6)
        progress(50, 100)
        seen.append(job.share)
        return "/result"

    job = wait(Jobs().submit("one", work))
    assert (job.state, job.result, job.share) == ("done", "/result", 1.0)
    assert seen == [pytest.approx(0.4)]


def test_time_left_follows_from_what_was_done():
    go = threading.Event()
    job = Jobs().submit("one", lambda job: (job.at("x", 0.5), go.wait(5), "")[-1])
    while job.share < 0.5:
        time.sleep(0.005)
    time.sleep(0.1)
    left, seconds = job.left, job.seconds
    assert left == pytest.approx(seconds, rel=0.3)
    go.set()
    assert wait(job).left is None


def test_cancel_stops_what_runs_and_what_waits():
    jobs = Jobs()
    begun = threading.Event()

    def work(job):
        begun.set()
        while True:
            job.at("turning", 0.1)
            time.sleep(0.005)

    first, second = jobs.submit("first", work), jobs.submit("second", work)
    begun.wait(5)
    jobs.cancel(second)
    assert second.state == "stopped"
    at = time.monotonic()
    jobs.cancel(first)
    wait(first)
    assert time.monotonic() - at < 1
    assert (first.state, first.message != "") == ("stopped", True)
    assert wait(jobs.submit("third", lambda job: "/x")).state == "done"


def test_the_queue_is_bounded():
    jobs, go = Jobs(most_waiting=2), threading.Event()
    first = jobs.submit("0", lambda job: str(go.wait(5)))
    while first.state == "waiting":
        time.sleep(0.005)
    waiting = [jobs.submit(str(number), lambda job: "") for number in (1, 2)]
    with pytest.raises(RunError, match="2 jobs that wait already"):
        jobs.submit("3", lambda job: "")
    go.set()
    assert [wait(job).state for job in (first, *waiting)] == ["done"] * 3


def test_lanes_do_not_wait_for_each_other():
    jobs, go = Jobs(), threading.Event()
    slow = jobs.submit("slow", lambda job: str(go.wait(5)), lane="run")
    assert wait(jobs.submit("quick", lambda job: "", lane="what-if")).state == "done"
    go.set()
    wait(slow)


def test_a_failure_is_told_and_kept_and_the_lane_goes_on(capsys):
    jobs, kept = Jobs(), []

    def failing(job):
        raise RunError("worlds", "too many", "fewer", "ask for fewer")

    def broken(job):
        raise ZeroDivisionError("ours")

    one = wait(jobs.submit("one", failing, failed=lambda job, message: kept.append(message)))
    other = wait(jobs.submit("other", broken, failed=lambda job, message: kept.append(message)))
    assert one.state == other.state == "failed"
    assert one.message == "worlds: found too many; allowed: fewer. Mend: ask for fewer."
    assert "the fault is ours" in other.message
    assert kept == [one.message, other.message]
    assert "ZeroDivisionError" in capsys.readouterr().err
