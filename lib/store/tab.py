"""A tab as it stands in its workbook, whether the schema knows it or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from gspread.http_client import HTTPClient

from lib.errors import SheetsBusy
from lib.schema.cells import Cell
from lib.schema.place import column_letters
from lib.store.a1 import sheet_range

_TRIES = 3
_VALUES = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
# A formula shows as its text and a date as a person sees it; all else as in the values.
_MADE = {"valueRenderOption": "FORMULA", "dateTimeRenderOption": "FORMATTED_STRING"}


@dataclass(frozen=True)
class Tab:
    """`rows` are unformatted values, dates as serials. `formulas` holds by cell (`C12`) the
    formula that gave the value, `dates` the columns (0-based) in which dates stand."""

    title: str
    rows: list[list[Cell]]
    formulas: dict[str, str]
    dates: list[int]


def read_tabs(http: HTTPClient, spreadsheet_id: str) -> list[Tab]:
    """Every tab with cells, in three requests; SheetsBusy when somebody typed between them, and
    again between the next ones."""
    for _ in range(_TRIES):
        answer = http.spreadsheets_get(
            spreadsheet_id, {"fields": "sheets.properties(title,sheetType)"}
        )
        found = [sheet["properties"] for sheet in answer["sheets"]]
        titles = [one["title"] for one in found if one["sheetType"] == "GRID"]
        values, made = (_rows(http, spreadsheet_id, titles, how) for how in (_VALUES, _MADE))
        tabs = [_tab(*parts) for parts in zip(titles, values, made, strict=True)]
        if None not in tabs:
            return [tab for tab in tabs if tab is not None]
    raise SheetsBusy


def _rows(
    http: HTTPClient, spreadsheet_id: str, titles: Sequence[str], how: Mapping[str, str]
) -> list[list[list[Cell]]]:
    ranges = [sheet_range(title) for title in titles]
    answer = http.values_batch_get(spreadsheet_id, ranges, dict(how))
    return [part.get("values", []) for part in answer["valueRanges"]]


def _tab(title: str, rows: list[list[Cell]], made: list[list[Any]]) -> Tab | None:
    """None when the two readings are not of the same moment."""
    formulas: dict[str, str] = {}
    dates: set[int] = set()
    nothing: list[Any] = []
    for number, (row, other) in enumerate(zip_longest(rows, made, fillvalue=nothing), start=1):
        for place, (value, shown) in enumerate(zip_longest(row, other, fillvalue="")):
            if value == shown:
                continue
            if isinstance(shown, str) and shown.startswith("="):
                formulas[f"{column_letters(place)}{number}"] = shown
            elif isinstance(shown, str) and isinstance(value, int | float):
                dates.add(place)
            else:
                return None
    return Tab(title, rows, formulas, sorted(dates))
