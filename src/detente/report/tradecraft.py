"""What the sections on tradecraft name: sources, assumptions, implications, accounts against claims, and deception."""

from detente.core.study import Study
from detente.forecast.deception import deception
from detente.forecast.rival_accounts import matrix, update
from detente.report.assumptions import MEANING, counts, key_assumptions
from detente.report.implications import decision_points, implications, scored_by
from detente.report.sourcing import grade_of, sourcing


def tradecraft(study: Study) -> dict[str, object]:
    """Names for the templates, by section."""
    case = study.case
    table = matrix(case)
    chosen = [answer for answer in study.answers if answer.id in case.focus.questions]
    return {
        "sourcing": sourcing(study),
        "grade_of": grade_of,
        "key_assumptions": key_assumptions(study),
        "assumption_counts": counts(study),
        "standings": MEANING,
        "number_answers": {
            answer.id: answer.unit or "points" for answer in study.answers if answer.kind == "number"
        },
        "implications": implications(study, tuple((chosen or list(study.answers))[:5])),
        "decision_points": decision_points(study),
        "scored_by": scored_by(study),
        "matrix": table,
        "update": update(table),
        "deception": deception(case, table),
    }
