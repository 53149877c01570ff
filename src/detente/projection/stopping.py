"""How a run is stopped from outside: an event that is looked at often enough to end it within a second."""

from threading import Event

from detente.core.errors import RunError


def end_if_stopped(stop: Event | None, where: str) -> None:
    """Raise where `stop` is set.

    Parameters
    ----------
    where : the stage that was reached.

    Raises
    ------
    RunError : it is set.
    """
    if stop is not None and stop.is_set():
        raise RunError(where, "it was stopped", "a run that goes to its end", "start it again")
