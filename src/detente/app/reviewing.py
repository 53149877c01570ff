"""What colleagues add to a case beside its files: overrides of answers, and ratings of claims; kept in `review/` below it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from detente.core.errors import ParameterError
from detente.forecast.rival_accounts import RATINGS, Rating
from detente.workspace import write_file

FOLDER = "review"
MOST_LINES = 2_000
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Override:
    """A colleague's own answer beside the model's: never in its place.

    Attributes
    ----------
    of : the question; `chance` in [0, 1].
    """

    of: str
    chance: float
    who: str
    why: str
    when: str


def overrides(case: Path) -> tuple[Override, ...]:
    """All of them, latest first; a line that cannot be read is left out."""
    found = []
    for told in _lines(case / FOLDER / "overrides.jsonl"):
        try:
            found.append(Override(**told))
        except TypeError:
            continue
    return tuple(reversed(found))


def override(case: Path, of: str, chance: str, who: str, why: str, now: datetime) -> Override:
    """Add one; earlier ones stay, so that it can be seen who changed his mind.

    Raises
    ------
    ParameterError : the chance is no percentage, or who or why is missing.
    """
    try:
        value = float(chance.rstrip("% ").replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        raise ParameterError(
            "your answer", repr(chance[:20]), "per cent from 0 to 100", "write a number such as 30"
        )
    if not who or len(why) < 3:
        raise ParameterError(
            "who and why", "nothing", "a name and a reason", "an override says whose it is and why"
        )
    made = Override(of, value / 100, who[:80], why[:2000], now.isoformat(timespec="seconds"))
    _append(case / FOLDER / "overrides.jsonl", asdict(made))
    return made


def ratings(case: Path) -> Mapping[tuple[str, str], Rating]:
    """(claim, account) -> the latest rating by a person."""
    found: dict[tuple[str, str], Rating] = {}
    for told in _lines(case / FOLDER / "ratings.jsonl"):
        rating = next((one for one in RATINGS if one == told.get("rating")), None)
        if rating is not None:
            found[(str(told.get("claim")), str(told.get("account")))] = rating
    return found


def rate(case: Path, claim: str, account: str, rating: str, now: datetime) -> None:
    """Rate a claim under an account.

    Raises
    ------
    ParameterError : there is no such rating.
    """
    if rating not in RATINGS:
        raise ParameterError("rating", repr(rating[:10]), ", ".join(RATINGS), "choose one of them")
    told = {"claim": claim, "account": account, "rating": rating, "when": now.isoformat(timespec="seconds")}
    _append(case / FOLDER / "ratings.jsonl", told)


def _lines(file: Path) -> list[dict[str, Any]]:
    try:
        lines = file.read_text("utf-8").splitlines()[-MOST_LINES:]
    except (OSError, UnicodeDecodeError):
        return []
    found = []
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            found.append(told)
    return found


def _append(file: Path, told: Mapping[str, Any]) -> None:
    with _LOCK:
        held = file.read_text("utf-8") if file.exists() else ""
        write_file(file, f"{held}{json.dumps(told, ensure_ascii=False)}\n")
