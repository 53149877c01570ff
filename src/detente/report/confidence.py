"""Confidence: how good the basis of a report is, by a published rubric; never derived from a probability."""

from dataclasses import dataclass
from typing import Literal

from detente.core.plain import percent
from detente.core.study import Study
from detente.core.wording import Override
from detente.forecast import scale_of
from detente.forecast.ledger.registering import MODEL
from detente.forecast.scores import has_skill

Level = Literal["low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of the rubric: a share, what `says` of it, and the bounds of a full and of a half mark."""

    id: str
    title: str
    full: float
    half: float
    more_is_better: bool
    says: str
    unit: Literal["per cent", "points"] = "per cent"


RUBRIC = (
    Ground("coverage", "Evidence coverage", 0.60, 0.40, True, "of inputs have a claim behind them"),
    Ground("origins", "Single origins", 0.33, 0.60, False, "of sourced inputs rest on one origin only"),
    Ground("disputes", "Disputes", 0.05, 0.15, False, "of the claims in use are contested or denied"),
    Ground(
        "models",
        "Spread between bargaining models",
        0.10,
        0.25,
        False,
        "between the bargaining models' answers on average",
        "points",
    ),
)
"""Two marks where the share is at or beyond `full`, one at or beyond `half`, else none. Seven or eight marks
are high, four to six moderate, fewer low; a ground without a mark, or no backtest of this class of question,
holds the level at moderate, and too little evidence to earn a mark holds it at low."""


LEVELS: tuple[Level, ...] = ("low", "moderate", "high")
EVIDENCE = ("limited", "medium", "robust")
AGREEMENT = ("low", "medium", "high")
"""Of four marks each: evidence from coverage and origins, agreement from disputes and the models' spread."""


def in_unit(ground: Ground, share: float) -> str:
    """A share of the rubric for readers."""
    if ground.unit == "per cent":
        return percent(share)
    whole = f"{100 * share:.0f}"
    return f"{whole} point" if whole == "1" else f"{whole} points"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one ground was found to be."""

    ground: Ground
    share: float
    marks: int

    @property
    def told(self) -> str:
        """The finding in a clause."""
        return f"{self.size} {self.ground.says}"

    @property
    def size(self) -> str:
        """The share, in the ground's unit."""
        return in_unit(self.ground, self.share)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The level, its grounds and what would change it.

    Attributes
    ----------
    level : what the rubric gives.
    word : the level in the vocabulary of the report's scale, after any override; `rated` before it.
    """

    level: Level
    marks: tuple[Mark, ...]
    scored: bool
    word: str = ""
    rated: str = ""
    override: Override | None = None

    @property
    def told(self) -> str:
        """The level in the report's vocabulary, with whose it is where an analyst has overridden the rubric."""
        return self.word if self.override is None else f"{self.word}, set by {self.override.by}"

    @property
    def why(self) -> str:
        """Why it is not what the rubric gives; empty where it is."""
        if self.override is None:
            return ""
        return f"The rubric gives {self.rated}; overridden: {self.override.because.rstrip('.')}."

    @property
    def holds(self) -> tuple[str, ...]:
        """What speaks for the basis."""
        return tuple(mark.told for mark in self.marks if mark.marks == 2)

    @property
    def weakens(self) -> tuple[str, ...]:
        """What speaks against it."""
        short = tuple(mark.told for mark in self.marks if mark.marks < 2)
        return short if self.scored else (*short, "no backtest has scored this class of question yet")

    @property
    def would_change(self) -> str:
        """The ground whose mending would help most."""
        worst = min(self.marks, key=lambda mark: mark.marks)
        ways = {
            "coverage": "sources for the assumed inputs that carry most",
            "origins": "a second, independent origin for the inputs that carry most",
            "disputes": "a settled account of the contested claims",
            "models": "evidence on how these parties bargain",
        }
        return ways[worst.ground.id] if worst.marks < 2 else "a scored record on questions of this class"


def confidence(study: Study) -> Confidence:
    """Apply the rubric to a study."""
    shares = _shares(study)
    marks = tuple(Mark(ground, shares[ground.id], _marks(ground, shares[ground.id])) for ground in RUBRIC)
    total = sum(mark.marks for mark in marks)
    scored = study.manifest.skill is not None and (study.scores is None or has_skill(study.scores, MODEL))
    held = not scored or any(mark.marks == 0 for mark in marks)
    bare = next(mark for mark in marks if mark.ground.id == "coverage").marks == 0
    level: Level = "low" if total < 4 or bare else "high" if total >= 7 and not held else "moderate"
    words = scale_of(study.case).confidence
    rated = words[_place(level, marks, scored, len(words))]
    override = study.case.confidence
    return Confidence(
        level, marks, scored, _like(override.level, words) if override else rated, rated, override
    )


def evidence_and_agreement(marks: tuple[Mark, ...]) -> tuple[str, str]:
    """The panel's two sides of a confidence: how much evidence there is, and how far it agrees."""
    earned = {mark.ground.id: mark.marks for mark in marks}
    evidence, agreement = earned["coverage"] + earned["origins"], earned["disputes"] + earned["models"]
    return EVIDENCE[_third(evidence)], AGREEMENT[_third(agreement)]


def _place(level: Level, marks: tuple[Mark, ...], scored: bool, many: int) -> int:
    """Place of a level among a scale's words.

    With five words they are the cells of evidence x agreement after Mastrandrea et al. (2010), fig. 1; the rubric's own
    rules still cap them.
    """
    if many == len(LEVELS):
        return LEVELS.index(level)
    evidence, agreement = evidence_and_agreement(marks)
    found = EVIDENCE.index(evidence) + AGREEMENT.index(agreement)
    held = not scored or any(mark.marks == 0 for mark in marks)
    bare = next(mark for mark in marks if mark.ground.id == "coverage").marks == 0
    return min(found, 1 if bare else 2 if held else found)


def _like(level: str, words: tuple[str, ...]) -> str:
    """The word of a scale that comes nearest to a level stated in any scale's words."""
    order = {"very low": 0, "low": 1, "moderate": 2, "medium": 2, "high": 3, "very high": 4}
    return min(words, key=lambda word: abs(order[word] - order[level]))


def _third(earned: int) -> int:
    return 0 if earned <= 1 else 1 if earned == 2 else 2


def _marks(ground: Ground, share: float) -> int:
    if ground.more_is_better:
        return 2 if share >= ground.full else 1 if share >= ground.half else 0
    return 2 if share <= ground.full else 1 if share <= ground.half else 0


def _shares(study: Study) -> dict[str, float]:
    audit = study.audit
    sourced = [leaf for leaf in audit.leaves if leaf.claims]
    used = set(audit.used)
    spreads = [
        max(answer.by_model.values()) - min(answer.by_model.values())
        for answer in study.answers
        if answer.probability is not None and len(answer.by_model) > 1
    ]
    return {
        "coverage": audit.with_evidence / len(audit.leaves) if audit.leaves else 0.0,
        "origins": sum(len(leaf.origins) == 1 for leaf in sourced) / len(sourced) if sourced else 1.0,
        "disputes": len(used & set(audit.disputed)) / len(used) if used else 0.0,
        "models": sum(spreads) / len(spreads) if spreads else 0.0,
    }
