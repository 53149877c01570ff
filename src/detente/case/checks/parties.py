"""Who decides and who bargains: members with a stance, parties that differ, packages with two sides."""

from collections.abc import Iterator

from detente.case.checks.known import Known
from detente.case.finding import Finding, listed, quoted
from detente.case.inherit import has_stance, members
from detente.case.shape import A_NAME
from detente.case.yaml_tree import Keys
from detente.core.errors import nearest
from detente.core.event import Consequences
from detente.core.institution import Procedure
from detente.core.track import Track


def parties_fit(known: Known) -> Iterator[Finding]:
    """A finding for each procedure, group, track or event that does not fit."""
    yield from _dotless(known)
    yield from _twice(known)
    yield from _groups(known)
    for keys, collective, procedure, issue in _procedures(known):
        yield from _deciders(known, keys, collective, procedure, issue)
    for name, track in known.case.tracks.items():
        yield from _sides(("tracks", name), track)
        yield from _silent(known, ("tracks", name), track)


def loose_parties(known: Known) -> Iterator[Finding]:
    """Procedures in which one who decides has no position on an issue that the collective decides."""
    for keys, collective, procedure, only in _procedures(known):
        if only is not None or keys[0] != "institutions":
            continue
        own = {name for name, issue in known.case.issues.items() if issue.owner == collective}
        own -= set(known.case.institutions[collective].on)
        for key, who in _roles(procedure):
            lacking = sorted(
                issue for issue in own if who in known.case.actors and not has_stance(known.case, who, issue)
            )
            if lacking:
                mend = f"give {who} a position there, or another procedure under `on`"
                found = f"{who}, who has no position on {listed(lacking)}"
                yield Finding(
                    (*keys, *key), found, f"one with a position on every issue of {collective}", mend
                )


def _dotless(known: Known) -> Iterator[Finding]:
    for index, event in enumerate(known.case.events):
        if "." in event.id:
            mend = f"write {event.id.replace('.', '_')}"
            yield Finding(
                ("events", index, "id"),
                quoted(event.id),
                f"{A_NAME}, without a dot (that means a branch)",
                mend,
            )


def _twice(known: Known) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, event in enumerate(known.case.events):
        if event.id in first:
            mend = "give one of the two another id"
            yield Finding(
                ("events", index, "id"), f"{event.id!r} a second time", "each event's id once", mend
            )
        first.setdefault(event.id, index)
    for name in sorted(known.ids["hazards"] & set(first)):
        mend = "give one of the two another id"
        yield Finding(
            ("events", first[name], "id"), f"{name!r}, also the id of a hazard", "an id of its own", mend
        )


def _groups(known: Known) -> Iterator[Finding]:
    for name, actor in known.case.actors.items():
        belong = members(known.case, name)
        for group, names in actor.groups.items():
            for index, member in enumerate(names):
                if member in known.case.actors and member not in belong:
                    yield _no_member(("actors", name, "groups", group, index), member, name, belong)


def _no_member(keys: Keys, who: str, collective: str, belong: tuple[str, ...]) -> Finding:
    near = nearest(who, belong)
    mend = "" if near else f"add `member_of: {collective}` to {who}, or name a member"
    return Finding(
        keys, quoted(who), f"a member of {collective} ({listed(belong) or 'it has none'})", mend, near
    )


def _procedures(known: Known) -> Iterator[tuple[Keys, str, Procedure, str | None]]:
    for name, institution in known.case.institutions.items():
        yield ("institutions", name), name, institution, None
        for issue, procedure in institution.on.items():
            yield ("institutions", name, "on", issue), name, procedure, issue
    for keys, noun in known.nouns:
        if isinstance(noun, Consequences):
            for name, procedure in noun.installs.items():
                yield (*keys, "installs", name), name, procedure, None


def _roles(procedure: Procedure) -> Iterator[tuple[Keys, str]]:
    if procedure.proposes is not None:
        yield ("proposes",), procedure.proposes
    if procedure.final_say is not None:
        yield ("final_say",), procedure.final_say
    for index, who in enumerate(procedure.vetoes):
        yield ("vetoes", index), who


def _deciders(
    known: Known, keys: Keys, collective: str, procedure: Procedure, issue: str | None
) -> Iterator[Finding]:
    belong = members(known.case, collective) if collective in known.case.actors else ()
    for key, who in _roles(procedure):
        if who not in known.ids["actors"] or (
            collective in known.case.actors and who in known.case.actors and who not in belong
        ):
            yield _no_member((*keys, *key), who, collective, belong)
        elif who in known.case.actors:
            issues = (issue,) if issue is not None else tuple(known.case.issues)
            if not any(has_stance(known.case, who, one) for one in issues):
                allowed = f"a member with a position on {issue or 'an issue'}"
                mend = f"give {who} a stance with a `position`, or name another"
                yield Finding((*keys, *key), f"{who}, who has none", allowed, mend)


def _sides(keys: Keys, track: Track) -> Iterator[Finding]:
    seen: set[str] = set()
    for party in track.parties:
        if party in seen:
            yield Finding(
                (*keys, "between"), f"{party!r} on two seats", "each party once", "delete one of the two"
            )
        seen.add(party)
    for issue in {one for one in track.over if track.over.count(one) > 1}:
        yield Finding((*keys, "over"), f"{issue!r} twice", "each issue once", "delete one of the two")
    if len(track.over) > 1 and len(track.sides) != 2:
        mend = "put allies in one list, as [[a, b], c]"
        allowed = "two sides for a package of several issues"
        yield Finding((*keys, "between"), f"{len(track.sides)} sides", allowed, mend)


def _silent(known: Known, keys: Keys, track: Track) -> Iterator[Finding]:
    """Parties with no line on an issue of the track: they would accept whatever the others like."""
    if known.ids["actors"] - set(known.case.actors):
        return  # a member that could not be read may have the position
    for index, side in enumerate(track.between):
        for party in side if isinstance(side, tuple) else (side,):
            place = (*keys, "between", index, *((side.index(party),) if isinstance(side, tuple) else ()))
            if party not in known.case.actors:
                continue
            speak = (party, *members(known.case, party))
            mute = [
                issue
                for issue in track.over
                if issue in known.case.issues and not any(has_stance(known.case, one, issue) for one in speak)
            ]
            if mute:
                whose = " or a member of it" if len(speak) > 1 else ""
                yield Finding(
                    place,
                    f"{party}, who has no position on {listed(mute)}",
                    "a party with a position on every issue of the track, its own or a member's",
                    f"give {party}{whose} a `position` there, or take it off the track",
                )
