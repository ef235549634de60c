"""Milestones on a line of time: where they stood, where they stand, what is reached."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.period import month_starts
from lib.measures.result import Result

_TICKS = 5


def timeline(result: Result) -> go.Figure:
    """A row per milestone with a known target; a line joins the original and current date."""
    table = result.table.dropna(subset=["Streefdatum"])
    places = list(range(len(table) - 1, -1, -1))
    labels = [theme.wrapped(title) for title in table["Mijlpaal"]]
    lines = max((label.count("<br>") for label in labels), default=0)
    height = len(table) * (theme.ROW_PX + lines * theme.LINE_PX) + 90
    figure = go.Figure(layout=theme.layout(height, showlegend=True, legend=theme.legend_below()))
    figure.update_layout(
        margin={"t": 24, "b": 70},
        xaxis=_time_axis(table, result.as_of),
        yaxis=theme.hidden_axis(range=[-0.6, len(table) - 0.1]),
    )
    _add_shifts(figure, table, places)
    is_reached = table["Behaald op"].notna().to_numpy()
    _add_dots(figure, "Oorspronkelijk", table["Oorspronkelijk"], places, "circle-open")
    target = table["Streefdatum"].mask(is_reached)
    _add_dots(figure, "Streefdatum", target, places, "diamond")
    _add_dots(figure, "Behaald", table["Behaald op"], places, "square")
    for place, label in zip(places, labels, strict=True):
        figure.add_annotation(x=0, xref="paper", y=place, text=label, showarrow=False,
                              xanchor="left", yanchor="bottom", yshift=8, align="left")  # fmt: skip
    _add_today(figure, result.as_of)
    return figure


_DOT_COLOURS = {
    "Oorspronkelijk": theme.NEUTRAL,
    "Streefdatum": theme.SERIES[1],
    "Behaald": theme.SERIES[0],
}


def _add_dots(
    figure: go.Figure, name: str, days: "pd.Series[Any]", places: list[int], symbol: str
) -> None:
    figure.add_scatter(
        x=[None if pd.isna(d) else d.date() for d in days],
        y=places,
        name=name,
        mode="markers",
        marker={"symbol": symbol, "size": 13, "color": _DOT_COLOURS[name], "line": {"width": 2}},
        hovertext=["" if pd.isna(d) else f"{name}: {theme.day(d.date())}" for d in days],
        hoverinfo="text",
    )


def _add_shifts(figure: go.Figure, table: pd.DataFrame, places: list[int]) -> None:
    for place, old, new in zip(places, table["Oorspronkelijk"], table["Streefdatum"], strict=True):
        if pd.notna(old) and old != new:
            figure.add_shape(type="line", x0=old.date(), x1=new.date(), y0=place, y1=place,
                             layer="below", line={"color": theme.NEUTRAL, "width": 2})  # fmt: skip


def _add_today(figure: go.Figure, as_of: date) -> None:
    figure.add_shape(type="line", x0=as_of, x1=as_of, y0=0, y1=1, yref="paper", layer="below",
                     line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dot"})  # fmt: skip
    figure.add_annotation(x=as_of, y=1, yref="paper", yanchor="bottom", showarrow=False,
                          text=theme.day(as_of))  # fmt: skip


def _time_axis(table: pd.DataFrame, as_of: date) -> dict[str, Any]:
    known = pd.concat([table[c].dropna() for c in ("Oorspronkelijk", "Streefdatum", "Behaald op")])
    first = min([as_of, *(d.date() for d in known)])
    last = max([as_of, *(d.date() for d in known)])
    months = month_starts(first, last)
    shown = months[:: max(1, -(-len(months) // _TICKS))]
    room = max((last - first) * 0.06, pd.Timedelta(days=10))
    return {
        "type": "date",
        "tickvals": shown,
        "ticktext": [theme.month_tick(m, is_first=True) for m in shown],
        "range": [first - room, last + room],
        "fixedrange": True,
        "showgrid": True,
        "tickangle": 0,
    }
