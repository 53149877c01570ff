"""An update for people: what is new, what it bears on, what is proposed, and what moved and why."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli._show import change_in, plain_in, unit_of
from detente.cli._show_reading import show_agreement, show_spent
from detente.cli._tables import say, show_diff, table
from detente.core.case import Case
from detente.core.plain import percent

if TYPE_CHECKING:
    from detente.case.proposal import Proposal
    from detente.workbench.updating import Update

MOST_ROWS = 30
LEAST_MOVED = 1.96
"""Monte Carlo errors beyond which a movement is shown."""


def show_considered(found: "Update", told: Mapping[str, Any]) -> None:
    """Verdicts, new claims with the inputs they bear on, signposts, and the list of proposals."""
    table("Articles", ("Source", "Verdict"), ((one.document, one.says) for one in found.verdicts))
    recorded = {one.claims[0]: one.id for one in found.proposals if one.kind == "claim"}
    table(
        f"New claims ({len(found.claims)}), each a proposal to record it",
        ("Proposal", "Claim", "Says", "How surely"),
        (
            (
                recorded.get(one["id"], ""),
                one["id"],
                one["says"] + ("" if one["affirmed"] else " (said not to be so)"),
                one.get("hedge", "asserted"),
            )
            for one in told["claims"][:MOST_ROWS]
        ),
    )
    _note_cut(len(told["claims"]))
    bearing = [(one["id"], each) for one in told["claims"] for each in one["bears_on"]]
    if bearing:
        say("What they bear on")
    for name, each in bearing[:MOST_ROWS]:
        say(f"  {name}: {each['path']} ({each['why']})")
    _note_cut(len(bearing))
    table(
        "What was said before, or its opposite",
        ("Read", "In the case", "Score", ""),
        (
            (one["new"], one["known"], f"{one['score']:.2f}", "disputes it" if one["contradicts"] else "")
            for one in told["known"][:MOST_ROWS]
        ),
        right=(2,),
    )
    table(
        "Signposts that seem to be seen",
        ("Claim", "Signpost", "Question", "Now", "If seen"),
        (
            (one["claim"], one["text"], one["question"], percent(one["now"]), percent(one["if_seen"]))
            for one in told["signs"]
        ),
        right=(3, 4),
    )
    show_agreement(told)
    if told["llm"]:
        show_spent(told["llm"])
    revisions = [one for one in found.proposals if one.kind != "claim"]
    if revisions:
        say(f"Proposed revisions ({len(revisions)}); nothing is applied unless you accept it")
    for number, one in enumerate(revisions[:MOST_ROWS], 1):
        show_proposal(one, number, len(revisions))
    _note_cut(len(revisions))
    say()


def _note_cut(count: int) -> None:
    if count > MOST_ROWS:
        say(f"... and {count - MOST_ROWS} more; --json lists all.")


def show_proposal(one: "Proposal", number: int, count: int) -> None:
    """One proposal: what, where, old, new, and why."""
    say(f"  {number} of {count}  {one.id}  {one.path}")
    if one.old is not None:
        say(f"      old: {one.old}")
    say(f"      new: {one.new}")
    say(f"      why: {one.why}")


def show_staged(
    case: Case, told: Mapping[str, Any], folder: str, *, dry_run: bool, changed: Sequence[str]
) -> None:
    """What is changed, and what moved."""
    if told["diff"]:
        show_diff(told["diff"])
    say(f"As of {told['as_of']} -> {told['as_of_after']}; {len(told['accepted'])} proposals accepted.")
    for name in told["due"]:
        say(f"Due, and nothing says what became of it: {name}")
    show_moved(case, told)
    if dry_run:
        say(f"Nothing was written (--dry-run); it would be {', '.join(changed) or 'nothing'}.")
    elif told["written"]:
        say(f"Written in {folder}: {', '.join(told['written'])}. Next: detente run {folder}")
    else:
        say("Nothing had to be written.")


def show_moved(case: Case, told: Mapping[str, Any]) -> None:
    """Answers and levels that moved beyond their error, with the part of each cause."""
    rows = [
        one
        for one in told["moved"]
        if abs(one["after"] - one["before"]) > LEAST_MOVED * one["se"] or one["parts"].get("code")
    ]
    table(
        "What moved, and why",
        ("What", "Before", "After", "Code", "Time", "Evidence", "Judgement"),
        (
            (
                one["label"],
                plain_in(unit_of(case, one["of"]), one["before"]),
                plain_in(unit_of(case, one["of"]), one["after"]),
                *(_part(case, one, one["parts"][name]) for name in ("code", "time", "evidence", "judgement")),
            )
            for one in rows
        ),
        right=(1, 2, 3, 4, 5, 6),
    )
    if told["moved"] and not rows:
        say("No answer moved beyond its error.")
    say(f"Code: {told['code']}.")


def _part(case: Case, one: Mapping[str, Any], value: float | None) -> str:
    return "not known" if value is None else change_in(unit_of(case, one["of"]), value)
