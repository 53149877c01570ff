"""Names for readers of what a case holds: actors, issues, readings, and the paths of inputs."""

from detente.core.case import Case
from detente.core.plain import spoken

_DIALS = {
    "now": "start",
    "rests_at": "resting level",
    "by": "strength",
    "fades": "half-life",
    "jitter": "spread by itself",
    "if_betrayed": "loss if betrayed",
    "deadlock_hurts": "cost of deadlock",
    "face": "audience cost",
    "declared": "declared line",
    "seen": "visibility",
    "chance_of_a_deal": "speed of a deal",
    "deal_scale": "scale of a deal's speed",
}


def actor_name(case: Case, actor: str) -> str:
    """An actor's name, or its id as words."""
    noun = case.actors.get(actor)
    return (noun.name if noun is not None else None) or spoken(actor)


def heard_name(case: Case, whom: str) -> str:
    """Whom an actor listens to: another, or a group of a collective."""
    actor, _, group = whom.partition(".")
    return f"{actor_name(case, actor)}, {spoken(group)}" if group else actor_name(case, actor)


def issue_name(case: Case, issue: str) -> str:
    """An issue's name, or its id as words."""
    noun = case.issues.get(issue)
    return (noun.name if noun is not None else None) or spoken(issue)


def pressure_name(case: Case, pressure: str) -> str:
    """A pressure's id as words, with the name of the actor it belongs to."""
    owner, _, rest = pressure.partition(".")
    return f"{actor_name(case, owner)}: {spoken(rest)}" if rest else spoken(pressure)


def track_name(case: Case, track: str) -> str:
    """A track's name, or its id as words."""
    noun = case.tracks.get(track)
    return (noun.name if noun is not None else None) or spoken(track)


def act_name(case: Case, act: str) -> str:
    """What an event, `event.branch` or hazard is, as the case says it, or its id as words."""
    stem, _, branch = act.partition(".")
    event = next((event for event in case.events if event.id == stem), None)
    if event is None:
        hazard = case.hazards.get(act)
        return (hazard.says if hazard is not None else None) or spoken(act)
    told = event.says or spoken(stem)
    if branch not in event.branches:
        return told
    return f"{told}: {event.branches[branch].says or spoken(branch)}"


def reading_name(case: Case, reading: str) -> str:
    """A reading such as `posture.level` or `iran.posture.mandate`, or a question by its text."""
    stem, _, kind = reading.rpartition(".")
    if reading in case.questions:
        return case.questions[reading].asks
    if kind == "level":
        return issue_name(case, stem.rpartition(".")[2])
    if kind == "said":
        return f"{issue_name(case, stem)}, as said"
    if kind == "settled":
        return f"{track_name(case, stem)}: settled"
    if kind in ("mandate", "position") and "." in stem:
        actor, _, issue = stem.rpartition(".")
        return f"{actor_name(case, actor)}'s line on {issue_name(case, issue)}"
    if reading in case.pressures:
        return pressure_name(case, reading)
    return spoken(reading.replace(".", ", "))


def input_name(case: Case, path: str) -> str:
    """A path of an input such as `actors.khamenei.stances.posture_us.position`, for readers."""
    section, _, rest = path.partition(".")
    steps = rest.split(".")
    last = _DIALS.get(steps[-1], spoken(steps[-1]))
    if section == "actors" and len(steps) >= 4 and steps[1] == "stances":
        return f"{actor_name(case, steps[0])} on {issue_name(case, steps[2])}: {last}"
    if section == "actors" and len(steps) >= 4 and steps[1] == "terms":
        return f"{actor_name(case, steps[0])} in {track_name(case, steps[2])}: {last}"
    if section == "actors" and len(steps) >= 3 and steps[1] == "listens_to":
        return f"{actor_name(case, steps[0])} listens to {heard_name(case, '.'.join(steps[2:]))}"
    if section == "issues":
        return f"{issue_name(case, steps[0])}: {last}"
    if section == "tracks":
        return f"{track_name(case, steps[0])}: {last}"
    if section == "effects" and "->" in rest:
        pressure, _, dial = rest.removesuffix(".by").partition("->")
        return f"Effect of {pressure_name(case, pressure)} on {_dial_name(case, dial)}"
    between = [*(spoken(step) for step in steps[1:-1]), last]
    if section in ("events", "hazards"):
        return f"“{act_name(case, steps[0])}”: {', '.join(between)}"
    if section == "institutions":
        return f"How {actor_name(case, steps[0])} decides: {', '.join(between)}"
    if section == "pressures":
        name = max((one for one in case.pressures if rest.startswith(f"{one}.")), key=len, default=steps[0])
        told = [_DIALS.get(step, spoken(step)) for step in rest.removeprefix(f"{name}.").split(".")]
        return f"Pressure {pressure_name(case, name)}: {', '.join(told)}"
    return f"{section} {spoken(steps[0])}: {', '.join(between)}"


def _dial_name(case: Case, dial: str) -> str:
    steps = dial.partition("#")[0].split(".")
    names = [
        case.actors[step].name or spoken(step)
        if step in case.actors
        else issue_name(case, step)
        if step in case.issues
        else track_name(case, step)
        if step in case.tracks
        else _DIALS.get(step, spoken(step))
        for step in steps
    ]
    return ", ".join(names)
