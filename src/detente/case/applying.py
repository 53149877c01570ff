"""Accepted proposals put into the text of a case's files: all of them, in stages that can be told apart."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from detente.case.proposal import Act, Proposal
from detente.case.surgery import (
    Keys,
    add_entries,
    add_items,
    extend_list,
    file_with,
    remove_key,
    replace_value,
    set_key,
)
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest


def chosen(proposals: Sequence[Proposal], wanted: Iterable[str]) -> tuple[Proposal, ...]:
    """Proposals by id, with the claims they rest on, in their order.

    Raises
    ------
    ParameterError : an id is none of these proposals.
    """
    by_id = {one.id: one for one in proposals}
    names = list(dict.fromkeys(wanted))
    unknown = [name for name in names if name not in by_id]
    if unknown:
        near = nearest(unknown[0], by_id)
        found = f"{unknown[0]!r}{f' and {len(unknown) - 1} more' if len(unknown) > 1 else ''}"
        allowed = "ids of the proposals as they are now; they change with the case and the articles"
        mend = "look at `detente update ... --json` again" if near is None else ""
        raise ParameterError("--accept", found, allowed, mend, near)
    needed = {claim for name in names for claim in by_id[name].claims}
    accepted = set(names) | {one.id for one in proposals if one.kind == "claim" and set(one.claims) & needed}
    return tuple(one for one in proposals if one.id in accepted)


def applied(texts: Mapping[str, str], proposals: Iterable[Proposal]) -> dict[str, str]:
    """The files with some proposals carried out.

    Raises
    ------
    ParameterError : the files do not hold what a proposal changes.
    """
    changed = dict(texts)
    kept_claims = {claim for one in proposals if one.kind == "claim" for claim in one.claims}
    for one in proposals:
        for act in one.acts:
            changed = _done(changed, act, kept_claims)
    return changed


def rolled(texts: Mapping[str, str], case: Case, as_of: date) -> dict[str, str]:
    """The files with another as-of date.

    Raises
    ------
    ParameterError : the date lies before the case's own, or beyond its horizon.
    """
    if as_of == case.as_of:
        return dict(texts)
    if not case.as_of <= as_of <= case.until:
        allowed = f"a date from {case.as_of}, the case's own, to {case.until}, its horizon"
        raise ParameterError("--as-of", str(as_of), allowed, "move the case's `until`, or give another date")
    file = file_with(texts, ("as_of",))
    return {**texts, file: replace_value(texts[file], ("as_of",), as_of)}


def _done(texts: dict[str, str], act: Act, claims: set[str]) -> dict[str, str]:
    if act.do == "add_entry":
        section, name = str(act.keys[0]), str(act.keys[1])
        if _holds(texts, (section, name)):
            return texts
        entry = act.value
        if section == "claims":
            entry = _without_lost(texts, entry, claims)
        return add_entries(texts, section, {name: entry})
    if act.do == "add_item":
        return add_items(texts, str(act.keys[0]), [act.value])
    keys = act.keys
    file = file_with(texts, keys[:-1])
    text = texts[file]
    if act.do == "extend":
        text = extend_list(text, keys, act.value)
    elif act.do == "remove":
        text = remove_key(text, keys)
    else:
        text = set_key(text, keys[:-1], str(keys[-1]), act.value)
    return {**texts, file: text}


def _without_lost(
    texts: Mapping[str, str], entry: Mapping[str, object], claims: set[str]
) -> dict[str, object]:
    """A claim's entry without links to claims that were declined."""
    told = dict(entry)
    for way in ("supports", "disputes"):
        held = told.get(way)
        if isinstance(held, tuple | list):
            kept = [name for name in held if name in claims or _holds(texts, ("claims", str(name)))]
            if kept:
                told[way] = kept
            else:
                del told[way]
    return told


def _holds(texts: Mapping[str, str], keys: Keys) -> bool:
    try:
        file_with(texts, keys)
    except ParameterError:
        return False
    return True
