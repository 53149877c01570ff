"""Forecasts of a case into a ledger: the model's answers, and a person's own beside them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.case import Case
from detente.core.errors import ParameterError, nearest
from detente.core.explanation import Explanation
from detente.core.ledger import Dated, Draft, Entry, Registration
from detente.core.projection import Settings
from detente.core.study import Manifest
from detente.forecast import answer_all
from detente.forecast.answer_all import as_of_dates
from detente.forecast.ledger import canonical, own_registration, refusal, registration, repeats, rulings_in
from detente.forecast.ledger.registering import MODEL, Circumstances, question_of
from detente.forecast.ledger.resolving import asked_of
from detente.projection.run import Progress
from detente.workbench.bench import Workbench
from detente.workspace import make_manifest
from detente.workspace.ledger import add_entries, sound_entries

__all__ = ["MODEL", "Own", "Registered", "register"]


@dataclass(frozen=True, slots=True)
class Own:
    """A person's forecast: the chance of yes, whose it is, and why."""

    chance: float
    by: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a registration.

    Attributes
    ----------
    entries : new ones, and those that said the same already, with whether each is new; in the order of the questions.
    refused : question -> why it could not be forecast.
    head : hash of the ledger's last entry; None where it holds none.
    """

    entries: tuple[tuple[Entry, bool], ...]
    refused: Mapping[str, str]
    head: str | None


def register(
    bench: Workbench,
    ledger: Path,
    settings: Settings,
    *,
    on: date,
    dated: Dated,
    questions: Iterable[str] = (),
    known: date | None = None,
    own: Own | None = None,
    blind: str | None = None,
    progress: Progress | None = None,
) -> Registered:
    """Enter forecasts of a case's questions into a ledger, all of them or none.

    Parameters
    ----------
    settings : of the run; in forecast mode.
    on, dated : the day of entry, and by whose word.
    questions : all of the case's unless named; one that is named and cannot be forecast is an error.
    known : the day whose knowledge the forecasts rest on. Unless given, the model answers each question as of the day it
        was asked, or the settings' if earlier, and a person knows what is known on the day of entry.
    own : a person's forecast of the one question named, in place of the model's.
    blind : the forecaster's word on what was not seen.

    Raises
    ------
    ParameterError : a question is unknown or cannot be forecast, or a person's forecast fits none.
    WorkspaceError : the ledger cannot be written, or does not hold.
    """
    case = bench.case
    named = tuple(questions)
    _refuse_unknown(case, named, own)
    if own is not None:
        _refuse_unfit(case, named, own)
    asked = {name: _as_of(bench, name, settings, known, own, on) for name in named or case.questions}
    if ahead := [day for day in asked.values() if day > on]:
        raise ParameterError(
            "--as-of",
            f"{max(ahead)}, to which the case knows things, after the day of entry, {on}",
            f"a day up to {on}",
            "name an earlier --as-of, or the day of entry with --on",
        )
    refused = {name: why for name, day in asked.items() if (why := refusal(case, name, day)) is not None}
    if refused and named:
        name, why = next(iter(refused.items()))
        raise ParameterError(f"--question {name}", why, "a question that is open on that day",
                             "choose an earlier --as-of, or leave it out")  # fmt: skip
    # Looked at before the work as well as in the write: a ledger that does not hold is told at once.
    sound_entries(ledger)
    days = {name: day for name, day in asked.items() if name not in refused}
    compose = _own(bench, days, own) if own is not None else _model(bench, days, settings, progress)
    made: list[tuple[Registration, Entry | None]] = []
    heads: list[str] = []

    def drafts(entries: tuple[Entry, ...]) -> list[Draft]:
        entered = Circumstances(on, dated, rulings_in(entries), blind)
        made.extend((one, repeats(one, entries)) for one in compose(entered))
        heads.extend(entry.hash for entry in entries[-1:])
        return [Draft("forecast", canonical(one)) for one, entry in made if entry is None]

    added = add_entries(ledger, drafts, on=on, dated=dated)
    new = iter(added)
    entries = tuple((next(new), True) if known_as is None else (known_as, False) for _, known_as in made)
    answered = {one.forecast.question for one, _ in made}
    refused |= {name: "looks past the case's horizon" for name in days if name not in answered}
    return Registered(entries, refused, next(iter((*(one.hash for one in added[-1:]), *heads)), None))


Compose = Callable[[Circumstances], list[Registration]]


def _model(
    bench: Workbench, days: Mapping[str, date], settings: Settings, progress: Progress | None
) -> Compose:
    answers = answer_all(bench.case, settings, days=days, progress=progress) if days else ()
    manifest: Manifest = make_manifest(bench.folder, bench.case, settings, Explanation())
    return lambda entered: [
        registration(bench.case, answer, days[answer.id], manifest, entered) for answer in answers
    ]


def _own(bench: Workbench, days: Mapping[str, date], own: Own) -> Compose:
    return lambda entered: [
        own_registration(bench.case, name, own.chance, by=own.by, why=own.why, as_of=day, entered=entered)
        for name, day in days.items()
    ]


def _as_of(
    bench: Workbench, name: str, settings: Settings, known: date | None, own: Own | None, on: date
) -> date:
    if known is not None:
        return known
    return on if own is not None else as_of_dates(bench.case, settings)[name]


def _refuse_unknown(case: Case, named: Iterable[str], own: Own | None) -> None:
    known = [*case.questions, *(case.not_expressed if own is not None else ())]
    if not known:
        raise ParameterError("register", "a case without questions", "at least one question", "write one")
    for name in named:
        if name not in known and name in case.not_expressed:
            why = f"a question that the case cannot answer ({case.not_expressed[name].why})"
            mend = 'state a forecast of your own: --forecast P --by "NAME"'
            raise ParameterError(f"--question {name}", why, "one that it can", mend)
        if name not in known:
            near = nearest(name, known)
            allowed = f"a question of the case: {', '.join(known)}"
            raise ParameterError("--question", repr(name), allowed, "" if near else "name one", near)


def _refuse_unfit(case: Case, named: tuple[str, ...], own: Own) -> None:
    if len(named) != 1:
        found = f"{len(named)} questions" if named else "no question"
        raise ParameterError(
            "--forecast", f"a forecast of {found}", "one question", "name it with --question"
        )
    if not 0.0 <= own.chance <= 1.0:
        mend = f"write {own.chance / 100:g} if {own.chance:g} % is meant" if 1 < own.chance <= 100 else ""
        raise ParameterError("--forecast", f"{own.chance:g}", "a probability in [0, 1]", mend)
    asked = asked_of(question_of(case, named[0]))
    if asked.kind != "yes/no":
        raise ParameterError(
            "--forecast", f"a probability for {named[0]}, a {asked.kind} question",
            "a yes/no question", "keep other forecasts in a table, for `detente score`",
        )  # fmt: skip
