"""What pages need of a study: figures already composed and worlds already counted; and its form on disk.

Worlds take a hundred megabytes and pages never look at them, so that a stored study leaves them out: it is read back
in a blink, and every section can be shown from it as the report shows it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict

from detente.charts import Figure, Table, figures
from detente.charts._levels import Marked
from detente.charts.fan import event_key
from detente.core.answer import Answer
from detente.core.audit import Audit
from detente.core.case import Case
from detente.core.change_point import ChangePoint
from detente.core.end_states import EndStates
from detente.core.errors import RunError
from detente.core.explanation import Explanation
from detente.core.history import DyadHistory, PostureBand
from detente.core.projection import Mode, Names, Projection
from detente.core.scorecard import Scorecard
from detente.core.series import Period
from detente.core.study import Manifest, Study
from detente.forecast.track_tables import TrackTable, track_tables
from detente.report.talks import who_binds

_Listed = Annotated[list[Any], BeforeValidator(lambda values: np.asarray(values).tolist())]
FORMAT = "detente study, 1"
"""Marks a stored study, and which form of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A study with all that is counted over its worlds.

    Attributes
    ----------
    study : read from a store, its projection holds no worlds.
    figures : chart -> its figures.
    events : the events that time charts mark.
    binds : track -> who binds it, and in which share of world-weeks.
    tables : talks over one issue under every bargaining model; None in a study stored by an earlier version.
    """

    study: Study
    figures: Mapping[str, tuple[Figure, ...]]
    events: tuple[Marked, ...]
    binds: Mapping[str, tuple[tuple[str, float], ...]]
    tables: tuple[TrackTable, ...] | None = None


def shown_of(study: Study) -> Shown:
    """A study made ready for pages."""
    tables = track_tables(study.case, study.projection, study.manifest.as_of)
    return Shown(study, figures(study), event_key(study), who_binds(study), tables)


def pictures_of(shown: Shown, svg: Callable[[Figure], str]) -> dict[str, str]:
    """The figures' pictures by key, so that they need not be drawn again to be shown."""
    return {figure.key: svg(figure) for row in shown.figures.values() for figure in row}


class _Frame(BaseModel):
    """A projection without its worlds."""

    case: str
    mode: Mode
    as_of: date
    seed: int
    names: Names
    dates: tuple[date, ...]
    clipped_share: float


class _Band(BaseModel):
    """A posture with its band; arrays as lists."""

    model_config = ConfigDict(from_attributes=True)

    share: _Listed
    low: _Listed
    high: _Listed
    smoothed: _Listed


class _History(BaseModel):
    """A dyad's history in event data; arrays as lists."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    source: str
    target: str
    source_name: str
    target_name: str
    period: Period
    periods: tuple[date, ...]
    last: date
    is_whole: bool
    quads: _Listed
    posture: _Band | None
    series: str
    detector: str
    change_points: tuple[ChangePoint, ...]
    is_followed: bool
    basis: str

    def read_back(self) -> DyadHistory:
        """The history itself."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        band = None
        if self.posture is not None:
            names = type(self.posture).model_fields
            band = PostureBand(**{name: np.array(getattr(self.posture, name)) for name in names})
        return DyadHistory(**{**held, "quads": np.array(self.quads), "posture": band})


class _Stored(BaseModel):
    """A study as it lies on disk; the case lies beside it in files of its own."""

    model_config = ConfigDict(ser_json_inf_nan="constants")

    format: str
    audit: Audit
    answers: tuple[Answer, ...]
    explanation: Explanation
    manifest: Manifest
    projection: _Frame
    events: tuple[Marked, ...]
    binds: dict[str, tuple[tuple[str, float], ...]]
    histories: tuple[_History, ...] = ()
    scores: Scorecard | None = None
    tables: tuple[TrackTable, ...] | None = None
    end_states: EndStates | None = None


def study_json(shown: Shown) -> str:
    """A study as text, without its worlds and its case; the same study gives the same bytes."""
    study = shown.study
    frame = {name: getattr(study.projection, name) for name in _Frame.model_fields}
    told = _Stored(
        format=FORMAT,
        audit=study.audit,
        answers=study.answers,
        explanation=study.explanation,
        manifest=study.manifest,
        projection=_Frame.model_construct(**frame),
        events=shown.events,
        binds=dict(shown.binds),
        histories=tuple(_History.model_validate(one) for one in study.histories),
        scores=study.scores,
        tables=shown.tables,
        end_states=study.end_states,
    ).model_dump_json()
    drawn = {chart: [_figure_json(figure) for figure in row] for chart, row in shown.figures.items()}
    charts = json.dumps(drawn, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f'{{"study":{told},\n"figures":{charts}}}\n'


def stored_study(text: str | bytes, case: Case) -> Shown:
    """A study read back.

    Parameters
    ----------
    case : the case it was made from.

    Raises
    ------
    RunError : the text is no study of this form: another version of Detente wrote it.
    """
    try:
        told = json.loads(text)
        stored = _Stored.model_validate(told["study"])
        if stored.format != FORMAT:
            raise ValueError(stored.format)
        drawn = {chart: tuple(map(_figure, row)) for chart, row in told["figures"].items()}
    except (KeyError, TypeError, ValueError) as error:
        found = "results in the form of another version of Detente"
        raise RunError(
            "study.json", found, f"the form `{FORMAT}`", "run the case anew, so that it can be shown"
        ) from error
    study = Study(
        case.model_copy(update={"wording": stored.manifest.wording}),
        stored.audit,
        _without_worlds(stored.projection),
        stored.answers,
        stored.explanation,
        stored.manifest,
        tuple(one.read_back() for one in stored.histories),
        stored.scores,
        stored.end_states,
    )
    return Shown(study, drawn, stored.events, stored.binds, stored.tables)


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "title": figure.title,
        "spec": figure.spec,
        "alternative": figure.alternative,
        "note": figure.note,
        "columns": figure.table.columns,
        "rows": figure.table.rows,
    }


def _figure(told: Mapping[str, Any]) -> Figure:
    table = Table(tuple(told["columns"]), tuple(tuple(row) for row in told["rows"]))
    return Figure(told["key"], told["title"], told["spec"], told["alternative"], table, told["note"])


def _without_worlds(frame: _Frame) -> Projection:
    """A projection of no world at all, which keeps its names and dates."""
    names, steps = frame.names, len(frame.dates)

    def none_of(*shape: int, kind: Any = np.float32) -> Any:
        return np.empty((0, *shape), kind)

    return Projection(
        **{name: getattr(frame, name) for name in _Frame.model_fields},
        levels=none_of(steps, len(names.issues)),
        said=none_of(steps, len(names.issues)),
        mandates=none_of(steps, len(names.mandates)),
        pressures=none_of(steps, len(names.pressures)),
        statuses=none_of(steps, len(names.tracks), kind=np.int8),
        zones=none_of(steps, len(names.tracks)),
        binds=none_of(steps, len(names.tracks), 2, kind=np.int16),
        fires=none_of(steps, len(names.hazards), kind=np.int8),
        happened=none_of(len(names.occurrences), kind=np.int16),
        models=none_of(len(names.tracks), kind=np.int8),
        inputs=none_of(len(names.inputs)),
        dials=none_of(steps, len(names.dials)),
    )
