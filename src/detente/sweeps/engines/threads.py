"""Threads of this process: no start-up, one copy of the case; the kernels leave Python's lock while they run."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from detente.sweeps.engines.base import Crew, Engine
from detente.sweeps.task import Rows, Shard, settle


def run(shards: Sequence[Shard], crew: Crew) -> Iterator[Rows]:
    """Run shards on threads."""
    pool = ThreadPoolExecutor(max_workers=crew.workers)
    try:
        futures = [pool.submit(settle, shard, crew.stop) for shard in shards]
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        crew.stop.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


ENGINE = Engine("threads", "Threads of this process; quickest to start.", run)
