"""The counts of the coming periods, for people and for programs."""

from typing import TYPE_CHECKING, Any

from detente.cli._options import whole
from detente.cli._tables import table
from detente.core.errors import ParameterError

if TYPE_CHECKING:
    from detente.workbench.events import Detected, EventBench


def refuse_for_all(ahead: str | None, *, all_dyads: bool) -> None:
    """Refuse to project the counts of every dyad, or of no whole number of periods.

    Raises
    ------
    ParameterError : `--ahead` stands with `--all-dyads`, or holds no whole number.
    """
    if ahead is not None and all_dyads:
        needs = "--source and --target"
        raise ParameterError(
            "--ahead", "it with --all-dyads", f"--ahead together with {needs}", f"add {needs}"
        )
    whole("--ahead", ahead)


def coming_json(bench: "EventBench", found: "Detected", ahead: str) -> dict[str, Any]:
    """What the next periods bring, by quad class."""
    from detente.events.ontology import QUADS

    told = bench.coming(found, whole("--ahead", ahead) or 0)
    return {
        "by": found.history.period,
        "ahead": told.ahead,
        "model": told.model,
        "quads": [
            {
                "quad": quad + 1,
                "name": name,
                "mean": round(float(told.mean[quad]), 4),
                "low": int(told.low[quad]),
                "median": int(told.median[quad]),
                "high": int(told.high[quad]),
            }
            for quad, name in enumerate(QUADS)
        ],
    }


def show_coming(told: dict[str, Any] | None) -> None:
    """A table of the counts to come; nothing where none were asked for."""
    if told is None:
        return
    periods = f"{told['ahead']} {told['by']}s" if told["ahead"] > 1 else told["by"]
    table(
        f"Events of the next {periods} together ({told['model']}; 8 in 10 fall between low and high)",
        ("Kind", "Mean", "Low", "Median", "High"),
        (
            (one["name"], f"{one['mean']:.1f}", *(str(one[key]) for key in ("low", "median", "high")))
            for one in told["quads"]
        ),
        right=(1, 2, 3, 4),
    )
