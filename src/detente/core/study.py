"""Everything one run of the main job has to show: what went in, what came out, and how to do it again."""

from dataclasses import dataclass
from datetime import date

from detente.core.answer import Answer
from detente.core.audit import Audit
from detente.core.case import Case
from detente.core.citation import Citation
from detente.core.end_states import EndStates
from detente.core.explanation import Explanation
from detente.core.history import DyadHistory
from detente.core.projection import Mode, Projection
from detente.core.scorecard import Scorecard
from detente.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a result was made, so that it can be made again to the byte.

    Attributes
    ----------
    inputs : file name -> sha256 of the case's files.
    run : name of the run: hash over inputs, settings, seed and code version.
    command : the command line that repeats it.
    versions : package -> version of what computed it.
    registered : hash of the ledger's entry made before the outcome was known; None for a retrospective or unregistered run.
    wording : the scale its likelihoods are worded in.
    skill : how this class of question was forecast in backtests, in a phrase; None where none has been run.
    """

    case: str
    run: str
    command: str
    seed: int
    worlds: int
    as_of: date
    mode: Mode
    inputs: dict[str, str]
    versions: dict[str, str]
    methods: tuple[Citation, ...]
    registered: str | None = None
    skill: str | None = None
    wording: Wording = "icd203"


@dataclass(frozen=True, slots=True)
class Study:
    """A case, its audit, its projection, the answers and why; the report and the JSON are made from this alone.

    Attributes
    ----------
    histories : of the dyads whose event data the case holds; none where it holds none.
    scores : of the case's forecasts that are settled, where its folder holds a ledger of them.
    end_states : of the case's conflict; None where it holds none.
    """

    case: Case
    audit: Audit
    projection: Projection
    answers: tuple[Answer, ...]
    explanation: Explanation
    manifest: Manifest
    histories: tuple[DyadHistory, ...] = ()
    scores: Scorecard | None = None
    end_states: EndStates | None = None
