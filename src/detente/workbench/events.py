"""Event data on the bench: whether a dyad's course has changed, and where something moved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.charts import Spec
from detente.charts._parts import stacked
from detente.charts.movers import movers_figure
from detente.charts.posture import posture_figure
from detente.charts.quads import quads_figure
from detente.core.change_point import ChangePoint
from detente.core.errors import ParameterError
from detente.core.history import DyadHistory
from detente.core.series import DyadCounts, Period
from detente.events.actor_sets import ActorSet
from detente.events.counts import DEFAULT, ComingCounts, coming_counts, count_model
from detente.events.detect import FOLLOWED, Choice, find_change_points
from detente.events.history import Named, carried, choose, history, movers
from detente.events.series import first_day, last_day
from detente.sources.events import (
    Holdings,
    Imported,
    asked_actors,
    dyad_counts,
    every_dyad,
    holdings,
    opened,
    type_counts,
)

SHORT = 3 * 365
"""Days of data below which a year of months is too much to ask before anything can be told."""
FURTHEST = 52
"""Periods ahead beyond which counts are not projected."""
MOST_MOVERS = 25
"""Movers whose events are looked up."""


@dataclass(frozen=True, slots=True)
class Detected:
    """One dyad's answer.

    Attributes
    ----------
    counts : what was counted, for a case's series.
    types : type of PLOVER -> (periods,) events.
    """

    history: DyadHistory
    source: ActorSet
    target: ActorSet
    counts: DyadCounts
    types: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Moved:
    """Where something moved.

    Attributes
    ----------
    change_points : the surest and largest first.
    since, last : first day of the period asked about; last day whose events are known.
    dyads : how many had events enough to be looked at.
    name_of : what to call an actor's code.
    """

    change_points: tuple[ChangePoint, ...]
    series: str
    detector: str
    period: Period
    since: date
    last: date
    dyads: int
    name_of: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class EventBench:
    """Event data that lie open for questions.

    Attributes
    ----------
    name : of the store or file, for readers.
    imported : what became of its rows, where it was read in place.
    """

    name: str
    store: duckdb.DuckDBPyConnection
    held: Holdings
    imported: Imported | None

    def by(self, period: Period | None) -> Period:
        """The period that is asked for; else weeks for data of less than three years, months for others."""
        if period is not None:
            return period
        return (
            "week"
            if self.held.kind == "events" and (self.held.last - self.held.first).days < SHORT
            else "month"
        )

    def detect(
        self,
        source: str,
        target: str,
        *,
        as_of: date | None = None,
        detector: str = "",
        series: str = "",
        by: Period | None = None,
        weights: bool = False,
    ) -> Detected:
        """Tell whether one actor's course toward another has changed.

        Parameters
        ----------
        source, target : codes, names or sets of actors.
        as_of : nothing dated later is read; all unless given.
        detector, series : the defaults for the data unless given.
        by : length of a period.
        weights : weigh events by how strong their kind is on Goldstein's scale.

        Raises
        ------
        ParameterError : an actor, detector or series is not known, or the data cannot tell it.
        """
        period = self.by(by)
        one, other = (asked_actors(self.store, self.held, text) for text in (source, target))
        if one.codes == other.codes and len(one.codes) == 1:
            allowed = "another actor: what one does to itself is no part of a dyad"
            raise ParameterError("--target", f"{target!r}, as --source", allowed, "name another actor")
        counts = dyad_counts(self.store, self.held, one, other, period, as_of=as_of)
        read, choice = choose(counts, name=detector, series=series)
        finer = (
            dyad_counts(self.store, self.held, one, other, "day", as_of=as_of, world=False)
            if self.held.kind == "events" and period != "day"
            else None
        )
        last = self._last(counts, as_of)
        named = Named(f"{one.label}-{other.label}", one.name, other.name, self.name)
        found = history(counts, named, choice, last, read=read, finer=finer, weights=weights)
        types = type_counts(self.store, self.held, one, other, counts.periods, period, as_of=as_of)
        return Detected(found, one, other, counts, types)

    def coming(self, found: Detected, ahead: int, model: str = "") -> ComingCounts:
        """Project a dyad's counts by quad class, from the last whole period that its answer read.

        Parameters
        ----------
        ahead : periods taken together, from 1 to 52.
        model : name of the projection; the default unless given.

        Raises
        ------
        ParameterError : there is no such projection, or too few periods to fit to.
        """
        if not 1 <= ahead <= FURTHEST:
            raise ParameterError("--ahead", str(ahead), f"1 to {FURTHEST} periods")
        period, last = found.history.period, found.history.last
        both = dyad_counts(
            self.store, self.held, found.source, found.target, period, as_of=last, both_ways=True
        )
        least, window = FOLLOWED[period]
        others = every_dyad(self.store, self.held, period, as_of=last, least=least, window=window)
        if not found.history.is_whole:
            before = both.periods[-1] - 1
            both, others = both.until(before), others.until(before)
        return coming_counts(count_model(model or DEFAULT), both, others, ahead=ahead)

    def movers(
        self,
        *,
        as_of: date | None = None,
        detector: str = "",
        series: str = "",
        by: Period | None = None,
    ) -> Moved:
        """Tell where something moved in the last period.

        Parameters
        ----------
        as_of, detector, series, by : as for `detect`.
        """
        period = self.by(by)
        counts, choice = self._every(period, as_of, detector, series)
        last = self._last(counts, as_of)
        found = movers(counts, choice)
        # What carried them is looked up for those that will be read, not for all.
        told = [carried(one, self._finest(one, as_of), period, last) for one in found[:MOST_MOVERS]]
        found = (*told, *found[MOST_MOVERS:])
        begin = counts.periods[-1].item()
        return Moved(
            found, choice.line, choice.detector, period, begin, last, len(counts.sources), self.held.name_of
        )

    def each(
        self,
        first: date,
        last: date,
        *,
        detector: str = "",
        series: str = "",
        by: Period | None = None,
    ) -> Moved:
        """Every alarm of every dyad as of the end of each period of a span, by period, then by dyad.

        Parameters
        ----------
        first, last : the periods that hold them are the first and last told.
        detector, series, by : as for `detect`.
        """
        if last < first:
            raise ParameterError(
                "--from", f"{first}, later than --to {last}", "a first date no later than the last"
            )
        period = self.by(by)
        begin, end = first_day(first, period), last_day(first_day(last, period), period)
        counts, choice = self._every(period, end, detector, series)
        found = find_change_points(counts, choice, since=begin)
        ordered = sorted(found, key=lambda one: (one.as_of, one.source, one.target))
        return Moved(
            tuple(ordered),
            choice.line,
            choice.detector,
            period,
            begin,
            self._last(counts, end),
            len(counts.sources),
            self.held.name_of,
        )

    def _every(
        self, period: Period, as_of: date | None, detector: str, series: str
    ) -> tuple[DyadCounts, Choice]:
        least, window = FOLLOWED[period]
        counts = every_dyad(self.store, self.held, period, as_of=as_of, least=least, window=window)
        return choose(counts, name=detector, series=series)

    def _finest(self, point: ChangePoint, as_of: date | None) -> DyadCounts:
        """Counts of a change point's dyad by day, or by month where the data are no finer."""
        one, other = (
            ActorSet(code, self.held.name_of(code), (code,)) for code in (point.source, point.target)
        )
        finest: Period = "day" if self.held.kind == "events" else "month"
        return dyad_counts(self.store, self.held, one, other, finest, as_of=as_of, world=False)

    def _last(self, counts: DyadCounts, as_of: date | None) -> date:
        end = last_day(counts.periods[-1].item(), counts.period)
        return min(end, self.held.last, as_of or end)


@contextmanager
def open_events(place: str | Path) -> Iterator[EventBench]:
    """Event data on the bench: a store, or a file or folder that is read in place.

    Raises
    ------
    WorkspaceError : there is nothing, or it is no event data.

    Examples
    --------
    >>> with open_events("events.duckdb") as bench:  # doctest: +SKIP
    ...     found = bench.detect("IRN", "USA")
    """
    path = Path(place)
    with opened(path) as (store, imported):
        yield EventBench(path.name, store, holdings(store, str(path)), imported)


def picture_of(*, detected: Detected | None = None, moved: Moved | None = None) -> Spec:
    """The chart of an answer: a dyad's posture over its counts, or the ranking of movers.

    Raises
    ------
    ParameterError : there is nothing to draw.
    """
    if detected is not None:
        quads = quads_figure(detected.history)
        posture = posture_figure(detected.history)
        return stacked([figure for figure in (posture, quads) if figure is not None])
    assert moved is not None
    if not moved.change_points:
        raise ParameterError(
            "--chart", "no alarm to draw", "at least one", "leave --chart out, or ask for another date"
        )
    return stacked([movers_figure(moved.change_points, moved.name_of)])
