"""What a dyad's event data add to a case: shown as a diff, written only where that is asked for."""

from pathlib import Path
from shlex import quote
from typing import Any

from detente.case.propose import propose_series
from detente.events.observed import as_observed
from detente.workbench.events import Detected
from detente.workspace import add_file, difference, load_case


def propose(case: str | Path, found: Detected, store: str, *, apply: bool) -> dict[str, Any]:
    """Propose, and write where asked.

    Parameters
    ----------
    store : the event data, as readers should see them.
    apply : write the file into the case's folder.

    Returns
    -------
    `file`, `says`, `diff` (empty where the case holds it already) and `applied`.

    Raises
    ------
    CaseError : the case holds faults, or would with the file.
    """
    known = load_case(case).case
    history = found.history
    stem = "_".join(part.casefold() for part in (history.source, history.target) if part.isalnum()) or "dyad"
    observed = as_observed(
        found.counts,
        0,
        source=history.source_name,
        target=history.target_name,
        last=history.last,
        taken_from=f"event_data_{stem}",
    )
    words = ["detente", "detect", store, "--source", history.source, "--target", history.target]
    words += ["--by", history.period, "--into", known.case]
    made = propose_series(known, history, observed, " ".join(quote(word) for word in words))
    diff = difference(case, made.file, made.text)
    if apply and diff:
        add_file(case, made.file, made.text)
    return {"file": made.file, "says": made.says, "diff": diff, "applied": bool(apply and diff)}
