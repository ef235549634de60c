"""Milestones on a line of time: where they stood, where they stand, what is reached."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.period import month_starts
from lib.measures.result import Result

_TICKS = 5
_DATES = ["Oorspronkelijk", "Streefdatum", "Behaald op"]
_LOOKS = {
    "Oorspronkelijk": ("circle-open", theme.NEUTRAL),
    "Streefdatum": ("diamond", theme.SERIES[1]),
    "Behaald op": ("square", theme.SERIES[0]),
}


def timeline(result: Result) -> go.Figure:
    """A row per milestone with a known target; a line joins the original and current date, a
    dotted line is today."""
    table = result.table.dropna(subset=["Streefdatum"])
    days = table[_DATES].astype("object").where(table[_DATES].notna(), None)
    days["Streefdatum"] = days["Streefdatum"].where(days["Behaald op"].isna(), None)
    labels = [theme.wrapped(title) for title in table["Mijlpaal"]]
    places = list(range(len(table) - 1, -1, -1))
    layout = theme.layout(
        theme.rows_px(labels) + 90,
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=time_axis([d.date() for d in days.to_numpy().ravel() if d], result.as_of),
        yaxis=theme.hidden_axis(range=[-0.6, len(table) - 0.1]),
        shapes=[*_shifts(table, places), *(_today(place, result.as_of) for place in places)],
        annotations=[*row_labels(labels, places), _today_label(result.as_of)],
    )
    layout["margin"] |= {"t": 24, "b": 70}
    return go.Figure(data=[_dots(name, days[name], places) for name in _DATES], layout=layout)


def _dots(name: str, days: "pd.Series[Any]", places: list[int]) -> dict[str, Any]:
    symbol, colour = _LOOKS[name]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day and day.date() for day in days],
        "y": places,
        "name": name,
        "marker": {"symbol": symbol, "size": 13, "color": colour,
                   "line": {"width": 2, "color": colour}},
        "hovertext": [day and f"{name}: {theme.day(day.date())}" for day in days],
        "hoverinfo": "text",
    }  # fmt: skip


def _shifts(table: pd.DataFrame, places: list[int]) -> list[dict[str, Any]]:
    dates = zip(places, table["Oorspronkelijk"], table["Streefdatum"], strict=True)
    return [
        {"type": "line", "x0": old.date(), "x1": new.date(), "y0": place, "y1": place,
         "layer": "below", "line": {"color": theme.NEUTRAL, "width": 2}}
        for place, old, new in dates
        if pd.notna(old) and old != new
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
