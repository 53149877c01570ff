"""Where the states of a drawing stand, and which way its arrows run: rows, and lanes through the gaps between states."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.models.conflict._part import Arrow, Part

LETTER = 7.4
"""Width of a letter of a pattern."""
LINE = 15
"""Height of a line of letters."""
MOST_LETTERS = 20
"""Letters of a pattern in one line; a longer one is broken."""
MARGIN = 12
HEAD = 132
"""Width of the column of titles."""
GAP_X = 34
GAP_Y = 62
WIDTH = 1060
"""Width aimed at, which a report's page holds unscaled."""
SWEEPS = 12

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing's geometry.

    Attributes
    ----------
    places : state -> centre of its box.
    box : width and height of a box.
    heads : title of a band, and height of its first row.
    """

    places: dict[int, Point]
    box: tuple[float, float]
    heads: tuple[tuple[str, float], ...]
    width: float
    height: float
    rows: tuple[tuple[int, ...], ...]


def laid_out(part: Part, letters: int) -> Layout:
    """Rows of states: a band fills as many as it needs, each ordered by where its neighbours stand."""
    box = (min(letters, MOST_LETTERS) * LETTER + 16, -(-letters // MOST_LETTERS) * LINE + 10)
    step = box[0] + GAP_X
    columns = max(2, int((WIDTH - HEAD - MARGIN) // step))
    columns = min(columns, max(len(states) for _, states in part.bands))
    rows, heads = _rows(part, columns)
    width = HEAD + columns * step + MARGIN
    top = MARGIN + (34 if len(rows[0]) > 1 else 6) + box[1] / 2
    places: dict[int, Point] = {}
    for index, row in enumerate(rows):
        left = HEAD + (columns - len(row)) * step / 2
        for column, state in enumerate(row):
            places[state] = (left + (column + 0.5) * step, top + index * (box[1] + GAP_Y))
    at = {index: top + index * (box[1] + GAP_Y) for index in range(len(rows))}
    height = at[len(rows) - 1] + box[1] / 2 + 30
    return Layout(
        places,
        box,
        tuple((title, at[index]) for title, index in heads),
        width,
        height,
        tuple(map(tuple, rows)),
    )


def _rows(part: Part, columns: int) -> tuple[list[list[int]], list[tuple[str, int]]]:
    near: dict[int, list[int]] = {}
    for arrow in part.arrows:
        near.setdefault(arrow.here, []).append(arrow.there)
        near.setdefault(arrow.there, []).append(arrow.here)
    bands = [list(states) for _, states in part.bands]
    at = {state: _share(index, band) for band in bands for index, state in enumerate(band)}
    for sweep in range(SWEEPS):
        for band in bands if sweep % 2 == 0 else reversed(bands):
            middle = {
                state: sum(at[one] for one in near[state]) / len(near[state])
                if near.get(state)
                else at[state]
                for state in band
            }
            band.sort(key=lambda state, middle=middle: (middle[state], state))  # type: ignore[misc]
            at |= {state: _share(index, band) for index, state in enumerate(band)}
    rows: list[list[int]] = []
    heads: list[tuple[str, int]] = []
    for (title, _), band in zip(part.bands, bands, strict=True):
        heads.append((title, len(rows)))
        count = -(-len(band) // columns)
        # Dealt out, so that each row keeps the band's order from left to right.
        rows += [band[first::count] for first in range(count)]
    return rows, heads


def _share(index: int, band: Sequence[int]) -> float:
    return (index + 0.5) / len(band)


def routes(layout: Layout, arrows: Sequence[Arrow]) -> list[list[Point]]:
    """Points that each arrow runs through: from a box's edge, by the gaps of the rows between, to the other's."""
    row_of = {state: index for index, row in enumerate(layout.rows) for state in row}
    ports = _ports(layout, arrows, row_of)
    used: dict[tuple[int, int], int] = {}
    found = []
    for index, arrow in enumerate(arrows):
        begin, end = ports[index]
        here, there = row_of[arrow.here], row_of[arrow.there]
        if here == there:
            lift = 15 + min(30, abs(end[0] - begin[0]) / 14) + 2 * (arrow.maker % 4)
            found.append([begin, ((begin[0] + end[0]) / 2, begin[1] - lift), end])
            continue
        way = 1 if there > here else -1
        points = [begin]
        for row in range(here + way, there, way):
            share = (row - here) / (there - here)
            wanted = begin[0] + share * (end[0] - begin[0])
            lane, x = _lane(layout, row, wanted)
            count = used[row, lane] = used.get((row, lane), 0) + 1
            shift = ((count * 5) % 21) - 10
            y = layout.places[layout.rows[row][0]][1]
            half = layout.box[1] / 2 + 4
            points += [(x + shift, y - way * half), (x + shift, y + way * half)]
        found.append([*points, end])
    return found


def _lane(layout: Layout, row: int, wanted: float) -> tuple[int, float]:
    """The gap of a row that lies nearest to where an arrow would cross it."""
    step = layout.box[0] + GAP_X
    first = layout.places[layout.rows[row][0]][0] - step / 2
    lane = min(max(round((wanted - first) / step), 0), len(layout.rows[row]))
    return lane, max(first + lane * step, HEAD - 4)


def _ports(layout: Layout, arrows: Sequence[Arrow], row_of: dict[int, int]) -> list[tuple[Point, Point]]:
    """Where each arrow leaves a box and meets the other: spread over the edge, in the order of the other ends."""
    ends: dict[tuple[int, bool], list[tuple[float, int, bool]]] = {}
    for index, arrow in enumerate(arrows):
        here, there = row_of[arrow.here], row_of[arrow.there]
        # Within a row arrows run above it.
        below = (there > here, here > there)
        ends.setdefault((arrow.here, below[0]), []).append((layout.places[arrow.there][0], index, True))
        ends.setdefault((arrow.there, below[1]), []).append((layout.places[arrow.here][0], index, False))
    begins: dict[tuple[int, bool], Point] = {}
    for (state, is_below), held in ends.items():
        x, y = layout.places[state]
        room = layout.box[0] - 16
        for place, (_, index, is_begin) in enumerate(sorted(held)):
            shift = room * ((place + 0.5) / len(held) - 0.5)
            begins[index, is_begin] = (x + shift, y + (layout.box[1] / 2 + 4) * (1 if is_below else -1))
    return [(begins[index, True], begins[index, False]) for index in range(len(arrows))]
