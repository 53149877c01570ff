"""Rules of the spatial model of politics, each a named option; the defaults are those of the KAPSARC toolkit but for ties."""

from typing import NamedTuple

from detente.models.bargaining.base import Choices, Option, numbers_of

SCALE = 100.0
"""Points of the scale; the toolkit works on [0, 1]."""
LEAST_STRENGTH = 1e-8
"""Strength every coalition has, against 0/0; capability is scaled so that the strongest has 100, as in the toolkit's tables."""
LEAST_SUPPORT = 1e-10
"""Strength of either side of a challenge before anyone joins it."""
LEAST_GAIN = 1e-5
"""Gain below which a challenge is not worth making."""
LEAST_PULL = 1e-6
"""Weight of one's own position where neither cares nor can coerce."""
DECIMALS = 10000.0
"""Bargains are rounded to four decimals of the scale, against spurious precision."""
NEAR_HALF = 1e-6
"""Share of the last decimal within which a number counts as a half, so that rounding errors do not decide."""
SAME = 1e-3
"""Distance on [0, 1] below which two positions are one."""
FIRST_STEP = 1e-4
"""Added to the first step of all actors together, against 0/0 in the rule that stops."""
TIE = 1e-9
"""Gains and probabilities closer than this are equal, where ties are shared."""
NOISE = 1e-12
"""Utilities closer than this draw no vote, and gains and probabilities closer than this are equal, where the first in the table
goes. Between two actors at one place only the least strength counts, so a vote out of rounding would decide."""

OPTIONS = (
    Option("rounds", "Most turns to play.", 100.0, low=0, high=1000, whole=True),
    Option(
        "rest",
        "Stop after two turns or more when a turn moves all actors together by less than this share of the first.",
        0.02,
        low=0,
        high=1,
    ),
    Option(
        "outcome",
        "The position most likely to prevail, or the mean weighted by those chances.",
        "most_probable",
        ("most_probable", "expected"),
    ),
    Option(
        "victory",
        "How a ratio of strengths becomes a chance: to the first, second, fourth, eighth power, or a tenth more is enough.",
        "linear",
        ("linear", "square", "quartic", "octic", "binary"),
    ),
    Option(
        "voting",
        "How a difference in utility becomes influence exerted.",
        "proportional",
        ("proportional", "binary", "proportional_binary", "proportional_cubic", "cubic", "prospect"),
    ),
    Option(
        "election",
        "Chance that an option prevails: that it beats all others, given that one does; or of a Markov process in which"
        " challengers come by what they have to win, or evenly.",
        "conditional",
        ("conditional", "markov_incentive", "markov_uniform"),
    ),
    Option(
        "commitment",
        "What third parties stake: their position if their side loses, nothing, or their position whoever wins.",
        "semi",
        ("semi", "none", "full"),
    ),
    Option(
        "risk_range",
        "Range over which attitudes to risk are laid, from the actor least likely to win to the likeliest: -1/2 to 1, 0 to 1,"
        " or -1 to 1.",
        "mid",
        ("mid", "min", "max"),
    ),
    Option(
        "risk_seen",
        "How far an actor sees another's attitude to risk rather than its own (anchoring and adjustment).",
        "one_third",
        ("one_third", "none", "half", "two_thirds", "full"),
    ),
    Option(
        "interpolation",
        "Weights of two actors in a bargain: salience and chance to win, both squared or both plain, or salience squared and the"
        " difference in chances.",
        "s2p2",
        ("s2p2", "s1p1", "s2pmax"),
    ),
    Option(
        "proposal",
        "Bargains proposed: the initiator's, its own and the receiver's reading, or their mean weighted by power.",
        "initiator",
        ("initiator", "both", "compromise"),
    ),
    Option(
        "resistance",
        "Salience as stated, in per cent (a share if no actor's sum exceeds 1); or relative to the actor that cares most.",
        "stated",
        ("stated", "relative"),
    ),
    Option(
        "rounding",
        "Bargains are rounded to four decimals of the scale (a hundredth of a point), halves up; or to the even, which treats"
        " both ends of the scale alike.",
        "up",
        ("up", "even"),
    ),
    Option(
        "ties",
        "Targets or bargains equally good: all of them, or the first in the table (the toolkit's).",
        "shared",
        ("shared", "first"),
    ),
)
SEEN = (1.0 / 3.0, 0.0, 1.0 / 2.0, 2.0 / 3.0, 1.0)
"""Share of the other's own attitude in the attitude perceived, in the order of the option's words."""


class Rules(NamedTuple):
    """The options as numbers, for a kernel: 0 is the first word allowed, 1 the second, and so on."""

    rounds: int
    rest: float
    outcome: int
    victory: int
    voting: int
    election: int
    commitment: int
    risk_range: int
    risk_seen: int
    interpolation: int
    proposal: int
    resistance: int
    rounding: int
    ties: int
    seen: float


def rules_of(choices: Choices) -> Rules:
    """Options in force, as numbers."""
    numbers = numbers_of(OPTIONS, choices)
    return Rules(**numbers, seen=SEEN[int(numbers["risk_seen"])])  # type: ignore[arg-type]
