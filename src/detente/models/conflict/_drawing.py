"""The graph of a conflict as an SVG drawing: states in layers, and the moves that better their mover."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from detente.core.conflict import Paths, Verdicts
from detente.models.conflict._analysis import judge
from detente.models.conflict._graph import Graph
from detente.models.conflict._layout import LINE, MARGIN, MOST_LETTERS, Layout, Point, laid_out, routes
from detente.models.conflict._part import Arrow, Part, part_of, ways

COLOURS = ("#2b7fb8", "#c0602a", "#5c8a2e", "#8a63b8", "#c04a6a", "#2f8f86", "#98791f", "#6a7f92")
"""One for each maker, of a lightness that reads on paper and on a dark page."""
DASHES = ("", "8 3", "12 3 2 3 2 3", "9 3 2 3", "14 4", "5 2 2 2 2 2", "16 3 3 3", "6 6")
"""Told apart without colour as well."""
INK, MUTED, PAPER, TINT, MARK = (
    "var(--ink,#1b2430)", "var(--muted,#566070)", "var(--paper,#fffefd)", "var(--tint,#f2f4f6)", "var(--mark,#fff3df)",
)  # fmt: skip
NASH, SEQUENTIAL, THREAT = "nash", "seq", "threat"
FRAMES = {
    NASH: "Double frame: Nash. Nobody has a move of his own to a state he prefers.",
    SEQUENTIAL: "Single frame: sequential. Others would want to undo what anybody gained.",
    THREAT: "Dashed frame: held by threats alone (general, symmetric or simultaneous).",
}
MOST_NAME = 70
LETTERS_WIDE = 6.6
"""Width of a letter of the legend, at its widest."""


def drawing(graph: Graph, verdicts: Mapping[str, Verdicts] | None = None, paths: Paths | None = None) -> str:
    """The graph as SVG.

    States lie in bands by the number of improvements from the status quo; without one, by those to an equilibrium. An arrow
    is an improvement of the maker whose colour and dashes it has; one that is made of two others of the same maker is left
    out. Thick arrows make up the shortest paths to what holds; a dotted one goes against the mover's own interest. Of more
    than sixty states only the status quo, the firmest of what holds and what lies between are drawn, and the others counted.

    Parameters
    ----------
    verdicts : stability -> verdicts; the basic five unless given.
    paths : from the status quo to the equilibria, where they are known already.
    """
    if verdicts is None:
        from detente.models.conflict import stabilities

        verdicts = judge(graph, [one for one in stabilities() if one.is_basic], is_asked=False).verdicts
    part = part_of(graph, verdicts, paths if paths is not None else ways(graph, verdicts))
    frames = _frames(graph, verdicts)
    layout = laid_out(part, len(graph.conflict.options))
    legend = _legend(graph, part, [frames[one] for row in layout.rows for one in row if one in frames])
    width = max(layout.width, 70 + LETTERS_WIDE * max(len(text) for _, text in legend))
    height = layout.height + 20 * len(legend) + 16
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" font-family="system-ui,sans-serif" font-size="12" role="img" '
            'aria-labelledby="conflict-title conflict-told">'
        ),
        f'<title id="conflict-title">{escape(graph.conflict.title)}: states and improvements</title>',
        f'<desc id="conflict-told">{_told(graph, part, frames)}</desc>',
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        _arrowheads(len(graph.makers)),
        *_heads(layout),
        *(
            _arrow(arrow, points)
            for arrow, points in zip(part.arrows, routes(layout, part.arrows), strict=True)
        ),
        *(_state(graph, layout, state, frames.get(state)) for row in layout.rows for state in row),
        *(
            f'{mark.format(y=layout.height + 20 * place + 14)}<text x="58" y="{layout.height + 20 * place + 18:.0f}" '
            f'fill="{INK}">{escape(text)}</text>'
            for place, (mark, text) in enumerate(legend)
        ),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _told(graph: Graph, part: Part, frames: Mapping[int, str]) -> str:
    """The drawing in words: how many states stand in each band, and which of them hold."""
    bands = "; ".join(f"{title}: {len(states)}" for title, states in part.bands)
    held = [graph.patterns[one] for _, states in part.bands for one in states if frames.get(one) == NASH]
    firm = f" Nash equilibria: {', '.join(held)}." if held else ""
    return escape(f"States by their distance from what the first band holds. {bands}.{firm}")


def _frames(graph: Graph, verdicts: Mapping[str, Verdicts]) -> dict[int, str]:
    """Frame of each equilibrium, by the firmest that it is."""
    found: dict[int, str] = {}
    for name in sorted(verdicts, key=lambda one: {"nash": 2, "seq": 1}.get(one, 0)):
        kind = name if name in (NASH, SEQUENTIAL) else THREAT
        found |= {graph.state(pattern): kind for pattern in verdicts[name].equilibria}
    return found


def _arrowheads(makers: int) -> str:
    heads = [
        f'<marker id="conflict-head{index}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{_colour(index)}"/></marker>'
        for index in range(min(makers, len(COLOURS)))
    ]
    return f"<defs>{''.join(heads)}</defs>"


def _colour(maker: int) -> str:
    return COLOURS[maker % len(COLOURS)]


def _stroke(maker: int, *, improves: bool, on_path: bool) -> str:
    dash = DASHES[maker % len(DASHES)] if improves else "1 4"
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    weight = 'stroke-width="2.4"' if on_path else 'stroke-width="1.1" opacity=".6"'
    return (
        f'fill="none" stroke="{_colour(maker)}" {weight}{dashed} '
        f'marker-end="url(#conflict-head{maker % len(COLOURS)})"'
    )


def _arrow(arrow: Arrow, points: Sequence[Point]) -> str:
    (x, y), *rest = points
    path = [f"M{x:.0f} {y:.0f}"]
    if len(points) == 3 and points[0][1] == points[2][1]:
        (_, top), (end, _) = rest
        lift = top - (y - top) / 3
        path.append(f"C{x:.0f} {lift:.0f} {end:.0f} {lift:.0f} {end:.0f} {y:.0f}")
    else:
        for before, after in pairwise(points):
            if before[0] == after[0]:
                path.append(f"V{after[1]:.0f}")
                continue
            middle = (before[1] + after[1]) / 2
            path.append(
                f"C{before[0]:.0f} {middle:.0f} {after[0]:.0f} {middle:.0f} {after[0]:.0f} {after[1]:.0f}"
            )
    return (
        f'<path d="{"".join(path)}" {_stroke(arrow.maker, improves=arrow.improves, on_path=arrow.on_path)}/>'
    )


def _heads(layout: Layout) -> list[str]:
    """Titles of the bands, broken into lines, and a line above each band but the first."""
    parts = []
    for index, (title, y) in enumerate(layout.heads):
        top = y - layout.box[1] / 2 - 31
        if index:
            parts.append(
                f'<path d="M{MARGIN} {top:.0f}H{layout.width - MARGIN:.0f}" stroke="{MUTED}" stroke-width=".5" '
                'opacity=".5"/>'
            )
        lines = _broken(title, 17)
        first = y + 4 - (len(lines) - 1) * 7
        parts += [
            f'<text x="{MARGIN}" y="{first + 14 * place:.0f}" fill="{MUTED}">{escape(line)}</text>'
            for place, line in enumerate(lines)
        ]
    return parts


def _broken(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _state(graph: Graph, layout: Layout, state: int, frame: str | None) -> str:
    x, y = layout.places[state]
    wide, high = layout.box
    pattern = graph.patterns[state]
    dashes = ' stroke-dasharray="5 3"' if frame == THREAT else ""
    edge = f'stroke="{INK}" stroke-width="1.6"{dashes}' if frame else f'stroke="{MUTED}" stroke-width=".7"'
    parts = [
        (
            f'<g><title>{escape(pattern)}</title><rect x="{x - wide / 2:.1f}" y="{y - high / 2:.1f}" width="{wide:.1f}" '
            f'height="{high}" rx="5" fill="{MARK if frame else TINT}" {edge}/>'
        )
    ]
    if frame == NASH:
        parts.append(
            f'<rect x="{x - wide / 2 - 3.5:.1f}" y="{y - high / 2 - 3.5:.1f}" width="{wide + 7:.1f}" height="{high + 7}" '
            f'rx="8" fill="none" stroke="{INK}" stroke-width="1"/>'
        )
    bold = ' font-weight="bold"' if pattern == graph.conflict.status_quo else ""
    lines = [pattern[at : at + MOST_LETTERS] for at in range(0, len(pattern), MOST_LETTERS)]
    for place, line in enumerate(lines):
        down = y + 4 + LINE * (place - (len(lines) - 1) / 2)
        fitted = f' textLength="{len(line) * 7.2:.1f}" lengthAdjust="spacingAndGlyphs"'
        parts.append(
            f'<text x="{x:.1f}" y="{down:.1f}" text-anchor="middle" font-family="ui-monospace,monospace" '
            f'fill="{INK}"{fitted}{bold}>{line}</text>'
        )
    return "".join(parts) + "</g>"


def _legend(graph: Graph, part: Part, frames: Sequence[str]) -> list[tuple[str, str]]:
    """Sample and text of each line; `{y}` in a sample stands for its height."""
    drawn = {arrow.maker for arrow in part.arrows}
    rows = [
        (
            f'<path d="M{MARGIN} {{y}}H48" {_stroke(maker, improves=True, on_path=True)}/>',
            f"A better state for {name if len(name) <= MOST_NAME else f'{name[:MOST_NAME]}…'}",
        )
        for maker, name in enumerate(graph.makers)
        if maker in drawn
    ]
    if any(arrow.on_path for arrow in part.arrows):
        rows.append(("", "Thick: on a shortest path from the status quo to a state that holds."))
    if any(not arrow.improves for arrow in part.arrows):
        rows.append(("", "Dotted: against the mover's own interest."))
    rows += [("", text) for kind, text in FRAMES.items() if kind in frames]
    if graph.conflict.status_quo is not None:
        rows.append(("", "Bold: the status quo."))
    if part.left_out:
        rows.append(("", f"{part.left_out:,} of {graph.states:,} states are left out{_of_these(part)}."))
    return rows


def _of_these(part: Part) -> str:
    if not part.equilibria_left_out:
        return ", none of which holds for everybody"
    return f", {part.equilibria_left_out:,} of which hold for everybody too"
