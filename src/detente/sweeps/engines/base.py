"""The contract of an engine: shards in, rows out, in any order, each shard once.

A shard may be run twice (its worker died, or was thought dead): it is the same rows, and whoever takes them keeps
the first. Closing the iterator stops the workers: within a step of the projection where they share this process or
were started by it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from detente.core.errors import RunError
from detente.sweeps.task import Rows, Shard

MOST_DEATHS = 3
"""Workers that may die in a row without a shard done in between."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work.

    Attributes
    ----------
    workers : how many threads or processes.
    address : of a scheduler that is there already, for the engine that knows one.
    told : called with a sentence when a worker was lost.
    """

    workers: int
    address: str | None = None
    told: Callable[[str], None] = field(default=lambda _: None)
    stop: Event = field(default_factory=Event)


class Runs(Protocol):
    """Runs shards."""

    def __call__(self, shards: Sequence[Shard], crew: Crew) -> Iterator[Rows]:
        """Rows of every shard as they come.

        Raises
        ------
        RunError : workers die one after the other, or none can be had; what was yielded before stands.
        """
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """A member of the family.

    Attributes
    ----------
    says : what it is for, in one sentence.
    takes_address : whether it can join a scheduler elsewhere.
    """

    name: str
    says: str
    run: Runs
    takes_address: bool = False


def given_up(deaths: int, engine: str) -> RunError:
    """What is said when workers die one after the other."""
    return RunError(
        f"sweep, {engine}",
        f"{deaths} workers that died one after the other",
        "workers that live until a shard is done",
        "see whether memory runs out (fewer --workers or --worlds); the same command goes on from the finished shards",
    )
