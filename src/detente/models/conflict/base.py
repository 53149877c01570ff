"""The contract of a stability: a function from the graph, a maker and an attitude to the states that hold for him."""

from dataclasses import dataclass
from typing import Literal, Protocol

from detente.core.citation import Citation
from detente.models.conflict._graph import Graph, Truth

Extension = Literal["a", "b", "c", "d"]


@dataclass(frozen=True, slots=True)
class Attitude:
    """How a maker deals with what he does not know, and how hard he must be hit.

    Attributes
    ----------
    moves_on_unknown : whether he would also move to a state whose comparison he does not know.
    deterred_by_unknown : whether such a state deters him as well.
    strongly : whether only a much worse state deters him (strength of preference, degree two).
    horizon : moves looked ahead, where that matters.
    """

    moves_on_unknown: bool = False
    deterred_by_unknown: bool = False
    strongly: bool = False
    horizon: int = 3


EXTENSIONS: dict[Extension, Attitude] = {
    "a": Attitude(moves_on_unknown=True),
    "b": Attitude(),
    "c": Attitude(moves_on_unknown=True, deterred_by_unknown=True),
    "d": Attitude(deterred_by_unknown=True),
}
"""The four extensions of stability to unknown preference, from Li, Hipel, Kilgour and Fang (2004)."""


class Holds(Protocol):
    """Which states hold for one maker."""

    def __call__(self, graph: Graph, maker: int, attitude: Attitude) -> Truth:
        """Judge every state.

        Returns
        -------
        (states,) whether each state is stable for the maker.

        Raises
        ------
        ParameterError : the graph is too large for this stability.
        """
        ...


Sanctions = Literal["none", "moves", "moves_and_escape", "improvements", "at_once"]
"""What may deter an improvement: nothing, any moves of others, those that leave no escape, their improvements, or improvements at
the same moment."""


@dataclass(frozen=True, slots=True)
class Stability:
    """One family member.

    Attributes
    ----------
    name : key in the JSON and on the command line.
    order : place in tables; the basic five come first.
    meaning : what it asks, in one sentence.
    sanctions : what deters; None where that is not told as a single sanction.
    is_basic : whether it is computed unless others are asked for.
    knows_unknown : whether it has the four extensions to unknown preference.
    knows_strength : whether it has a strong form where preferences are marked as strong.
    """

    name: str
    title: str
    order: int
    meaning: str
    holds: Holds
    sanctions: Sanctions | None
    citations: tuple[Citation, ...]
    is_basic: bool = True
    knows_unknown: bool = False
    knows_strength: bool = False


FANG_HIPEL_KILGOUR = Citation(
    "fang1993", "Fang, L.; Hipel, K. W.; Kilgour, D. M.", 1993,
    "Interactive decision making: the graph model for conflict resolution", "Wiley, New York",
)  # fmt: skip
XU_AND_OTHERS = Citation(
    "xu2018", "Xu, H.; Hipel, K. W.; Kilgour, D. M.; Fang, L.", 2018,
    "Conflict resolution using the graph model: strategic interactions in competition and cooperation",
    "Springer, Cham", "10.1007/978-3-319-77670-5",
)  # fmt: skip
HOWARD = Citation(
    "howard1971", "Howard, N.", 1971, "Paradoxes of rationality: theory of metagames and political behavior",
    "MIT Press, Cambridge MA",
)  # fmt: skip
FRASER_HIPEL = Citation(
    "fraser1984", "Fraser, N. M.; Hipel, K. W.", 1984, "Conflict analysis: models and resolutions",
    "North-Holland, New York",
)  # fmt: skip
NASH = Citation(
    "nash1951", "Nash, J. F.", 1951, "Non-cooperative games", "Annals of Mathematics 54(2), 286-295", "10.2307/1969529",
)  # fmt: skip
LI_AND_OTHERS = Citation(
    "li2004", "Li, K. W.; Hipel, K. W.; Kilgour, D. M.; Fang, L.", 2004,
    "Preference uncertainty in the graph model for conflict resolution",
    "IEEE Transactions on Systems, Man, and Cybernetics A 34(4), 507-520", "10.1109/TSMCA.2004.826282",
)  # fmt: skip
HAMOUDA_AND_OTHERS = Citation(
    "hamouda2006", "Hamouda, L.; Kilgour, D. M.; Hipel, K. W.", 2006,
    "Strength of preference in graph models for multiple-decision-maker conflicts",
    "Applied Mathematics and Computation 179(1), 314-327", "10.1016/j.amc.2005.11.109",
)  # fmt: skip
