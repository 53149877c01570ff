"""All of the explanation of one projection."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event

from detente.case import ChooseBranch, DropEvent, Edit
from detente.core.answer import Answer
from detente.core.case import Case
from detente.core.explanation import Attribution, Counterfactual, Explanation, Rival
from detente.core.focus import Target
from detente.core.projection import Projection, Settings
from detente.explanation.alternatives import alternatives
from detente.explanation.attribution import attribute, state_at
from detente.explanation.bench import Bench
from detente.explanation.counterfactual import compare
from detente.explanation.movers import moves_most
from detente.explanation.rivals import rivals, weigh
from detente.explanation.shift import arenas, shifts
from detente.explanation.signposts import signposts
from detente.explanation.trade_offs import joint_success, trade_offs
from detente.projection import project
from detente.projection.run import Engine

WORLDS = 2000
"""Worlds that games and comparisons are played over."""
PUSHED = 1000
"""Worlds in which arenas are pushed: paired differences need no more."""
STAGES = ("shift", "drivers", "rivals", "what if", "signposts", "trade-offs", "inputs")
Progress = Callable[[str, int, int], None]
"""Called with the part begun, parts done and parts in all."""


def explain(
    case: Case,
    settings: Settings,
    projection: Projection,
    answers: Sequence[Answer] = (),
    *,
    worlds: int = WORLDS,
    progress: Progress | None = None,
    stop: Event | None = None,
    engine: Engine | None = None,
) -> Explanation:
    """Explain a projection: shifts, drivers, rivals, what-ifs, signposts, trade-offs and inputs.

    Parameters
    ----------
    settings : of the run; `worlds` there caps what games are played over.
    projection : its worlds.
    answers : kept for callers that choose by them; the questions themselves are read from the case.
    worlds : worlds for games and comparisons.
    """
    small = replace(settings, worlds=min(worlds, settings.worlds))

    def begin(stage: str) -> None:
        if progress is not None:
            progress(stage, STAGES.index(stage), len(STAGES))

    with ThreadPoolExecutor(max_workers=1) as beside:
        # Looking through the projection's worlds keeps one core busy; games and comparisons are played meanwhile.
        movers = beside.submit(moves_most, case, projection)
        branches = beside.submit(alternatives, case, projection)
        played = _played(case, small, projection, begin, stop, engine)
        begin("inputs")
        return replace(played, movers=movers.result(), alternatives=branches.result())


def _played(
    case: Case,
    small: Settings,
    projection: Projection,
    begin: Callable[[str], None],
    stop: Event | None,
    engine: Engine | None,
) -> Explanation:
    """All parts of an explanation but the inputs, one after the other."""
    begin("shift")
    past = Bench(until_as_of(case, small), replace(small, mode="hindcast"), engine, stop)
    hindcast = past.project()
    targets = case.focus.targets or _largest_change(case, small, hindcast)
    rows = shifts(case, small, hindcast, stop=stop, engine=engine)
    begin("drivers")
    attributions = attribute(case, small, targets, bench=past, stop=stop, engine=engine)
    begin("rivals")
    weighed = weigh(case, past, targets[0]) if targets and targets[0].to <= past.case.until else None
    accounts = rivals(case, targets[0], weighed) if targets else ()
    begin("what if")
    what_ifs = _what_ifs(case, small, attributions, accounts, stop=stop, engine=engine)
    begin("signposts")
    signs = signposts(case, projection, weighed)
    begin("trade-offs")
    tables = arenas(case)
    fewer = replace(small, mode="forecast", worlds=min(PUSHED, small.worlds))
    costs = trade_offs(case, Bench(case, fewer, engine, stop), tables)
    joint = joint_success(case, projection, tables)
    return Explanation(rows, attributions, accounts, what_ifs, signs, costs, joint)


def until_as_of(case: Case, settings: Settings) -> Case:
    """The case with its horizon at the end of the step that holds the as-of date."""
    end = case.start + timedelta(days=case.step_days * max(1, state_at(case, settings.as_of)) - 1)
    return case.model_copy(update={"until": min(case.until, end)})


def _largest_change(case: Case, settings: Settings, hindcast: Projection) -> tuple[Target, ...]:
    """The level that moved most between the start and the as-of date."""
    if settings.as_of <= case.start:
        return ()
    change = abs((hindcast.levels[:, -1] - hindcast.levels[:, 0]).mean(axis=0))
    issue = hindcast.names.issues[int(change.argmax())]
    return (Target.model_validate({"of": f"{issue}.level", "from": case.start, "to": settings.as_of}),)


def _what_ifs(
    case: Case,
    settings: Settings,
    attributions: Sequence[Attribution],
    accounts: Sequence[Rival],
    *,
    stop: Event | None,
    engine: Engine | None,
) -> tuple[Counterfactual, ...]:
    """The largest driver's event dropped, and where it had branches, each of the others chosen instead."""
    events = {event.id: event for event in case.events}
    first = next((one for one in attributions if one.game == "event"), None)
    chosen = (
        next((driver.id for driver in first.drivers if driver.id in events), None)
        if first is not None
        else None
    )
    if chosen is None:
        return ()
    edits: list[Edit] = [DropEvent(chosen)]
    edits += [
        ChooseBranch(chosen, name) for name, branch in events[chosen].branches.items() if not branch.was
    ]
    base = project(case, replace(settings, mode="hindcast"), stop=stop, engine=engine)
    return tuple(compare(case, (edit,), settings, base=base, stop=stop, engine=engine) for edit in edits)
