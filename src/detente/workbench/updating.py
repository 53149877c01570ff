"""A case brought up to date: what articles bring that is new, the revisions they suggest, and the accepted ones applied."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from detente.case.applying import applied, chosen, rolled
from detente.case.bearing import CaseParts, Sign, signs
from detente.case.intake import NewClaim, source_entry
from detente.case.matching import Known, matched
from detente.case.merge import at_home, difference, homes_of, is_news, linked, published
from detente.case.proposal import Proposal
from detente.case.proposals import Proposed, propose
from detente.core.case import Case
from detente.core.explanation import Signpost
from detente.workbench.bench import Workbench
from detente.workbench.reading import ReadArticles, claim_json, folder_with, texts_of
from detente.workspace import CaseFolder


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document brings, in a line: what is new, or why nothing is."""

    document: str
    news: tuple[str, ...]
    known: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Update:
    """What some articles would change in a case.

    Attributes
    ----------
    verdicts : one a document.
    claims : those that are news, as they would be written.
    known : new claim -> the claim of the case that it meets.
    proposed : revisions, and the inputs each claim bears on.
    signs : signposts that a claim seems to tell of.
    dates : source -> its date.
    """

    verdicts: tuple[Verdict, ...]
    claims: tuple[NewClaim, ...]
    known: Mapping[str, Known]
    proposed: Proposed
    signs: tuple[Sign, ...]
    dates: Mapping[str, date]

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The revisions."""
        return self.proposed.proposals


@dataclass(frozen=True, slots=True)
class Staged:
    """A case's files before, with only the date rolled, with the evidence, and with the judgements as well."""

    before: CaseFolder
    time: CaseFolder
    evidence: CaseFolder
    judgement: CaseFolder
    as_of: date
    accepted: tuple[Proposal, ...]

    @property
    def diff(self) -> str:
        """All of the change as text."""
        return difference(texts_of(self.before), texts_of(self.judgement))


def considered(case: Case, read: ReadArticles, signposts: Sequence[Signpost] = ()) -> Update:
    """What was read, beside what the case holds.

    Parameters
    ----------
    signposts : of the case as it stands.
    """
    intake = read.intake
    homes = homes_of(case, intake)
    known = matched(case, intake.claims, homes, published(intake))
    fresh = [one for one in intake.claims if is_news(case, one, known.get(one.id), homes)]
    written = tuple(
        NewClaim(one.id, one.statement, at_home(case, linked(one, known.get(one.id)), homes)) for one in fresh
    )
    dates = published(intake)
    dates |= {home: case.sources[home].date for home in homes.values()}
    sources = {name: source_entry(source) for name, source in intake.sources.items() if name not in homes}
    parts = CaseParts(case)
    told = tuple(sign for one in written for sign in signs(parts, one, signposts))
    return Update(
        tuple(_verdict(read, name, written, known, homes) for name in intake.sources),
        written,
        known,
        propose(case, written, known, sources, dates=dates),
        told,
        dates,
    )


def _verdict(
    read: ReadArticles,
    document: str,
    news: Sequence[NewClaim],
    known: Mapping[str, Known],
    homes: Mapping[str, str],
) -> Verdict:
    found = read.intake.corroboration
    own = tuple(one.id for one in news if one.statement.document == document)
    repeated = tuple(
        known[one.id].known
        for one in read.intake.claims
        if one.statement.document == document and one.id in known and not known[one.id].contradicts
    )
    relays = found.relays.get(document, ())
    original = found.original(document)
    total = sum(one.statement.document == document for one in read.intake.claims)
    if original != document:
        says = f"nothing new: the same text as {original}"
    elif own:
        says = f"{len(own)} of {total} claims are new" if len(own) < total else f"all {total} claims are new"
        echoed = [known[name].known for name in own if name in known and not known[name].contradicts]
        says += f"; {_echo(echoed)}" if echoed else ""
        says += f"; it is the case's source {homes[document]}" if document in homes else ""
    elif document in homes:
        says = f"nothing new: the case has it as {homes[document]}"
    elif relays:
        says = f"nothing new: relays {', '.join(relays)}"
    elif total:
        says = f"nothing new: the case holds it already ({', '.join(dict.fromkeys(repeated))})"
    else:
        says = "nothing was read in it; see why with `detente read`"
    return Verdict(document, own, tuple(dict.fromkeys(repeated)), says)


def _echo(echoed: Sequence[str]) -> str:
    verb = "supports" if len(echoed) == 1 else "support"
    return f"{len(echoed)} {verb} {', '.join(dict.fromkeys(echoed))} from another origin"


def as_of_after(case: Case, update: Update, accepted: Sequence[Proposal], asked: date | None) -> date:
    """The as-of date after an update: what was asked for, else the latest accepted article's date."""
    if asked is not None:
        return asked
    claims = {name for one in accepted for name in one.claims}
    days = [update.dates[one.claim.source] for one in update.claims if one.id in claims]
    return max([case.as_of, *days])


def staged(bench: Workbench, update: Update, wanted: Sequence[str], as_of: date | None = None) -> Staged:
    """The case's files in four stages, all of them read and checked.

    Parameters
    ----------
    wanted : ids of accepted proposals; the claims they rest on come with them.
    as_of : the new as-of date; the latest accepted article's unless given.

    Raises
    ------
    ParameterError : an id is no proposal, or the date does not suit the case.
    CaseError : the case would not be in order afterwards.
    """
    accepted = chosen(update.proposals, wanted)
    day = as_of_after(bench.case, update, accepted, as_of)
    before = texts_of(bench.folder)
    time = rolled(before, bench.case, day)
    evidence = applied(time, [one for one in accepted if not one.is_judgement])
    judgement = applied(evidence, [one for one in accepted if one.is_judgement])
    first, second, third = (folder_with(bench.folder, texts) for texts in (time, evidence, judgement))
    for stage in (first, second, third):
        stage.read()
    return Staged(bench.folder, first, second, third, day, accepted)


def update_json(update: Update, case: Case) -> dict[str, Any]:
    """What an update would change, as `detente update --json` tells it before anything is accepted."""
    return {
        "case": case.case,
        "as_of": case.as_of.isoformat(),
        "verdicts": [asdict(one) for one in update.verdicts],
        "claims": [
            {
                **claim_json(one),
                "bears_on": [
                    {"path": each.path, "why": each.why} for each in update.proposed.bearings.get(one.id, ())
                ],
            }
            for one in update.claims
        ],
        "known": [asdict(one) for one in update.known.values()],
        "signs": [asdict(one) for one in update.signs],
        "proposals": [
            {
                "id": one.id,
                "kind": one.kind,
                "path": one.path,
                "old": one.old,
                "new": one.new,
                "why": one.why,
                "claims": list(one.claims),
            }
            for one in update.proposals
        ],
    }
