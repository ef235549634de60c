"""A published table as a chart: what it answers, the picture, and every word around it."""

from collections.abc import Sequence

import pandas as pd

from lib.charts import theme
from lib.charts.chart import Chart
from lib.charts.drawn import drawn
from lib.charts.picture import picture_of, trend
from lib.charts.published_titles import answer
from lib.disclosure.safe_table import Mark, SafeTable, safe
from lib.measures.published import MEASURES
from lib.publication.publication import Publication

_TRENDS = ("zone", "contact_state", "intensity")
_SPOKEN_ROWS = 8


def published_chart(publication: Publication, name: str) -> Chart:
    """TypeError when the table did not pass the gate."""
    table = safe(publication.tables[name])
    title = answer(publication, name)
    picture = picture_of(publication, name)
    return Chart(
        name=name,
        figure=drawn(picture) if picture else None,
        title=title,
        source_line=source_line(publication, name),
        alt=alt_text(table, title),
        table=frame_of(table),
        definition=MEASURES[name].definition,
        note=note(table),
        empty="" if table.rows else "Hierover was op de peildatum niets vastgelegd.",
    )


def trend_chart(publications: Sequence[Publication], name: str) -> Chart | None:
    """The same table over all publications, the oldest first; None where there is no line to
    draw."""
    lines = trend(publications, name) if name in _TRENDS else None
    if lines is None:
        return None
    last = publications[-1]
    table = pd.DataFrame({"Peildatum": list(lines.points)})
    for label in lines.lines:
        column = safe(last.tables[name]).columns[1]
        texts = [p.tables[name].text(label, column) for p in publications if name in p.tables]
        table[label] = texts
    title = f"{MEASURES[name].title} in {len(lines.points)} publicaties"
    return Chart(
        name=f"{name}_trend",
        figure=drawn(lines),
        title=title,
        source_line=source_line(last, name),
        alt=f"{title}. De getallen staan in de tabel.",
        table=table,
        definition=MEASURES[name].definition,
        note="Een gat in een lijn: niet getoond of alleen de richting getoond.",
    )


def source_line(publication: Publication, name: str) -> str:
    return f"Bron: {MEASURES[name].source} · peildatum {theme.day(publication.as_of)}"


def note(table: SafeTable) -> str:
    """What the marks in it mean; empty without any."""
    cells = {cell for row in table.rows for cell in row[1:]}
    said = []
    if Mark.HIDDEN in cells:
        said.append("Kleine aantallen worden niet getoond.")
    if cells & {Mark.MORE, Mark.FEWER}:
        said.append("▲ en ▼: een kleine verandering sinds de vorige publicatie, zonder getal.")
    return " ".join(said)


def alt_text(table: SafeTable, title: str) -> str:
    """The title and the cells as sentences; of long tables the outline."""
    if len(table.rows) > _SPOKEN_ROWS or len(table.columns) > 4:
        return f"{title}. Tabel met {len(table.rows)} rijen: {', '.join(table.labels)}."
    rows = [
        f"{row[0]} {row[1]}"
        if len(row) == 2
        else f"{row[0]}: "
        + ", ".join(f"{name} {text}" for name, text in zip(table.columns[1:], row[1:], strict=True))
        for row in table.rows
    ]
    return f"{title}. {table.columns[0]}: {'; '.join(rows)}."


def frame_of(table: SafeTable) -> pd.DataFrame:
    return pd.DataFrame(list(table.rows), columns=list(table.columns), dtype="str")
