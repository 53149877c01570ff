"""A drawing shows all of a small conflict, and of a large one what matters; nothing overlaps and nothing is cut off."""

import re
import xml.etree.ElementTree as ET

import pytest

from conflicts import made_up
from detente.core.conflict import Conflict
from detente.models.conflict import drawing, graph_of, judge, stability
from detente.models.conflict._layout import laid_out, routes
from detente.models.conflict._part import MOST_DRAWN, part_of, ways

BASIC = ("nash", "gmr", "smr", "seq", "sim")


def large(options=9, makers=3, quo="N"):
    """2^options states, each option wanted or not for itself."""
    names = [f"maker {index}" for index in range(makers)]
    return Conflict.model_validate(
        {
            "title": "Large & <wide>",
            "decision_makers": names,
            "options": [{"name": f"o{i}", "owner": names[i % makers]} for i in range(options)],
            "preferences": {
                name: {"weights": {f"o{i}": (i * 7 + place * 3) % 5 - 2 for i in range(options)} | {"o0 iff o1": place - 1}}
                for place, name in enumerate(names)
            },
            "status_quo": quo * options if quo else None,
        }
    )  # fmt: skip


def parts(graph):
    verdicts = judge(graph, [stability(name) for name in BASIC], is_asked=False).verdicts
    return verdicts, part_of(graph, verdicts, ways(graph, verdicts))


@pytest.mark.parametrize("seed", range(8))
def test_every_state_of_a_small_conflict_is_drawn_once(seed):
    graph = graph_of(made_up(seed))
    text = drawing(graph)
    ET.fromstring(text)
    drawn = re.findall(r"<g><title>([YN]+)</title>", text)
    assert sorted(drawn) == sorted(graph.patterns)
    _, part = parts(graph)
    assert part.left_out == 0
    for arrow in part.arrows:
        assert arrow.there in graph.moves(arrow.maker, arrow.here)
        assert arrow.improves == (arrow.there in graph.improvements(arrow.maker, arrow.here))


@pytest.mark.parametrize("seed", range(8))
def test_boxes_stay_apart_and_arrows_run_through_the_gaps(seed):
    graph = graph_of(made_up(seed, most_options=6, infeasible=False))
    _, part = parts(graph)
    layout = laid_out(part, len(graph.conflict.options))
    boxes = list(layout.places.values())
    wide, high = layout.box
    for index, (x, y) in enumerate(boxes):
        assert wide / 2 <= x <= layout.width - wide / 2
        assert high / 2 <= y <= layout.height - high / 2
        assert all(abs(x - a) > wide or abs(y - b) > high for a, b in boxes[index + 1 :])
    for points in routes(layout, part.arrows):
        for x, y in points[1:-1]:
            assert not any(abs(x - a) < wide / 2 and abs(y - b) < high / 2 for a, b in boxes)


@pytest.mark.parametrize("quo", ["N", None])
def test_of_a_large_conflict_what_matters_is_drawn_and_the_rest_counted(quo):
    graph = graph_of(large(quo=quo))
    verdicts, part = parts(graph)
    drawn = {state for _, states in part.bands for state in states}
    assert 0 < len(drawn) <= MOST_DRAWN
    assert part.left_out == graph.states - len(drawn)
    nash = {graph.state(one) for one in verdicts["nash"].equilibria}
    assert nash
    assert nash <= drawn
    if quo:
        assert graph.state(graph.conflict.status_quo) in drawn
    text = drawing(graph)
    ET.fromstring(text)
    assert f"{part.left_out:,} of 512 states are left out" in text


def test_a_pattern_of_sixty_letters_is_broken_into_lines():
    conflict = large(options=60, makers=2)
    only = Conflict.model_validate(
        {**conflict.model_dump(), "infeasible": ["-" * i + "Y" + "-" * (59 - i) for i in range(57)]}
    )
    text = drawing(graph_of(only))
    assert re.findall(r">(N{20})</text>", text)
    assert "states are left out" not in text
