"""Every id that is named exists."""

from collections.abc import Iterator

from detente.case.checks.known import Known, unknown
from detente.case.finding import Finding, listed, quoted
from detente.case.inherit import ANY_TRACK
from detente.case.paths import dial, inputs_under, reading
from detente.case.yaml_tree import Keys
from detente.core.effect import Effect
from detente.core.errors import ParameterError, nearest
from detente.core.event import Consequences
from detente.core.hazard import Hazard
from detente.core.noun import Sourced
from detente.core.pressure import Pressure
from detente.core.rule import Rule

_RULE_SECTIONS = {
    "level": "issues", "said": "issues", "pressure": "pressures",
    "zone": "tracks", "settled": "tracks", "open": "tracks", "broken": "tracks", "in_force": "tracks",
}  # fmt: skip
_A = {
    "actors": "an actor", "issues": "an issue", "tracks": "a track", "pressures": "a pressure",
    "hazards": "a hazard",
    "claims": "a claim", "events": "an event", "questions": "a question", "sources": "a source",
}  # fmt: skip


def names_exist(known: Known) -> Iterator[Finding]:
    """A finding for every name that leads nowhere."""
    for keys, noun in known.nouns:
        if isinstance(noun, Sourced):
            for index, claim in enumerate(noun.evidence):
                yield from known.missing((*keys, "evidence", index), claim, "claims", "a claim")
        if isinstance(noun, Rule):
            yield from _rule(known, keys, noun)
        if isinstance(noun, Consequences):
            yield from _consequences(known, keys, noun)
    yield from _claims(known)
    yield from _actors(known)
    yield from _issues_and_tracks(known)
    yield from _drivers(known)
    yield from _events(known)
    yield from _questions(known)
    yield from _not_expressed(known)
    yield from _mechanisms(known)
    yield from _accounts_and_focus(known)
    for name, one in known.case.series.items():
        yield from known.missing(("series", name, "taken_from"), one.taken_from, "sources", "a source")


def loose_names(known: Known) -> Iterator[Finding]:
    """Names that need not be of this case but look like a slip of one that is; mechanisms without inputs."""
    actors = known.ids["actors"]
    for claim, noun in known.case.claims.items():
        for index, actor in enumerate(noun.actors):
            yield from _slip(("claims", claim, "actors", index), actor, actors)
    for number, event in enumerate(known.case.events):
        for key, whom in (("by", event.by), ("toward_whom", event.toward_whom)):
            if whom is not None:
                yield from _slip(("events", number, key), whom, actors)
    named = {mechanism for effect in known.case.effects for mechanism in effect.mechanisms}
    for name, mechanism in known.case.mechanisms.items():
        if name not in named and not mechanism.inputs and mechanism.rule == "off":
            allowed = "an effect that names it, or `inputs`"
            mend = f"add `mechanism: {name}` to an effect, or list its inputs"
            yield Finding(
                ("mechanisms", name), "a mechanism that no input expresses", allowed, mend, at_key=True
            )


def _slip(keys: Keys, name: str, actors: frozenset[str]) -> Iterator[Finding]:
    near = nearest(name, actors) if name not in actors else None
    if near is not None:
        mend = f"write {near}, or leave it if another is meant"
        yield Finding(keys, quoted(name), "an actor of this case, or any other name", mend, near)


def _all_of(known: Known, keys: Keys, names: tuple[str, ...], section: str) -> Iterator[Finding]:
    for index, name in enumerate(names):
        yield from known.missing((*keys, index), name, section, _A[section])


def _keys_of(known: Known, keys: Keys, names: object, section: str) -> Iterator[Finding]:
    for name in names if isinstance(names, dict) else ():
        yield from known.missing((*keys, str(name)), str(name), section, _A[section], at_key=True)


def _dial(known: Known, keys: Keys, short: str, *, at_key: bool = False) -> Iterator[Finding]:
    try:
        dial(known.case, short)
    except ParameterError as error:
        yield from known.refused(keys, error, at_key=at_key)


def _reading(known: Known, keys: Keys, name: str, *, at_key: bool = False) -> Iterator[Finding]:
    try:
        reading(known.case, name)
    except ParameterError as error:
        yield from known.refused(keys, error, at_key=at_key)


def _rule(known: Known, keys: Keys, rule: Rule) -> Iterator[Finding]:
    subject = rule.subject
    if subject is None:
        return
    name, here = str(getattr(rule, subject)), (*keys, subject)
    if subject in _RULE_SECTIONS:
        section = _RULE_SECTIONS[subject]
        yield from known.missing(here, name, section, _A[section])
    elif subject == "mandate":
        yield from _reading(known, here, f"{name}.mandate")
    elif subject == "fires":
        if name not in known.ids["hazards"] | _occurrences(known):
            yield unknown(here, name, known.ids["hazards"], "the id of a hazard", section="hazards")
    elif name not in _occurrences(known):
        yield unknown(
            here, name, _occurrences(known), "an event, or a branch as event.branch", section="events"
        )


