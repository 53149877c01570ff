"""Processes of this machine: they share no lock, and one that dies takes only its shard along, which is run again."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from detente.sweeps.engines.base import MOST_DEATHS, Crew, Engine, given_up
from detente.sweeps.task import Rows, Shard, settle

_stop: Any = None
"""Of a worker: the event that ends it, shared with who started it."""


def run(shards: Sequence[Shard], crew: Crew) -> Iterator[Rows]:
    """Run shards on processes; when one dies the pool is made anew and what was not done is run again."""
    waiting = {shard.number: shard for shard in shards}
    deaths = 0
    while waiting:
        try:
            for rows in _some(list(waiting.values()), crew):
                del waiting[rows.number]
                deaths = 0
                yield rows
        except BrokenProcessPool:
            deaths += 1
            if deaths > MOST_DEATHS:
                raise given_up(deaths, "processes") from None
            crew.told(f"a worker died; {len(waiting)} shards are run again or still to come")


def _some(shards: Sequence[Shard], crew: Crew) -> Iterator[Rows]:
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(
        max_workers=min(crew.workers, len(shards)), mp_context=context, initializer=_begin, initargs=(stop,)
    )
    try:
        futures = [pool.submit(_settled, shard) for shard in shards]
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        stop.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(stop: Any) -> None:
    """A worker leaves Ctrl-C to who started it, and ends when that one is gone."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _settled(shard: Shard) -> Rows:
    return settle(shard, _stop)


ENGINE = Engine("processes", "Processes of this machine; one that dies loses nothing.", run)
