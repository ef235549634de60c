"""One client's year on a line of time: support as bars, contacts and appointments as marks."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from lib.charts import theme
from lib.charts.texts import capital, counted
from lib.charts.timeline import row_labels, time_axis
from lib.measures.contacts import REACHED
from lib.measures.result import Result
from lib.measures.story import APPOINTMENT, CONTACT, SUPPORT
from lib.schema.choices import AppointmentOutcome, Intensity

_DAY = timedelta(days=1)


class _Stretch(NamedTuple):
    """A mark of the Result between two days, both included."""

    label: str
    at: str
    first: date
    last: date


class _Look(NamedTuple):
    """How a mark looks; `sign` stands for it in the words above its row, `lower` is how far it
    stands below the line of its row, so that the common marks do not cover it."""

    symbol: str
    colour: str
    sign: str
    name: str
    lower: float = 0


_SPOKEN = _Look("circle", theme.SERIES[0], "●", "gesproken")
_NOT_SPOKEN = _Look("circle-open", theme.NEUTRAL, "○", "niet gesproken", 0.24)
_APPEARED = _Look("square", theme.SERIES[0], "■", "verschenen")
_MISSED = _Look("x", theme.SERIES[1], "✕", "niet verschenen")
_OTHER = _Look("square-open", theme.NEUTRAL, "□", "anders of nog niet")
_LOOKS = {CONTACT: (_SPOKEN, _NOT_SPOKEN), APPOINTMENT: (_APPEARED, _MISSED, _OTHER)}
_OUTCOMES: dict[str, _Look] = {
    AppointmentOutcome.APPEARED: _APPEARED,
    AppointmentOutcome.NO_SHOW: _MISSED,
}
_TITLES = {CONTACT: "Contacten", APPOINTMENT: "Afspraken"}


def story(result: Result) -> go.Figure:
    """A row for every intensity she had, one of contacts and one of appointments; the closure
    of the zone is a band, the dotted line is the day itself."""
    table, since = result.table, result.since or result.as_of
    looks = _looks(table)
    kinds = [kind for kind in _LOOKS if table["Soort"].eq(kind).any()]
    periods = [one for one in _stretches(result) if one.label == SUPPORT]
    bands = [one for one in _stretches(result) if one.label != SUPPORT]
    intensities = [str(how) for how in Intensity if any(one.at == how for one in periods)]
    rows = [*intensities, *kinds]
    places = {row: len(rows) - 1 - number for number, row in enumerate(rows)}
    labels = [*intensities, *(_label(kind, looks) for kind in kinds)]
    layout = theme.layout(
        theme.rows_px(labels) + 76,
        xaxis=time_axis([since, *(day for day in table["Dag"] if day >= since)], result.as_of),
        yaxis=theme.hidden_axis(range=[-0.5, len(rows) - 0.1]),
        shapes=[*(_band(one) for one in bands), _line(result.as_of)],
        annotations=[*row_labels(labels, [places[row] for row in rows]),
                     *(_band_label(one) for one in bands)],
    )  # fmt: skip
    layout["margin"] |= {"t": 24 if bands else 8, "b": 44}
    bars = [
        _bars(how, [one for one in periods if one.at == how], places[how]) for how in intensities
    ]
    marks = [_marks(table[[one is look for one in looks]], look, places[kind])
             for kind in kinds for look in _LOOKS[kind] if look in looks]  # fmt: skip
    return go.Figure(data=[*bars, *marks], layout=layout)


def story_title(table: pd.DataFrame, result: Result) -> str:
    days = [day for day, look in zip(table["Dag"], _looks(table), strict=True) if look is _SPOKEN]
    since = theme.day(result.since or result.as_of)
    if not days:
        return f"Niet gesproken sinds {since}"
    return f"{len(days)} keer gesproken sinds {since}, het laatst op {theme.day(max(days))}"


def story_alt(result: Result) -> str:
    """What the picture shows, for who cannot see it."""
    table, looks = result.table, _looks(result.table)
    told = [f"{one.at or one.label} van {theme.day(one.first)} tot en met {theme.day(one.last)}"
            for one in _stretches(result)]  # fmt: skip
    for kind, several in ((CONTACT, "contacten"), (APPOINTMENT, "afspraken")):
        count = counted(int(table["Soort"].eq(kind).sum()), kind.lower(), several)
        parts = [f"{looks.count(look)} {look.name}" for look in _LOOKS[kind] if look in looks]
        told.append(f"{count}: {', '.join(parts)}" if parts else count)
    return " ".join(f"{capital(sentence)}." for sentence in told)


def _stretches(result: Result) -> list[_Stretch]:
    return [
        _Stretch(mark.label, mark.at, mark.low, mark.high)
        for mark in result.marks
        if isinstance(mark.low, date) and isinstance(mark.high, date)
    ]


def _looks(table: pd.DataFrame) -> list[_Look | None]:
    """How each row of the table is drawn; None for support, which is a bar."""
    pairs = zip(table["Soort"], table["Uitkomst"], strict=True)
    return [_look(kind, outcome) for kind, outcome in pairs]


def _look(kind: str, outcome: str) -> _Look | None:
    if kind == CONTACT:
        return _SPOKEN if outcome in REACHED else _NOT_SPOKEN
    return _OUTCOMES.get(outcome, _OTHER) if kind == APPOINTMENT else None


def _label(kind: str, looks: list[_Look | None]) -> str:
    """The title of a row, with what its marks stand for."""
    signs = [f"{look.sign} {look.name}" for look in _LOOKS[kind] if look in looks]
    return theme.wrapped(f"{_TITLES[kind]}: {', '.join(signs)}")


def _bars(intensity: str, periods: list[_Stretch], place: int) -> dict[str, Any]:
    """Periods as thick lines with gaps between; the last day counts as well."""
    x: list[Any] = []
    texts: list[str | None] = []
    for one in periods:
        said = f"{intensity}: {theme.day(one.first)} tot en met {theme.day(one.last)}"
        x += [one.first, one.last + _DAY, None]
        texts += [said, said, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": [place] * len(x),
        "name": intensity,
        "line": {"color": theme.SERIES[2], "width": 10},
        "hovertext": texts,
        "hoverinfo": "text",
    }


def _marks(rows: pd.DataFrame, look: _Look, place: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(rows["Dag"]),
        "y": [place - look.lower] * len(rows),
        "name": look.name,
        "marker": {"symbol": look.symbol, "size": 8, "color": look.colour,
                   "line": {"width": 1.5, "color": look.colour}},
        "hovertext": [
            f"{theme.day(day)}<br>{theme.plain(what or 'onbekend')}: {theme.plain(outcome)}"
            for day, what, outcome in zip(rows["Dag"], rows["Wat"], rows["Uitkomst"], strict=True)
        ],
        "hoverinfo": "text",
    }  # fmt: skip


def _band(one: _Stretch) -> dict[str, Any]:
    return {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": theme.BAND,
            "x0": one.first, "x1": one.last + _DAY, "yref": "paper", "y0": 0, "y1": 1}  # fmt: skip


def _band_label(one: _Stretch) -> dict[str, Any]:
    return {"x": one.first, "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": "left",
            "showarrow": False, "text": theme.plain(one.label)}  # fmt: skip


def _line(day: date) -> dict[str, Any]:
    return {"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1,
            "layer": "below",
            "line": {"color": theme.NEUTRAL, "width": 2, "dash": "dot"}}  # fmt: skip