def _occurrences(known: Known) -> frozenset[str]:
    branches = {f"{event.id}.{branch}" for event in known.case.events for branch in event.branches}
    return known.ids["events"] | branches


def _consequences(known: Known, keys: Keys, noun: Consequences) -> Iterator[Finding]:
    for field in ("shocks", "presses"):
        yield from _keys_of(known, (*keys, field), getattr(noun, field), "pressures")
    yield from _keys_of(known, (*keys, "sets"), noun.sets, "issues")
    yield from _keys_of(known, (*keys, "agrees"), noun.agrees, "issues")
    yield from _agreed_elsewhere(known, keys, noun)
    for short in noun.turns:
        yield from _dial(known, (*keys, "turns", short), short, at_key=True)
    for field in ("opens", "closes", "breaks", "settles"):
        yield from _all_of(known, (*keys, field), getattr(noun, field), "tracks")
    yield from _keys_of(known, (*keys, "installs"), noun.installs, "actors")
    yield from _all_of(known, (*keys, "counts_as"), noun.counts_as, "hazards")


def _agreed_elsewhere(known: Known, keys: Keys, noun: Consequences) -> Iterator[Finding]:
    """Levels agreed on issues that no settled track is over."""
    tracks = [known.case.tracks[name] for name in noun.settles if name in known.case.tracks]
    over = sorted({issue for track in tracks for issue in track.over})
    for issue in noun.agrees:
        if tracks and issue in known.case.issues and issue not in over:
            allowed = f"an issue of the settled tracks: {', '.join(over)}"
            mend = "write the issue that is settled, or fix this one with `sets`"
            yield Finding((*keys, "agrees", issue), f"{issue}, which is not settled here", allowed, mend)


def _claims(known: Known) -> Iterator[Finding]:
    for name, claim in known.case.claims.items():
        yield from known.missing(("claims", name, "source"), claim.source, "sources", "a source")
        yield from _all_of(known, ("claims", name, "supports"), claim.supports, "claims")
        yield from _all_of(known, ("claims", name, "disputes"), claim.disputes, "claims")


def _actors(known: Known) -> Iterator[Finding]:
    for name, actor in known.case.actors.items():
        here: Keys = ("actors", name)
        if actor.member_of is not None:
            yield from known.missing((*here, "member_of"), actor.member_of, "actors", "an actor")
        for group, names in actor.groups.items():
            yield from _all_of(known, (*here, "groups", group), names, "actors")
        for whom in actor.listens_to:
            yield from _listened_to(known, (*here, "listens_to", whom), whom)
        yield from _keys_of(known, (*here, "stances"), actor.stances, "issues")
        tracks = {track: None for track in actor.terms if track != ANY_TRACK}
        yield from _keys_of(known, (*here, "terms"), tracks, "tracks")


def _listened_to(known: Known, keys: Keys, whom: str) -> Iterator[Finding]:
    collective, _, group = whom.partition(".")
    if collective not in known.ids["actors"]:
        yield unknown(
            keys, whom, known.ids["actors"], "the id of an actor, or a group as actor.group", at_key=True
        )
    elif group and collective in known.case.actors and group not in known.case.actors[collective].groups:
        groups = {f"{collective}.{name}" for name in known.case.actors[collective].groups}
        mend = f"add it under `groups` of {collective}" if nearest(whom, groups) is None else ""
        near = nearest(whom, groups)
        allowed = f"a group of {collective} ({listed(sorted(groups)) or 'it has none'})"
        yield Finding(keys, quoted(whom), allowed, mend, near, at_key=True)


def _issues_and_tracks(known: Known) -> Iterator[Finding]:
    for name, institution in known.case.institutions.items():
        yield from known.missing(("institutions", name), name, "actors", "an actor", at_key=True)
        yield from _keys_of(known, ("institutions", name, "on"), institution.on, "issues")
    for name, issue in known.case.issues.items():
        if issue.owner is not None:
            yield from known.missing(("issues", name, "owner"), issue.owner, "actors", "an actor")
    for name, track in known.case.tracks.items():
        for index, side in enumerate(track.between):
            if isinstance(side, tuple):
                yield from _all_of(known, ("tracks", name, "between", index), side, "actors")
            else:
                yield from known.missing(("tracks", name, "between", index), side, "actors", "an actor")
        yield from _all_of(known, ("tracks", name, "over"), track.over, "issues")
        for model in track.models:
            if model not in known.models:
                keys = ("tracks", name, "models", model)
                yield unknown(keys, model, known.models, "a bargaining model", at_key=True)
        for issue_name in track.if_nothing if isinstance(track.if_nothing, dict) else ():
            if issue_name not in track.over:
                keys = ("tracks", name, "if_nothing", issue_name)
                yield unknown(keys, issue_name, track.over, "an issue the track is over", at_key=True)


def _drivers(known: Known) -> Iterator[Finding]:
    for name, pressure in known.case.pressures.items():
        yield from _pressure(known, name, pressure)
    for index, effect in enumerate(known.case.effects):
        yield from _effect(known, ("effects", index), effect)
    for name, hazard in known.case.hazards.items():
        yield from _hazard(known, ("hazards", name), hazard)


