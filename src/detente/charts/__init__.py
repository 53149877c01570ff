"""Charts: a study becomes Vega-Lite specs with their text alternatives; data, not pixels."""

from detente.charts.base import PALETTE, Chart, Figure, Spec, Table
from detente.core.family import members
from detente.core.study import Study

__all__ = ["PALETTE", "Chart", "Figure", "Spec", "Table", "figures"]


def figures(study: Study, *, explained: bool = True) -> dict[str, tuple[Figure, ...]]:
    """Every chart of a study by the chart's name; a chart with nothing to show has no figures.

    Parameters
    ----------
    study : a run's result.
    explained : False leaves out what looks at the explanation.

    Returns
    -------
    chart name -> its figures, in the order they are to be read.
    """
    return {
        name: chart.draw(study)
        for name, chart in members(__name__, "CHART", Chart).items()
        if explained or not chart.explains
    }
