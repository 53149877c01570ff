"""A case's record: what a ledger of its forecasts tells of a run, read now or as it was told when the run was made."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from detente.core.scorecard import Scorecard
from detente.core.study import Manifest


@dataclass(frozen=True, slots=True)
class Record:
    """Where a case's forecasts are kept, or what was told of them.

    Attributes
    ----------
    ledger : None where the case's folder holds none.
    scores, registered : what a ledger told when a run was made, where that run is made again.
    """

    ledger: Path | None = None
    scores: Scorecard | None = None
    registered: str | None = None

    def of(self, manifest: Manifest, case: str, as_of: date) -> tuple[Manifest, Scorecard | None]:
        """A run's manifest with its entry and its case's skill, and the scores known on its as-of date.

        Raises
        ------
        WorkspaceError : the ledger cannot be read, or does not hold.
        """
        # The usual case: nothing of ledgers and scores is wanted, and none of their code is loaded.
        if self.ledger is None and self.scores is None:
            return replace(manifest, registered=self.registered), None
        from detente.forecast.ledger import registered_run
        from detente.forecast.ledger.registering import MODEL
        from detente.forecast.scores import record_in_words
        from detente.workbench.scoring import case_scores
        from detente.workspace.ledger import sound_ledger

        scores = self.scores or case_scores(self.ledger, case, as_of)
        entry = self.registered
        if entry is None and self.ledger is not None:
            entry = registered_run(sound_ledger(self.ledger), manifest.run)
        skill = record_in_words(scores, MODEL) if scores is not None else None
        return replace(manifest, registered=entry, skill=skill), scores
