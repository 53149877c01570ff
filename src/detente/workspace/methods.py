"""The bibliography of exactly the methods a run has used."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from detente.case import leaves, resolved
from detente.core.case import Case
from detente.core.citation import Citation, bibliography
from detente.core.explanation import Explanation
from detente.core.institution import Procedure
from detente.events.dating import SMITH
from detente.events.detectors import detector
from detente.events.ontology import CITATIONS as ONTOLOGY
from detente.events.ontology import COOPERATIVE
from detente.events.posture import CITATIONS as POSTURE
from detente.models.bargaining import model

DEFAULT_MODEL = "nash"


def methods(case: Case, explanation: Explanation, *, has_conflict: bool = False) -> tuple[Citation, ...]:
    """Works whose methods went into a run: its bargaining models' own, and those of each part it used.

    Parameters
    ----------
    has_conflict : whether the end states of a conflict were judged by the basic stabilities.
    """
    named = {name for track in case.tracks.values() for name in track.models or (DEFAULT_MODEL,)}
    works = [work for name in sorted(named) for work in model(name).citations]
    if case.series:
        works += [*ONTOLOGY[:2], *POSTURE, SMITH]
        works += [work for name in sorted(_detectors(case)) for work in detector(name).citations]
    if has_conflict:
        from detente.models.conflict import stabilities

        works += [work for one in stabilities() if one.is_basic for work in one.citations]
    works += [work for condition, work in _works() if USED[condition](case, explanation)]
    return bibliography(works)


def _detectors(case: Case) -> set[str]:
    """Detectors that the case's series are read with: a scan of posture, or of hostile counts alone a threshold."""
    return {
        "scan" if not one.roots or set(one.roots) & set(COOPERATIVE) else "threshold"
        for one in case.series.values()
    }


def _procedures(case: Case) -> Iterator[Procedure]:
    for institution in case.institutions.values():
        yield institution
        yield from institution.on.values()
    for event in case.events:
        yield from event.installs.values()
        for branch in event.branches.values():
            yield from branch.installs.values()


def _has_setter(case: Case, _: Explanation) -> bool:
    return any(procedure.proposes is not None for procedure in _procedures(case))


def _has_veto(case: Case, _: Explanation) -> bool:
    return any(procedure.vetoes or procedure.final_say is not None for procedure in _procedures(case))


def _has_face(case: Case, _: Explanation) -> bool:
    own = (stance.face for actor in case.actors.values() for stance in actor.stances.values())
    inherited = (issue.defaults.face for issue in case.issues.values() if issue.defaults is not None)
    return any(face is not None for face in (*own, *inherited))


def _has_pert(case: Case, _: Explanation) -> bool:
    spreads = (resolved(case, leaf.path, leaf.quantity, leaf.parameter) for leaf in leaves(case))
    return any(spread.kind == "pert" for spread in spreads)


USED: Mapping[str, Callable[[Case, Explanation], bool]] = {
    "always": lambda case, explanation: True,
    "attributed": lambda case, explanation: bool(explanation.attributions),
    "collectives": lambda case, explanation: bool(case.institutions),
    "explained": lambda case, explanation: bool(explanation.attributions or explanation.counterfactuals),
    "face": _has_face,
    "hazards": lambda case, explanation: bool(case.hazards),
    "pert": _has_pert,
    "questions": lambda case, explanation: bool(case.questions),
    "sampled": lambda case, explanation: any(one.method != "exact" for one in explanation.attributions),
    "setters": _has_setter,
    "tracks": lambda case, explanation: bool(case.tracks),
    "vetoes": _has_veto,
}
"""Condition of `methods.toml` -> whether a run has met it."""


@cache
def _works() -> tuple[tuple[str, Citation], ...]:
    table = tomllib.loads(files(__package__).joinpath("methods.toml").read_text("utf-8"))
    return tuple((row.pop("used"), Citation(key, **row)) for key, row in table.items())
