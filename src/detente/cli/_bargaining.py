"""The backtest of bargaining models, carried out and shown."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli._tables import say, table
from detente.core.errors import ParameterError

if TYPE_CHECKING:
    from detente.forecast.backtest.bargaining import Score

DIGITS = 4
LOSING = 0.05
"""P below which a member is said to be worse, or better, than the weighted mean."""


def backtest_of_bargaining(*, issues: str | None, stances: str | None, as_json: bool) -> dict[str, Any]:
    """Score every member on two files; shown as a table unless JSON is asked for.

    Raises
    ------
    ParameterError : a file is not named, or there is nothing to score.
    """
    from detente.forecast.backtest.bargaining import backtest_bargaining
    from detente.sources.decisions import read_decisions

    for option, name in (("--issues", issues), ("--stances", stances)):
        if not name:
            raise ParameterError(option, "nothing", "a CSV file", f"name it with {option} FILE")
    decisions, unknown = read_decisions(Path(issues or ""), Path(stances or ""))
    if not decisions:
        raise ParameterError(
            "--issues", "no known outcome", "at least two proposals with one", "fill in `outcome`"
        )
    scores = backtest_bargaining(decisions)
    proposals = len({one.proposal for one in decisions})
    if not as_json:
        _show(scores, len(decisions), proposals, unknown)
    told = [
        {name: round(one, DIGITS) if isinstance(one, float) else one for name, one in asdict(score).items()}
        for score in scores
    ]
    return {"n": len(decisions), "proposals": proposals, "without_outcome": unknown, "models": told}


def _show(scores: "tuple[Score, ...]", decisions: int, proposals: int, unknown: int) -> None:
    left_out = f" {unknown} without a known outcome are left out." if unknown else ""
    say(f"{decisions} issues of {proposals} proposals.{left_out} Errors are clustered by proposal.\n")
    table(
        "Errors in points of the scale; what is fitted is fitted on other proposals",
        ("Model", "MAE", "± se", "Median", "CRPS", "Hit ±10", "80 % holds", "PIT", "Less mean", "p"),
        (
            (
                one.model,
                f"{one.mae:.1f}",
                f"{one.mae_se:.1f}",
                f"{one.median_ae:.1f}",
                f"{one.crps:.2f}",
                f"{one.hit10:.2f}",
                "" if one.coverage80 is None else f"{one.coverage80:.2f}",
                "" if one.pit_ks is None else f"{one.pit_ks:.2f}",
                f"{one.mae_minus_weighted_mean:+.1f}",
                "" if one.p is None else f"{one.p:.3f}" if one.p >= 0.001 else "<.001",
            )
            for one in scores
        ),
        right=tuple(range(1, 10)),
    )
    for verb, sign in (("loses to", 1), ("beats", -1)):
        named = [
            f"{one.model} ({abs(one.mae_minus_weighted_mean):.1f})"
            for one in scores
            if one.p is not None and one.p < LOSING and sign * one.mae_minus_weighted_mean > 0
        ]
        if named:
            say(
                f"By more than noise (p < {LOSING:g}) {verb} the weighted mean: {', '.join(named)} points of MAE."
            )
    say("A point forecast's CRPS is its absolute error; it has no 80 % interval and no PIT.")
