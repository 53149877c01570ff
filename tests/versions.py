"""Versions of the small case, made by replacing lines of its files."""

from pathlib import Path

from detente.core.case import Case
from detente.workspace import open_folder
from detente.workspace.folder import CaseFolder

SMALL = Path(__file__).parent / "cases" / "small"


def version(**changed: list[tuple[str, str]]) -> Case:
    """The small case with lines replaced, by file: `actors=[(old, new)]`."""
    return edited(**changed).read().case


def edited(**changed: list[tuple[str, str]]) -> CaseFolder:
    folder = open_folder(SMALL)
    files = dict(folder.files)
    for name, replaced in changed.items():
        text = files[f"{name}.yaml"].decode()
        for old, new in replaced:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        files[f"{name}.yaml"] = text.encode()
    return CaseFolder(folder.name, files)


NUMBERS = {
    "pressures": [("now: 30\n    fades: months", "now: 60\n    fades: months")],
    "actors": [("position: {low: 20, mode: 35, high: 55}", "position: {low: 40, mode: 60, high: 75}")],
    "case": [("deal_scale: 20", "deal_scale: 12")],
}
"""Three numbers restated."""
ENVOY = {
    "actors": [
        (
            "institutions:\n",
            '  envoy:\n    kind: leader\n    member_of: belmark\n    stances:\n      water: {position: 60, influence: strong, salience: high, assumed: "she says so"}\n\ninstitutions:\n  belmark:\n    proposes: envoy\n    assumed: "she drafts"\n',
        ),
    ],
}
"""An actor added, and an institution that names her."""
