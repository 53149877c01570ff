"""`detect` step by step: what was asked, how it is answered, drawn and proposed to a case."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli._pictures import picture_place, write_picture
from detente.cli._show_events import detected_json, lines_json, moved_json, show_detected, show_moved
from detente.core.errors import ParameterError, nearest
from detente.core.series import PERIODS, Period

if TYPE_CHECKING:
    from detente.workbench.events import Detected, EventBench, Moved

__all__ = [
    "Question",
    "asked",
    "detected_json",
    "drawn",
    "lines_json",
    "moved_json",
    "proposed",
    "show_detected",
    "show_moved",
]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked on the command line, read and found to fit together."""

    source: str
    target: str
    all_dyads: bool
    as_of: date | None
    each: tuple[date, date] | None
    detector: str
    series: str
    by: Period | None
    weights: bool
    chart: Path | None
    into: str | None
    apply: bool

    def moved(self, bench: "EventBench") -> "Moved":
        """The answer over all dyads."""
        from detente.cli._progress import stage

        choice: dict[str, Any] = {"detector": self.detector, "series": self.series, "by": self.by}
        with stage("Looking at every dyad"):
            if self.each is not None:
                return bench.each(*self.each, **choice)
            return bench.movers(as_of=self.as_of, **choice)

    def detected(self, bench: "EventBench") -> "Detected":
        """The answer for one dyad."""
        as_of = self.as_of
        if self.into is not None:
            from detente.workspace import load_case

            known = load_case(self.into).case.as_of
            if as_of is not None and as_of > known:
                found, allowed = str(as_of), f"a date by {known}, the case's own as-of date"
                raise ParameterError("--as-of", found, allowed, "leave it out, or move the case's date")
            as_of = as_of or known
        return bench.detect(
            self.source,
            self.target,
            as_of=as_of,
            detector=self.detector,
            series=self.series,
            by=self.by,
            weights=self.weights,
        )


def asked(
    *,
    source: str | None,
    target: str | None,
    all_dyads: bool,
    as_of: str | None,
    as_of_each: str | None,
    from_: str | None,
    to: str | None,
    detector: str | None,
    series: str | None,
    by: str | None,
    weights: bool,
    chart: str | None,
    into: str | None,
    apply: bool,
    as_json: bool,
    as_lines: bool,
) -> Question:
    """Options as they were given, if they fit together.

    Raises
    ------
    ParameterError : they do not, or one of them is none of those allowed.
    """
    from detente.events.detectors import detector_names
    from detente.events.history import series_names

    if all_dyads == (source is not None or target is not None) or (not all_dyads and not (source and target)):
        found = "both a dyad and --all-dyads" if all_dyads else "no whole dyad"
        raise ParameterError(
            "detente detect", found, "--source and --target, or --all-dyads", "give one of the two"
        )
    for option, is_set, needs, holds in (
        ("--jsonl", as_lines, "--all-dyads", all_dyads),
        ("--as-of-each", as_of_each is not None, "--all-dyads", all_dyads),
        ("--from", from_ is not None, "--as-of-each", as_of_each is not None),
        ("--to", to is not None, "--as-of-each", as_of_each is not None),
        ("--into", into is not None, "--source and --target", not all_dyads),
        ("--weights", weights, "--source and --target", not all_dyads),
        ("--apply", apply, "--into", into is not None),
    ):
        if is_set and not holds:
            raise ParameterError(
                option, f"it without {needs}", f"{option} together with {needs}", f"add {needs}"
            )
    for option, one, other in (
        ("--jsonl", as_lines, as_json),
        ("--as-of", as_of is not None, as_of_each is not None),
    ):
        if one and other:
            instead = "--json" if option == "--jsonl" else "--as-of-each"
            raise ParameterError(option, f"it together with {instead}", "one of the two", "leave one out")
    period = _period("--as-of-each", as_of_each) if as_of_each is not None else _period("--by", by)
    if as_of_each is not None and by is not None and by != as_of_each:
        raise ParameterError("--by", by, f"{as_of_each}, as in --as-of-each", "leave --by out")
    return Question(
        source or "",
        target or "",
        all_dyads,
        _day("--as-of", as_of) if as_of is not None else None,
        _span(from_, to) if as_of_each is not None else None,
        _one_of("--detector", detector, detector_names()),
        _one_of("--series", series, series_names()),
        period,
        weights,
        picture_place(chart),
        into,
        apply,
    )


def _span(from_: str | None, to: str | None) -> tuple[date, date]:
    if from_ is None or to is None:
        lacking = "--from" if from_ is None else "--to"
        raise ParameterError("--as-of-each", f"no {lacking}", "both --from and --to", f"add {lacking}")
    return _day("--from", from_), _day("--to", to)


def _day(option: str, text: str) -> date:
    """A day; a month stands for its first day."""
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        allowed = "a date such as 2024-11-30" + (" or a month such as 2001-01" if option != "--as-of" else "")
        raise ParameterError(option, repr(text), allowed, "write year-month-day") from None


def _period(option: str, text: str | None) -> Period | None:
    if text is None:
        return None
    for period in PERIODS:
        if period == text:
            return period
    raise ParameterError(option, repr(text), ", ".join(PERIODS), nearest=nearest(text, PERIODS) or "month")


def _one_of(option: str, text: str | None, names: tuple[str, ...]) -> str:
    if text is not None and text not in names:
        near = nearest(text, names)
        raise ParameterError(option, repr(text), ", ".join(names), "" if near else "write one of them", near)
    return text or ""


def drawn(question: Question, *, detected: "Detected | None" = None, moved: "Moved | None" = None) -> None:
    """Write the chart that was asked for, if one was.

    Raises
    ------
    ParameterError : there is nothing to draw.
    WorkspaceError : the file cannot be written.
    """
    if question.chart is None:
        return
    from detente.workbench.events import picture_of

    write_picture(picture_of(detected=detected, moved=moved), question.chart)


def proposed(question: Question, found: "Detected", bench: "EventBench") -> dict[str, Any]:
    """What the answer adds to a case, as a diff; written where that was asked for.

    Raises
    ------
    CaseError : the case would hold faults with it.
    """
    from detente.workbench.proposing import propose

    assert question.into is not None
    return propose(question.into, found, bench.name, apply=question.apply)
