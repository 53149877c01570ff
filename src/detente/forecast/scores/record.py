"""The record of a case's model in a phrase: skill against the base rate, or that there is none to speak of yet."""

from detente.core.plain import full_day
from detente.core.scorecard import Scorecard, ScoreRow, Skill
from detente.forecast.scores.rows import FEWEST_QUESTIONS


def record_in_words(card: Scorecard, forecaster: str) -> str | None:
    """Skill of a forecaster's answers to yes/no questions; None where fewer than thirty are settled.

    Registered forecasts speak before retrospective ones, and the two are never put together.
    """
    found = _record(card, forecaster)
    if found is None:
        return None
    standing, row, skill = found
    known = f"{row.questions} {standing} questions settled by {full_day(card.on)}"
    if skill.skill is None:
        return f"none to speak of: the base rate was never wrong ({known})"
    told = f"{skill.skill:+.2f}".replace("-", "−")
    if skill.skill <= 0:
        return f"no better than the base rate: {told} (Brier, {known})"
    return f"{told} against the base rate (Brier, {known})"


def has_skill(card: Scorecard, forecaster: str) -> bool:
    """Whether thirty settled questions or more show the forecaster ahead of the base rate."""
    found = _record(card, forecaster)
    return found is not None and found[2].skill is not None and found[2].skill > 0


def settled_of(card: Scorecard, forecaster: str) -> int:
    """Yes/no questions by which a forecaster can be judged, in the larger of the two tables."""
    rows = [row for table in card.tables for row in table.rows]
    return max(
        (row.questions for row in rows if row.forecaster == forecaster and row.kind == "yes/no"), default=0
    )


def _record(card: Scorecard, forecaster: str) -> tuple[str, ScoreRow, Skill] | None:
    for table in card.tables:
        for row in table.rows:
            if (row.forecaster, row.kind) != (forecaster, "yes/no") or row.questions < FEWEST_QUESTIONS:
                continue
            against = {skill.baseline: skill for skill in row.skills if skill.measure == "brier"}
            skill = against.get("base_rate") or against.get("climatology")
            if skill is not None and skill.questions >= FEWEST_QUESTIONS:
                return table.standing, row, skill
    return None
