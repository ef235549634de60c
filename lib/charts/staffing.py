"""How many work in the team, as steps over time, with what is announced after today."""

from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.result import Result

_HEIGHT_PX = 260
_AFTER = timedelta(days=45)


def steps(result: Result) -> go.Figure:
    """A line per function; the first column is the day from which the numbers hold."""
    table = result.table
    days = [day.date() for day in table["Vanaf"]]
    end = max(result.as_of, days[-1]) + _AFTER
    names = [str(name) for name in table.columns[1:]]
    highest = int(table[names].to_numpy().max())
    layout = theme.layout(
        _HEIGHT_PX,
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=theme.ticks()
        | {
            "type": "date",
            "range": [days[0] - timedelta(days=6), end],
            "tickvals": days,
            "ticktext": [theme.month_tick(day, with_year=True) for day in days],
            "showgrid": False,
        },
        yaxis=theme.ticks()
        | {"range": [0, highest + 0.8], "dtick": 1, "tickformat": "d", "zeroline": False},
        shapes=[_today(result)],
        annotations=[
            {"x": result.as_of, "y": 1, "yref": "paper", "yanchor": "bottom",
             "showarrow": False, "text": theme.day(result.as_of)}
        ],
    )  # fmt: skip
    layout["margin"] |= {"t": 24, "b": 76, "l": 24}
    lines = [_line(n, name, [*days, end], table[name]) for n, name in enumerate(names)]
    return go.Figure(data=lines, layout=layout)


def _line(number: int, name: str, days: list[Any], counts: "pd.Series[int]") -> dict[str, Any]:
    values = [int(count) for count in counts]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": days,
        "y": [*values, values[-1]],
        "name": name,
        "line": {"shape": "hv", "width": 3, "color": theme.SERIES[number],
                 "dash": theme.DASHES[number]},
        "marker": {"size": [9] * len(values) + [0], "symbol": theme.SYMBOLS[number]},
        "hovertext": [f"{name}: {value}" for value in [*values, values[-1]]],
        "hoverinfo": "text",
    }  # fmt: skip


def _today(result: Result) -> dict[str, Any]:
    return {"type": "line", "x0": result.as_of, "x1": result.as_of, "yref": "paper", "y0": 0,
            "y1": 1, "line": {"color": theme.NEUTRAL, "width": 2, "dash": "dot"}}  # fmt: skip
