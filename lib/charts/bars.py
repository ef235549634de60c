"""Horizontal bars: the label stands above its bar, so that long ones fit on a phone."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.result import Result

_LABEL_ROOM = 1.14  # times the longest bar, so that the number behind it fits


def bars(result: Result, value: str | None = None, target: str | None = None) -> go.Figure:
    """One bar per row: the first column is its label, `value` (or the second) its length.
    `target` names a column that is drawn as a line across the bar."""
    table = result.table
    value = value or str(table.columns[1])
    lengths = table[value].astype("Float64")
    texts = ["onbekend" if pd.isna(v) else theme.number(v) for v in lengths]
    figure = _rows(result, [value, target] if target else [value], has_legend=bool(target))
    figure.add_bar(
        x=lengths.fillna(0).tolist(),
        y=_places(len(table)),
        name=value,
        text=texts,
        hovertext=[f"{theme.plain(n)}: {t}" for n, t in zip(table.iloc[:, 0], texts, strict=True)],
        marker={"color": theme.SERIES[0]},
        textposition="outside",
        **_BAR,
    )
    if target:
        _add_targets(figure, result, target)
    return figure


def stacked_bars(result: Result, series: Sequence[str] | None = None) -> go.Figure:
    """One bar per row, in parts: the first column is its label, the others (or `series`) the
    parts. Marks of the result are drawn as a band with its label on top."""
    table = result.table
    names = list(series or table.columns[1:])
    figure = _rows(result, names, has_legend=True)
    for place, name in enumerate(names):
        values = table[name].tolist()
        figure.add_bar(
            x=values,
            y=_places(len(table)),
            name=name,
            text=[theme.number(v) if v else "" for v in values],
            hovertext=[
                f"{theme.plain(label)}<br>{theme.plain(name)}: {theme.number(v)}"
                for label, v in zip(table.iloc[:, 0], values, strict=True)
            ],
            marker={"color": theme.SERIES[place]},
            insidetextfont={"color": theme.TEXT_ON_SERIES[place]},
            textposition="inside",
            **_BAR,
        )
    _add_bands(figure, result)
    return figure


_BAR = {
    "orientation": "h",
    "hoverinfo": "text",
    "width": theme.BAR_PX / theme.ROW_PX,
    "constraintext": "none",
    "insidetextanchor": "middle",
    "textangle": 0,
    "cliponaxis": False,
}


def _places(count: int) -> list[int]:
    """The first row on top."""
    return list(range(count - 1, -1, -1))


def _rows(result: Result, columns: list[str], has_legend: bool) -> go.Figure:
    table = result.table
    labels = [theme.wrapped(label) for label in table.iloc[:, 0]]
    lines = max((label.count("<br>") for label in labels), default=0)
    row_px = theme.ROW_PX + lines * theme.LINE_PX
    top_px = theme.ROW_PX // 2 if result.marks else 0
    height = len(table) * row_px + top_px + (44 if has_legend else 0) + 10
    stacked = table[columns].astype("Float64").fillna(0)
    longest = stacked.sum(axis=1).max() if columns[0] != columns[-1] else stacked.max().max()
    bands = [mark.high for mark in result.marks if not isinstance(mark.high, date)]
    reach = max(float(longest), *bands, 1)
    figure = go.Figure(layout=theme.layout(height, barmode="stack", showlegend=has_legend))
    figure.update_layout(
        legend=theme.legend_below(),
        margin={"t": 8 + top_px, "b": 44 if has_legend else 0},
        xaxis=theme.hidden_axis(range=[0, reach * _LABEL_ROOM]),
        yaxis=theme.hidden_axis(range=[-0.4, len(table) - 0.1]),
        annotations=[
            {"x": 0, "y": place, "text": label, "showarrow": False, "xanchor": "left",
             "yanchor": "bottom", "yshift": theme.BAR_PX / 2, "align": "left", "xshift": -1}
            for place, label in zip(_places(len(table)), labels, strict=True)
        ],
    )  # fmt: skip
    return figure


def _add_targets(figure: go.Figure, result: Result, target: str) -> None:
    wanted = result.table[target].astype("Float64")
    figure.add_scatter(
        x=[None if pd.isna(v) else float(v) for v in wanted],
        y=_places(len(wanted)),
        name=target,
        mode="markers",
        marker={"symbol": "line-ns", "size": theme.BAR_PX + 6,
                "line": {"width": 3, "color": theme.SERIES[1]}},
        hovertext=[f"{target}: {'onbekend' if pd.isna(v) else theme.number(v)}" for v in wanted],
        hoverinfo="text",
    )  # fmt: skip


def _add_bands(figure: go.Figure, result: Result) -> None:
    for mark in result.marks:
        figure.add_vrect(
            x0=mark.low,
            x1=mark.high,
            fillcolor=theme.BAND,
            line_width=0,
            layer="below",
            annotation={"text": theme.plain(mark.label), "yanchor": "bottom", "xanchor": "right"},
            annotation_position="top right",
        )
