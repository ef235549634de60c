"""Result → Chart: a Plotly figure and the words around it. Nothing here draws or filters."""

from lib.charts.chart import Chart, chart_of

__all__ = ["Chart", "chart_of"]
