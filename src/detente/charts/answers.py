"""Answers: each question's probability beside its range, its base rate and the bargaining models."""

from detente.charts._parts import GRID, INK, MAIN, SOFT, WARM, Rows, layer, number
from detente.charts.base import Chart, Figure, Row, Table
from detente.core.answer import Answer
from detente.core.plain import percent
from detente.core.study import Study


def draw(study: Study) -> tuple[Figure, ...]:
    """One figure of all yes/no questions, none where there are none."""
    answers = [answer for answer in study.answers if answer.probability is not None]
    return (_figure(answers),) if answers else ()


def _figure(answers: list[Answer]) -> Figure:
    rows = Rows()
    dots: list[Row] = []
    models: list[Row] = []
    bases: list[Row] = []
    for answer in answers:
        share = float(answer.probability or 0.0)
        at = rows.add(answer.text, percent(share))
        dots.append(
            {
                "y": at,
                "p": 100 * share,
                "low": 100 * answer.low,
                "high": 100 * answer.high,
                "zero": 0,
                "all": 100,
            }
        )
        models += [{"y": at, "p": 100 * value} for value in answer.by_model.values()]
        bases += [{"y": at, "p": 100 * answer.base_rate}] if answer.base_rate is not None else []
    axis = {"title": "probability, per cent", "values": [0, 20, 40, 60, 80, 100], "grid": False}
    x = number("p", scale={"domain": [0, 100]}, axis=axis)
    layers = [
        layer(
            {"type": "rule", "color": GRID, "strokeWidth": 2},
            {"x": number("zero"), "x2": {"field": "all"}, "y": rows.y},
            dots,
        ),
        layer(
            {"type": "rule", "color": MAIN, "strokeWidth": 6, "opacity": 0.35},
            {"x": number("low"), "x2": {"field": "high"}, "y": rows.y},
            dots,
        ),
        layer(
            {"type": "tick", "orient": "vertical", "color": INK, "size": 7, "thickness": 1},
            {"x": x, "y": rows.y},
            models,
        ),
        layer(
            {"type": "tick", "orient": "vertical", "color": WARM, "size": 15, "thickness": 2.5},
            {"x": x, "y": rows.y},
            bases,
        ),
        layer(
            {"type": "point", "filled": True, "color": MAIN, "size": 60, "opacity": 1, "stroke": SOFT},
            {"x": x, "y": rows.y},
            dots,
        ),
    ]
    told = "; ".join(
        f"{answer.text} {percent(float(answer.probability or 0))}"
        + (f" against a base rate of {percent(answer.base_rate)}" if answer.base_rate is not None else "")
        for answer in answers
    )
    return Figure(
        "answers",
        "Answers to the questions",
        rows.spec(layers),
        f"{told}.",
        Table(
            ("question", "probability", "low", "high", "base rate", "by model"),
            tuple(
                (
                    answer.text,
                    percent(float(answer.probability or 0)),
                    percent(answer.low),
                    percent(answer.high),
                    percent(answer.base_rate) if answer.base_rate is not None else "none",
                    ", ".join(
                        f"{model} {percent(value)}" for model, value in sorted(answer.by_model.items())
                    ),
                )
                for answer in answers
            ),
        ),
        "Dot: answer. Broad bar: 5–95 % over the uncertain inputs. Tall orange tick: base rate. "
        "Small ticks: bargaining models.",
    )


CHART = Chart(
    "answers",
    "Answers",
    "All probabilities on one scale, to be read against their base rates.",
    draw,
    explains=False,
)
