"""CAMEO and PLOVER: codes, names, quad classes, Goldstein scores, and the way from one to the other."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.core.citation import Citation
from detente.core.errors import ParameterError, nearest
from detente.core.series import ROOTS

Scale = Literal["gdelt", "icews"]
SCALES: tuple[Scale, ...] = ("gdelt", "icews")
"""Whose printing of the Goldstein scores: they differ for four codes."""
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""Quad classes 1 to 4, in GDELT's cut of the roots: 01-05, 06-08, 09-13, 14-20."""
COOPERATIVE = tuple(range(2, 9))
"""Roots of cooperation; root 01, statements, is counted apart."""
HOSTILE = tuple(range(9, 21))

CITATIONS = (
    Citation(
        "goldstein1992",
        "Goldstein, J. S.",
        1992,
        "A conflict-cooperation scale for WEIS events data",
        "Journal of Conflict Resolution 36(2), 369-385",
        "10.1177/0022002792036002007",
    ),
    Citation(
        "schrodt2012",
        "Schrodt, P. A.",
        2012,
        "CAMEO: Conflict and Mediation Event Observations, event and actor codebook",
        "Pennsylvania State University, version 1.1b3",
    ),
    Citation(
        "plover2021",
        "Open Event Data Alliance",
        2021,
        "PLOVER: Political Language Ontology for Verifiable Event Records, with the table CAMEO2PLOVER",
        "github.com/openeventdata/PLOVER (CC BY-SA 4.0)",
    ),
)


@dataclass(frozen=True, slots=True)
class Code:
    """One code of CAMEO.

    Attributes
    ----------
    root : 1 to 20.
    quad : 1 to 4.
    plover : type of PLOVER; empty for statements (root 01), which PLOVER does not code.
    mode : PLOVER's mode, or empty.
    """

    code: str
    name: str
    root: int
    quad: int
    goldstein_gdelt: float
    goldstein_icews: float
    plover: str
    mode: str

    def goldstein(self, scale: Scale = "gdelt") -> float:
        """Its score on one printing of the scale, from -10 to 10."""
        return self.goldstein_gdelt if scale == "gdelt" else self.goldstein_icews


@dataclass(frozen=True, slots=True)
class PloverType:
    """One type of PLOVER, with the code of CAMEO it is read as where only the type is told."""

    type: str
    quad: int
    score: float
    cameo: str


def quad_of(root: int) -> int:
    """Quad class of a root.

    Examples
    --------
    >>> [quad_of(root) for root in (1, 5, 6, 8, 9, 13, 14, 20)]
    [1, 1, 2, 2, 3, 3, 4, 4]
    """
    if not 1 <= root <= ROOTS:
        raise ParameterError("quad_of, root", str(root), "a root of CAMEO, 1 to 20")
    return 1 + (root > 5) + (root > 8) + (root > 13)


@cache
def codes() -> dict[str, Code]:
    """Every code of CAMEO that the tables hold, by the code."""
    return {
        row["code"]: Code(
            row["code"],
            row["name"],
            int(row["root"]),
            quad_of(int(row["root"])),
            float(row["goldstein_gdelt"]),
            float(row["goldstein_icews"]),
            row["plover"],
            row["mode"],
        )
        for row in table("cameo.csv")
    }


@cache
def plover_types() -> dict[str, PloverType]:
    """Every type of PLOVER by its name."""
    return {
        row["type"]: PloverType(row["type"], int(row["quad"]), float(row["score"]), row["cameo"])
        for row in table("plover.csv")
    }


OLDER_TYPES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "YIELD": "CONCEDE",
}
"""Names of earlier versions of PLOVER -> today's."""


def plover_of(code: str) -> str:
    """Type of PLOVER that a code of CAMEO belongs to; empty for statements.

    Raises
    ------
    ParameterError : the code belongs to no root of CAMEO.

    Examples
    --------
    >>> plover_of("057"), plover_of("163"), plover_of("1712"), plover_of("010")
    ('SUPPORT', 'COERCE', 'ASSAULT', '')
    """
    return known(code).plover


def cameo_of(plover: str, mode: str = "") -> str:
    """Code of CAMEO that a type of PLOVER, with its mode where told, is read as.

    Raises
    ------
    ParameterError : there is no such type.

    Examples
    --------
    >>> cameo_of("ASSAULT"), cameo_of("RETREAT", "ceasefire"), cameo_of("fight")
    ('19', '0871', '19')
    """
    name = plover.strip().upper()
    name = OLDER_TYPES.get(name, name)
    types = plover_types()
    if name not in types:
        near = nearest(name, types)
        raise ParameterError(
            "PLOVER type", repr(plover), ", ".join(types), "" if near else "write one of them", near
        )
    return _by_mode().get((name, mode), types[name].cameo)


@cache
def _by_mode() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for code in codes().values():
        if code.mode:
            found.setdefault((code.plover, code.mode), code.code)
    return found


def known(code: str) -> Code:
    """A code as the tables hold it; of a finer one that they lack, the longest part they hold.

    Raises
    ------
    ParameterError : it belongs to no root of CAMEO.

    Examples
    --------
    >>> known("0578").code, known("19").name
    ('057', 'Fight')
    """
    held = codes()
    for length in range(len(code), 1, -1):
        if code[:length] in held:
            return held[code[:length]]
    raise ParameterError(
        "CAMEO code", repr(code), "a code of CAMEO, 01 to 20 with up to two digits more", "write it as text"
    )


def root_names() -> tuple[str, ...]:
    """Names of roots 01 to 20."""
    return tuple(codes()[f"{root:02}"].name for root in range(1, ROOTS + 1))


def goldstein_of_roots(scale: Scale = "gdelt") -> NDArray[np.float64]:
    """(20,) Goldstein score of each root, for data that tell no finer codes."""
    return np.array([codes()[f"{root:02}"].goldstein(scale) for root in range(1, ROOTS + 1)])


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of the tables that ship with the package."""
    text = files("detente.events").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
