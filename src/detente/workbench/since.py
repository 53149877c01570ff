"""What changed since an earlier run: its inputs by what moved them, and the answers that moved with them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.case.changes import Change, changes
from detente.core.answer import Answer

if TYPE_CHECKING:
    from detente.report import Shown

Cause = Literal["evidence", "judgement", "time", "code", "draws"]
CAUSES: tuple[Cause, ...] = ("evidence", "judgement", "time", "code", "draws")
_TIME = ("as_of", "start", "until", "step_days")
_EVIDENCE = ("sources.", "claims.")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer before and after.

    Attributes
    ----------
    moved : difference in the answer's unit; None where one of the two has no single number.
    is_noise : True where the difference is no larger than two Monte Carlo errors.
    """

    id: str
    text: str
    before: str
    after: str
    moved: float | None
    is_noise: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What changed between two runs.

    Attributes
    ----------
    changes : cause -> what changed of the case; of code and draws, none.
    told : cause -> one sentence, for the causes that apply.
    answers : those of both runs, largest movement first.
    """

    before: str
    changes: dict[Cause, tuple[Change, ...]]
    told: dict[Cause, str]
    answers: tuple[Answered, ...]


def since(before: "Shown", after: "Shown") -> Since:
    """Compare two runs of a case.

    Parameters
    ----------
    before, after : studies of the runs; that they were made with the same worlds and seed is not assumed.
    """
    old, new = before.study.manifest, after.study.manifest
    found: dict[Cause, list[Change]] = {}
    for change in changes(before.study.case, after.study.case):
        found.setdefault(_cause(change), []).append(change)
    told: dict[Cause, str] = {}
    if "evidence" in found:
        told["evidence"] = f"{len(found['evidence'])} claims, sources or grounds changed"
    if "judgement" in found:
        told["judgement"] = f"{len(found['judgement'])} inputs are judged otherwise"
    if old.as_of != new.as_of or "time" in found:
        told["time"] = (
            f"as of {new.as_of}, before {old.as_of}"
            if old.as_of != new.as_of
            else "the case's dates were changed"
        )
    other = sorted(name for name, version in new.versions.items() if old.versions.get(name) != version)
    if other:
        told["code"] = f"another version of {', '.join(other)}"
    if (old.seed, old.worlds, old.mode) != (new.seed, new.worlds, new.mode):
        told["draws"] = (
            f"seed {old.seed}, {old.worlds:,} worlds, {old.mode} before; "
            f"seed {new.seed}, {new.worlds:,} worlds, {new.mode} now"
        )
    return Since(
        old.run, {cause: tuple(rows) for cause, rows in found.items()}, told, _answers(before, after)
    )


def _cause(change: Change) -> Cause:
    if change.path in _TIME:
        return "time"
    if change.what == "evidence" or change.path.startswith(_EVIDENCE):
        return "evidence"
    return "judgement"


def _answers(before: "Shown", after: "Shown") -> tuple[Answered, ...]:
    old = {answer.id: answer for answer in before.study.answers}
    rows = [_answered(old[new.id], new) for new in after.study.answers if new.id in old]
    return tuple(sorted(rows, key=lambda row: -abs(row.moved or 0.0)))


def _answered(old: Answer, new: Answer) -> Answered:
    was, now = _number(old), _number(new)
    moved = None if was is None or now is None else now - was
    error = 2 * (old.se**2 + new.se**2) ** 0.5
    return Answered(new.id, new.text, old.words, new.words, moved, moved is not None and abs(moved) <= error)


def _number(answer: Answer) -> float | None:
    return answer.probability if answer.quantiles is None else answer.quantiles["0.5"]
