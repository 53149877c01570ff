"""POLECAT and other records of PLOVER: one JSON object a line, with `date`, `event`, `actor`, `recipient`."""

from detente.events.actors import Actor
from detente.events.ontology import CITATIONS
from detente.sources.events._codes import actor_of_parts, any_code, day_in
from detente.sources.events.base import Fields, Header, Importer


def _told(*paths: str) -> str:
    """SQL of the first of some paths under which a text stands."""
    return f"coalesce({', '.join(f'json_extract_string(j, {path!r})' for path in paths)}, '')"


def _actor(side: str, other: str) -> str:
    """SQL of an actor: its state (or code) and its name, from whichever of the forms in use."""
    title, second = side.capitalize(), other.capitalize()
    state = _told(
        f"$.{side}.country", f"$.{side}[0].country", f"$.{side}_country", f'$."{title} Country"',
        f'$."{second} Country"', f"$.{other}.country", f"$.{side}.code", f"$.{side}[0].code",
    )  # fmt: skip
    name = _told(
        f"$.{side}.name", f"$.{side}[0].name", f"$.{side}.actor", f"$.{side}[0].actor", f"$.{side}_name",
        f'$."{title} Name"', f'$."{second} Name"',
    )  # fmt: skip
    whole = (
        f"CASE json_type(j, '$.{side}') WHEN 'VARCHAR' THEN json_extract_string(j, '$.{side}') "
        f"WHEN 'ARRAY' THEN CASE json_type(j, '$.{side}[0]') WHEN 'VARCHAR' "
        f"THEN json_extract_string(j, '$.{side}[0]') ELSE '' END ELSE '' END"
    )
    sector = _told(f"$.{side}.sector", f"$.{side}[0].sector", f"$.{side}_sector", f'$."{title} Sector"',
                   f'$."Primary {title} Sector"')  # fmt: skip
    return f"concat_ws(chr(31), {state}, coalesce(nullif({name}, ''), {whole}, ''), {sector})"


def _fields(header: Header) -> Fields:
    day = _told("$.date", "$.event_date", '$."Event Date"')
    kind = _told("$.event", "$.event_type", "$.type", '$."Event Type"')
    mode = _told("$.mode", "$.mode[0]", "$.event_mode", '$."Event Mode"')
    return Fields(
        day=day_in(day),
        source=_actor("actor", "source"),
        target=_actor("recipient", "target"),
        code=f"concat({kind}, ':', {mode})",
        id=_told("$.id", "$.event_id", '$."Event ID"'),
        story=_told("$.link", "$.url", "$.story_id", '$."Story ID"'),
        faults=(
            ("j IS NULL", "'no JSON object'"),
            ("json_type(j) <> 'OBJECT'", "'no JSON object'"),
            ("day IS NULL", f"'date ' || {day} || ' is no date'"),
            (f"{kind} = ''", "'no event type'"),
        ),
    )


def actor(text: str) -> Actor:
    r"""The actor of a state, a name or code, and a sector.

    Examples
    --------
    >>> actor("IRN\x1f\x1fMIL"), actor("\x1fUSA GOV\x1f"), actor("Lebanon\x1fHezbollah\x1f").code
    (Actor(code='IRN', sector='MIL'), Actor(code='USA', sector='GOV'), 'HEZ')
    """
    state, name, sector = (*text.split("\x1f"), "", "", "")[:3]
    found = actor_of_parts(f"{state}\x1f{name}")
    first = sector.strip().upper()[:3]
    return Actor(found.code, first if first.isalpha() else found.sector)


SOURCE = Importer(
    name="polecat",
    reads="POLECAT or other PLOVER records as JSON lines: date, event, mode, actor, recipient.",
    layout="json",
    has_head=lambda first: False,
    fields=_fields,
    actor_of=actor,
    code_of=lambda text: any_code(text.removesuffix(":")),
    scale="gdelt",
    citations=CITATIONS[2:],
)
