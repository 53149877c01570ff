"""A small sweep of the small case, as several tests ask it."""

from pathlib import Path

from detente.core.projection import Settings
from detente.sweeps.run import Sweep, planned
from detente.workspace import open_folder

SMALL = Path(__file__).parent / "cases" / "small"
VARY = """\
vary:
  - set: pressure.drought
    from: 20
    to: 70
  - set: belmark.lake_talks.trust
    spread: own
  - set: model.lake_talks
    choices: [nash, weighted_mean]
keep: [questions, water.level@2023-10-31, lake_talks.settled@2023-12-31]
"""
POISONED = """\
vary:
  - drop: local_vote
  - branch: local_vote
  - set: pressure.drought
    choices: [20, 60]
keep: [more_water]
"""


def small_sweep(text: str = VARY, kind: str = "sobol", n: int | None = 8, **asked) -> Sweep:
    folder = open_folder(SMALL)
    case = folder.read().case
    settings = Settings(asked.pop("worlds", 40), asked.pop("seed", 7), case.as_of)
    asked = {"shard_size": 2, **asked}
    return planned(folder, ("vary.yaml", text.encode()), settings, kind=kind, n=n, **asked)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
