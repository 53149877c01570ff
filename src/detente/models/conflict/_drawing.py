"""The graph of a conflict as an SVG drawing: states in layers, and the moves that better their mover."""

from collections import deque
from html import escape
from itertools import pairwise

import numpy as np

from detente.core.errors import ParameterError
from detente.models.conflict._analysis import judge
from detente.models.conflict._graph import Graph

MOST_STATES = 150
"""States of a drawing; it is legible to about sixty."""
COLOURS = ("#1f6f8b", "#b5541c", "#5a7d2a", "#7a4a9e", "#a8324a", "#3d5a99", "#8a6d1b", "#2f7f74")
WIDE, HIGH = 22, 26
GAP_X, GAP_Y = 26, 120


def drawing(graph: Graph) -> str:
    """The graph as SVG.

    States lie in layers by the number of moves from the status quo (or from the first state). An arrow is an improvement
    of the maker whose colour it has; one that is made of two others of the same maker is left out. A state that holds for
    everybody is framed: twice where it is Nash, once where it is only sequentially stable.

    Raises
    ------
    ParameterError : there are too many states to draw.
    """
    if graph.states > MOST_STATES:
        raise ParameterError(
            "--svg", f"{graph.states} states", f"at most {MOST_STATES}", "exclude states that cannot be"
        )
    places, width, height = _placed(graph)
    makers = graph.makers
    key_width = max(300, 40 + max(len(name) for name in makers) * 8)
    legend = 26 * (len(makers) + 3)
    parts = [
        _opening(max(width, key_width), height + legend),
        f"<title>{escape(graph.conflict.title)}: states and improvements</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        _arrowheads(len(makers)),
    ]
    parts += [_arrow(places, maker, here, there) for maker, here, there in _edges(graph)]
    parts += _states(graph, places)
    parts += _legend(graph, height)
    parts.append("</svg>\n")
    return "\n".join(parts)


def _opening(width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" font-family="sans-serif" font-size="13">'
    )


