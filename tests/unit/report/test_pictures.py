"""Pictures are drawn beside other work, and come out the same however and whenever they are drawn."""

import subprocess

import pytest

from detente.charts import Figure, Table
from detente.report import _draw
from detente.report.pictures import Pictures, framed


def figure(height: int, mark: str = "bar") -> Figure:
    spec = {
        "mark": mark,
        "height": height,
        "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 5}]},
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "y": {"field": "b", "type": "quantitative"},
        },
    }
    return Figure(f"one-{height}", "A title", spec, "Two bars of 2 and 5.", Table(("a",), ((1,),)))


@pytest.fixture
def pictures():
    made = Pictures()
    yield made
    made.close()


def test_pictures_of_the_process_are_those_drawn_here(pictures):
    for height in (60, 90):
        assert pictures.svg(figure(height)) == _draw.render(figure(height).spec)


def test_pictures_asked_for_ahead_are_the_same_and_are_drawn_once(pictures, monkeypatch):
    pictures.ahead(lambda: (figure(60), figure(70)))
    first = pictures.svg(figure(60))
    assert pictures.svg(figure(70)).startswith("<svg")
    assert pictures.svg(figure(60)) is first


def test_what_fails_while_it_is_composed_ahead_stops_nothing(pictures):
    pictures.ahead(lambda: (figure(60), figure(1 // 0)))
    assert pictures.svg(figure(60)) == _draw.render(figure(60).spec)


def test_a_spec_that_cannot_be_drawn_is_told_and_the_next_is_drawn(pictures):
    with pytest.raises(ValueError, match=r"."):
        pictures.svg(figure(60, mark="no such mark"))
    assert pictures.svg(figure(60)) == _draw.render(figure(60).spec)


def test_where_no_process_can_be_had_pictures_are_drawn_here(monkeypatch):
    def refused(*args: object, **options: object) -> None:
        raise PermissionError("no processes here")

    monkeypatch.setattr(subprocess, "Popen", refused)
    made = Pictures()
    assert made.svg(figure(60)) == _draw.render(figure(60).spec)
    made.close()


def test_the_process_ends_when_pictures_are_closed(monkeypatch):
    begun = []
    start = subprocess.Popen

    def noted(*args: object, **options: object) -> object:
        begun.append(start(*args, **options))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    made = Pictures()
    made.svg(figure(60))
    made.close()
    assert begun[0].wait(timeout=20) == 0


def test_a_framed_picture_speaks_by_its_alternative():
    html = framed(figure(60), _draw.render(figure(60).spec), "top-")
    assert "<title id=" in html
    assert "Two bars of 2 and 5." in html
    assert "aria-roledescription" not in html
