"""What numbers rest on: nothing made after the as-of date, something and not nothing, undisputed claims."""

from collections.abc import Iterator
from datetime import date

from detente.case.checks.known import Known
from detente.case.finding import Finding, listed, quoted
from detente.case.yaml_tree import Keys
from detente.core.case import Case
from detente.core.claim import Claim
from detente.core.noun import Sourced


def made_on(case: Case, claim: Claim) -> date | None:
    """When a statement was made: its own date, or its source's; None where the source is not known."""
    if claim.dated is not None:
        return claim.dated
    source = case.sources.get(claim.source)
    return source.date if source is not None else None


def evidence_in_time(known: Known) -> Iterator[Finding]:
    """A finding for each claim that is cited and was made after the as-of date."""
    case = known.case
    for keys, noun in known.nouns:
        if not isinstance(noun, Sourced):
            continue
        for index, name in enumerate(noun.evidence):
            made = made_on(case, case.claims[name]) if name in case.claims else None
            if made is not None and made > case.as_of:
                found = f"{name}, a statement of {made}"
                allowed = f"claims made by the as-of date, {case.as_of}"
                mend = "cite an earlier claim, or say why the number is assumed"
                yield Finding((*keys, "evidence", index), found, allowed, mend)


def bare_numbers(known: Known) -> Iterator[Finding]:
    """A finding for each group of numbers that rests on nothing."""
    groups: dict[Keys, list[str]] = {}
    for leaf in known.leaves:
        if not leaf.holders:
            groups.setdefault(leaf.keys[:-1], []).append(str(leaf.keys[-1]))
    for keys, names in groups.items():
        found = f"{listed(names, most=6)} with neither evidence nor `assumed`"
        mend = 'add `evidence: [claim]` or `assumed: "why"`'
        yield Finding(keys, found, "numbers that say what they rest on", mend, at_key=True)


def disputed_alone(known: Known) -> Iterator[Finding]:
    """A finding for each group of numbers whose claims are all disputed."""
    claims = known.case.claims
    seen: set[Keys] = set()
    for leaf in known.leaves:
        if (
            leaf.evidence
            and all(claims[name].is_disputed for name in leaf.evidence)
            and leaf.keys[:-1] not in seen
        ):
            seen.add(leaf.keys[:-1])
            found = f"{listed(map(quoted, leaf.evidence))}, which other reporting disputes"
            mend = 'add a claim that is not disputed, or replace it by `assumed: "why"`'
            yield Finding(leaf.keys, found, "evidence that is not all disputed", mend)
