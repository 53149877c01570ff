"""What is reported of a change in an arena: words and deeds apart, how far along, since when, by how many."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from detente.case import origins
from detente.case.checks.evidence import made_on
from detente.case.inherit import members
from detente.core.case import Case
from detente.core.claim import STAGES, Claim, ClaimKind, Direction
from detente.core.explanation import Side

TELLING: frozenset[ClaimKind] = frozenset({"event", "stance", "signal", "cause", "red_line"})
"""Kinds of claims that tell of a course taken; what presses on it, what was before and what may come do
not."""
_DATE = re.compile(r"\b(\d{4})(?:-(0[1-9]|1[0-2])(?!\d))?(?:-(0[1-9]|[12]\d|3[01])(?!\d))?")


@dataclass(frozen=True, slots=True)
class Reported:
    """The claims' side of an arena, and the claims for, against and contested."""

    side: Side
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    contested: tuple[str, ...]


def reported(case: Case, arena: str, way: Direction, opens: date) -> Reported:
    """What the claims about an arena say; contested ones are named and not counted.

    What was said after the as-of date is not read. Where the arena has an owner, acts of others are left out: by the
    first actor that a claim names. What was over before the window opens is the line that the change departs from, so
    it neither opposes nor counts; what already went the way that is asked about still supports, and tells since when.

    Parameters
    ----------
    way : the direction that is asked about; claims for it support, claims the other way oppose.
    opens : first day of the window.
    """
    about = {
        name: claim
        for name, claim in case.claims.items()
        if claim.about == arena
        and claim.kind in TELLING
        and _is_of_owner(case, arena, claim)
        and (made_on(case, claim) or case.as_of) <= case.as_of
    }
    firm = {
        name: claim for name, claim in about.items() if claim.direction != "neutral" and not claim.is_disputed
    }
    inside = {name: claim for name, claim in firm.items() if _reaches(claim, opens)}
    supporting = tuple(name for name, claim in firm.items() if claim.direction == way)
    opposing = tuple(name for name, claim in inside.items() if claim.direction != way)
    contested = tuple(name for name, claim in about.items() if claim.is_disputed)
    stages = [claim.stage for name, claim in inside.items() if name in supporting and claim.stage is not None]
    days = [day for name in supporting if (day := _day_named(firm[name])) is not None]
    side = Side(
        words=_balance([claim for claim in inside.values() if claim.form == "words"]),
        deeds=_balance([claim for claim in inside.values() if claim.form == "deeds"]),
        stage=max(stages, key=STAGES.index) if stages else "none reported",
        when=min(days, default=None),
        how_sure=_how_sure(case, supporting, contested),
    )
    return Reported(side, supporting, opposing, contested)


def _is_of_owner(case: Case, arena: str, claim: Claim) -> bool:
    owner = case.issues[arena].owner
    if owner is None or not claim.actors or claim.actors[0] not in case.actors:
        return True
    return claim.actors[0] in (owner, *members(case, owner))


def _reaches(claim: Claim, opens: date) -> bool:
    """Whether what a claim tells of may still hold in the window; what is undated may."""
    when = (claim.when or "").strip()
    spans = [_span(match) for match in _DATE.finditer(when)]
    if not spans:
        return True
    last = max(end for _, end in spans)
    if when.startswith("before "):
        return last > opens
    return when.startswith(("after ", "from ", "since ")) or last >= opens


def _span(match: re.Match[str]) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _day_named(claim: Claim) -> date | None:
    """The day a claim tells of, where it names one and nothing else."""
    match = _DATE.fullmatch((claim.when or "").strip())
    return None if match is None or match[3] is None else _span(match)[0]


def _balance(claims: list[Claim]) -> str:
    """Which way most claims point, and how many of how many."""
    toward = sum(claim.direction == "accommodation" for claim in claims)
    away = len(claims) - toward
    if not claims:
        return "nothing reported"
    if toward == away:
        return f"both ways ({toward} and {away})"
    way = "accommodation" if toward > away else "confrontation"
    return f"toward {way} ({max(toward, away)} of {len(claims)})"


def _how_sure(case: Case, supporting: tuple[str, ...], contested: tuple[str, ...]) -> str:
    behind = len(origins(case, supporting))
    text = "no origin" if not behind else "1 origin" if behind == 1 else f"{behind} origins"
    return f"{text}, {len(contested)} contested" if contested else text
