"""Pictures of published tables as Plotly figures."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from lib.charts import theme
from lib.charts.picture import Bars, Lines, Picture, Stacks, Timeline
from lib.charts.timeline import row_labels, time_axis

_LABEL_ROOM = 1.3
"""Times the longest bar, so that a mark in words behind a short one fits."""
_LEGEND_PX = 44
_LINES_PX = 320
_DATES = (
    ("Oorspronkelijk", "original", "circle-open", theme.NEUTRAL),
    ("Streefdatum", "target", "diamond", theme.SERIES[1]),
    ("Behaald", "reached", "square", theme.SERIES[0]),
)


def drawn(picture: Picture) -> go.Figure:
    match picture:
        case Bars():
            return _bars(picture)
        case Stacks():
            return _stacks(picture)
        case Lines():
            return _lines(picture)
        case Timeline():
            return _timeline(picture)


def _bars(picture: Bars) -> go.Figure:
    longest = max([v or 0 for v in picture.values] + [band.high for band in picture.bands] + [1])
    trace = _bar(picture.labels) | {
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
         "x0": band.low, "x1": band.high, "y0": -0.35, "y1": len(picture.labels) - 0.65}
        for band in picture.bands
    ]  # fmt: skip
    named = [
        _text(len(picture.labels) - 0.62, band.label, x=band.high, yanchor="bottom",
              xanchor="right")
        for band in picture.bands
    ]  # fmt: skip
    return _rows(picture.labels, [trace], longest, bands, named)


def _stacks(picture: Stacks) -> go.Figure:
    traces = [
        _bar(picture.labels)
        | {
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
    return _rows(picture.labels, traces, longest)


def _bar(labels: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "hoverinfo": "text",
        "width": theme.BAR_PX / theme.ROW_PX,
        "constraintext": "none",
        "insidetextanchor": "middle",
        "textangle": 0,
        "cliponaxis": False,
        "y": list(range(len(labels) - 1, -1, -1)),
    }


def _rows(
    labels: Sequence[str],
    traces: list[dict[str, Any]],
    longest: float,
    shapes: Sequence[dict[str, Any]] = (),
    texts: Sequence[dict[str, Any]] = (),
) -> go.Figure:
    has_legend = len(traces) > 1
    spoken = [theme.wrapped(label) for label in labels]
    layout = theme.layout(
        theme.rows_px(spoken) + (_LEGEND_PX if has_legend else 0) + 22,
        barmode="stack",
        showlegend=has_legend,
        legend=theme.legend_below(),
        xaxis=theme.hidden_axis(range=[0, longest * _LABEL_ROOM]),
        yaxis=theme.hidden_axis(range=[-0.4, len(labels) - 0.1]),
        shapes=list(shapes),
        annotations=[
            *(
                _text(len(labels) - 1 - place, label, x=0, yanchor="bottom",
                      yshift=theme.BAR_PX / 2, xshift=-1)
                for place, label in enumerate(spoken)
            ),
            *texts,
        ],
    )  # fmt: skip
    layout["margin"]["b"] = _LEGEND_PX if has_legend else 0
    return go.Figure(data=traces, layout=layout)


def _text(place: float, text: str, **more: Any) -> dict[str, Any]:
    start = {"y": place, "text": text, "showarrow": False, "xanchor": "left", "align": "left"}
    return start | more


def _lines(picture: Lines) -> go.Figure:
    highest = max([v for values in picture.lines.values() for v in values if v is not None] + [1])
    places = list(range(len(picture.points)))
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": places,
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
        for n, (name, values) in enumerate(picture.lines.items())
    ]
    layout = theme.layout(
        _LINES_PX + 22 * len(picture.lines),
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=theme.ticks()
        | {
            "tickvals": places,
            "ticktext": [_tick(point) for point in picture.points],
            "range": [-0.6, len(places) - 0.4],
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


def _tick(point: str) -> str:
    """ "oktober 2021" or "31 okt 2021" over two lines."""
    words = point.split()
    name = words[-2][:3] if words[-2] != "maart" else "mrt"
    return f"{' '.join([*words[:-2], name])}<br>{words[-1]}"


def _timeline(picture: Timeline) -> go.Figure:
    moments = [moment for moment in picture.moments if moment.target]
    places = list(range(len(moments) - 1, -1, -1))
    labels = [theme.wrapped(moment.label) for moment in moments]
    traces, every = [], []
    for name, field, symbol, colour in _DATES:
        days = [getattr(moment, field) for moment in moments]
        if field == "target":
            days = [None if m.reached else day for m, day in zip(moments, days, strict=True)]
        every += [day for day in days if day]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": days,
                "y": places,
                "name": name,
                "marker": {"symbol": symbol, "size": 13, "color": colour,
                           "line": {"width": 2, "color": colour}},
                "hovertext": [day and f"{name}: {theme.day(day)}" for day in days],
                "hoverinfo": "text",
            }
        )  # fmt: skip
    shifts = [
        {"type": "line", "x0": m.original, "x1": m.target, "y0": place, "y1": place,
         "layer": "below", "line": {"color": theme.NEUTRAL, "width": 2}}
        for m, place in zip(moments, places, strict=True)
        if m.original and m.original != m.target
    ]  # fmt: skip
    now = [
        {"type": "line", "x0": picture.today, "x1": picture.today, "y0": place - 0.3,
         "y1": place + 0.15, "layer": "below",
         "line": {"color": theme.NEUTRAL, "width": 2, "dash": "dot"}}
        for place in places
    ]  # fmt: skip
    layout = theme.layout(
        theme.rows_px(labels) + 90,
        showlegend=True,
        legend=theme.legend_below(),
        xaxis=time_axis(every, picture.today),
        yaxis=theme.hidden_axis(range=[-0.6, len(moments) - 0.1]),
        shapes=[*shifts, *now],
        annotations=[
            *row_labels(labels, places),
            {"x": picture.today, "y": 1, "yref": "paper", "yanchor": "bottom",
             "showarrow": False, "text": theme.day(picture.today)},
        ],
    )  # fmt: skip
    layout["margin"] |= {"t": 24, "b": 70}
    return go.Figure(data=traces, layout=layout)
