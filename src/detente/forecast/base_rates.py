"""What would be said without a model: the chance that a reference class gives over a question's window."""

import math
from datetime import date

from detente.core.answer import BaseRateAnswer
from detente.core.question import BaseRate, Question
from detente.explanation.outcomes import rules_of


def base_rates(question: Question) -> tuple[BaseRateAnswer, ...]:
    """The chances of the question's reference classes; none for a number.

    A rate is that of a Poisson process over the weeks from the day after the question is asked (or the day
    its rule opens) to its close; a chance is taken as stated.
    """
    if question.number is not None:
        return ()
    return tuple(
        BaseRateAnswer(_chance(one, weeks_open(question)), one.why) for one in question.chance_without_a_model
    )


def weeks_open(question: Question) -> float:
    """Weeks in which a question may come true; the window of its rule where that is one comparison."""
    opens, closes = question.asked, question.by
    rules = rules_of(question)
    if len(rules) == 1 and rules[0].subject is not None:
        rule = rules[0]
        opens = max(opens, _day_before(rule.from_)) if rule.from_ is not None else opens
        closes = min(closes, rule.by) if rule.by is not None else closes
    return max(0, (closes - opens).days) / 7.0


def _chance(base: BaseRate, weeks: float) -> float:
    if base.chance is not None:
        return base.chance
    return 0.0 if base.rate is None else -math.expm1(-base.rate.per_week * weeks)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
