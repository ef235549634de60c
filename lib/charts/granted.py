"""How many were granted, month by month, against what is expected and by when."""

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.period import month_starts
from lib.measures.result import Mark, Result

_HEIGHT_PX = 300
_ROOM = 1.15


def granted(result: Result) -> go.Figure:
    """A line of totals; a mark of numbers is a band across, one of days a line upwards."""
    starts = month_starts(result.since or result.as_of, result.as_of)
    counts = [int(count) for count in result.table["Verleend"]]
    days = [*starts[1:], result.as_of]
    bands = [mark for mark in result.marks if not isinstance(mark.low, date)]
    lines = [mark for mark in result.marks if isinstance(mark.low, date)]
    last = max([result.as_of, *(mark.low for mark in lines if isinstance(mark.low, date))])
    highest = max([*counts, *(float(mark.high) for mark in bands), 1])  # type: ignore[arg-type]
    shown = month_starts(starts[0], last)
    shown = shown[:: max(1, -(-len(shown) // 5))]
    layout = theme.layout(
        _HEIGHT_PX,
        xaxis=theme.ticks()
        | {
            "type": "date",
            "range": [starts[0], last + timedelta(days=12)],
            "tickvals": shown,
            "ticktext": [theme.month_tick(day, with_year=True) for day in shown],
            "showgrid": False,
        },
        yaxis=theme.ticks()
        | {"range": [0, highest * _ROOM], "nticks": 5, "tickformat": "d", "rangemode": "tozero"},
        shapes=[*(_band(mark) for mark in bands), *(_target(mark) for mark in lines)],
        annotations=[*(_band_label(mark) for mark in bands), *(_day_label(m) for m in lines)],
    )
    layout["margin"] |= {"t": 24, "b": 44, "l": 28}
    return go.Figure(data=[_line(days, counts, result.table["Maand"])], layout=layout)


def _line(days: list[date], counts: list[int], labels: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": days,
        "y": counts,
        "name": "Verleend",
        "line": {"width": 3, "color": theme.SERIES[0]},
        "marker": {"size": 8},
        "hovertext": [
            f"{label}: {count}" for label, count in zip(labels, counts, strict=True)
        ],
        "hoverinfo": "text",
    }  # fmt: skip


def _band(mark: Mark) -> dict[str, Any]:
    return {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": mark.low, "y1": mark.high,
            "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND}  # fmt: skip


def _target(mark: Mark) -> dict[str, Any]:
    return {"type": "line", "x0": mark.low, "x1": mark.low, "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": theme.NEUTRAL, "width": 2, "dash": "dot"}}  # fmt: skip


def _band_label(mark: Mark) -> dict[str, Any]:
    return {"xref": "paper", "x": 0, "y": mark.high, "text": mark.label, "showarrow": False,
            "xanchor": "left", "yanchor": "bottom"}  # fmt: skip


def _day_label(mark: Mark) -> dict[str, Any]:
    assert isinstance(mark.low, date)
    return {"x": mark.low, "y": 1, "yref": "paper", "text": theme.day(mark.low),
            "showarrow": False, "xanchor": "right", "yanchor": "bottom"}  # fmt: skip
