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
from lib.measures.result import Mark, Result

_HEIGHT_PX = 330
_DIRECT_LABELS = 12  # more columns than this have no room for a number above each
_END_GAP = "\u2002"


def columns(result: Result) -> go.Figure:
    """A stacked column per month: the first column is the month, the others the parts."""
    traces = [
        _trace(result, name) | {"type": "bar", "marker": {"color": theme.SERIES[place]}}
        for place, name in enumerate(result.table.columns[1:])
    ]
    totals = result.table.iloc[:, 1:].sum(axis=1).tolist()
    numbers = [
        {"x": place, "y": total, "text": theme.number(total), "showarrow": False,
         "yanchor": "bottom"}
        for place, total in enumerate(totals)
    ]  # fmt: skip
    shown = numbers if len(totals) <= _DIRECT_LABELS else []
    return _figure(result, traces, max(totals), shown)


def lines(result: Result) -> go.Figure:
    """A line per column after the month, told apart by dash and marker as well as colour; the
    last value stands at its end."""
    last = len(result.table) - 1
    traces = [
        _trace(result, name)
        | {
            "type": "scatter",
            "mode": "lines+markers+text",
            "text": [""] * last + [_END_GAP + theme.number(result.table[name].iloc[-1])],
            "textposition": "middle right",
            "cliponaxis": False,
            "line": {"color": theme.SERIES[place], "dash": theme.DASHES[place], "width": 2.5},
            "marker": {"symbol": theme.SYMBOLS[place], "size": 8},
        }
        for place, name in enumerate(result.table.columns[1:])
    ]
    return _figure(result, traces, result.table.iloc[:, 1:].to_numpy().max(), [])


def _trace(result: Result, name: str) -> dict[str, Any]:
    values = result.table[name].tolist()
    return {
        "x": list(range(len(values))),
        "y": values,
        "name": str(name),
        "hovertext": [
            f"{month}<br>{theme.plain(name)}: {theme.number(value)}"
            for month, value in zip(result.table.iloc[:, 0], values, strict=True)
        ],
        "hoverinfo": "text",
    }


def _figure(
    result: Result, traces: list[dict[str, Any]], highest: float, texts: list[dict[str, Any]]
) -> go.Figure:
    since = _since(result)
    months = month_starts(since, result.as_of)
    bands = [m for m in result.marks if isinstance(m.low, date) and isinstance(m.high, date)]
    layout = theme.layout(
        _HEIGHT_PX,
        barmode="stack",
        bargap=0.25,
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=_month_axis(months),
        yaxis=theme.ticks()
        | {"nticks": 5, "tickformat": ",d", "range": [0, max(highest, 1) * 1.12]},
        shapes=[_band(band, since) for band in bands],
        annotations=[*texts, *(_band_label(band, since) for band in bands)],
    )  # fmt: skip
    layout["margin"] |= {"t": 26 if bands else 8, "b": 90}
    return go.Figure(data=traces, layout=layout)


def _month_axis(months: list[date]) -> dict[str, Any]:
    shown = range(0, len(months), 1 if len(months) <= _DIRECT_LABELS else 3)
    return theme.ticks() | {
        "tickvals": list(shown),
        "ticktext": [theme.month_tick(months[n], n == 0 or shown.step > 1) for n in shown],
        "range": [-0.6, len(months) - 0.4],
        "zeroline": False,
    }


def _since(result: Result) -> date:
    if result.since is None:
        raise ValueError(f"{result.measure.name} has no first month")
    return result.since


def _place(day: Any, since: date, share: float) -> float:
    """Where a day lies on the axis of months; `share` 0 for its morning, 1 for its evening."""
    months = (day.year - since.year) * 12 + day.month - since.month
    of_month = (day.day - 1 + share) / monthrange(day.year, day.month)[1]
    return max(float(months - 0.5 + of_month), -0.6)


def _band(mark: Mark, since: date) -> dict[str, Any]:
    return {
        "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND,
        "x0": _place(mark.low, since, 0), "x1": _place(mark.high, since, 1),
        "yref": "paper", "y0": 0, "y1": 1,
    }  # fmt: skip


def _band_label(mark: Mark, since: date) -> dict[str, Any]:
    middle = (_place(mark.low, since, 0) + _place(mark.high, since, 1)) / 2
    return {"x": middle, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False,
            "text": theme.plain(mark.label)}  # fmt: skip
