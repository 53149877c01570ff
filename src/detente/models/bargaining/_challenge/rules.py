"""Rules of the challenge model that the literature leaves open, each a named option, and the presets of its replications."""

from types import MappingProxyType
from typing import NamedTuple

from detente.models.bargaining.base import Choices, Option, numbers_of

TIE = 1e-9
"""Utilities and positions (as a share of the range) closer than this are equal; rounding must not decide who moves."""

NARROW = 1e-6
"""Share of the first range below which actors count as agreed, where the range is taken anew each round."""

NO_OFFER, CONFRONTATION, COMPROMISE, CAPITULATION = 0, 1, 2, 3
KINDS = ("", "confrontation", "compromise", "capitulation")

OPTIONS = (
    Option("rounds", "Rounds to play.", 10.0, low=0, high=1000, whole=True),
    Option("outcome", "What the last round's positions are summed up by.", "median", ("median", "mean")),
    Option(
        "probability",
        "What the votes for the challenger are divided by: all votes between this pair, or between all ordered pairs of actors.",
        "pair",
        ("pair", "all_pairs"),
    ),
    Option(
        "votes",
        "Votes that count for the challenger: those of his side, or the balance of both sides where it is in his favour.",
        "supporters",
        ("supporters", "balance"),
    ),
    Option(
        "vote_curve",
        "Votes follow distance as it is, or distance bent by the voter's attitude to risk.",
        "straight",
        ("straight", "bent"),
    ),
    Option(
        "risk",
        "What an actor's danger is compared with: the dangers of its own alternative positions, of the other actors, or nothing"
        " (all are neutral). A total over all pairs is not recomputed for a move that is only imagined.",
        "alternatives",
        ("alternatives", "actors", "neutral"),
    ),
    Option(
        "resists",
        "Whose salience is the chance that a challenge is resisted.",
        "target",
        ("target", "challenger"),
    ),
    Option(
        "resistance",
        "How salience becomes that chance: relative to the most salient actor, or as stated (a share if none exceeds 1, else per"
        " cent).",
        "relative",
        ("relative", "stated"),
    ),
    Option(
        "perspective",
        "Whose attitude to risk bends the utilities an actor weighs: its own throughout, or each actor's its own.",
        "own",
        ("own", "each"),
    ),
    Option("status_quo", "Chance that the other stays put if left alone (Q).", 1.0, low=0, high=1),
    Option(
        "improves", "Chance that the other moves for the better if it moves at all (T).", 1.0, low=0, high=1
    ),
    Option(
        "reference",
        "Towards what the other is thought to move if left alone (mu).",
        "median",
        ("median", "mean"),
    ),
    Option(
        "moving_term",
        "Sign of that term in the comparison; `add` is a slip of one replication.",
        "subtract",
        ("subtract", "add"),
    ),
    Option(
        "choice",
        "Which offer an actor takes: the least move; a confrontation before a compromise before a capitulation; or the one its"
        " sender gains most from.",
        "least_move",
        ("least_move", "kind_first", "sender_gain"),
    ),
    Option(
        "compromises",
        "Among compromises the least move, or the lowest weighted position (a slip that pulls towards the low end).",
        "least_move",
        ("least_move", "lowest_position"),
    ),
    Option(
        "capitulation",
        "An actor that would lose more than its challenger would win gives in, or (a slip that never fires) does not.",
        "live",
        ("live", "dead"),
    ),
    Option(
        "update",
        "Actors move at once, or one after another in the table's order.",
        "at_once",
        ("at_once", "in_turn"),
    ),
    Option(
        "range",
        "Width of the scale: fixed at the start, or taken anew each round.",
        "start",
        ("start", "round"),
    ),
    Option("ties", "Offers equally good: their mean, or the first in the table.", "mean", ("mean", "first")),
)

_MCKIBBEN: Choices = {
    "probability": "all_pairs",
    "vote_curve": "bent",
    "risk": "actors",
    "resistance": "stated",
    "choice": "kind_first",
    "compromises": "lowest_position",
    "capitulation": "dead",
    "ties": "first",
}
_MASAD: Choices = {
    "votes": "balance",
    "risk": "actors",
    "resistance": "stated",
    "perspective": "each",
    "choice": "sender_gain",
    "moving_term": "add",
    "ties": "first",
}
PRESETS = MappingProxyType(
    {
        "bdm_text": MappingProxyType({}),
        "mckibben": MappingProxyType(_MCKIBBEN),
        "masad": MappingProxyType(_MASAD),
    }
)
"""`bdm_text` reads Bueno de Mesquita's text as it stands; the two others are replications, slips included."""


class Rules(NamedTuple):
    """The options as numbers, for a kernel: 0 is the first word allowed, 1 the second, and so on."""

    rounds: int
    outcome: int
    probability: int
    votes: int
    vote_curve: int
    risk: int
    resists: int
    resistance: int
    perspective: int
    status_quo: float
    improves: float
    reference: int
    moving_term: int
    choice: int
    compromises: int
    capitulation: int
    update: int
    range: int
    ties: int


def rules_of(choices: Choices) -> Rules:
    """Options in force, as numbers."""
    numbers = numbers_of(OPTIONS, choices)
    return Rules(**numbers)  # type: ignore[arg-type]
