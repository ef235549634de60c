"""Milestones on a line of time: where they stood, where they stand, what is reached."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from lib.charts import theme
from lib.charts.picture import Moment
from lib.measures.period import month_starts
from lib.measures.result import Result

_TICKS = 5
_LOOKS = {
    "Oorspronkelijk": ("circle-open", theme.NEUTRAL),
    "Streefdatum": ("diamond", theme.SERIES[1]),
    "Behaald op": ("square", theme.SERIES[0]),
}


def timeline(result: Result) -> go.Figure:
    """The milestones of a result, on their dates."""
    table = result.table[["Mijlpaal", *_LOOKS]].astype("object")
    rows = table.where(table.notna(), None).itertuples(index=False, name=None)
    moments = [Moment(str(label), *(day and day.date() for day in days)) for label, *days in rows]
    return moments_figure(moments, result.as_of)


def moments_figure(moments: Sequence[Moment], today: date) -> go.Figure:
    """A row per moment with a known target; a line joins the original and current date, a dotted
    line is today. What is reached has no target any more."""
    shown = [moment for moment in moments if moment.target]
    labels = [theme.wrapped(moment.label) for moment in shown]
    places = list(range(len(shown) - 1, -1, -1))
    days = {
        "Oorspronkelijk": [m.original for m in shown],
        "Streefdatum": [None if m.reached else m.target for m in shown],
        "Behaald op": [m.reached for m in shown],
    }
    every = [day for dates in days.values() for day in dates if day]
    layout = theme.layout(
        theme.rows_px(labels) + 90,
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=time_axis(every, today),
        yaxis=theme.hidden_axis(range=[-0.6, len(shown) - 0.1]),
        shapes=[*_shifts(shown, places), *(_today(place, today) for place in places)],
        annotations=[*row_labels(labels, places), _today_label(today)],
    )
    layout["margin"] |= {"t": 24, "b": 70}
    return go.Figure(data=[_dots(name, days[name], places) for name in _LOOKS], layout=layout)


def _dots(name: str, days: Sequence[date | None], places: list[int]) -> dict[str, Any]:
    symbol, colour = _LOOKS[name]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(days),
        "y": places,
        "name": name,
        "marker": {"symbol": symbol, "size": 13, "color": colour,
                   "line": {"width": 2, "color": colour}},
        "hovertext": [day and f"{name}: {theme.day(day)}" for day in days],
        "hoverinfo": "text",
    }  # fmt: skip


def _shifts(moments: Sequence[Moment], places: list[int]) -> list[dict[str, Any]]:
    return [
        {"type": "line", "x0": m.original, "x1": m.target, "y0": place, "y1": place,
         "layer": "below", "line": {"color": theme.NEUTRAL, "width": 2}}
        for m, place in zip(moments, places, strict=True)
        if m.original and m.original != m.target
    ]  # fmt: skip


def row_labels(labels: list[str], places: list[int]) -> list[dict[str, Any]]:
    return [
        {"x": 0, "xref": "paper", "y": place, "text": label, "showarrow": False,
         "xanchor": "left", "yanchor": "bottom", "yshift": 9, "align": "left"}
        for place, label in zip(places, labels, strict=True)
    ]  # fmt: skip


def _today(place: int, as_of: date) -> dict[str, Any]:
    """Per row, so that it does not run through the labels."""
    return {"type": "line", "x0": as_of, "x1": as_of, "y0": place - 0.3, "y1": place + 0.15,
            "layer": "below",
            "line": {"color": theme.NEUTRAL, "width": 2, "dash": "dot"}}  # fmt: skip


def _today_label(as_of: date) -> dict[str, Any]:
    return {"x": as_of, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "text": theme.day(as_of)}  # fmt: skip


def time_axis(days: list[date], as_of: date) -> dict[str, Any]:
    first, last = min([as_of, *days]), max([as_of, *days])
    months = month_starts(first, last)
    shown = months[:: max(1, -(-len(months) // _TICKS))]
    room = max((last - first) * 0.06, timedelta(days=10))
    return theme.ticks() | {
        "type": "date",
        "tickvals": shown,
        "ticktext": [theme.month_tick(month, with_year=True) for month in shown],
        "range": [first - room, last + room],
        "showgrid": False,
        "ticks": "outside",
    }
