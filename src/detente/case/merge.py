"""New articles added to a case: sources and claims at the end of their sections, what is known matched, nothing changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff

from detente.case.intake import Intake, NewClaim, about_issue, claim_entry, source_entry
from detente.case.matching import Known, known_source, matched, same_origin
from detente.case.surgery import add_entries
from detente.core.case import Case
from detente.core.claim import Claim
from detente.reading.several.statements import actor_id


@dataclass(frozen=True, slots=True)
class Merged:
    """A case's files with what was read added.

    Attributes
    ----------
    texts : file name -> text; those that are not changed are the same.
    sources : ids of sources added.
    claims : claims added, as they are written.
    known : new claim -> the claim of the case that says the same; it is not added.
    homes : document -> source of the case that it is already.
    """

    texts: Mapping[str, str]
    sources: tuple[str, ...]
    claims: tuple[NewClaim, ...]
    known: Mapping[str, Known]
    homes: Mapping[str, str]


def merge(texts: Mapping[str, str], case: Case, intake: Intake) -> Merged:
    """Add what was read to the files of a case.

    A claim that says what one of the case says already is not added, unless it comes from another origin or says
    the opposite: then it is, with a link that it supports or disputes the known one.

    Parameters
    ----------
    texts : the case's files.
    case : the case in them.
    """
    homes = homes_of(case, intake)
    known = matched(case, intake.claims, homes, published(intake))
    kept = [one for one in intake.claims if is_news(case, one, known.get(one.id), homes)]
    renamed = {name: homes.get(name, name) for name in intake.sources}
    written = {one.id: at_home(case, linked(one, known.get(one.id)), renamed) for one in kept}
    names = {one.id for one in kept}
    written = {name: _without_lost(claim, names, case) for name, claim in written.items()}
    new_sources = {
        name: source_entry(source)
        for name, source in intake.sources.items()
        if name not in homes and name not in case.sources
    }
    changed = add_entries(texts, "sources", new_sources)
    changed = add_entries(changed, "claims", {name: claim_entry(claim) for name, claim in written.items()})
    return Merged(
        changed,
        tuple(new_sources),
        tuple(NewClaim(one.id, one.statement, written[one.id]) for one in kept),
        known,
        homes,
    )


def published(intake: Intake) -> dict[str, date]:
    """Document -> its date."""
    return {name: source.date for name, source in intake.sources.items()}


def homes_of(case: Case, intake: Intake) -> dict[str, str]:
    """Document -> source of the case that it is already."""
    found = {
        reading.document.id: known_source(case, reading.document.sha256, reading.document.url)
        for reading in intake.readings
    }
    return {document: source for document, source in found.items() if source is not None}


def is_news(case: Case, new: NewClaim, known: Known | None, homes: Mapping[str, str]) -> bool:
    """Whether a claim adds something to a case: it says what no claim says, says the opposite, or has another origin."""
    if known is None or known.contradicts:
        return True
    if new.statement.document in homes:
        return False
    return not same_origin(case, new, case.claims[known.known])


def linked(new: NewClaim, known: Known | None) -> Claim:
    """The claim with its link to what the case holds."""
    claim = new.claim
    if known is None:
        return claim
    way = "disputes" if known.contradicts else "supports"
    held: tuple[str, ...] = getattr(claim, way)
    return claim.model_copy(update={way: (known.known, *held)})


def at_home(case: Case, claim: Claim, renamed: Mapping[str, str]) -> Claim:
    """The claim under the id that its source has in the case, on the issue that is its subject by name."""
    held = claim.model_copy(update={"source": renamed.get(claim.source, claim.source)})
    return about_issue(held, {actor_id(name): name for name in case.issues})


def _without_lost(claim: Claim, kept: set[str], case: Case) -> Claim:
    """The claim without links to new claims that are not added."""
    return claim.model_copy(
        update={
            way: tuple(name for name in getattr(claim, way) if name in kept or name in case.claims)
            for way in ("supports", "disputes")
        }
    )


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The change from one set of files to another, as a unified diff; empty where there is none."""
    parts: list[str] = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            parts += unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in parts)
