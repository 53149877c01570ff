"""Plain tables: CSV, TSV or Parquet with `date, source, target, code`, and `weight`, `id`, `story` if wanted."""

from detente.core.errors import ParameterError
from detente.events.actors import actor_of
from detente.sources.events._codes import any_code, day_in
from detente.sources.events.base import Fields, Header, Importer, column, shown

NEEDED = ("date", "source", "target", "code")


def _fields(header: Header) -> Fields:
    found = {name: column(header, name, *_OTHERWISE.get(name, ())) for name in NEEDED}
    lacking = [name for name, at in found.items() if at is None]
    if lacking:
        raise ParameterError(
            "columns",
            f"no {', '.join(lacking)} among {shown(header)}",
            "date, source, target, code, and weight, id, story if wanted",
            "name the columns so in the head line, or choose the format the file is in",
        )
    weight, event_id, story = (column(header, name) for name in ("weight", "id", "story"))
    faults = [
        (f"len(f) <> {len(header)}", f"len(f) || ' fields instead of {len(header)}'"),
        ("day IS NULL", f"'date ' || coalesce({found['date']}, 'nothing') || ' is no date'"),
    ]
    if weight:
        told = f"coalesce({weight}, 'nothing')"
        faults += [
            (f"try_cast({weight} AS DOUBLE) IS NULL", f"'weight ' || {told} || ' is no number'"),
            (
                f"NOT isfinite(try_cast({weight} AS DOUBLE)) OR try_cast({weight} AS DOUBLE) < 0",
                f"'weight ' || {told} || ' is not a number from 0 on'",
            ),
        ]
    return Fields(
        day=day_in(str(found["date"])),
        source=f"coalesce({found['source']}, '')",
        target=f"coalesce({found['target']}, '')",
        code=f"coalesce({found['code']}, '')",
        weight=f"try_cast({weight} AS DOUBLE)" if weight else "1.0",
        id=f"coalesce({event_id}, '')" if event_id else "''",
        story=f"coalesce({story}, '')" if story else "''",
        faults=tuple(faults),
    )


_OTHERWISE = {
    "date": ("day", "event_date"),
    "source": ("actor", "actor1"),
    "target": ("recipient", "actor2"),
    "code": ("cameo", "event", "event_type", "plover"),
}
"""Other names under which a column is found."""

SOURCE = Importer(
    name="csv",
    reads="CSV, TSV or Parquet with date, source, target, code (CAMEO or PLOVER), and weight, id, story if wanted.",
    layout="csv",
    has_head=lambda first: True,
    fields=_fields,
    actor_of=actor_of,
    code_of=any_code,
    scale="gdelt",
)
