"""Jobs: work outside the request, with progress, a bounded queue, and a cancel that stops the workers."""

import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Literal

from detente.core.errors import DetenteError, RunError

State = Literal["waiting", "running", "stopping", "done", "failed", "stopped"]
OVER: tuple[State, ...] = ("done", "failed", "stopped")
MOST_WAITING = 8
"""Jobs that may wait in one lane; more are refused, so that a stuck page cannot fill the machine."""
MOST_KEPT = 200
"""Jobs that are remembered once they are over."""
OURS = "Detente failed, and the fault is ours"


@dataclass(slots=True)
class Job:
    """One piece of work, and how far it is.

    Attributes
    ----------
    lane : jobs of one lane run one after another; a what-if need not wait for a run.
    share : of the whole that is done, in [0, 1].
    result : address of what came of it.
    stop : set to end the work; the projection looks at it between portions of worlds.
    """

    id: str
    title: str
    lane: str
    state: State = "waiting"
    stage: str = "waiting for its turn"
    share: float = 0.0
    begun: float | None = None
    ended: float | None = None
    message: str = ""
    result: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER

    @property
    def seconds(self) -> float:
        """Seconds it has run."""
        if self.begun is None:
            return 0.0
        return (time.monotonic() if self.ended is None else self.ended) - self.begun

    @property
    def left(self) -> float | None:
        """Seconds it will probably take yet, by what the share done has taken; None while too little is known."""
        if self.begun is None or self.is_over or self.share < 0.03:
            return None
        return self.seconds * (1 - self.share) / self.share

    def at(self, stage: str, share: float) -> None:
        """Tell how far the work is; ends it here where it was asked to stop.

        Raises
        ------
        RunError : it was stopped.
        """
        self.stage, self.share = stage, max(self.share, min(1.0, share))
        if self.stop.is_set():
            raise RunError(stage, "it was stopped", "a run that goes to its end", "start it again")

    def part(self, stage: str, begin: float, end: float) -> Callable[[int, int], None]:
        """A progress function for one part of the work: done and total, within a share of the whole."""
        self.at(stage, begin)

        def progress(done: int, total: int) -> None:
            self.stage, self.share = stage, begin + (end - begin) * done / max(1, total)

        return progress

    def told(self) -> dict[str, object]:
        """The job as plain values."""
        return {
            "id": self.id,
            "title": self.title,
            "state": self.state,
            "stage": self.stage,
            "share": round(self.share, 3),
            "seconds": round(self.seconds, 1),
            "left": None if self.left is None else round(self.left, 1),
            "message": self.message,
            "result": self.result,
        }


Work = Callable[[Job], str]
"""Does the work and returns the address of its result."""
Failed = Callable[[Job, str], None]
"""Keeps a failure: the job, and its message."""


class Jobs:
    """All jobs of a server, each lane on a thread of its own."""

    def __init__(self, *, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._jobs: dict[str, Job] = {}
        self._waiting: dict[str, deque[tuple[Job, Work, Failed | None]]] = {}
        self._change = threading.Condition()
        self._is_closed = False

    def submit(self, title: str, work: Work, *, lane: str = "run", failed: Failed | None = None) -> Job:
        """Put work into its lane's queue.

        Parameters
        ----------
        failed : called where the work fails, before the job counts as over.

        Raises
        ------
        RunError : too many jobs wait.
        """
        with self._change:
            queue = self._waiting.get(lane)
            if queue is None:
                queue = self._waiting[lane] = deque()
                threading.Thread(target=self._work, args=(lane,), name=f"detente-{lane}", daemon=True).start()
            if len(queue) >= self._most_waiting:
                found = f"{len(queue)} jobs that wait already"
                raise RunError(
                    title, found, f"at most {self._most_waiting}", "wait for one to end, or cancel some"
                )
            job = Job(token_hex(6), title, lane)
            self._jobs[job.id] = job
            self._forget()
            queue.append((job, work, failed))
            self._change.notify_all()
        return job

    def job(self, id: str) -> Job | None:
        """The job of an id, or None."""
        return self._jobs.get(id)

    def all(self) -> tuple[Job, ...]:
        """All jobs that are remembered, newest first."""
        return tuple(reversed(self._jobs.values()))

    def cancel(self, job: Job) -> None:
        """Ask a job to stop; one that still waits is over at once."""
        with self._change:
            job.stop.set()
            if job.state == "waiting":
                queue = self._waiting[job.lane]
                self._waiting[job.lane] = deque(one for one in queue if one[0] is not job)
                job.state, job.stage = "stopped", "stopped before it began"
            elif job.state == "running":
                job.state = "stopping"
            self._change.notify_all()

    @property
    def is_closed(self) -> bool:
        """Whether the server ends."""
        return self._is_closed

    def close(self) -> None:
        """Stop everything, for the end of the server."""
        with self._change:
            self._is_closed = True
            for job in self._jobs.values():
                job.stop.set()
            self._change.notify_all()

    def _work(self, lane: str) -> None:
        while True:
            with self._change:
                while not self._waiting[lane] and not self._is_closed:
                    self._change.wait()
                if self._is_closed:
                    return
                job, work, failed = self._waiting[lane].popleft()
                job.state, job.begun, job.stage = "running", time.monotonic(), "beginning"
            _do(job, work, failed)

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.is_over]
        for id in over[: max(0, len(self._jobs) - MOST_KEPT)]:
            del self._jobs[id]


def _do(job: Job, work: Work, failed: Failed | None) -> None:
    """Carry out a job; whatever happens, it is over afterwards."""
    message = ""
    try:
        job.result = work(job)
        state: State = "done"
    except DetenteError as error:
        message = "\n".join((*getattr(error, "__notes__", ()), str(error)))
        state = "stopped" if job.stop.is_set() and isinstance(error, RunError) else "failed"
    except MemoryError:
        message, state = "the memory is not enough for so many worlds; ask for fewer", "failed"
    except Exception as error:  # noqa: BLE001  (a job must end as failed, never take its lane along)
        message = f"{OURS} ({type(error).__name__}: {' '.join(str(error).split())[:200]})."
        state = "failed"
        traceback.print_exc()
    if state == "failed" and failed is not None:
        try:
            failed(job, message)
        except DetenteError as error:
            message += f"\nThe failure could not be kept: {error}"
    job.message, job.ended = message, time.monotonic()
    job.stage = {"done": "done", "failed": "failed", "stopped": "stopped; nothing written"}[state]
    job.share = 1.0 if state == "done" else job.share
    job.state = state
