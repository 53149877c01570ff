"""Short names of dials and readings, as effects, events and `--set` use them, and what they lead to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.case.finding import listed
from detente.case.inherit import ancestry, has_stance, members, stance_quantity, terms_quantity
from detente.case.leaves import Input, leaves
from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.hazard import Rate
from detente.core.parameter import parameters
from detente.core.quantity import Quantity

STANCE_DIALS = ("position", "salience", "influence", "declared", "face", "feared", "spread")
REACTION_DIALS = ("feared", "spread")
TERMS_DIALS = ("trust", "if_betrayed", "betrayal_spread", "deadlock_hurts")
TRACK_DIALS = ("seen", "chance_of_a_deal", "deal_scale")
ISSUE_DIALS = ("pace", "level")
FORMS = (
    "<actor>.<issue>." + "|".join(STANCE_DIALS), "<actor>.<track>." + "|".join(TERMS_DIALS),
    "<actor>.listens_to.<whom>",
    "<collective>.tolerance", "<collective>.<issue>.tolerance", "<track>." + "|".join(TRACK_DIALS),
    "<issue>." + "|".join(ISSUE_DIALS), "<hazard>.rate",
)  # fmt: skip
"""The forms a dial's short name may have."""

ReadingKind = Literal["pressure", "level", "said", "mandate", "zone", "settled", "fires"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Something of a world that can be read at every step.

    Attributes
    ----------
    kind : what is read.
    of : the pressure, issue, track or hazard.
    actor : whose mandate.
    """

    kind: ReadingKind
    of: str
    actor: str | None = None


def dial(case: Case, short: str) -> tuple[str, ...]:
    """Full paths of the inputs that a dial's short name turns.

    A dial on a collective turns its own input and that of every member who inherits it. The paths are those
    at which the inputs would be written; what holds there may be inherited (`input_at` tells).

    Raises
    ------
    ParameterError : no dial has this name; the nearest name is told.

    Examples
    --------
    `dial(case, "iran.oman_channel.trust")` gives `actors.iran.terms.oman_channel.trust` and the same of each
    member without terms of its own for that track.
    """
    who, _, rest = short.partition(".")
    if rest.startswith("listens_to."):
        _known(case.actors, who, "an actor", short)
        whom = rest.removeprefix("listens_to.")
        _known(case.actors[who].listens_to, whom, f"one that {who} listens to", short)
        return (f"actors.{who}.listens_to.{whom}",)
    parts = short.split(".")
    if len(parts) == 2:
        return (_of_two(case, parts[0], parts[1], short),)
    if len(parts) == 3:
        return _of_three(case, parts[0], parts[1], parts[2], short)
    raise ParameterError("dial", repr(short), "; ".join(FORMS), "write the dial in one of these forms")


def _of_two(case: Case, of: str, field: str, short: str) -> str:
    if field in TRACK_DIALS:
        return f"tracks.{_known(case.tracks, of, 'a track', short)}.{field}"
    if field in ISSUE_DIALS:
        written = "now" if field == "level" else field
        return f"issues.{_known(case.issues, of, 'an issue', short)}.{written}"
    if field == "rate":
        return f"hazards.{_known(case.hazards, of, 'a hazard', short)}.rate"
    if field == "tolerance":
        _known(case.institutions, of, "a collective with an institution", short)
        return f"institutions.{of}.tolerance"
    _known(
        (*TRACK_DIALS, *ISSUE_DIALS, "rate", "tolerance"),
        field,
        "a dial of a track, issue, hazard or collective",
        short,
    )
    raise AssertionError("unreachable")


def _of_three(case: Case, actor: str, of: str, field: str, short: str) -> tuple[str, ...]:
    if field == "level":
        _known(case.actors, actor, "an actor", short)
        return (f"issues.{_known(case.issues, of, 'an issue', short)}.now",)
    if field == "tolerance":
        institution = case.institutions[
            _known(case.institutions, actor, "a collective with an institution", short)
        ]
        _known(case.issues, of, "an issue", short)
        return (
            f"institutions.{actor}.on.{of}.tolerance"
            if of in institution.on
            else f"institutions.{actor}.tolerance",
        )
    _known((*STANCE_DIALS, *TERMS_DIALS, "level", "tolerance"), field, "a dial of an actor", short)
    _known(case.actors, actor, "an actor", short)
    if field in TERMS_DIALS:
        _known(case.tracks, of, "a track", short)
        return tuple(f"actors.{who}.terms.{of}.{field}" for who in (actor, *heirs(case, actor, of, field)))
    _known(case.issues, of, "an issue", short)
    _refuse_stanceless(case, actor, of, field, short)
    below = f"reaction.{field}" if field in REACTION_DIALS else field
    return tuple(f"actors.{who}.stances.{of}.{below}" for who in (actor, *heirs(case, actor, of, field)))


def heirs(case: Case, collective: str, of: str, field: str) -> tuple[str, ...]:
    """Members who take a number of their stance (or terms) from a collective, sorted."""
    if field == "position" or field in REACTION_DIALS:
        return ()
    return tuple(
        member for member in members(case, collective) if _inherits(case, member, collective, of, field)
    )


def _inherits(case: Case, member: str, collective: str, of: str, field: str) -> bool:
    if field in TERMS_DIALS:
        found = terms_quantity(case, member, of, field)
    else:
        if not has_stance(case, member, of):
            return False
        found = stance_quantity(case, member, of, field)
    line = ancestry(case, member)
    nearer = line[: line.index(collective)]
    return found is None or not any(found[0].startswith(f"actors.{actor}.") for actor in nearer)


def _refuse_stanceless(case: Case, actor: str, issue: str, field: str, short: str) -> None:
    """Refuse a dial that would turn nothing: the actor has no line of its own, nor has an heir."""
    if has_stance(case, actor, issue):
        stance = case.actors[actor].stances[issue]
        if field in REACTION_DIALS and stance.reaction is None:
            mend = f"add `reaction: {{safe: <landmark>}}` to the stance of {actor} on {issue}"
            raise ParameterError("dial", repr(short), "a stance with a reaction", mend)
        return
    voices = [member for member in members(case, actor) if has_stance(case, member, issue)]
    if field in ("position", "declared", *REACTION_DIALS) or not voices:
        allowed = f"an actor with a position of its own on {issue}"
        having = voices or [who for who in sorted(case.actors) if has_stance(case, who, issue)]
        mend = f"name one of {listed(having)}" if having else f"give {actor} a position on {issue}"
        raise ParameterError("dial", repr(short), allowed, mend)


def _known(names: Collection[str] | Mapping[str, object], name: str, what: str, short: str) -> str:
    if name in names:
        return name
    near = nearest(name, names)
    whole = short.replace(name, near, 1) if near is not None else None
    have = listed(names, most=10) or "there is none"
    mend = "" if whole else "write one of them" if names else "add it to the case, or name something else"
    raise ParameterError("dial", f"{name!r} in {short!r}", f"{what} ({have})", mend, nearest=whole)


def reading(case: Case, name: str) -> Reading:
    """What a reading's name means: `<pressure>`, `<issue>.level`, `<actor>.<issue>.mandate` and the like.

    Raises
    ------
    ParameterError : nothing can be read under this name.
    """
    if name in case.pressures:
        return Reading("pressure", name)
    parts = name.split(".")
    match parts:
        case [of, "level" | "said" as kind] if of in case.issues:
            return Reading(kind, of)
        case [of, "zone" | "settled" as kind] if of in case.tracks:
            return Reading(kind, of)
        case [of, "fires"] if of in case.hazards:
            return Reading("fires", of)
        case [actor, of, "mandate"] if of in case.issues and actor in case.actors:
            return Reading("mandate", of, actor)
        case [actor, of, "level" as kind] if of in case.issues and actor in case.actors:
            return Reading(kind, of)
    near = nearest(name, readings(case))
    allowed = (
        "a pressure, <issue>.level|said, <actor>.<issue>.mandate, <track>.zone|settled or <hazard>.fires"
    )
    raise ParameterError("reading", repr(name), allowed, "" if near else "write one of these", nearest=near)


def readings(case: Case) -> tuple[str, ...]:
    """Names of everything that can be read in a world of this case."""
    names = [*case.pressures]
    names += [f"{issue}.{kind}" for issue in case.issues for kind in ("level", "said")]
    names += [f"{track}.{kind}" for track in case.tracks for kind in ("zone", "settled")]
    names += [f"{hazard}.fires" for hazard in case.hazards]
    names += [f"{actor}.{issue}.mandate" for actor in case.actors for issue in case.issues]
    return tuple(names)


def input_at(case: Case, path: str) -> Quantity | Rate:
    """The number that holds at a path: what is written there, what is inherited, or the house's default.

    Parameters
    ----------
    path : a full path (`actors.khamenei.stances.posture_us.position`) or a dial's short name.

    Raises
    ------
    ParameterError : no input has this path.
    """
    written = {leaf.path: leaf for leaf in leaves(case)}
    if path in written:
        return written[path].quantity
    if not path.startswith(
        ("actors.", "institutions.", "issues.", "tracks.", "pressures.", "effects.", "events.", "hazards.")
    ):
        return input_at(case, dial(case, path)[0])
    found = _inherited(case, path)
    if found is not None:
        return found
    near = nearest(path, written)
    raise ParameterError(
        "input",
        repr(path),
        "the path of an input",
        "" if near else "see `detente check --json`",
        nearest=near,
    )


def _inherited(case: Case, path: str) -> Quantity | None:
    section, *parts = path.split(".")
    field = parts[-1]
    found: tuple[str, Quantity] | None = None
    match (section, parts):
        case ("actors", [actor, "stances", issue, _]) if actor in case.actors and issue in case.issues:
            if field not in STANCE_DIALS:
                return None
            found = stance_quantity(case, actor, issue, field)
        case ("actors", [actor, "stances", issue, "reaction", _]) if (
            actor in case.actors and issue in case.issues
        ):
            if field not in REACTION_DIALS:
                return None
        case ("actors", [actor, "terms", track, _]) if actor in case.actors and track in case.tracks:
            if field not in TERMS_DIALS:
                return None
            found = terms_quantity(case, actor, track, field)
        case ("tracks", [track, _]) if track in case.tracks and field in TRACK_DIALS:
            pass
        case ("issues", [issue, "pace"]) if issue in case.issues:
            pass
        case ("institutions", [collective, *_, "tolerance"]) if collective in case.institutions:
            pass
        case _:
            return None
    if found is not None:
        return found[1]
    default = parameters()[field].default
    return Quantity(value=default) if default is not None else None


def inputs_under(written: Mapping[str, Input], path: str) -> tuple[str, ...]:
    """Paths of the inputs that a path names: the one written there, or all that stand below it."""
    if path in written:
        return (path,)
    return tuple(name for name in written if name.startswith(f"{path}."))
