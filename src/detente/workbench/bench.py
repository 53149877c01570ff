"""The whole product wired on one page, and its public Python API: a case, and what may be asked of it."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from detente.case import CaseFile, Edit, audit, parse_branch, parse_drop, parse_set
from detente.case.edit import WithoutMechanism
from detente.core.answer import Answer
from detente.core.audit import Audit
from detente.core.case import Case
from detente.core.deal import DealRoom
from detente.core.end_states import EndStates
from detente.core.errors import ParameterError
from detente.core.explanation import Counterfactual, Explanation
from detente.core.look_back import LookBack
from detente.core.projection import Projection, Settings
from detente.core.sensitivity import KeyAssumption, Sensitivity
from detente.core.study import Study
from detente.core.turning import TurningPoints
from detente.core.would_change import WouldChange
from detente.events.case_series import histories
from detente.projection import project
from detente.projection.run import Progress
from detente.workbench._given import day, texts, whole
from detente.workbench.outputs import outputs
from detente.workbench.record import Record
from detente.workspace import CaseFolder, find_folder, make_manifest, open_folder, write_run
from detente.workspace.ledger import LEDGER

if TYPE_CHECKING:
    from detente.charts import Figure
    from detente.report import Pictures
    from detente.sweeps.run import Swept

RUNS = "runs"
"""Where runs are written unless told otherwise."""
FEW_WORLDS = 1000
"""Worlds of a deal room, of indices and of smallest changes, unless told otherwise."""
MOST_WORLDS = 10_000_000
MOST_SEED = 2**63 - 1


def load(path: str | Path) -> "Workbench":
    """Read a case and put it on the bench.

    Parameters
    ----------
    path : the case's folder; `iran-2024` finds `cases/iran-2024` as well.

    Raises
    ------
    WorkspaceError : there is no such folder, or it holds no case.
    CaseError : the files hold faults; all of them are told.

    Examples
    --------
    >>> bench = load("cases/iran-2024")  # doctest: +SKIP
    >>> bench.project(worlds=2_000, seed=7)  # doctest: +SKIP
    """
    folder = open_folder(path)
    ledger = find_folder(path) / LEDGER
    return Workbench(folder, folder.read(), Record(ledger if ledger.is_file() else None))


@dataclass(slots=True)
class _Run:
    """A projection with what has been made of it so far."""

    settings: Settings
    projection: Projection
    answers: tuple[Answer, ...] | None = None
    explanation: Explanation | None = None
    study: Study | None = None


@dataclass(slots=True)
class _Kept:
    """What a bench keeps between questions: the latest run, the audit, the end states, and pictures once they are wanted."""

    run: _Run | None = None
    audit: Audit | None = None
    pictures: "Pictures | None" = None
    end_states: EndStates | None = None


@dataclass(frozen=True, slots=True)
class Workbench:
    """A case and what may be asked of it.

    `answer`, `explain`, `study` and `report` speak of the latest projection; where none was made, of one with
    the worlds and seed of the case.

    Attributes
    ----------
    folder : the case's files.
    file : the case, where its parts stand, and warnings.
    record : of the case's forecasts.
    """

    folder: CaseFolder
    file: CaseFile
    record: Record = field(default_factory=Record)
    _kept: _Kept = field(default_factory=_Kept, repr=False, compare=False)

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.file.case

    def with_case(self, case: Case) -> "Workbench":
        """A bench of its own for the case edited in memory: the same files and record, nothing run yet."""
        return Workbench(self.folder, replace(self.file, case=case), self.record)

    def check(self) -> Audit:
        """What the case's numbers rest on, what moves by itself, and whether its hazards feed themselves."""
        from detente.explanation import branching

        return replace(self._audited(), branching=branching(self.case).number if self.case.hazards else None)

    def _audited(self) -> Audit:
        from detente.explanation import drifts

        if self._kept.audit is None:
            found = audit(self.case, self.file.places)
            self._kept.audit = replace(found, drifts=drifts(self.case))
        return self._kept.audit

    def settings(
        self,
        *,
        worlds: int | None = None,
        seed: int | None = None,
        as_of: date | str | None = None,
        hindcast: bool = False,
        workers: int | None = None,
    ) -> Settings:
        """Settings of a run: the case's own where nothing is given.

        Raises
        ------
        ParameterError : a number or date lies outside what is allowed.
        """
        case = self.case
        known = day(as_of) if as_of is not None else case.as_of
        if not case.start <= known <= case.as_of:
            allowed = f"a date from {case.start} to {case.as_of}, the case's own"
            raise ParameterError("as_of", str(known), allowed, "choose a date between")
        return Settings(
            worlds=whole("worlds", case.worlds if worlds is None else worlds, 1, MOST_WORLDS),
            seed=whole("seed", case.seed if seed is None else seed, 0, MOST_SEED),
            as_of=known,
            mode="hindcast" if hindcast else "forecast",
            workers=whole("workers", os.cpu_count() or 1 if workers is None else workers, 1, 256),
        )

    def project(
        self,
        *,
        worlds: int | None = None,
        seed: int | None = None,
        as_of: date | str | None = None,
        hindcast: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
        stop: Event | None = None,
    ) -> Projection:
        """Simulate the worlds of the case.

        Parameters
        ----------
        worlds, seed : the case's own unless given.
        as_of : drops what became known later; the case's own unless given.
        hindcast : release the outcomes, and draw settlements and hazards from the start.
        workers : threads; they change nothing in the result.
        progress : called with worlds done and worlds in all.
        stop : when set, the run ends between two portions of worlds.

        Raises
        ------
        ParameterError : a setting lies outside what is allowed.
        RunError : the worlds do not fit in memory, or the run was stopped.
        """
        settings = self.settings(worlds=worlds, seed=seed, as_of=as_of, hindcast=hindcast, workers=workers)
        projection = project(self.case, settings, progress=progress, stop=stop)
        self._kept.run = _Run(settings, projection)
        return projection

    def answer(self, *, progress: Progress | None = None, stop: Event | None = None) -> tuple[Answer, ...]:
        """Answers to the case's questions, in their order.

        Parameters
        ----------
        progress : called with worlds done and worlds in all, over all runs that the questions take.
        stop : as for `project`.
        """
        from detente.forecast import answer_all

        run = self._run()
        if run.answers is None:
            run.answers = answer_all(
                self.case, run.settings, projection=run.projection, progress=progress, stop=stop
            )
        return run.answers

    def explain(
        self, *, progress: Callable[[str, int, int], None] | None = None, stop: Event | None = None
    ) -> Explanation:
        """What shifted, what moved it, which accounts rival, and what would change our minds.

        Parameters
        ----------
        progress : called with the part begun, parts done and parts in all.
        stop : as for `project`.
        """
        from detente.explanation import explain

        run = self._run()
        if run.explanation is None:
            answers = self.answer(stop=stop)
            self._draw(run, answers)
            run.explanation = explain(
                self.case, run.settings, run.projection, answers, progress=progress, stop=stop
            )
        return run.explanation

    def draw_ahead(self) -> None:
        """Draw the report's pictures beside other work: those of worlds and answers while it is explained.

        It changes when they are drawn, and nothing in them.
        """
        from detente.report import Pictures

        if self._kept.pictures is None:
            self._kept.pictures = Pictures()

    def _draw(self, run: _Run, answers: tuple[Answer, ...]) -> None:
        """Draw what needs no explanation, where pictures are wanted ahead."""
        from detente.report import compile_templates, early_figures

        def composed() -> "tuple[Figure, ...]":
            compile_templates()
            return early_figures(self._study(run, answers, Explanation()))

        if self._kept.pictures is not None:
            self._kept.pictures.ahead(composed)

    def compare(
        self,
        *edits: Edit,
        drop: str | Iterable[str] = (),
        set: str | Iterable[str] | Mapping[str, float | str] = (),
        branch: str | Iterable[str] | Mapping[str, str] = (),
        without: str | Iterable[str] = (),
        stop: Event | None = None,
        **settings: Any,
    ) -> Counterfactual:
        """The case edited, beside the case as it is, under the same noise.

        Parameters
        ----------
        edits : edits already made; those of the other arguments follow.
        drop : events or hazards that never happen.
        set : inputs and their values, as `{"pressure.economic_pain": 40}` or `"pressure.economic_pain=40"`.
        branch : events and the branch that comes to pass, as `{"election": "harris"}`.
        without : mechanisms switched off.
        stop : as for `project`.
        **settings : as for `project`.

        Raises
        ------
        ParameterError : an edit names what the case does not hold, or nothing is edited.
        """
        from detente.explanation import compare

        edits = (
            *edits,
            *(parse_drop(text) for text in texts(drop)),
            *(parse_set(text) for text in texts(set)),
            *(parse_branch(text) for text in texts(branch)),
            *(WithoutMechanism(text) for text in texts(without)),
        )
        if not edits:
            allowed = "at least one of drop, set, branch and without"
            raise ParameterError("compare", "no edit", allowed, "name something to change")
        return compare(self.case, edits, self.settings(**settings), stop=stop)

    def sweep(self, vary: str | Path, out: str | Path | None = None, **asked: Any) -> "Swept":
        """The case at many places of what varies, shard by shard into a folder; one broken off is gone on with.

        Parameters
        ----------
        vary : file that says what varies.
        out : folder; `runs/<case>-sweep-<hash>` unless given.
        **asked : `design`, `n`, `noise`, `shard_size`; `engine`, `address`, `workers`; and settings as for `deal`.

        Raises
        ------
        ParameterError, WorkspaceError, CaseError : see `workbench.sweeping`.
        RunError : workers die one after the other; finished shards are kept.
        """
        from detente.workbench.sweeping import plan_of, swept_again

        run = {
            name: asked.pop(name) for name in ("engine", "address", "workers", "progress") if name in asked
        }
        made = plan_of(self, vary, **asked)
        return swept_again(made.sweep, made.folder if out is None else Path(out), **run)

    def deal(
        self, track: str | None = None, *, on: date | str | None = None, **settings: Any
    ) -> tuple[DealRoom, ...]:
        """The deal room of a track at a date: zones, the best package, who binds, and the price of face.

        Parameters
        ----------
        track : its id; a room for every track unless given.
        on : the as-of date unless given.
        **settings : as for `project`; a thousand worlds, or as many as the case has where they are fewer.

        Raises
        ------
        ParameterError : there is no such track, or a setting lies outside what is allowed.
        """
        from detente.explanation import deal_rooms

        asked = self._few(settings)
        when = day(on, "on") if on is not None else None
        return deal_rooms(self.case, asked, tuple(self.case.tracks) if track is None else (track,), when)

    def sensitivity(self, of: str, *, progress: Progress | None = None, **settings: Any) -> Sensitivity:
        """Sobol' indices of an answer: what its variance over the uncertain inputs comes from.

        Parameters
        ----------
        of : a question, `question.option`, or a reading at the horizon.
        progress : called with runs done and runs in all.
        **settings : as for `deal`.

        Raises
        ------
        ParameterError : there is no such thing, or it cannot be asked of these worlds.
        """
        from detente.explanation import sensitivity

        return sensitivity(self.case, self._few(settings), of, found=self._audited(), progress=progress)

    def key_assumptions(self, of: str | Sensitivity, **settings: Any) -> tuple[KeyAssumption, ...]:
        """The unsourced inputs that an answer hangs on, with their share of its variance; see `sensitivity`."""
        from detente.explanation import key_assumptions

        found = self.sensitivity(of, **settings) if isinstance(of, str) else of
        return key_assumptions(self.case, found, self._audited())

    def would_change(self, of: str, *, progress: Progress | None = None, **settings: Any) -> WouldChange:
        """The smallest single move of each input that takes an answer across even odds.

        Parameters
        ----------
        of : a yes/no question, or `question.option`.
        progress : called with runs done and runs in all.
        **settings : as for `deal`.

        Raises
        ------
        ParameterError : there is no such question, or its answer is no probability.
        """
        from detente.explanation import would_change

        return would_change(self.case, self._few(settings), of, progress=progress)

    def turning_points(self, of: str) -> TurningPoints:
        """Where a path of the latest projection bends most, and what falls beside it.

        Parameters
        ----------
        of : a reading such as `course.level`; or a question, event, hazard or `track.settled`.

        Raises
        ------
        ParameterError : there is no such thing, or it cannot be asked of these worlds.
        """
        from detente.explanation import turning_points

        return turning_points(self.case, self._run().projection, of)

    def look_back(self, given: str) -> LookBack:
        """What differed before, in the worlds of the latest projection in which something happened.

        Parameters
        ----------
        given : a yes/no question, `question.option`, an event, a hazard, or `track.settled`.

        Raises
        ------
        ParameterError : there is no such thing, or it cannot be asked of these worlds.
        """
        from detente.explanation import look_back

        return look_back(self.case, self._run().projection, given)

    def _few(self, settings: dict[str, Any]) -> Settings:
        """Settings of a run that is asked for its kind, not for its tails: few worlds where none are given."""
        return self.settings(**{"worlds": min(FEW_WORLDS, self.case.worlds), **settings})

    def study(self) -> Study:
        """Everything a report shows: case, audit, projection, answers, explanation and manifest."""
        run = self._run()
        if run.study is None:
            run.study = self._study(run, self.answer(), self.explain())
        return run.study

    def _study(self, run: _Run, answers: tuple[Answer, ...], explanation: Explanation) -> Study:
        made = make_manifest(self.folder, self.case, run.settings, explanation)
        manifest, scores = self.record.of(made, self.case.case, run.settings.as_of)
        seen = histories(self.case, run.settings.as_of)
        parts = (self.case, self._audited(), run.projection, answers, explanation, manifest)
        return Study(*parts, seen, scores, self.end_states())

    def end_states(self) -> EndStates | None:
        """Which end states of the case's conflict would hold, and why; None where the case holds no conflict."""
        from detente.explanation.end_states import end_states

        if self._kept.end_states is None and (read := self.folder.conflict()) is not None:
            self._kept.end_states = end_states(read.graph)
        return self._kept.end_states

    def report(self, path: str | Path | None = None) -> str:
        """The report as one self-contained HTML page, written to a file where a path is given."""
        from detente.report import render_report

        html = render_report(self.study())
        if path is not None:
            Path(path).write_text(html, encoding="utf-8", newline="\n")
        return html

    def write(
        self, out: str | Path | None = None, *, report: bool = True, brief: bool = False, results: bool = True
    ) -> Path:
        """Write the run's folder: what is asked for, the case and, last, the manifest.

        Parameters
        ----------
        out : `runs/<case>-<hash>` unless given.
        report : `report.html`.
        brief : `brief.html` and `brief.docx`, one page each.
        results : `results.json` and `tables/*.csv`.

        Raises
        ------
        WorkspaceError : the folder holds something else, or cannot be written.
        """
        from detente.report.results import manifest_json

        study = self.study()
        folder = Path(out) if out is not None else Path(RUNS) / study.manifest.run
        pictures = self._kept.pictures
        files = outputs(study, report=report, brief=brief, results=results, pictures=pictures)
        self._close_pictures()
        return write_run(files, manifest_json(study), self.folder, folder)

    def close(self) -> None:
        """End what works beside the bench, where a run was stopped before it was written."""
        self._close_pictures()

    def _close_pictures(self) -> None:
        if self._kept.pictures is not None:
            self._kept.pictures.close()
            self._kept.pictures = None

    def projection(self) -> Projection:
        """The latest projection; one at the case's own settings where none was made."""
        return self._run().projection

    def latest_settings(self) -> Settings | None:
        """Settings of the latest projection; None where none was made."""
        return None if self._kept.run is None else self._kept.run.settings

    def _run(self) -> _Run:
        if self._kept.run is None:
            self.project()
        assert self._kept.run is not None  # made just now
        return self._kept.run

    def __repr__(self) -> str:
        return f"<Workbench {self.case.case}: {self.case.title}>"

    def _repr_html_(self) -> str:
        case = self.case
        head = f"<h3>{escape(case.title)}</h3><p>As of {case.as_of}, from {case.start} to {case.until}: "
        head += f"{len(case.actors)} actors, {len(case.issues)} issues, {len(case.events)} events.</p>"
        if self._kept.run is None:
            return head
        rows = (f"<tr><td>{escape(one.text)}</td><td>{escape(one.words)}</td></tr>" for one in self.answer())
        return f"{head}<table><tr><th>Question</th><th>Answer</th></tr>{''.join(rows)}</table>"
