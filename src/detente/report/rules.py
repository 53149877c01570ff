"""Rules and procedures in words, so that a reader can check what a question counts."""

from detente.core.institution import Procedure
from detente.core.naming import actor_name, issue_name
from detente.core.plain import full_day, listed, points, spoken
from detente.core.question import Measure, Question
from detente.core.rule import Rule
from detente.core.study import Study

_STATES = {
    "settled": "has a deal",
    "open": "is open",
    "broken": "is broken",
    "in_force": "has a deal in force",
}


def rule_in_words(study: Study, rule: Rule) -> str:
    """One rule as a clause."""
    if rule.subject is None:
        parts = [rule_in_words(study, part) for part in rule.parts]
        if rule.not_ is not None:
            return f"not: {parts[0]}"
        if rule.n is not None:
            return f"at least {rule.n} of: {'; '.join(parts)}"
        return "; ".join(parts) if len(parts) == 1 else f"({(' and ' if rule.all else ' or ').join(parts)})"
    return f"{_subject(study, rule)}{_bounds(rule)}{_window(rule)}"


def question_rule(study: Study, question: Question) -> str:
    """What settles a question in the model."""
    if question.yes_if is not None:
        return f"Yes if {rule_in_words(study, question.yes_if)}."
    if question.number is not None:
        return f"The number is {_measure(study, question.number)}."
    options = [f"{name}: {rule_in_words(study, rule)}" for name, rule in (question.first_of or {}).items()]
    return f"Whichever comes first: {'; '.join(options)}."


def procedure_in_words(study: Study, procedure: Procedure) -> str:
    """What a decision of a collective takes, in a phrase."""
    parts = []
    if procedure.proposes is not None:
        parts.append(f"a proposal by {actor_name(study.case, procedure.proposes)}")
    if procedure.vetoes:
        parts.append(
            f"no veto from {listed([actor_name(study.case, one) for one in procedure.vetoes], 'or')}"
        )
    if procedure.final_say is not None:
        parts.append(f"the final say of {actor_name(study.case, procedure.final_say)}")
    if not parts:
        parts.append(f"the members' weighted {procedure.vote or 'mean'}")
    return listed(parts)


def _subject(study: Study, rule: Rule) -> str:
    name = str(getattr(rule, str(rule.subject)))
    case = study.case
    match rule.subject:
        case "level":
            return f"“{issue_name(study.case, name)}” stands"
        case "said":
            return f"what is said on “{issue_name(study.case, name)}” stands"
        case "mandate":
            actor, _, issue = name.rpartition(".")
            return f"{actor_name(study.case, actor)}'s line on “{issue_name(study.case, issue)}” stands"
        case "pressure":
            return f"the pressure “{spoken(name)}” stands"
        case "zone":
            return f"the zone of {_track(study, name)} is"
        case "fires":
            hazard = case.hazards.get(name)
            times = f" {rule.times} times" if (rule.times or 1) > 1 else ""
            return f"“{(hazard.says if hazard else None) or spoken(name)}” happens{times}"
        case "happened":
            event = next((event for event in case.events if event.id == name), None)
            return f"“{(event.says if event else None) or spoken(name)}” has happened"
        case _:
            return f"{_track(study, name)} {_STATES[str(rule.subject)]}"


def _track(study: Study, name: str) -> str:
    track = study.case.tracks.get(name)
    return f"“{(track.name if track else None) or spoken(name)}”"


def _bounds(rule: Rule) -> str:
    bounds = [
        f" at {word} {_bound(value)}"
        for word, value in (("least", rule.at_least), ("most", rule.at_most))
        if value is not None
    ]
    return " and".join(bounds)


def _bound(value: float | str) -> str:
    return points(value) if isinstance(value, int | float) else f"“{spoken(value)}”"


def _window(rule: Rule) -> str:
    since = f" from {full_day(rule.from_)}" if rule.from_ else ""
    at = f" on {full_day(rule.at)}" if rule.at else ""
    by = f" by {full_day(rule.by)}" if rule.by else ""
    return f"{since}{at}{by}"


def _measure(study: Study, measure: Measure) -> str:
    name = str(getattr(measure, measure.subject))
    if measure.days_until is not None:
        since = f" from {full_day(measure.from_)}" if measure.from_ else ""
        return f"the days{since} until {rule_in_words(study, measure.days_until)}"
    if measure.subject == "count":
        hazard = study.case.hazards.get(name)
        what = f"how often “{(hazard.says if hazard else None) or spoken(name)}” happens"
    elif measure.subject == "pressure":
        what = f"the pressure “{spoken(name)}”"
    else:
        kind = "what is said on" if measure.subject == "said" else "the level of"
        what = f"{kind} “{issue_name(study.case, name)}”"
    at = f" on {full_day(measure.at)}" if measure.at else ""
    unit = f", put into {measure.unit}" if measure.in_units and measure.unit else ""
    return f"{what}{at}{unit}"
