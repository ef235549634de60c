"""Charts over months: stacked columns and lines, with the closure as a grey band.

The axis counts months from `result.since`; its ticks are ready-made Dutch text, because
Plotly's own month names are English.
"""

from calendar import monthrange
from datetime import date
from typing import Any

import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.period import month_starts
from lib.measures.result import Result

_HEIGHT_PX = 330
_DIRECT_LABELS = 12  # more columns than this have no room for a number above each


def columns(result: Result) -> go.Figure:
    """A stacked column per month: the first column is the month, the others the parts."""
    figure = _months(result, barmode="stack", bargap=0.25)
    for place, name in enumerate(result.table.columns[1:]):
        figure.add_bar(
            x=list(range(len(result.table))),
            y=result.table[name].tolist(),
            name=name,
            marker={"color": theme.SERIES[place]},
            hovertext=_hovers(result, name),
            hoverinfo="text",
        )
    totals = result.table.iloc[:, 1:].sum(axis=1).tolist()
    figure.update_layout(yaxis={"range": [0, max(*totals, 1) * 1.12]})
    if len(totals) <= _DIRECT_LABELS:
        for place, total in enumerate(totals):
            figure.add_annotation(x=place, y=total, text=theme.number(total), showarrow=False,
                                  yanchor="bottom")  # fmt: skip
    return figure


def lines(result: Result) -> go.Figure:
    """A line per column after the month, told apart by dash and marker as well as colour; the
    last value stands at its end."""
    figure = _months(result)
    last = len(result.table) - 1
    for place, name in enumerate(result.table.columns[1:]):
        values = result.table[name].tolist()
        figure.add_scatter(
            x=list(range(len(values))),
            y=values,
            name=name,
            mode="lines+markers+text",
            text=["" if n < last else theme.number(v) for n, v in enumerate(values)],
            textposition="middle right",
            cliponaxis=False,
            line={"color": theme.SERIES[place], "dash": theme.DASHES[place], "width": 2.5},
            marker={"symbol": theme.SYMBOLS[place], "size": 8},
            hovertext=_hovers(result, name),
            hoverinfo="text",
        )
    highest = result.table.iloc[:, 1:].to_numpy().max()
    figure.update_layout(yaxis={"range": [0, max(highest, 1) * 1.12]})
    return figure


def _months(result: Result, **more: Any) -> go.Figure:
    months = month_starts(_since(result), result.as_of)
    step = 1 if len(months) <= _DIRECT_LABELS else 3
    shown = range(0, len(months), step)
    figure = go.Figure(layout=theme.layout(_HEIGHT_PX, showlegend=True, **more))
    figure.update_layout(
        legend=theme.legend_below(),
        margin={"t": 26 if result.marks else 8, "b": 90},
        xaxis={
            "tickvals": list(shown),
            "ticktext": [theme.month_tick(months[n], is_first=n == 0) for n in shown],
            "range": [-0.6, len(months) - 0.4],
            "fixedrange": True,
            "zeroline": False,
            "tickangle": 0,
        },
        yaxis={"fixedrange": True, "nticks": 5, "tickformat": ",d"},
    )
    _add_closures(figure, result)
    return figure


def _hovers(result: Result, name: str) -> list[str]:
    table = result.table
    return [
        f"{label}<br>{theme.plain(name)}: {theme.number(value)}"
        for label, value in zip(table.iloc[:, 0], table[name], strict=True)
    ]


def _since(result: Result) -> date:
    if result.since is None:
        raise ValueError(f"{result.measure.name} has no first month")
    return result.since


def _place(day: date, since: date, share: float) -> float:
    """Where a day lies on the axis of months; `share` 0 for its morning, 1 for its evening."""
    months = (day.year - since.year) * 12 + day.month - since.month
    return months - 0.5 + (day.day - 1 + share) / monthrange(day.year, day.month)[1]


def _add_closures(figure: go.Figure, result: Result) -> None:
    since = _since(result)
    for mark in result.marks:
        if isinstance(mark.low, date) and isinstance(mark.high, date):
            figure.add_vrect(
                x0=max(_place(mark.low, since, 0), -0.6),
                x1=_place(mark.high, since, 1),
                fillcolor=theme.BAND,
                line_width=0,
                layer="below",
                annotation={"text": theme.plain(mark.label), "yanchor": "bottom"},
                annotation_position="top left",
            )
