"""Tables in the manner of ACLED: `event_date, event_type, sub_event_type, actor1, actor2`, one row an event."""

from functools import cache

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.events.actors import actor_of_name
from detente.events.ontology import table
from detente.sources.events._codes import day_in
from detente.sources.events.base import BETWEEN, Fields, Header, Importer, column, shown


def _fields(header: Header) -> Fields:
    found = {name: column(header, name) for name in ("event_date", "event_type", "actor1", "actor2")}
    lacking = [name for name, at in found.items() if at is None]
    if lacking:
        raise ParameterError(
            "columns",
            f"no {', '.join(lacking)} among {shown(header)}",
            "ACLED's columns: event_date, event_type, actor1, actor2, and sub_event_type, event_id_cnty, source",
            "choose the format the file is in: gdelt, icews, polecat, csv",
        )
    finer, event_id = column(header, "sub_event_type"), column(header, "event_id_cnty", "event_id")
    return Fields(
        day=day_in(str(found["event_date"])),
        source=f"coalesce({found['actor1']}, '')",
        target=f"coalesce({found['actor2']}, '')",
        code=f"concat_ws({BETWEEN}, {finer or chr(39) * 2}, {found['event_type']})",
        id=f"coalesce({event_id}, '')" if event_id else "''",
        faults=(
            (f"len(f) <> {len(header)}", f"len(f) || ' fields instead of {len(header)}'"),
            ("day IS NULL", f"'event_date ' || coalesce({found['event_date']}, 'nothing') || ' is no date'"),
        ),
    )


@cache
def _types() -> dict[str, str]:
    return {row["sub_event_type"].casefold(): row["cameo"] for row in table("acled.csv")}


def code_of(text: str) -> str | None:
    r"""The code of CAMEO that a sub-event type, or else an event type, is read as.

    Examples
    --------
    >>> code_of("Air/drone strike\x1fExplosions/Remote violence"), code_of("\x1fBattles"), code_of("\x1fTea")
    ('195', '19', None)
    """
    for part in text.split("\x1f"):
        if part.strip().casefold() in _types():
            return _types()[part.strip().casefold()]
    return None


SOURCE = Importer(
    name="acled",
    reads="CSV in the manner of ACLED: event_date, event_type, sub_event_type, actor1, actor2.",
    layout="csv",
    has_head=lambda first: True,
    fields=_fields,
    actor_of=actor_of_name,
    code_of=code_of,
    scale="gdelt",
    citations=(
        Citation(
            "raleigh2010",
            "Raleigh, C.; Linke, A.; Hegre, H.; Karlsen, J.",
            2010,
            "Introducing ACLED: An Armed Conflict Location and Event Dataset",
            "Journal of Peace Research 47(5), 651-660",
            "10.1177/0022343310378914",
        ),
    ),
)
