"""Games as Gambit's files: `.efg` for the extensive form, `.nfg` for the strategic form of payoffs."""

from fractions import Fraction
from itertools import product

from detente.core.errors import ParameterError
from detente.models.crisis.extensive import Chance, End, Game, Move, Node

MOST_PROFILES = 200_000
"""Strategy profiles beyond which a strategic form is no longer written."""


def efg(game: Game) -> str:
    """A game as the text of an `.efg` file.

    References
    ----------
    .. [1] Gambit project, documentation of the extensive game file format, EFG 2 R.
    """
    numbers: dict[str, tuple[int, int]] = {}
    for player, name in enumerate(game.players, 1):
        own = [one.name for one in game.sets if one.player == name]
        numbers.update({one: (player, place) for place, one in enumerate(own, 1)})
    lines = [f"EFG 2 R {_quoted(game.title)} {{ {' '.join(map(_quoted, game.players))} }}", '""', ""]
    open_: list[Node] = [game.root]
    ends = draws = 0
    while open_:
        node = open_.pop()
        match node:
            case End():
                ends += 1
                payoffs = ", ".join(_number(one) for one in node.payoffs)
                lines.append(f't "" {ends} {_quoted(node.label)} {{ {payoffs} }}')
            case Chance():
                draws += 1
                parts = zip(node.outcomes, _chances(node), strict=True)
                parts = zip(node.outcomes, _chances(node), strict=True)
                drawn = " ".join(f"{_quoted(name)} {chance}" for name, chance in parts)
                lines.append(f'c "" {draws} "" {{ {drawn} }} 0')
                open_ += [after for _, after in reversed(list(node.outcomes.values()))]
            case Move():
                player, place = numbers[node.knows]
                actions = " ".join(map(_quoted, node.actions))
                lines.append(f'p "" {player} {place} {_quoted(node.knows)} {{ {actions} }} 0')
                open_ += reversed(list(node.actions.values()))
    return "\n".join(lines) + "\n"


def nfg(game: Game) -> str:
    """A game's strategic form as the text of an `.nfg` file: a strategy names an action at each of a player's sets.

    Raises
    ------
    ParameterError : there are too many profiles of strategies.

    References
    ----------
    .. [1] Gambit project, documentation of the strategic game file format, NFG 1 R, payoff version.
    """
    plans = [_plans(game, player) for player in game.players]
    profiles = 1
    for own in plans:
        profiles *= len(own)
    if profiles > MOST_PROFILES:
        raise ParameterError(
            "nfg, game", f"{profiles:,} profiles", f"at most {MOST_PROFILES:,}", "write the .efg file"
        )
    names = " ".join(
        f"{{ {' '.join(_quoted('-'.join(plan.values()) or '-') for plan in own)} }}" for own in plans
    )
    head = f"NFG 1 R {_quoted(game.title)} {{ {' '.join(map(_quoted, game.players))} }}"
    numbers = []
    # The first player's strategy varies fastest.
    for reversed_plans in product(*reversed(plans)):
        chosen = {name: action for plan in reversed_plans for name, action in plan.items()}
        reached = [path for path in game.ends if all(chosen[name] == action for name, action in path.moves)]
        for player in range(len(game.players)):
            numbers.append(_number(sum(path.chance * path.end.payoffs[player] for path in reached)))
    return f'{head}\n{{ {names} }}\n""\n\n{" ".join(numbers)}\n'


def _plans(game: Game, player: str) -> list[dict[str, str]]:
    """Every pure strategy: information set -> action."""
    own = [one for one in game.sets if one.player == player]
    return [
        dict(zip((one.name for one in own), actions, strict=True))
        for actions in product(*(one.actions for one in own))
    ]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _chances(node: Chance) -> list[str]:
    """Probabilities as Gambit wants them: exactly 1 in all, so thirds are written as fractions."""
    stated = [chance for chance, _ in node.outcomes.values()]
    exact = [Fraction(one).limit_denominator(1_000_000) for one in stated]
    exact[-1] = 1 - sum(exact[:-1], Fraction(0))
    return [str(one) for one in exact]


def _number(value: float) -> str:
    return repr(int(value)) if float(value).is_integer() else repr(float(value))