def _pressure(known: Known, name: str, pressure: Pressure) -> Iterator[Finding]:
    if pressure.of is not None:
        yield from known.missing(("pressures", name, "of"), pressure.of, "actors", "an actor")
    yield from _keys_of(known, ("pressures", name, "fed_by"), pressure.fed_by, "issues")


def _effect(known: Known, keys: Keys, effect: Effect) -> Iterator[Finding]:
    yield from known.missing((*keys, "when"), effect.when, "pressures", "a pressure")
    yield from _dial(known, (*keys, "turns"), effect.turns)
    if effect.turns.endswith(".level"):
        allowed = "a dial; levels are moved by lines, deals and events"
        mend = "turn the position of whoever decides the issue, or its pace"
        yield Finding((*keys, "turns"), quoted(effect.turns), allowed, mend)
    for index, mechanism in enumerate(effect.mechanisms):
        place = (*keys, "mechanism", index) if isinstance(effect.mechanism, tuple) else (*keys, "mechanism")
        yield from known.missing(place, mechanism, "mechanisms", "a mechanism")


def _hazard(known: Known, keys: Keys, hazard: Hazard) -> Iterator[Finding]:
    for name in hazard.grows_with:
        yield from _reading(known, (*keys, "grows_with", name), name, at_key=True)


def _events(known: Known) -> Iterator[Finding]:
    settled = {f"{track}.settled" for track in known.ids["tracks"]}
    may_follow = _occurrences(known) | known.ids["hazards"] | settled
    for index, event in enumerate(known.case.events):
        for place, name in enumerate(event.follows):
            if name not in may_follow:
                allowed = "an event, a branch as event.branch, a hazard, or a deal as track.settled"
                yield unknown(
                    ("events", index, "follows", place), name, may_follow, allowed, section="events"
                )


def _questions(known: Known) -> Iterator[Finding]:
    for name, question in known.case.questions.items():
        if question.number is not None and question.number.days_until is None:
            subject = question.number.subject
            section = {"level": "issues", "said": "issues", "pressure": "pressures", "count": "hazards"}[
                subject
            ]
            keys = ("questions", name, "number", subject)
            yield from known.missing(keys, str(getattr(question.number, subject)), section, _A[section])


def _not_expressed(known: Known) -> Iterator[Finding]:
    for name in known.case.not_expressed:
        if name in known.ids["questions"]:
            allowed = "a question that no rule settles"
            yield Finding(("not_expressed", name), f"{name}, which stands among the questions as well", allowed,
                          "remove one of the two")  # fmt: skip


def _mechanisms(known: Known) -> Iterator[Finding]:
    if known.unread:
        return
    written = {leaf.path: leaf for leaf in known.leaves}
    named = {known_path(keys, known) for keys, noun in known.nouns for keys in _parts(keys, noun)}
    for name, mechanism in known.case.mechanisms.items():
        for index, path in enumerate(mechanism.inputs):
            if not inputs_under(written, path) and path not in named and not _is_dial(known, path):
                near = nearest(path, written)
                mend = "" if near else "write the path as `detente check --json` lists it"
                keys = ("mechanisms", name, "inputs", index)
                yield Finding(keys, quoted(path), "the path of an input", mend, near)
        if mechanism.expects is not None and mechanism.expects.moves not in known.ids["questions"]:
            yield from _reading(known, ("mechanisms", name, "expects", "moves"), mechanism.expects.moves)


def known_path(keys: Keys, known: Known) -> str:
    """Path of some keys of the case, entries of the lists of events and effects by name."""
    if len(keys) > 1 and keys[0] == "events" and isinstance(keys[1], int):
        keys = ("events", known.case.events[keys[1]].id, *keys[2:])
    return ".".join(map(str, keys))


def _parts(keys: Keys, noun: object) -> Iterator[Keys]:
    yield keys
    given = getattr(noun, "model_fields_set", ())
    yield from ((*keys, str(field)) for field in given)


def _is_dial(known: Known, path: str) -> bool:
    if path.partition(".")[0] in known.ids or path.partition(".")[0] == "effects":
        return False
    try:
        dial(known.case, path)
    except ParameterError:
        return False
    return True


def _accounts_and_focus(known: Known) -> Iterator[Finding]:
    for name, account in known.case.accounts.items():
        droppable = known.ids["events"] | known.ids["hazards"]
        for index, event in enumerate(account.drops):
            if event not in droppable:
                yield unknown(
                    ("accounts", name, "drops", index), event, droppable, "the id of an event or hazard"
                )
        yield from _all_of(known, ("accounts", name, "against"), account.against, "claims")
    focus = known.case.focus
    if focus.actor is not None:
        yield from known.missing(("focus", "actor"), focus.actor, "actors", "an actor")
    yield from _all_of(known, ("focus", "arenas"), focus.arenas, "issues")
    yield from _all_of(known, ("focus", "questions"), focus.questions, "questions")
    for index, target in enumerate(focus.targets):
        yield from _reading(known, ("focus", "targets", index, "of"), target.of)
