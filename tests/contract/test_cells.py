"""updateCells, appendCells and repeatCell, and cells as spreadsheets.get shows them (§2, §4)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import Batch, Request, refused

DATE = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd-mm-yyyy"}}}


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def number(value: float) -> dict[str, Any]:
    return {"userEnteredValue": {"numberValue": value}}


def rows(*cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"values": row} for row in cells]


def put(cells: list[dict[str, Any]], fields: str = "userEnteredValue", **where: Any) -> Request:
    where = where or {"start": {"sheetId": 0}}
    return {"updateCells": {"rows": cells, "fields": fields, **where}}


def cell(sheet: gspread.Worksheet, a1: str) -> Any:
    """The CellData of one cell; None when the answer has none."""
    params = {"ranges": f"'{sheet.title}'!{a1}", "includeGridData": "true"}
    data = sheet.spreadsheet.fetch_sheet_metadata(params)["sheets"][0]["data"][0]
    return data["rowData"][0]["values"][0] if "rowData" in data else None


def test_strings_stay_strings(sheet: gspread.Worksheet, batch: Batch) -> None:
    batch(put(rows([text("=1+1"), text("2020-01-01"), number(1.5), text("")])))
    assert sheet.get("A1:D1", value_render_option="FORMULA") == [["=1+1", "2020-01-01", 1.5]]


def test_a_formula_value(sheet: gspread.Worksheet, batch: Batch) -> None:
    batch(put(rows([{"userEnteredValue": {"formulaValue": "=1/4"}}])))
    found = cell(sheet, "A1")
    assert found["userEnteredValue"] == {"formulaValue": "=1/4"}
    assert found["effectiveValue"] == {"numberValue": 0.25}
    sheet.update([[1]], "A1")
    one = {"numberValue": 1}
    assert (cell(sheet, "A1")["userEnteredValue"], cell(sheet, "A1")["effectiveValue"]) == (
        one,
        one,
    )


def test_only_masked_fields_change(sheet: gspread.Worksheet, batch: Batch) -> None:
    batch(put(rows([{**number(44593), **DATE, "note": "n"}]), "*"))
    assert sheet.acell("A1").value == "01-02-2022"
    batch(put(rows([number(44594)])))
    assert (sheet.acell("A1").value, sheet.get_note("A1")) == ("02-02-2022", "n")
    batch(put(rows([{}]), "userEnteredFormat.numberFormat,note"))
    assert (sheet.acell("A1").value, sheet.get_note("A1")) == ("44594", "")


def test_a_range_clears_what_the_rows_lack(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    inside = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "endColumnIndex": 2}
    batch(put(rows([number(9)]), range=inside))
    assert sheet.get_all_values() == [["9"]]


def test_append_cells_goes_under_the_last_row_with_data(
    sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.resize(3, 2)
    sheet.update([["a"], [], ["c"]], "A1")
    sheet.insert_note("B3", "geen gegeven")
    append = {"sheetId": 0, "rows": rows([number(1)], [number(2)]), "fields": "userEnteredValue"}
    batch({"appendCells": append})
    assert sheet.col_values(1) == ["a", "", "c", "1", "2"]
    assert sheet.spreadsheet.values_get("Sheet1")["range"] == "Sheet1!A1:B5"


def test_append_cells_adds_no_columns(sheet: gspread.Worksheet, batch: Batch) -> None:
    append = {"sheetId": 0, "rows": rows([number(1)] * 27), "fields": "userEnteredValue"}
    with pytest.raises(APIError) as error:
        batch({"appendCells": append})
    last = "Attempting to write column: 26, beyond the last requested column of: 25"
    assert refused(error) == (400, f"Invalid requests[0].appendCells: {last}")


def test_append_cells_inserts_rows_only_when_they_are_needed(
    sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.resize(3, 2)
    append = {"sheetId": 0, "rows": rows([number(1)], [number(2)]), "fields": "userEnteredValue"}
    batch({"appendCells": append})
    assert sheet.spreadsheet.values_get("Sheet1")["range"] == "Sheet1!A1:B3"


def test_repeat_cell(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.resize(3, 3)
    inside = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 1}
    request = {"range": inside, "cell": {"note": "n"}, "fields": "note"}
    batch({"repeatCell": request})
    assert sheet.get_notes() == [[], ["", "n", "n"], ["", "n", "n"]]
    outside = {"sheetId": 0, "startRowIndex": 3, "endColumnIndex": 2}
    with pytest.raises(APIError) as error:
        batch({"repeatCell": request | {"range": outside}})
    limits = "exceeds grid limits. Max rows: 3, max columns: 3"
    expected = f"Invalid requests[0].repeatCell: Range (Sheet1!A4:B) {limits}"
    assert refused(error) == (400, expected)


@pytest.mark.parametrize(
    ("inside", "notes"),
    [
        ({"startRowIndex": 1, "endRowIndex": 9, "endColumnIndex": 1}, [[], ["n"], ["n"]]),
        ({"startRowIndex": 2, "startColumnIndex": 2, "endColumnIndex": 9}, [[], [], ["", "", "n"]]),
        ({"startRowIndex": 1, "endRowIndex": 1}, [[]]),
    ],
)
def test_repeating_over_the_edge_does_not_grow_the_grid(
    sheet: gspread.Worksheet, batch: Batch, inside: dict[str, int], notes: list[list[str]]
) -> None:
    """An empty range is accepted, too."""
    sheet.resize(3, 3)
    batch({"repeatCell": {"range": inside, "cell": {"note": "n"}, "fields": "note"}})
    assert sheet.get_notes() == notes
    assert sheet.spreadsheet.values_get("Sheet1")["range"] == "Sheet1!A1:C3"


def test_formats_replace_and_have_twins(sheet: gspread.Worksheet) -> None:
    sheet.format("A1", {"backgroundColor": {"red": 0.5}, "textFormat": {"bold": True}})
    sheet.format("A1", {"textFormat": {"italic": True}})
    assert cell(sheet, "A1")["userEnteredFormat"] == {
        "backgroundColor": {"red": 0.5},
        "backgroundColorStyle": {"rgbColor": {"red": 0.5}},
        "textFormat": {"italic": True},
    }
    assert cell(sheet, "A1")["effectiveFormat"]["textFormat"]["italic"] is True
    red = {"textFormat": {"foregroundColor": {"red": 1}}}
    sheet.format("A1", red)
    assert cell(sheet, "A1")["userEnteredFormat"]["textFormat"] == {
        "foregroundColor": {"red": 1},
        "foregroundColorStyle": {"rgbColor": {"red": 1}},
    }


def test_notes(sheet: gspread.Worksheet) -> None:
    assert sheet.get_notes() == [[]]
    sheet.update_notes({"A1": "een", "C2": "twee"})
    assert sheet.get_notes() == [["een"], ["", "", "twee"]]
    sheet.clear_note("C2")
    assert sheet.get_notes() == [["een"]]


def test_grid_data_is_trimmed(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["x", "", 1], [], ["", True]], "B2")
    fields = "sheets.data(startRow,startColumn,rowData.values.effectiveValue)"
    found = book.fetch_sheet_metadata({"ranges": "Sheet1!B2:E9", "fields": fields})
    x, one = {"effectiveValue": {"stringValue": "x"}}, {"effectiveValue": {"numberValue": 1}}
    data = [{"values": [x, {}, one]}, {}, {"values": [{}, {"effectiveValue": {"boolValue": True}}]}]
    expected = {"startRow": 1, "startColumn": 1, "rowData": data}
    assert found == {"sheets": [{"data": [expected]}]}
