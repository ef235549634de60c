"""Pictures of published tables as Plotly figures."""

from typing import Any

import plotly.graph_objects as go

from lib.charts import theme
from lib.charts.bars import BAR, places, row_figure, row_text
from lib.charts.picture import Bars, Lines, Picture, Stacks, Timeline
from lib.charts.timeline import moments_figure

_LABEL_ROOM = 1.3
"""Times the longest bar, so that a mark in words behind a short one fits."""
_LINES_PX = 320


def drawn(picture: Picture) -> go.Figure:
    match picture:
        case Bars():
            return _bars(picture)
        case Stacks():
            return _stacks(picture)
        case Lines():
            return _lines(picture)
        case Timeline():
            return moments_figure(picture.moments, picture.today)


def _bars(picture: Bars) -> go.Figure:
    longest = max([v or 0 for v in picture.values] + [band.high for band in picture.bands] + [1])
    count = len(picture.labels)
    trace = BAR | {
        "y": places(count),
        "x": [value or 0 for value in picture.values],
        "text": [theme.plain(text) for text in picture.texts],
        "textposition": "outside",
        "hovertext": [
            f"{theme.plain(label)}: {theme.plain(text)}"
            for label, text in zip(picture.labels, picture.texts, strict=True)
        ],
        "marker": {"color": theme.SERIES[0]},
    }
    bands = [
        {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND,
         "x0": band.low, "x1": band.high, "y0": -0.35, "y1": count - 0.65}
        for band in picture.bands
    ]  # fmt: skip
    named = [
        row_text(count - 0.62, band.label, x=band.high, yanchor="bottom", xanchor="right")
        for band in picture.bands
    ]
    return row_figure(picture.labels, [trace], longest * _LABEL_ROOM, bands, named)


def _stacks(picture: Stacks) -> go.Figure:
    traces = [
        BAR
        | {
            "y": places(len(picture.labels)),
            "x": list(values),
            "name": name,
            "text": [theme.number(value) if value else "" for value in values],
            "textposition": "inside",
            "insidetextfont": {"color": theme.TEXT_ON_SERIES[place]},
            "hovertext": [
                f"{theme.plain(label)}<br>{theme.plain(name)}: {theme.number(value)}"
                for label, value in zip(picture.labels, values, strict=True)
            ],
            "marker": {"color": theme.SERIES[place]},
        }
        for place, (name, values) in enumerate(picture.parts.items())
    ]
    longest = max([sum(values) for values in zip(*picture.parts.values(), strict=True)] + [1])
    return row_figure(picture.labels, traces, longest * _LABEL_ROOM)


def _lines(picture: Lines) -> go.Figure:
    highest = max([v for values in picture.lines.values() for v in values if v is not None] + [1])
    points = list(range(len(picture.points)))
    traces = [_line(picture, n, name) for n, name in enumerate(picture.lines)]
    layout = theme.layout(
        _LINES_PX + 22 * len(picture.lines),
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=theme.ticks()
        | {
            "tickvals": points,
            "ticktext": ["<br>".join(tick) for tick in picture.ticks],
            "range": [-0.6, len(points) - 0.4],
            "zeroline": False,
            "showgrid": False,
        },
        yaxis=theme.ticks() | {"nticks": 5, "tickformat": ",d", "range": [0, highest * 1.15]},
        shapes=[
            {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND,
             "x0": low, "x1": high, "yref": "paper", "y0": 0, "y1": 1}
            for _, low, high in picture.shades
        ],
        annotations=[
            {"x": (low + high) / 2, "yref": "paper", "y": 1, "yanchor": "bottom",
             "showarrow": False, "text": theme.plain(label)}
            for label, low, high in picture.shades
        ],
    )  # fmt: skip
    layout["margin"] |= {"t": 26, "l": 28, "b": 66 + 22 * len(picture.lines)}
    return go.Figure(data=traces, layout=layout)


def _line(picture: Lines, n: int, name: str) -> dict[str, Any]:
    """A line that is told from the others without its colour, too."""
    values = picture.lines[name]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(values))),
        "y": list(values),
        "name": name,
        "connectgaps": False,
        "line": {"color": theme.SERIES[n % 5], "dash": theme.DASHES[n % 5], "width": 2.5},
        "marker": {"symbol": theme.SYMBOLS[n % 5], "size": 9},
        "hovertext": [
            f"{point}<br>{theme.plain(name)}: "
            f"{'niet getoond' if value is None else theme.number(value)}"
            for point, value in zip(picture.points, values, strict=True)
        ],
        "hoverinfo": "text",
    }
