"""A reading for people: documents and their origins, claims, what was not coded, and what was written."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from detente.cli._tables import say, show_diff, table
from detente.core.plain import listed

MOST_CLAIMS = 25
"""Claims shown on the terminal; the files and --json hold all."""


def show_reading(told: Mapping[str, Any], *, out: str | None, into: str | None, dry_run: bool) -> None:
    """All of it."""
    show_documents(told)
    claims = told["claims"]
    table(
        f"Claims ({min(len(claims), MOST_CLAIMS)} of {len(claims)})",
        ("Claim", "Sentence", "Kind", "Says", "How surely", "Points to"),
        (
            (
                one["id"],
                str(one.get("sentence", 0)),
                one["kind"],
                one["says"],
                one.get("hedge", "asserted"),
                one.get("direction", ""),
            )
            for one in claims[:MOST_CLAIMS]
        ),
        right=(1,),
    )
    show_uncoded(told)
    show_agreement(told)
    if told.get("llm"):
        show_spent(told["llm"])
    if into is not None:
        _show_added(told, into, dry_run=dry_run)
    elif out is not None:
        verb = "would hold" if dry_run else "holds"
        say(f"The draft {out} {verb} {', '.join(told['files'])}")
        if not dry_run:
            say(f"Next: detente check {out}")
    else:
        say("Nothing was written; give --out DIR for a draft case, or --into CASE.")


def show_documents(told: Mapping[str, Any]) -> None:
    """Documents with what they relay, and how many independent origins there are."""
    table(
        "Articles",
        ("Source", "Published", "Sentences", "Claims", "Relays", "Notes"),
        (
            (
                f"{one['id']}: {one['title']} ({one['publisher']})",
                str(one["date"]),
                str(one["sentences"]),
                str(one["claims"]),
                ", ".join(one["relays"]),
                "; ".join(
                    [*([f"the same text as {one['copy_of']}"] if one["copy_of"] else []), *one["notes"]]
                ),
            )
            for one in told["documents"]
        ),
        right=(2, 3),
    )
    origins = told["independent_origins"]
    count = len(origins)
    say(f"{count} independent origin{'s' if count != 1 else ''}: {listed(origins)}.\n")


def show_uncoded(told: Mapping[str, Any]) -> None:
    """What was missing in sentences that gave nothing, counted."""
    why = Counter(one["why"] for document in told["documents"] for one in document["uncoded"])
    table(
        "Sentences without a coded act, and what was missing",
        ("Missing", "Sentences"),
        ((reason, str(count)) for reason, count in sorted(why.items(), key=lambda each: (-each[1], each[0]))),
        right=(1,),
    )


def show_agreement(told: Mapping[str, Any]) -> None:
    """How far two readers agree."""
    table(
        "Agreement of the two readers: both over either, and kappa on which sentences say something",
        ("Source", "Events", "Claims", "Kappa"),
        (
            (
                one["document"],
                _share(one["events"]),
                _share(one["claims"]),
                "" if one["kappa"] is None else f"{one['kappa']:.2f}",
            )
            for one in told["agreement"]
        ),
        right=(1, 2, 3),
    )


def show_spent(spent: Mapping[str, Any]) -> None:
    """What a model was asked and what it cost."""
    cost = "cost unknown (set DETENTE_LLM_PRICE)" if spent["cost"] is None else f"cost {spent['cost']:.4f}"
    say(
        f"Model {spent['model']}: {spent['calls']} calls ({spent['retries']} repeated, {spent['cached']} from the cache), "
        f"{spent['tokens_in']:,} tokens in, {spent['tokens_out']:,} out, {cost}. "
        f"{spent['refused']} of its quotations are not in the text and were refused.\n"
    )


def _show_added(told: Mapping[str, Any], into: str, *, dry_run: bool) -> None:
    table(
        "Known already",
        ("Read", "In the case", "Score", ""),
        (
            (
                one["new"],
                one["known"],
                f"{one['score']:.2f}",
                "says the opposite" if one["contradicts"] else "",
            )
            for one in told["known"]
        ),
        right=(2,),
    )
    if told["diff"]:
        show_diff(told["diff"])
    added = told["added"]
    count = f"{len(added['sources'])} sources and {len(added['claims'])} claims"
    if not told["files"]:
        say(f"Nothing new for {into}.")
    elif dry_run:
        say(f"Would add {count} to {into}; nothing was written.")
    else:
        say(f"Added {count} to {into}. Next: detente check {into}")


def _share(matched: Mapping[str, Any]) -> str:
    share = matched["share"]
    return (
        "none found"
        if share is None
        else f"{matched['both']} of {matched['one'] + matched['other'] - matched['both']}"
    )
