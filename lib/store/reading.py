"""Reading: one `values:batchGet` per workbook; a missing sheet costs two more."""

from collections.abc import Sequence

from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from lib.schema.cells import Cell
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import WORKBOOK_TITLES, sheets_of
from lib.store.a1 import sheet_range
from lib.table import Table, empty_table, read_table

_UNFORMATTED = {
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
    "majorDimension": "ROWS",
}


def read_workbook(http: HTTPClient, spreadsheet_id: str, workbook: str) -> dict[str, Table]:
    """Every sheet of one workbook; a sheet that is not there is empty, with a problem."""
    sheets = sheets_of(workbook)
    try:
        rows = sheet_rows(http, spreadsheet_id, sheets)
    except APIError as error:
        if error.response.status_code != 400:
            raise
        # Google names only the first range it cannot find, in the account's language.
        titles = sheet_ids(http, spreadsheet_id)
        present = tuple(s for s in sheets if s.title.casefold() in titles)
        rows = sheet_rows(http, spreadsheet_id, present) if present else {}
    return {
        sheet.name: read_table(sheet, rows[sheet.name])
        if sheet.name in rows
        else empty_table(sheet, sheet_gone(sheet))
        for sheet in sheets
    }


def sheet_ids(http: HTTPClient, spreadsheet_id: str) -> dict[str, int]:
    """By case-folded title: Google finds a sheet regardless of case."""
    answer = http.spreadsheets_get(spreadsheet_id, {"fields": "sheets.properties(sheetId,title)"})
    found = (sheet["properties"] for sheet in answer.get("sheets", []))
    return {one["title"].casefold(): one["sheetId"] for one in found}


def sheet_rows(
    http: HTTPClient, spreadsheet_id: str, sheets: Sequence[type[Sheet]]
) -> dict[str, list[list[Cell]]]:
    ranges = [sheet_range(sheet.title) for sheet in sheets]
    answer = http.values_batch_get(spreadsheet_id, ranges, dict(_UNFORMATTED))
    found = answer["valueRanges"]
    return {s.name: part.get("values", []) for s, part in zip(sheets, found, strict=True)}


def sheet_gone(sheet: type[Sheet]) -> Problem:
    return Problem(
        sheet.name,
        None,
        None,
        "",
        "sheet_missing",
        f"Het blad '{sheet.title}' ontbreekt in '{WORKBOOK_TITLES[sheet.workbook]}'. "
        "Zet het terug of geef het zijn oude naam.",
        is_blocking=True,
    )
