"""What a store holds, and who is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ParameterError, WorkspaceError
from detente.core.series import ROOTS
from detente.events.actor_sets import ActorSet, actor_set
from detente.events.actor_tables import Coding, name_of
from detente.events.actors import coding_of, state_of
from detente.events.series import last_day


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a store holds.

    Attributes
    ----------
    kind : `events`, single ones; or `months`, counts by dyad and month.
    coding : whose codes stand in them; of events, always ISO's.
    first, last : first and last day that anything is told of; of months, the last day of the last.
    """

    kind: str
    first: date
    last: date
    records: int
    coding: Coding = "cameo"

    def name_of(self, code: str) -> str:
        """What readers call an actor of these data."""
        return name_of(state_of(code, self.coding) or code)


def holdings(store: duckdb.DuckDBPyConnection, where: str) -> Holdings:
    """What a store holds.

    Parameters
    ----------
    where : the store, as it should be named.

    Raises
    ------
    WorkspaceError : it holds nothing.
    """
    events = _row(store, "SELECT count(*), min(day), max(day) FROM events")
    if events[0]:
        return Holdings("events", events[1], events[2], events[0])
    months = _row(store, "SELECT count(*), min(month), max(month) FROM months")
    if months[0]:
        return Holdings(
            "months", months[1], last_day(months[2], "month"), months[0], coding_of(_own_codes(store))
        )
    raise WorkspaceError(where, "no event", "a store with events", "import a file into it: `detente import`")


def asked_actors(store: duckdb.DuckDBPyConnection, held: Holdings, text: str) -> ActorSet:
    """The actors that are asked for by a text, in the codes the store uses.

    Raises
    ------
    ParameterError : nobody of that name is known.
    """
    if held.kind == "months":
        return _in_own_codes(store, held, text)
    try:
        return actor_set(text)
    except ParameterError:
        # Only now: the names of all actors that have no code are many.
        rows = store.execute(
            "SELECT DISTINCT source_name FROM events WHERE source = '' UNION SELECT DISTINCT target_name "
            "FROM events WHERE target = ''"
        ).fetchall()
        return actor_set(text, names={name.casefold(): name for (name,) in rows if name})


def _own_codes(store: duckdb.DuckDBPyConnection) -> list[str]:
    rows = store.execute(
        "SELECT DISTINCT source FROM months UNION SELECT DISTINCT target FROM months"
    ).fetchall()
    return sorted(row[0] for row in rows)


def _in_own_codes(store: duckdb.DuckDBPyConnection, held: Holdings, text: str) -> ActorSet:
    """A set in a dyad-month file's own codes: asked for as they stand there, or by ISO's codes and names."""
    _, colon, sector = text.partition(":")
    if colon:
        raise ParameterError("sector", repr(sector.strip()), "none: this store's counts do not tell sectors")
    own = _own_codes(store)
    if text.strip() in own:
        return ActorSet(text.strip(), held.name_of(text.strip()), (text.strip(),))
    asked = actor_set(text)
    codes = tuple(code for code in own if (state_of(code, held.coding) or code) in asked.codes)
    if not codes and not asked.is_anyone:
        shown = f"one of {', '.join(own[:12])} ..."
        raise ParameterError("actor", repr(text), shown, "this file does not hold it")
    label = codes[0] if len(codes) == 1 else asked.label
    return ActorSet(label, asked.name, codes)


def roots_present(store: duckdb.DuckDBPyConnection, held: Holdings) -> NDArray[np.bool_]:
    """(20,) roots that the store's files can tell of; of single events, all."""
    if held.kind == "events":
        return np.ones(ROOTS, np.bool_)
    found = store.execute("SELECT DISTINCT unnest(roots) FROM files WHERE kind = 'months'").fetchall()
    present = np.zeros(ROOTS, np.bool_)
    present[[root - 1 for (root,) in found]] = True
    return present


def _row(store: duckdb.DuckDBPyConnection, query: str) -> Sequence[Any]:
    found = store.execute(query).fetchone()
    assert found is not None
    return tuple(found)
