"""The words around a chart that every chart has: source and date, what was left out, the
sentence for who cannot see it, and how a share is written."""

import pandas as pd

from lib.charts import theme
from lib.measures.result import Result

_SMALL_BASE = 100
_SPOKEN_ROWS = 8


def source_line(result: Result) -> str:
    """ "Bron: Begeleiding en Cliënten · stand per 1 februari 2022"."""
    if result.since is None:
        return f"Bron: {result.measure.source} · stand per {theme.day(result.as_of)}"
    period = f"{theme.day(result.since)} tot en met {theme.day(result.as_of)}"
    return f"Bron: {result.measure.source} · {period}"


def left_out_line(result: Result) -> str:
    """Empty when every row was counted."""
    match result.left_out:
        case 0:
            return ""
        case 1:
            return "1 rij kon niet worden meegeteld, omdat er iets in ontbreekt."
        case count:
            return f"{count} rijen konden niet worden meegeteld, omdat er iets in ontbreekt."


def empty_line(result: Result) -> str:
    """What to do about a chart without rows."""
    return (
        "Hierover is nog niets vastgelegd. Zodra er rijen staan in "
        f"{result.measure.source}, verschijnt het hier."
    )


def share(part: int, whole: int) -> str:
    """ "6 van de 18"; over a base of 100 and more "ongeveer 9 van de 10", never a percentage."""
    tenths = round(10 * part / whole) if whole else 0
    if whole < _SMALL_BASE:
        return f"{part} van de {whole}"
    if part in (0, whole):
        return f"geen van de {theme.number(whole)}" if not part else f"alle {theme.number(whole)}"
    if tenths in (0, 10):
        return f"{theme.number(part)} van de {theme.number(whole)}"
    exactly = "" if 10 * part == tenths * whole else "ongeveer "
    return f"{exactly}{tenths} van de 10"


def counted(count: int, one: str, several: str) -> str:
    """ "1 knelpunt", "5 knelpunten", "geen knelpunten"."""
    return f"{theme.number(count) if count else 'geen'} {one if count == 1 else several}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def alt_text(result: Result, title: str) -> str:
    """The title and the figures in one or two sentences; long tables in their outline."""
    table = result.table
    figures = table.select_dtypes("number")
    label = str(table.columns[0])
    if result.since is not None and label == "Maand":
        return f"{title}. {_spoken_months(table)}"
    if figures.empty:
        return f"{title}. Tabel met {counted(len(table), 'rij', 'rijen')}."
    rows = [_spoken_row(table, place, list(figures.columns)) for place in range(len(table))]
    more = f" En nog {len(rows) - _SPOKEN_ROWS} rijen." if len(rows) > _SPOKEN_ROWS else ""
    return f"{title}. {label}: {'; '.join(rows[:_SPOKEN_ROWS])}.{more}"


def _spoken_row(table: pd.DataFrame, place: int, columns: list[str]) -> str:
    row = table.iloc[place]
    values = [
        (name, "onbekend" if pd.isna(row[name]) else theme.number(float(row[name])))
        for name in columns
    ]
    if len(values) == 1:
        return f"{row.iloc[0]} {values[0][1]}"
    return f"{row.iloc[0]}: " + ", ".join(f"{name} {value}" for name, value in values)


def _spoken_months(table: pd.DataFrame) -> str:
    parts = table.iloc[:, 1:]
    totals = parts.sum(axis=1)
    highest = table["Maand"].iloc[int(totals.argmax())]
    sums = ", ".join(f"{name} {theme.number(parts[name].iloc[-1])}" for name in parts)
    return (
        f"Per maand van {table['Maand'].iloc[0]} tot en met {table['Maand'].iloc[-1]}, het meest "
        f"in {highest} ({theme.number(totals.max())}). Laatste maand: {sums}."
    )
