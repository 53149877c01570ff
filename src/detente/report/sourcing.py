"""The source summary statement: what the judgements rest on most, its strengths and its gaps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.core.case import Case
from detente.core.claim import Claim
from detente.core.plain import full_day, listed, percent
from detente.core.source import Source
from detente.core.study import Study

MOST = 5
GRADES = ("A", "B", "C", "D", "E", "F")
LEAST_GOOD = 0.5
"""Share of well-graded claims from which grades count as a strength."""


@dataclass(frozen=True, slots=True)
class Leading:
    """A source that much rests on, with a descriptor instead of a bare name."""

    source: str
    descriptor: str
    inputs: int
    claims: int


@dataclass(frozen=True, slots=True)
class Sourcing:
    """The statement.

    Attributes
    ----------
    leading : sources by the inputs that rest on them.
    grades : reliability A to F -> credibility 1 to 6 -> claims in use.
    relayed : claims in use that a source had from another; `circular` origins that reach us through several sources.
    """

    cut_off: date | None
    leading: tuple[Leading, ...]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    grades: dict[str, tuple[int, ...]]
    relayed: int
    circular: tuple[tuple[str, int], ...]
    single_origin: int
    disputed: tuple[str, ...]


def sourcing(study: Study) -> Sourcing:
    """The statement of a study's sources."""
    case, audit = study.case, study.audit
    used = {name: case.claims[name] for name in audit.used if name in case.claims}
    sourced = [leaf for leaf in audit.leaves if leaf.claims]
    inputs = Counter(
        source
        for leaf in sourced
        for source in {case.claims[name].source for name in leaf.claims if name in case.claims}
    )
    claims = Counter(claim.source for claim in used.values())
    leading = tuple(
        Leading(name, describe(case, name), count, claims[name])
        for name, count in sorted(inputs.items(), key=lambda row: (-row[1], row[0]))[:MOST]
    )
    dates = [source.date for source in case.sources.values() if source.date <= case.as_of]
    relayed = [claim for claim in used.values() if claim.origin is not None and claim.origin != claim.source]
    circular = _circular(case, used.values())
    disputed = tuple(name for name in audit.disputed if name in used)
    told = Sourcing(
        max(dates, default=None), leading, (), (), _grades(case, used.values()),
        len(relayed), circular, len(audit.single_origin), disputed,
    )  # fmt: skip
    strengths, gaps = _strengths(study, used, told), _gaps(study, used, told)
    return Sourcing(
        told.cut_off,
        leading,
        strengths,
        gaps,
        told.grades,
        told.relayed,
        circular,
        told.single_origin,
        disputed,
    )


def describe(case: Case, name: str) -> str:
    """A source in a phrase: kind of access, publisher, date, grade and whom it relays."""
    source = case.sources.get(name)
    if source is None:
        return name
    kind = f"{source.access} account" if source.access else "report"
    language = f", in {source.language}" if source.language != "en" else ""
    relays = f", which passes on {listed(list(source.relays))}" if source.relays else ""
    grade = "cannot be judged" if source.reliability == "F" else f"grade {source.reliability}"
    return f"{kind} of {source.publisher}, {full_day(source.date)}{language} ({grade}){relays}"


def grade_of(claim: Claim, source: Source | None) -> str:
    """Both Admiralty grades as one: reliability of the source, credibility of the statement."""
    return f"{source.reliability if source is not None else 'F'}{claim.credibility}"


def _grades(case: Case, claims: Iterable[Claim]) -> dict[str, tuple[int, ...]]:
    found = Counter(grade_of(claim, case.sources.get(claim.source)) for claim in claims)
    return {letter: tuple(found[f"{letter}{digit}"] for digit in range(1, 7)) for letter in GRADES}


def _circular(case: Case, claims: Iterable[Claim]) -> tuple[tuple[str, int], ...]:
    """Origins that reach the case through more than one source: one voice that sounds like several."""
    through: dict[str, set[str]] = {}
    relayed: set[str] = set()
    for claim in claims:
        origin, outlet = claim.origin or claim.source, case.sources.get(claim.source)
        source = case.sources.get(origin)
        voice = source.publisher if source is not None else origin
        through.setdefault(voice, set()).add(claim.source)
        if outlet is not None and outlet.publisher.casefold() != voice.casefold():
            relayed.add(voice)
    several = (
        (voice, len(sources)) for voice, sources in through.items() if len(sources) > 1 and voice in relayed
    )
    return tuple(sorted(several, key=lambda row: (-row[1], row[0])))


def _strengths(study: Study, used: dict[str, Claim], told: Sourcing) -> tuple[str, ...]:
    found = []
    good = sum(sum(told.grades[letter][:3]) for letter in "ABC")
    if used and good / len(used) >= LEAST_GOOD:
        found.append(f"{percent(good / len(used))} of the claims in use are graded C3 or better")
    checked = sum(claim.check is not None and claim.check.status == "confirmed" for claim in used.values())
    if checked:
        found.append(f"{checked} were checked against other coverage and confirmed")
    several = sum(len(leaf.origins) > 1 for leaf in study.audit.leaves)
    if several:
        found.append(f"{several} inputs rest on two or more independent origins")
    primary = sum(source.access == "primary" for source in study.case.sources.values())
    if primary:
        found.append(f"{primary} sources are primary")
    return tuple(found)


def _gaps(study: Study, used: dict[str, Claim], told: Sourcing) -> tuple[str, ...]:
    found = []
    total = len(study.audit.leaves)
    if total and study.audit.with_evidence < total:
        found.append(
            f"{percent(1 - study.audit.with_evidence / total)} of the inputs have no claim behind them"
        )
    if told.single_origin:
        found.append(f"{told.single_origin} inputs rest on a single origin")
    unjudged = sum(told.grades["F"]) + sum(row[5] for letter, row in told.grades.items() if letter != "F")
    if unjudged:
        found.append(f"{unjudged} claims in use cannot be judged in source or in content (F or 6)")
    if told.relayed:
        found.append(f"{told.relayed} claims in use are passed on from elsewhere")
    unnamed = sum(claim.quantifier == "unnamed" for claim in used.values())
    if unnamed:
        found.append(f"{unnamed} are from unnamed speakers")
    languages = {source.language for source in study.case.sources.values()}
    if languages == {"en"}:
        found.append("every source is in English")
    if told.disputed:
        found.append(f"disputed claims in use: {len(told.disputed)}")
    return tuple(found)