def _placed(graph: Graph) -> tuple[list[tuple[float, float]], float, float]:
    """Centre of every state; layers by distance, each ordered by where its neighbours lie."""
    start = graph.state(graph.conflict.status_quo) if graph.conflict.status_quo else 0
    distance = {start: 0}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for maker in range(len(graph.makers)):
            for there in graph.moves(maker, here).tolist():
                if there not in distance:
                    distance[there] = distance[here] + 1
                    waiting.append(there)
    beyond = max(distance.values()) + 1
    layers: dict[int, list[int]] = {}
    for state in range(graph.states):
        layers.setdefault(distance.get(state, beyond), []).append(state)
    step = len(graph.conflict.options) * 9 + WIDE + GAP_X
    most = max(6, int(1250 // step))
    rows = [row[at : at + most] for _, row in sorted(layers.items()) for at in range(0, len(row), most)]
    _untangle(graph, rows)
    width = max(len(row) for row in rows) * step + 2 * GAP_X
    places = [(0.0, 0.0)] * graph.states
    for depth, row in enumerate(rows):
        left = (width - len(row) * step) / 2
        for index, state in enumerate(row):
            # A slight stagger keeps arrows within a row apart from the states between.
            places[state] = (left + (index + 0.5) * step, 50 + depth * GAP_Y + (index % 2) * 24)
    return places, width, 50 + len(rows) * GAP_Y


def _untangle(graph: Graph, rows: list[list[int]]) -> None:
    """Order each row by the mean place of its neighbours in the row above."""
    near: dict[int, set[int]] = {state: set() for state in range(graph.states)}
    for _, here, there in _edges(graph):
        near[here].add(there)
        near[there].add(here)
    for above, row in pairwise(rows):
        at = {state: index / max(len(above) - 1, 1) for index, state in enumerate(above)}

        def middle(state: int, at: dict[int, float] = at) -> tuple[float, int]:
            held = [at[other] for other in near[state] if other in at]
            return (float(np.mean(held)) if held else 0.5, state)

        row.sort(key=middle)


def _edges(graph: Graph) -> list[tuple[int, int, int]]:
    """Improvements, without those that two others of the same maker make up."""
    edges = []
    for maker in range(len(graph.makers)):
        gains = [set(graph.improvements(maker, state).tolist()) for state in range(graph.states)]
        for here, there in enumerate(gains):
            direct = there - set().union(*(gains[one] for one in there)) if there else there
            edges += [(maker, here, one) for one in sorted(direct)]
    return edges


def _arrowheads(makers: int) -> str:
    heads = [
        f'<marker id="head{index}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{COLOURS[index % len(COLOURS)]}"/></marker>'
        for index in range(makers)
    ]
    return f"<defs>{''.join(heads)}</defs>"


def _arrow(places: list[tuple[float, float]], maker: int, here: int, there: int) -> str:
    (x1, y1), (x2, y2) = places[here], places[there]
    down = 1 if y2 > y1 else -1
    if abs(y2 - y1) > GAP_Y / 2:
        y1, y2 = y1 + down * 14, y2 - down * 14
        bend = 10 + 4 * maker
        middle = ((x1 + x2) / 2 + bend, (y1 + y2) / 2)
    else:
        y1, y2 = y1 - 14, y2 - 14
        middle = ((x1 + x2) / 2, min(y1, y2) - 16 - 5 * maker)
    shift = (maker - 1) * 4
    colour = COLOURS[maker % len(COLOURS)]
    return (
        f'<path d="M{x1 + shift:.0f} {y1:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {x2 + shift:.0f} {y2:.0f}" fill="none" '
        f'stroke="{colour}" stroke-width="1.3" opacity=".75" marker-end="url(#head{maker})"/>'
    )


def _states(graph: Graph, places: list[tuple[float, float]]) -> list[str]:
    from detente.models.conflict.nash import STABILITY as NASH
    from detente.models.conflict.seq import STABILITY as SEQ

    verdicts = judge(graph, (NASH, SEQ)).verdicts
    nash, sequential = (set(verdicts[name].equilibria) for name in ("nash", "seq"))
    half = len(graph.conflict.options) * 4.5 + WIDE / 2
    parts = []
    for state, pattern in enumerate(graph.patterns):
        x, y = places[state]
        holds = pattern in nash or pattern in sequential
        fill = "#fff3c4" if holds else "#f5f5f2"
        frame = f'stroke="#222" stroke-width="{1.8 if holds else 0.6}"'
        parts.append(
            f'<rect x="{x - half:.0f}" y="{y - HIGH / 2:.0f}" width="{2 * half:.0f}" height="{HIGH}" '
            f'rx="5" fill="{fill}" {frame}/>'
        )
        if pattern in nash:
            parts.append(
                f'<rect x="{x - half - 3.5:.0f}" y="{y - HIGH / 2 - 3.5:.0f}" width="{2 * half + 7:.0f}" '
                f'height="{HIGH + 7}" rx="7" fill="none" stroke="#222" stroke-width="1"/>'
            )
        mark = ' font-weight="bold"' if pattern == graph.conflict.status_quo else ""
        parts.append(
            f'<text x="{x:.0f}" y="{y + 4.5:.0f}" text-anchor="middle" font-family="monospace" '
            f'textLength="{2 * half - WIDE + 4:.0f}"'
            f"{mark}>{pattern}</text>"
        )
    return parts


def _legend(graph: Graph, height: float) -> list[str]:
    parts = []
    for maker, name in enumerate(graph.makers):
        y = height + 20 + 26 * maker
        parts.append(
            f'<path d="M20 {y:.0f}H60" stroke="{COLOURS[maker % len(COLOURS)]}" stroke-width="2" '
            f'marker-end="url(#head{maker})"/><text x="70" y="{y + 4:.0f}">improvement of {escape(name)}</text>'
        )
    y = height + 20 + 26 * len(graph.makers)
    parts.append(
        f'<text x="20" y="{y:.0f}">Filled: holds for everybody, Nash (double frame) or sequentially.</text>'
    )
    if graph.conflict.status_quo:
        parts.append(f'<text x="20" y="{y + 22:.0f}">Bold: the status quo.</text>')
    return parts
