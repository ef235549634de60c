"""How charts look, in one place: colours, formats, the closure band, the target line.

Backgrounds are transparent. Streamlit's chart theme fills in the font, and leaves explicit
colours alone; its own grey for labels is too light to read on white, so text has a colour.
"""

import html
import textwrap
from datetime import date
from typing import Any

from lib.schema.dates import short_month, spoken_day, spoken_month

SERIES = ("#137c87", "#c9671c", "#6f4fd0", "#c26cc8", "#7a6c52")
"""Petrol, orange, violet, orchid, taupe: ≥ 3:1 on both backgrounds, apart for colour-blind
eyes. The same list stands in .streamlit/config.toml (a test holds them equal)."""
TEXT_ON_SERIES = ("#ffffff", "#10191b", "#ffffff", "#10191b", "#ffffff")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross")
"""Series differ in form, too: never by colour alone."""
TEXT = "#000037"
"""Streamlit's placeholder for "strong text of this mode", which its browser side replaces;
elsewhere it is what it says, almost black. A test compares it with Streamlit's own."""
NEUTRAL = "#7b8a8d"
BAND = "rgba(123, 138, 141, 0.22)"
LINE_PX, ROW_PX, BAR_PX = 17, 52, 22
LABEL_CHARS = 46
"""What fits in one line of a chart of 340 px wide (a phone of 390)."""
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "showTips": False}
"""For the browser: no toolbar, a finger on the chart scrolls the page."""


def layout(height_px: int, **more: Any) -> dict[str, Any]:
    """The layout every chart starts from; the empty template leaves the look to Streamlit."""
    base: dict[str, Any] = {
        "template": {},
        "height": height_px,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",.",
        "font": {"color": TEXT},
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {"align": "left"},
    }
    return base | more


def legend_below() -> dict[str, Any]:
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yref": "container",
        "yanchor": "bottom",
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def ticks() -> dict[str, Any]:
    """What every axis with ticks has; it does not zoom under a finger."""
    return {"fixedrange": True, "tickfont": {"color": TEXT}, "tickangle": 0}


def hidden_axis(**more: Any) -> dict[str, Any]:
    return {"visible": False, "fixedrange": True} | more


def rows_px(labels: list[str]) -> int:
    """How high a chart with a row per label must be; lines of a label are divided by <br>."""
    extra = max((label.count("<br>") for label in labels), default=0)
    return len(labels) * (ROW_PX + extra * LINE_PX)


def plain(text: object) -> str:
    """Text from a sheet as Plotly should show it: nothing in it is markup."""
    return html.escape(str(text), quote=False)


def wrapped(text: object, width: int = LABEL_CHARS) -> str:
    return "<br>".join(plain(line) for line in textwrap.wrap(str(text), width) or [""])


def number(value: float) -> str:
    """3 → "3", 2.5 → "2,5", 12345 → "12.345"."""
    spoken = f"{value:,.1f}".removesuffix(".0")
    return spoken.translate(str.maketrans(",.", ".,"))


def day(value: date) -> str:
    """ "1 februari 2022"."""
    return spoken_day(value)


def month(value: date) -> str:
    """ "februari 2022"."""
    return spoken_month(value)


def month_tick(value: date, with_year: bool) -> str:
    """ "feb", with the year under it where asked for and in January."""
    name = short_month(value)
    return f"{name}<br>{value.year}" if with_year or value.month == 1 else f"{name}<br> "
