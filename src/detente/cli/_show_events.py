"""Answers from event data, for people and for programs."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.cli._tables import say, table
from detente.core.change_point import ChangePoint
from detente.core.plain import full_day, percent
from detente.core.series import Period
from detente.events.ontology import QUADS
from detente.events.telling import how_far, sentence, summary, when
from detente.events.worth import told_worth, worth_of

if TYPE_CHECKING:
    from detente.workbench.events import Detected, EventBench, Moved

FEW = 15
"""Movers that people are shown."""


def detected_json(found: "Detected", bench: "EventBench") -> dict[str, Any]:
    """One dyad's answer, for programs."""
    one = found.history
    posture = None
    if one.posture is not None:
        told = {name: round(float(getattr(one.posture, name)[-1]), 4) for name in ("share", "low", "high")}
        posture = {"period": one.periods[-1].isoformat(), **told}
    return {
        "store": bench.name,
        "source": {"code": one.source, "name": one.source_name},
        "target": {"code": one.target, "name": one.target_name},
        "by": one.period,
        "series": one.series,
        "detector": one.detector,
        "from": one.periods[0].isoformat(),
        "as_of": one.last.isoformat(),
        "last_period": one.periods[-1].isoformat(),
        "last_period_whole": one.is_whole,
        "events": round(float(one.quads.sum()), 4),
        "counts": {
            "dates": [day.isoformat() for day in one.periods],
            "quads": {name: _rounded(one.quads[:, place]) for place, name in enumerate(QUADS)},
            "plover": {name: _rounded(counts) for name, counts in found.types.items()},
        },
        "followed": one.is_followed,
        "posture": posture,
        "shifts": [
            shift_json(point, one.period, one.source_name, one.target_name) for point in one.change_points
        ],
        "sentence": summary(one),
        "worth": worth_of(one.detector, one.series, one.period),
        "malformed": bench.imported.total("malformed") if bench.imported else 0,
    }


def _rounded(numbers: Iterable[float]) -> list[float]:
    return [round(float(number), 4) for number in numbers]


def shift_json(point: ChangePoint, period: Period, source_name: str, target_name: str) -> dict[str, Any]:
    """One change point, for programs."""
    carriers = point.carriers
    return {
        "source": point.source,
        "target": point.target,
        "series": point.series,
        "detector": point.detector,
        "as_of": point.as_of.isoformat(),
        "date": point.on.isoformat(),
        "interval": [point.low.isoformat(), point.high.isoformat()],
        "direction": point.direction,
        "size": round(point.size, 4),
        "unit": point.unit,
        "before": round(point.before, 4),
        "after": round(point.after, 4),
        "probability": None if point.probability is None else round(point.probability, 4),
        "types": [
            {
                "code": kind.code,
                "name": kind.name,
                "plover": kind.plover,
                "count": round(kind.count, 4),
                "usual": round(kind.usual, 4),
            }
            for kind in (carriers.types if carriers else ())
        ],
        "days": [
            {"date": day.on.isoformat(), "count": round(day.count, 4)}
            for day in (carriers.days if carriers else ())
        ],
        "days_by": carriers.by if carriers else None,
        "sentence": sentence(point, period, source_name=source_name, target_name=target_name),
    }


def moved_json(found: "Moved", bench: "EventBench") -> dict[str, Any]:
    """Where something moved, for programs."""
    return {
        "store": bench.name,
        "by": found.period,
        "series": found.series,
        "detector": found.detector,
        "from": found.since.isoformat(),
        "as_of": found.last.isoformat(),
        "dyads": found.dyads,
        "shifts": [
            shift_json(one, found.period, bench.held.name_of(one.source), bench.held.name_of(one.target))
            for one in found.change_points
        ],
        "worth": worth_of(found.detector, found.series, found.period),
        "malformed": bench.imported.total("malformed") if bench.imported else 0,
    }


def lines_json(found: "Moved", bench: "EventBench") -> Iterator[str]:
    """One alarm a line; months as `YYYY-MM`."""
    for one in found.change_points:
        line = {
            "source": one.source,
            "target": one.target,
            "as_of": _written(one.as_of, found.period),
            "date": _written(one.on, found.period),
            "direction": one.direction,
            "low": _written(one.low, found.period),
            "high": _written(one.high, found.period),
            "size": round(one.size, 4),
            "probability": None if one.probability is None else round(one.probability, 4),
            "series": one.series,
            "detector": one.detector,
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _written(day: date, period: Period) -> str:
    return day.isoformat()[: 7 if period == "month" else 10]


def show_detected(found: "Detected", bench: "EventBench", proposal: dict[str, Any] | None) -> None:
    """One dyad's answer, for people."""
    one = found.history
    say(
        f"{one.label[:1].upper()}{one.label[1:]}, by {one.period}, as of {full_day(one.last)} ({bench.name}).\n"
    )
    say(f"{summary(one)}\n")
    if one.posture is not None:
        band = one.posture
        share, low, high = (percent(float(column[-1])) for column in (band.share, band.low, band.high))
        say(f"Posture now: cooperation is {share} of events (5-95 %: {low} to {high}).\n")
    else:
        say("No posture: these data hold no cooperative events of the two.\n")
    table(
        f"Changes of level in the series {one.series}, by the detector {one.detector}",
        ("When", "Direction", "How far", "Chance", "Told at the end of"),
        (
            (
                when(point.on, one.period),
                point.direction,
                how_far(point),
                percent(point.probability) if point.probability is not None else "",
                when(point.as_of, one.period),
            )
            for point in one.change_points
        ),
    )
    _show_malformed(bench)
    say(told_worth(one.detector, one.series, one.period))
    if proposal is not None:
        say(f"\n{proposal['says']}")
        if not proposal["diff"]:
            say(f"The case holds it already, in {proposal['file']}.")
            return
        done = "Written to" if proposal["applied"] else "Nothing is written; --apply writes it to"
        say(f"{done} {proposal['file']}:\n")
        sys.stdout.write(proposal["diff"])


def show_moved(found: "Moved", bench: "EventBench") -> None:
    """Where something moved, for people."""
    span = f"from {full_day(found.since)} to {full_day(found.last)}"
    name = bench.held.name_of
    if not found.change_points:
        say(f"Nothing moved {span}: no alarm among {found.dyads} dyads with enough events.")
    shown = found.change_points[:FEW]
    more = f" (the first {FEW} of {len(found.change_points)})" if len(found.change_points) > FEW else ""
    table(
        f"Where something moved {span}{more}",
        ("Dyad", "Since", "Direction", "How far", "Chance"),
        (
            (
                f"{name(one.source)} toward {name(one.target)}",
                when(one.on, found.period),
                one.direction,
                how_far(one),
                percent(one.probability) if one.probability is not None else "",
            )
            for one in shown
        ),
    )
    say(f"Series {found.series}, detector {found.detector}, {found.dyads} dyads.")
    _show_malformed(bench)
    say(told_worth(found.detector, found.series, found.period))


def _show_malformed(bench: "EventBench") -> None:
    if bench.imported is not None and bench.imported.total("malformed"):
        one = next(row for each in bench.imported.files for row in each.samples)
        say(
            f"{bench.imported.total('malformed'):,} of {bench.imported.total('records'):,} rows are malformed and left "
            f"out; the first is {one.file}:{one.line}: {one.reason}."
        )
