"""With whom the team is in touch: a line to every partner, as thick as there were meetings."""

from typing import Any

import plotly.graph_objects as go

from lib.charts import theme
from lib.measures.partner_links import LATE
from lib.measures.result import Result

_LABEL_CHARS, _ROW_PX = 28, 58
_TEAM, _PARTNERS = 0.12, 0.36
_THICKEST_PX = 9


def network(result: Result) -> go.Figure:
    """The team left in the middle, a partner per row: places that stay where they are. A link
    that is silent for longer than agreed is dashed, and says so."""
    table = result.table
    names, counts = list(table["Partner"]), [int(n) for n in table["Overleggen in een jaar"]]
    late = [pace == LATE for pace in table["Ritme"]]
    places = list(range(len(names) - 1, -1, -1))
    middle, most = (len(names) - 1) / 2, max([*counts, 1])
    links = [
        _link(place, middle, 1.5 + (_THICKEST_PX - 1.5) * count / most, is_late)
        for place, count, is_late in zip(places, counts, late, strict=True)
    ]
    labels = [
        f"<b>{theme.wrapped(name, _LABEL_CHARS)}</b><br>{_spoken(count, pace)}"
        for name, count, pace in zip(names, counts, table["Ritme"], strict=True)
    ]
    layout = theme.layout(
        _ROW_PX * len(names) + 24,
        xaxis=theme.hidden_axis(range=[0, 1]),
        yaxis=theme.hidden_axis(range=[-0.7, len(names) - 0.3]),
        annotations=[
            _label(_PARTNERS + 0.04, place, label)
            for place, label in zip(places, labels, strict=True)
        ] + [{"x": _TEAM, "y": middle, "text": "<b>STAP-<br>team</b>", "showarrow": False,
              "font": {"color": theme.TEXT_ON_SERIES[0]}}],
    )  # fmt: skip
    dots = _dots([_PARTNERS] * len(names), places, 12, labels)
    team = _dots([_TEAM], [middle], 58, ["STAP-team"])
    return go.Figure(data=[*links, dots, team], layout=layout)


def _spoken(count: int, pace: str) -> str:
    meetings = "1 overleg" if count == 1 else f"{count or 'geen'} overleggen"
    return f"{meetings}, {pace[0].lower()}{pace[1:]}"


def _link(place: int, middle: float, width: float, is_late: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [_TEAM, _PARTNERS],
        "y": [middle, place],
        "hoverinfo": "skip",
        "line": {"width": width, "dash": "dot" if is_late else "solid",
                 "color": theme.SERIES[1] if is_late else theme.SERIES[0]},
    }  # fmt: skip


def _dots(x: list[float], y: list[Any], size: int, texts: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "hovertext": texts,
        "hoverinfo": "text",
        "marker": {"size": size, "color": theme.SERIES[0], "line": {"width": 0}},
    }


def _label(x: float, y: int, text: str) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left", "align": "left"}
