"""The first screen: what a reader must have seen before anything else, in its fixed order."""

from dataclasses import dataclass
from datetime import date

from detente.charts import Figure
from detente.core.answer import Answer
from detente.core.audit import Leaf
from detente.core.explanation import Rival, Shift, Signpost
from detente.core.naming import input_name
from detente.core.study import Study
from detente.forecast.ledger.registering import MODEL
from detente.forecast.scores import FEWEST_QUESTIONS, settled_of
from detente.report.bottom_line import BottomLine, bottom_line
from detente.report.confidence import Confidence, confidence

QUESTIONS, SIGNPOSTS, ASSUMPTIONS = 5, 3, 3


@dataclass(frozen=True, slots=True)
class Assumption:
    """An assumed input and what it carries: the largest swing of an answer that goes with it."""

    leaf: Leaf
    name: str
    answer: str | None
    swing: float


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """Eight blocks, top to bottom; `settled` are the yes/no questions of the case's record, of `needed` before it speaks."""

    cut_off: date | None
    bottom_line: BottomLine
    confidence: Confidence
    shifts: tuple[Shift, ...]
    why: Figure | None
    unranked: tuple[str, ...]
    rival: Rival | None
    answers: tuple[Answer, ...]
    signposts: tuple[Signpost, ...]
    origins: int
    contested: tuple[Leaf, ...]
    assumptions: tuple[Assumption, ...]
    settled: int
    needed: int


def first_screen(study: Study, drivers: tuple[Figure, ...]) -> FirstScreen:
    """What the first screen shows.

    Parameters
    ----------
    drivers : the attribution's figures; the first is the first target's by event.
    """
    explanation = study.explanation
    dates = [source.date for source in study.case.sources.values() if source.date <= study.case.as_of]
    asked = {answer.id: answer for answer in study.answers}
    chosen = [asked[one] for one in study.case.focus.questions if one in asked]
    rivals = [rival for rival in explanation.rivals if not rival.leading]
    return FirstScreen(
        cut_off=max(dates, default=None),
        bottom_line=bottom_line(study),
        confidence=confidence(study),
        shifts=explanation.shifts,
        why=drivers[0] if drivers else None,
        unranked=unranked(study, 0),
        rival=max(rivals, key=lambda rival: abs(rival.removed)) if rivals else None,
        answers=tuple((chosen or list(study.answers))[:QUESTIONS]),
        signposts=tuple(sorted(explanation.signposts, key=_tells, reverse=True)[:SIGNPOSTS]),
        origins=len({origin for leaf in study.audit.leaves for origin in leaf.origins}),
        contested=tuple(leaf for leaf in study.audit.leaves if leaf.disputed),
        assumptions=assumptions(study),
        settled=settled_of(study.scores, MODEL) if study.scores is not None else 0,
        needed=FEWEST_QUESTIONS,
    )


def _tells(sign: Signpost) -> float:
    """Variance of the answer that the observable resolves: telling and likely enough to be told."""
    return sign.seen * (1 - sign.seen) * (sign.if_seen - sign.if_not) ** 2


def unranked(study: Study, index: int) -> tuple[str, ...]:
    """Pairs of neighbours whose order the model refuses to state, as clauses."""
    attributions = study.explanation.attributions
    if index >= len(attributions):
        return ()
    label = {driver.id: driver.label for driver in attributions[index].drivers}
    return tuple(
        f"{label.get(first, first)} and {label.get(second, second)} are not ranked: "
        f"the first is the larger in {100 * chance:.0f} % of worlds only"
        for first, second, chance in attributions[index].beats
        if chance < 0.8
    )


def assumptions(study: Study) -> tuple[Assumption, ...]:
    """The assumed inputs that carry most, largest swing first."""
    leaves = {leaf.path: leaf for leaf in study.audit.leaves if leaf.footing in ("assumed", "bare")}
    numbers = {answer.id for answer in study.answers if answer.kind == "number"}
    carried = sorted(
        (mover for mover in study.explanation.movers if mover.path in leaves and mover.answer not in numbers),
        key=lambda mover: (-abs(mover.swing), mover.path),
    )
    found: dict[str, Assumption] = {}
    for mover in carried:
        leaf = leaves[mover.path]
        found.setdefault(
            mover.path, Assumption(leaf, input_name(study.case, mover.path), mover.answer, mover.swing)
        )
    return tuple(found.values())[:ASSUMPTIONS]
