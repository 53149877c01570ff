"""GDELT 2.0 event files: 61 columns, tab-separated, no head line, plain or zipped."""

from detente.core.citation import Citation
from detente.events.actors import NOBODY, Actor, actor_of_code
from detente.sources.events._codes import cameo_code
from detente.sources.events.base import BETWEEN, Fields, Header, Importer

COLUMNS = 61
_WRONG_COUNT = f"len(f) || ' fields instead of {COLUMNS}'"


def _fields(header: Header) -> Fields:
    """Positions of the GDELT 2.0 codebook: id 1, day 2, actors 6-15 and 16-25, code 27-29, address 61."""
    return Fields(
        day="try_strptime(f[2], '%Y%m%d')::DATE",
        source=f"concat_ws({BETWEEN}, f[8], f[9], f[6])",
        target=f"concat_ws({BETWEEN}, f[18], f[19], f[16])",
        # A root of one digit shows that leading zeros were lost on the way.
        code="CASE WHEN length(f[29]) = 1 AND left(f[27], 1) <> '0' THEN '0' || f[27] ELSE f[27] END",
        id="f[1]",
        story="f[61]",
        faults=(
            (f"len(f) <> {COLUMNS}", _WRONG_COUNT),
            ("try_cast(f[1] AS HUGEINT) IS NULL", "'id ' || f[1] || ' is no whole number'"),
            ("day IS NULL", "'day ' || f[2] || ' is no date'"),
        ),
    )


def actor(text: str) -> Actor:
    r"""The actor of a state's code, a known group's code, and the whole code.

    Examples
    --------
    >>> actor("\x1f".join(("IRN", "", "IRNGOV"))), actor("\x1f".join(("LBN", "HEZ", "LBNREBHEZ"))).code
    (Actor(code='IRN', sector='GOV'), 'HEZ')
    """
    state, group, whole = (*text.split("\x1f"), "", "", "")[:3]
    if group:
        grouped = actor_of_code(group)
        if grouped.code:
            return grouped
    found = actor_of_code(whole) if whole else NOBODY
    placed = actor_of_code(state) if state else NOBODY
    return Actor(found.code or placed.code, found.sector or placed.sector)


SOURCE = Importer(
    name="gdelt",
    reads="GDELT 2.0 event files of 61 columns, tab-separated without a head line, plain, .zip or .gz.",
    layout="tab",
    has_head=lambda first: bool(first) and first[0].casefold() == "globaleventid",
    fields=_fields,
    actor_of=actor,
    code_of=cameo_code,
    scale="gdelt",
    citations=(
        Citation(
            "leetaru2013",
            "Leetaru, K.; Schrodt, P. A.",
            2013,
            "GDELT: Global data on events, location, and tone, 1979-2012",
            "ISA Annual Convention 2(4), 1-49",
        ),
    ),
)
