"""Dask distributed: workers on other machines, or two on this one; shards of a worker that dies go to another."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any

from detente.core.errors import ParameterError, RunError
from detente.sweeps.engines.base import MOST_DEATHS, Crew, Engine, given_up
from detente.sweeps.task import Rows, Shard, settle

PATIENCE = 30
"""Seconds that a scheduler, and then its first worker, is waited for."""


def run(shards: Sequence[Shard], crew: Crew) -> Iterator[Rows]:
    """Run shards on the workers of a scheduler; of one that is started here unless an address is given.

    Raises
    ------
    ParameterError : Dask distributed is not installed, or no scheduler answers at the address.
    RunError : there is no worker, or a shard has taken several along.
    """
    try:
        distributed: Any = import_module("distributed")
    except ModuleNotFoundError:
        raise ParameterError(
            "--engine dask", "Dask distributed is not installed", "an environment that has it",
            "install it with: pip install 'detente[cluster]'; or use --engine processes",
        ) from None  # fmt: skip
    with ExitStack() as held:
        client = _client(crew, held)
        seen = set(client.scheduler_info(n_workers=-1)["workers"])
        futures = [client.submit(settle, shard, key=f"shard-{shard.number}-{id(shards)}", pure=False,
                                 retries=0) for shard in shards]  # fmt: skip
        try:
            for future in distributed.as_completed(futures, loop=client.loop):
                yield future.result()
                now = set(client.scheduler_info(n_workers=-1)["workers"])
                for address in sorted(seen - now):
                    crew.told(f"the worker {address} is gone; its shards go to others")
                seen = seen | now if seen <= now else now
        except distributed.KilledWorker as error:
            raise given_up(MOST_DEATHS + 1, "dask") from error
        finally:
            client.cancel(futures)


def _client(crew: Crew, held: ExitStack) -> Any:
    distributed: Any = import_module("distributed")
    scheduler: Any = crew.address
    if crew.address is None:
        scheduler = held.enter_context(
            distributed.LocalCluster(
                n_workers=crew.workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
        )
    try:
        client = held.enter_context(distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False))
    except (OSError, ValueError, TimeoutError) as error:
        raise ParameterError(
            "--address", f"{crew.address!r}, where no scheduler answers", "the address of a Dask scheduler",
            "start one with `dask scheduler`, and write its address, such as tcp://10.0.0.5:8786",
        ) from error  # fmt: skip
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise RunError(
            "sweep, dask", "a scheduler without workers", "at least one worker",
            f"start some with: dask worker {crew.address or ''}",
        ) from error  # fmt: skip
    return client


ENGINE = Engine(
    "dask",
    "Workers of a Dask cluster, past one machine; without --address a cluster of this machine.",
    run,
    takes_address=True,
)
