"""ICEWS coded events: tab-separated with a head line, or Parquet with `date, source, target, code`."""

from detente.core.citation import Citation
from detente.core.errors import ParameterError
from detente.sources.events._codes import actor_of_parts, cameo_code, day_in
from detente.sources.events.base import BETWEEN, Fields, Header, Importer, column, shown

STANDARD = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
"""The columns of ICEWS' yearly files, in their order, for a file that lost its head line."""


def _fields(header: Header) -> Fields:
    header = header or STANDARD
    day, code = column(header, "Event Date", "date"), column(header, "CAMEO Code", "code")
    source, target = column(header, "Source Name", "source"), column(header, "Target Name", "target")
    lacking = [name for name, at in (("Event Date", day), ("CAMEO Code", code), ("Source Name", source),
                                     ("Target Name", target)) if at is None]  # fmt: skip
    if day is None or code is None or source is None or target is None:
        raise ParameterError(
            "columns",
            f"no {', '.join(lacking)} among {shown(header)}",
            "ICEWS' columns (Event Date, Source Name, Target Name, CAMEO Code), or date, source, target, code",
            "check the format, or name another: gdelt, polecat, acled, csv",
        )
    state, other = (
        column(header, "Source Country", "source_state"),
        column(header, "Target Country", "target_state"),
    )
    faults = [
        (f"len(f) <> {len(header)}", f"len(f) || ' fields instead of {len(header)}'"),
        ("day IS NULL", f"'day ' || coalesce({day}, 'nothing') || ' is no date'"),
    ]
    if event_id := column(header, "Event ID", "id"):
        faults.append((f"coalesce({event_id}, '') = ''", "'no id'"))
    return Fields(
        day=day_in(day),
        source=_with_state(source, state),
        target=_with_state(target, other),
        code=code,
        id=f"coalesce({event_id}, '')" if event_id else "''",
        story=f"coalesce({story}, '')" if (story := column(header, "Story ID", "story")) else "''",
        faults=tuple(faults),
    )


def _with_state(name: str, state: str | None) -> str:
    return f"concat({state or chr(39) * 2}, {BETWEEN}, {name})"


SOURCE = Importer(
    name="icews",
    reads="ICEWS coded event data, tab-separated with its head line, or Parquet with date, source, target, code.",
    layout="tab",
    has_head=lambda first: bool(first) and not first[0].strip().isdigit(),
    fields=_fields,
    actor_of=actor_of_parts,
    code_of=cameo_code,
    scale="icews",
    citations=(
        Citation(
            "boschee2015",
            "Boschee, E.; Lautenschlager, J.; O'Brien, S.; Shellman, S.; Starz, J.; Ward, M.",
            2015,
            "ICEWS coded event data",
            "Harvard Dataverse",
            "10.7910/DVN/28075",
        ),
    ),
)
