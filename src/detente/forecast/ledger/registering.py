"""Forecasts on their way into the ledger: what standing they have, and whether they are there already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.forecast import Forecast, ForecastKind
from detente.core.forecast import Standing as Kind
from detente.core.ledger import Dated, Entry, Making, Registration
from detente.core.parameter import parameters
from detente.core.quantity import spread_of
from detente.core.question import Question
from detente.core.study import Manifest
from detente.core.unexpressed import Unexpressed
from detente.forecast.base_rates import base_rates
from detente.forecast.ledger.in_force import Standing, registrations_in

MODEL = "detente"
"""Forecaster of what a projection answers."""
FRESH = 31
"""Days by which a forecast may be entered after its data cut-off and still count as registered."""
KINDS: Mapping[str, ForecastKind] = {"yes/no": "yes/no", "number": "number", "first of": "category"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and how forecasts are entered.

    Attributes
    ----------
    on : the day of entry, and by whose word.
    today : what the clock says; a day stated by hand that lies before it is no proof of anything.
    settled : how the ledger's questions of the case stand settled.
    blind : the forecaster's word on what was not seen.
    """

    on: date
    dated: Dated
    settled: Mapping[tuple[str, str], Standing]
    blind: str | None = None


def question_of(case: Case, name: str) -> Question | Unexpressed:
    """A question of the case, whether it can answer it or not."""
    return case.questions[name] if name in case.questions else case.not_expressed[name]


def refusal(case: Case, name: str, as_of: date) -> str | None:
    """Why a question cannot be forecast as of a day, or None."""
    question = question_of(case, name)
    if as_of > question.by:
        return f"closed on {question.by}, before the data cut-off {as_of}"
    return None


def standing(case: Case, name: str, as_of: date, entered: Circumstances) -> tuple[Kind, str]:
    """Whether a forecast counts as registered, and why.

    Registered is what was entered on a day that the clock told, within `FRESH` days of its data cut-off, before the
    question closed and before its outcome was known to the ledger. Everything else is retrospective: it may be blind,
    and the forecaster may say so, but the ledger cannot show it.
    """
    question = question_of(case, name)
    known = entered.settled.get((case.case, name))
    since = (entered.on - as_of).days
    resolution = known.ruling.resolution if known is not None else None
    if resolution is not None and resolution.resolved_on <= entered.on:
        return "retrospective", f"the outcome was known on {resolution.resolved_on}, before it was entered"
    if entered.on > question.by:
        return "retrospective", f"entered on {entered.on}, after the question had closed on {question.by}"
    if entered.dated == "hand":
        return "retrospective", f"the day {entered.on} was stated by hand: the clock told another"
    if since > FRESH:
        return (
            "retrospective",
            f"entered {since} days after its data cut-off {as_of}; what came between may have told",
        )
    return "registered", f"entered on {entered.on}, {since} days after its data cut-off, before the close"


def registration(
    case: Case, answer: Answer, as_of: date, manifest: Manifest, entered: Circumstances
) -> Registration:
    """A model's answer as an entry.

    Parameters
    ----------
    as_of : the day its worlds know; a retrospective forecast speaks as of that day, a registered one is made on the day
        it is entered.
    manifest : of the run it comes from.
    """
    question = case.questions[answer.id]
    kind, because = standing(case, answer.id, as_of, entered)
    quantiles = {float(level): value for level, value in (answer.quantiles or {}).items()} or None
    forecast = Forecast(
        question=answer.id,
        text=question.asks,
        kind=KINDS[answer.kind],
        probability=answer.probability,
        quantiles=quantiles,
        categories=answer.options,
        unit=answer.unit,
        made_on=entered.on if kind == "registered" else as_of,
        as_of=as_of,
        forecaster=MODEL,
        standing=kind,
        closes=question.by,
        cluster=case.case,
        base_rate=answer.base_rate if answer.kind == "yes/no" else None,
    )
    making = Making(
        run=manifest.run,
        command=manifest.command,
        inputs=manifest.inputs,
        versions=manifest.versions,
        seed=manifest.seed,
        worlds=answer.worlds,
        se=answer.se,
        low=answer.low,
        high=answer.high,
        words=answer.words,
        by_model=answer.by_model,
        models=_models(case),
    )
    return _registration(case, question, forecast, because, entered, making=making)


def own_registration(
    case: Case, name: str, chance: float, *, by: str, why: str | None, as_of: date, entered: Circumstances
) -> Registration:
    """A person's forecast as an entry, beside the model's.

    Parameters
    ----------
    chance : of yes.
    as_of : the day up to which the forecaster knew things.
    """
    question = question_of(case, name)
    kind, because = standing(case, name, as_of, entered)
    rates = base_rates(question) if isinstance(question, Question) else ()
    forecast = Forecast(
        question=name,
        text=question.asks,
        kind="yes/no",
        probability=chance,
        made_on=entered.on if kind == "registered" else as_of,
        as_of=as_of,
        forecaster=by,
        standing=kind,
        closes=question.by,
        cluster=case.case,
        base_rate=rates[0].probability if rates else None,
    )
    return _registration(case, question, forecast, because, entered, why=why)


def repeats(new: Registration, entries: Iterable[Entry]) -> Entry | None:
    """The entry that says the same already: this forecaster's last one on the question, if nothing differs but the day.

    What is the same forecast from the same inputs, code and draws adds nothing by being entered again on a later day.
    """
    same = [
        (entry, one)
        for entry, one in registrations_in(entries)
        if (one.case, one.forecast.question, one.forecast.forecaster)
        == (new.case, new.forecast.question, new.forecast.forecaster)
        and one.forecast.as_of == new.forecast.as_of
    ]
    if not same:
        return None
    entry, last = same[-1]
    return entry if _said(last) == _said(new) else None


def _said(one: Registration) -> Registration:
    """A registration without what hangs on the day of entry."""
    bare = one.forecast.model_copy(update={"made_on": one.asked, "as_of": None, "standing": "registered"})
    return one.model_copy(update={"forecast": bare, "because": "-", "blind": None})


def _registration(
    case: Case,
    question: Question | Unexpressed,
    forecast: Forecast,
    because: str,
    entered: Circumstances,
    *,
    making: Making | None = None,
    why: str | None = None,
) -> Registration:
    rules = {"yes_if", "number", "first_of"}
    rule = question.model_dump(mode="json", by_alias=True, exclude_none=True, include=rules)
    return Registration(
        case=case.case,
        asked=question.asked,
        settled_by=question.settled_by,
        rule=rule or None,
        stands_for=question.stands_for if isinstance(question, Question) else None,
        forecast=forecast,
        because=because,
        blind=entered.blind,
        why=why,
        making=making,
    )


def _models(case: Case) -> dict[str, dict[str, float]]:
    """Weights of the bargaining models, by track; one that names none has Nash alone, and is left out."""
    return {
        track: {
            model: spread_of(weight, parameters()["model_weight"], case.words_of("model_weight")).center
            for model, weight in sorted(held.models.items())
        }
        for track, held in sorted(case.tracks.items())
        if held.models
    }
