"""Horizontal bars: the label stands above its bar, so that long ones fit on a phone.

Every figure is made in one go from plain dicts: plotly checks it once, which is six times
faster than adding to a figure piece by piece.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.result import Mark, Result

_LABEL_ROOM = 1.14  # times the longest bar, so that the number behind it fits
_LEGEND_PX = 44
BAR: dict[str, Any] = {
    "type": "bar",
    "orientation": "h",
    "hoverinfo": "text",
    "width": theme.BAR_PX / theme.ROW_PX,
    "constraintext": "none",
    "insidetextanchor": "middle",
    "textangle": 0,
    "cliponaxis": False,
}


def bars(result: Result, value: str | None = None, target: str | None = None) -> go.Figure:
    """One bar per row: the first column is its label, `value` (or the second) its length.
    `target` names a column that is drawn as a line across the bar."""
    table = result.table
    value = value or str(table.columns[1])
    lengths = table[value].astype("Float64")
    texts = [_spoken(length) for length in lengths]
    labels = [theme.plain(label) for label in table.iloc[:, 0]]
    trace = BAR | {
        "x": lengths.fillna(0).tolist(),
        "y": places(len(table)),
        "name": value,
        "text": texts,
        "hovertext": [f"{label}: {text}" for label, text in zip(labels, texts, strict=True)],
        "marker": {"color": theme.SERIES[0]},
        "textposition": "outside",
    }
    if not target:
        return _figure(result, [trace], float(lengths.fillna(0).max()))
    wanted = table[target].astype("Float64")
    longest = pd.concat([lengths, wanted]).fillna(0).max()
    return _figure(result, [trace, _targets(wanted, places(len(table)))], float(longest))


def stacked_bars(result: Result) -> go.Figure:
    """One bar per row, in parts: the first column is its label, the others the parts. A mark
    of the result is drawn as a band behind the row it belongs to."""
    table = result.table
    parts = table.iloc[:, 1:]
    traces = [
        BAR
        | {
            "x": table[name].tolist(),
            "y": places(len(table)),
            "name": str(name),
            "text": [theme.number(v) if v else "" for v in table[name]],
            "hovertext": [
                f"{theme.plain(label)}<br>{theme.plain(name)}: {theme.number(v)}"
                for label, v in zip(table.iloc[:, 0], table[name], strict=True)
            ],
            "marker": {"color": theme.SERIES[n]},
            "insidetextfont": {"color": theme.TEXT_ON_SERIES[n]},
            "textposition": "inside",
        }
        for n, name in enumerate(parts)
    ]
    totals = parts.sum(axis=1)
    nothing = [
        row_text(place, "0", x=0, yanchor="middle", xshift=2)
        for place, total in zip(places(len(table)), totals, strict=True)
        if not total
    ]
    return _figure(result, traces, float(totals.max()), nothing)


def _spoken(value: Any) -> str:
    return "onbekend" if pd.isna(value) else theme.number(float(value))


def places(count: int) -> list[int]:
    """Where rows stand: the first on top."""
    return list(range(count - 1, -1, -1))


def _figure(
    result: Result,
    traces: list[dict[str, Any]],
    longest: float,
    texts: Sequence[dict[str, Any]] = (),
) -> go.Figure:
    bands = [m for m in result.marks if not isinstance(m.high, date)]
    reach = max(longest, *(float(m.high) for m in bands), 1) * _LABEL_ROOM  # type: ignore[arg-type]
    shapes = [_band(band, result.table) for band in bands]
    named = [_band_label(band, result.table, reach) for band in bands]
    return row_figure(list(result.table.iloc[:, 0]), traces, reach, shapes, [*texts, *named])


def row_figure(
    labels: Sequence[object],
    traces: list[dict[str, Any]],
    reach: float,
    shapes: Sequence[dict[str, Any]] = (),
    texts: Sequence[dict[str, Any]] = (),
) -> go.Figure:
    """Rows with their label above their bar, on an axis from 0 to `reach`; a legend when there
    are several traces."""
    spoken = [theme.wrapped(label) for label in labels]
    below_px = _LEGEND_PX if len(traces) > 1 else 0
    layout = theme.layout(
        theme.rows_px(spoken) + below_px + 18,
        barmode="stack",
        showlegend=len(traces) > 1,
        legend=theme.legend_below(),
        xaxis=theme.hidden_axis(range=[0, reach]),
        yaxis=theme.hidden_axis(range=[-0.4, len(spoken) - 0.1]),
        shapes=list(shapes),
        annotations=[
            *(
                row_text(place, label, x=0, yanchor="bottom", yshift=theme.BAR_PX / 2, xshift=-1)
                for place, label in zip(places(len(spoken)), spoken, strict=True)
            ),
            *texts,
        ],
    )
    layout["margin"]["b"] = below_px
    return go.Figure(data=traces, layout=layout)


def row_text(place: float, text: str, **more: Any) -> dict[str, Any]:
    start = {"y": place, "text": text, "showarrow": False, "xanchor": "left", "align": "left"}
    return start | more


def _targets(wanted: "pd.Series[Any]", places: list[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [None if pd.isna(v) else float(v) for v in wanted],
        "y": places,
        "name": str(wanted.name),
        "mode": "markers",
        "marker": {
            "symbol": "line-ns",
            "size": theme.BAR_PX / 1.4,  # half the length of this symbol is 0.7 of its size
            "line": {"width": 3, "color": theme.SERIES[1]},
        },
        "hovertext": [f"{wanted.name}: {_spoken(v)}" for v in wanted],
        "hoverinfo": "text",
    }


def _row_of(mark: Mark, table: pd.DataFrame) -> int:
    return len(table) - 1 - int(table.iloc[:, 0].eq(mark.at).to_numpy().argmax())


def _band(mark: Mark, table: pd.DataFrame) -> dict[str, Any]:
    place, half = _row_of(mark, table), theme.BAR_PX / theme.ROW_PX / 2 + 0.06
    return {
        "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND,
        "x0": mark.low, "x1": mark.high, "y0": place - half, "y1": place + half,
    }  # fmt: skip


def _band_label(mark: Mark, table: pd.DataFrame, reach: float) -> dict[str, Any]:
    is_right = float(mark.high) > reach / 2  # type: ignore[arg-type]
    beside = {"x": mark.low, "xanchor": "right"} if is_right else {"x": mark.high}
    shift = -4 if is_right else 4
    return row_text(_row_of(mark, table), theme.plain(mark.label), yanchor="middle",
                 **({"xshift": shift} | beside))  # fmt: skip
