"""Waiting for a job to be over."""

import time

from detente.app import Job


def wait(job: Job, seconds: float = 5.0) -> Job:
    """The job, once nothing more will come of it."""
    ends = time.monotonic() + seconds
    while not job.is_over and time.monotonic() < ends:
        time.sleep(0.005)
    assert job.is_over, job.told()
    return job
