"""Reading: one `values:batchGet` per workbook; a missing sheet costs two more, and a third where
there are tabs that may be the missing one under another name."""

from collections.abc import Mapping, Sequence

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.schema.cells import Cell
from lib.schema.header import has_headers_of
from lib.schema.logbook import Logbook
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import WORKBOOK_TITLES, sheets_of
from lib.store.a1 import rows_range, sheet_range
from lib.table import Table, empty_table, read_table

_UNFORMATTED = {
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
    "majorDimension": "ROWS",
}


def read_workbook(http: HTTPClient, spreadsheet_id: str, workbook: str) -> dict[str, Table]:
    """Every sheet of one workbook; a sheet that is not there is empty, with a problem."""
    sheets, found = sheets_of(workbook), dict[str, list[Cell]]()
    try:
        rows = sheet_rows(http, spreadsheet_id, sheets)
    except APIError as error:
        if error.response.status_code != 400:
            raise
        # Google names only the first range it cannot find, in the account's language.
        titles = tabs(http, spreadsheet_id)
        folded = {title.casefold() for title in titles}
        present = tuple(s for s in sheets if s.title.casefold() in folded)
        rows = sheet_rows(http, spreadsheet_id, present) if present else {}
        known = {Logbook.title.casefold(), *(sheet.title.casefold() for sheet in sheets)}
        others = [title for title in titles if title.casefold() not in known]
        found = first_rows(http, spreadsheet_id, others)
    return {
        sheet.name: read_table(sheet, rows[sheet.name])
        if sheet.name in rows
        else empty_table(sheet, sheet_gone(sheet, found))
        for sheet in sheets
    }


def tabs(http: HTTPClient, spreadsheet_id: str) -> dict[str, int]:
    """Title → sheet id of every tab with cells."""
    fields = "sheets.properties(sheetId,title,sheetType)"
    answer = http.spreadsheets_get(spreadsheet_id, {"fields": fields})
    found = (sheet["properties"] for sheet in answer.get("sheets", []))
    return {one["title"]: one["sheetId"] for one in found if one["sheetType"] == "GRID"}


def sheet_ids(http: HTTPClient, spreadsheet_id: str) -> dict[str, int]:
    """By case-folded title: Google finds a sheet regardless of case."""
    return {title.casefold(): one for title, one in tabs(http, spreadsheet_id).items()}


def first_rows(
    http: HTTPClient, spreadsheet_id: str, titles: Sequence[str]
) -> dict[str, list[Cell]]:
    """The first row of each of these tabs, [] where nothing stands there."""
    if not titles:
        return {}
    answer = http.values_batch_get(spreadsheet_id, [rows_range(title, 1) for title in titles])
    found = ((part.get("values") or [[]])[0] for part in answer["valueRanges"])
    return dict(zip(titles, found, strict=True))


def sheet_rows(
    http: HTTPClient, spreadsheet_id: str, sheets: Sequence[type[Sheet]]
) -> dict[str, list[list[Cell]]]:
    ranges = [sheet_range(sheet.title) for sheet in sheets]
    answer = http.values_batch_get(spreadsheet_id, ranges, dict(_UNFORMATTED))
    found = answer["valueRanges"]
    return {s.name: part.get("values", []) for s, part in zip(sheets, found, strict=True)}


def sheet_gone(sheet: type[Sheet], others: Mapping[str, Sequence[Cell]]) -> Problem:
    """`others` are the tabs that the schema does not know, with their first rows."""
    alike = [title for title, row in others.items() if has_headers_of(sheet, row)]
    what = "Zet het terug of geef het zijn oude naam."
    if alike:
        what = f"Het blad '{alike[0]}' heeft dezelfde koppen; noem dat weer '{sheet.title}'."
    return Problem(
        sheet.name,
        None,
        None,
        "",
        "sheet_missing",
        f"Het blad '{sheet.title}' ontbreekt in '{WORKBOOK_TITLES[sheet.workbook]}'. {what}",
        is_blocking=True,
    )
