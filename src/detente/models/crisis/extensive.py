"""Small games in extensive form: who moves when, knowing what, and what each end is worth to whom."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.core.errors import ParameterError

MOST_ENDS = 20_000
"""Ends beyond which a game is not small."""


@dataclass(frozen=True, slots=True)
class End:
    """An end of the game.

    Parameters
    ----------
    payoffs : one a player, in the order of the game's players.
    label : what has happened.
    """

    payoffs: tuple[float, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A player's move.

    Parameters
    ----------
    player : who moves.
    knows : name of the information set; moves of the same name cannot be told apart by the player.
    actions : action -> what follows; the same actions, in the same order, throughout an information set.
    """

    player: str
    knows: str
    actions: Mapping[str, "Node"]


@dataclass(frozen=True, slots=True)
class Chance:
    """A draw of nature.

    Parameters
    ----------
    outcomes : outcome -> its probability and what follows; probabilities sum to 1.
    """

    outcomes: Mapping[str, tuple[float, "Node"]]


Node = End | Move | Chance


@dataclass(frozen=True)
class Game:
    """A game in extensive form with perfect recall.

    Parameters
    ----------
    title : what it is about.
    players : names; payoffs stand in this order.
    root : where it begins.

    Raises
    ------
    ParameterError : a payoff is missing, probabilities do not sum to 1, an information set is not one, a player forgets,
        or the game is not small.

    Examples
    --------
    >>> deterrence = Game("Deterrence", ("A", "B"), Move("A", "A", {
    ...     "wait": End((0.0, 0.0)),
    ...     "act": Move("B", "B", {"yield": End((1.0, -1.0)), "fight": End((-2.0, -0.5))})}))
    >>> [one.name for one in deterrence.sets]
    ['A', 'B']
    """

    title: str
    players: tuple[str, ...]
    root: Node

    def __post_init__(self) -> None:
        if len(set(self.players)) != len(self.players) or not self.players:
            raise ParameterError("Game, players", ", ".join(self.players) or "nobody", "names, each once")
        if len(self.ends) > MOST_ENDS:
            raise ParameterError("Game, root", f"{len(self.ends):,} ends", f"at most {MOST_ENDS:,}")
        _ = self.sets  # looking at them checks them

    @cached_property
    def sets(self) -> tuple["InformationSet", ...]:
        """Information sets in the order in which they are first met, depth first."""
        return tuple(_sets(self).values())

    @cached_property
    def ends(self) -> tuple["Path", ...]:
        """Every end with the way that leads there, depth first."""
        return tuple(_paths(self))


@dataclass(frozen=True, slots=True)
class InformationSet:
    """Moves that a player cannot tell apart.

    Attributes
    ----------
    recalled : the player's own earlier moves, as (information set, action).
    """

    name: str
    player: str
    actions: tuple[str, ...]
    recalled: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The way to one end.

    Attributes
    ----------
    chance : probability that nature takes it.
    moves : (information set, action), in order.
    """

    end: End
    chance: float
    moves: tuple[tuple[str, str], ...]


def _sets(game: Game) -> dict[str, InformationSet]:
    """Information sets by name; whatever is wrong with the tree is refused on the way."""
    found: dict[str, InformationSet] = {}
    open_: list[tuple[Node, Mapping[str, tuple[tuple[str, str], ...]]]] = [(game.root, {})]
    while open_:
        node, recalled = open_.pop()
        match node:
            case End():
                _check_end(game, node)
            case Chance():
                _check_chance(node)
                open_ += [(after, recalled) for _, after in reversed(list(node.outcomes.values()))]
            case Move():
                mine = recalled.get(node.player, ())
                _check_move(game, node, found, mine)
                open_ += [
                    (after, {**recalled, node.player: (*mine, (node.knows, action))})
                    for action, after in reversed(list(node.actions.items()))
                ]
    return found


def _check_end(game: Game, node: End) -> None:
    if len(node.payoffs) != len(game.players) or not all(math.isfinite(one) for one in node.payoffs):
        where = f"Game, the end {node.label!r}" if node.label else "Game, an end"
        raise ParameterError(where, f"payoffs {node.payoffs}", f"{len(game.players)} numbers, one a player")


def _check_chance(node: Chance) -> None:
    total = sum(chance for chance, _ in node.outcomes.values())
    if abs(total - 1.0) > 1e-9 or any(not chance > 0 for chance, _ in node.outcomes.values()):
        allowed = "probabilities above 0 that sum to 1"
        raise ParameterError("Game, a draw of nature", f"{total:g} in all", allowed)


def _check_move(
    game: Game, node: Move, found: dict[str, InformationSet], recalled: tuple[tuple[str, str], ...]
) -> None:
    where = f"Game, {node.knows}"
    if node.player not in game.players:
        raise ParameterError(where, f"the player {node.player!r}", f"one of {', '.join(game.players)}")
    if not node.actions:
        raise ParameterError(where, "no action", "at least one")
    here = InformationSet(node.knows, node.player, tuple(node.actions), recalled)
    before = found.setdefault(node.knows, here)
    if (before.player, before.actions) != (here.player, here.actions):
        allowed = "the same player and actions throughout an information set"
        raise ParameterError(where, "moves of another player, or other actions", allowed)
    if before.recalled != recalled:
        found_ = "moves of which the player would recall different pasts"
        raise ParameterError(where, found_, "perfect recall", "give the moves names of their own")


def _paths(game: Game) -> Iterator[Path]:
    open_: list[tuple[Node, float, tuple[tuple[str, str], ...]]] = [(game.root, 1.0, ())]
    while open_:
        node, chance, moves = open_.pop()
        match node:
            case End():
                yield Path(node, chance, moves)
            case Chance():
                open_ += [
                    (after, chance * part, moves) for part, after in reversed(list(node.outcomes.values()))
                ]
            case Move():
                after_all = reversed(list(node.actions.items()))
                open_ += [(after, chance, (*moves, (node.knows, action))) for action, after in after_all]


def simultaneous(title: str, players: tuple[str, str], actions: tuple[tuple[str, ...], tuple[str, ...]],
                 payoffs: tuple[tuple[tuple[float, ...], ...], tuple[tuple[float, ...], ...]]) -> Game:  # fmt: skip
    """A game of two players who choose without knowing the other's choice.

    Parameters
    ----------
    actions : of the first player, and of the second.
    payoffs : of the first player, and of the second: one row an action of the first, one column an action of the second.

    Examples
    --------
    >>> chicken = simultaneous("Chicken", ("row", "col"), (("C", "D"), ("C", "D")), (((3, 1), (4, 0)), ((3, 4), (1, 0))))
    >>> len(chicken.ends)
    4
    """
    (first, second), (rows, columns) = players, actions
    ends = {
        (i, j): End((float(payoffs[0][i][j]), float(payoffs[1][i][j])), f"{row}, {column}")
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    }
    return Game(
        title,
        players,
        Move(
            first,
            first,
            {
                row: Move(second, second, {column: ends[i, j] for j, column in enumerate(columns)})
                for i, row in enumerate(rows)
            },
        ),
    )
