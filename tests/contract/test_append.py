"""values.append: where the table is, and where the rows go (§3.4)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

TWO_BLOCKS = [["a", "b"], [1, 2], [3, 4], [], [], ["c", "d"], [5, 6]]


def append(sheet: gspread.Worksheet, a1: str, row: list[Any], **params: str) -> Any:
    text = f"'{sheet.title}'" + (f"!{a1}" if a1 else "")
    body = {"values": [row]}
    return sheet.spreadsheet.values_append(text, {"valueInputOption": "RAW"} | params, body)


def test_an_empty_sheet_has_no_table(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    assert append(sheet, "", ["x", "", "z"]) == {
        "spreadsheetId": book.id,
        "updates": {
            "spreadsheetId": book.id,
            "updatedRange": "Sheet1!A1:C1",
            "updatedRows": 1,
            "updatedColumns": 3,
            "updatedCells": 3,
        },
    }


def test_the_whole_sheet_drifts_to_the_last_block(sheet: gspread.Worksheet) -> None:
    sheet.update([["x", "", "z"]], "A1")
    answer = append(sheet, "", [1, 2, 3])
    assert answer["tableRange"] == "Sheet1!C1"
    assert answer["updates"]["updatedRange"] == "Sheet1!C2:E2"


def test_an_anchor_stays_with_its_block(sheet: gspread.Worksheet) -> None:
    sheet.update([["x", "", "z"]], "A1")
    answer = append(sheet, "A1", [1, 2, 3])
    assert answer["tableRange"] == "Sheet1!A1"
    assert answer["updates"]["updatedRange"] == "Sheet1!A2:C2"


@pytest.mark.parametrize(
    ("where", "table", "written"),
    [("", "A6:B7", "A8"), ("A1", "A1:B3", "A4"), ("A7", "A6:B7", "A8"), ("A4", None, "A4")],
)
def test_blocks(sheet: gspread.Worksheet, where: str, table: str | None, written: str) -> None:
    sheet.update(TWO_BLOCKS, "A1")
    answer = append(sheet, where, ["n"])
    assert answer.get("tableRange") == (f"Sheet1!{table}" if table else None)
    assert answer["updates"]["updatedRange"] == f"Sheet1!{written}"


def test_a_gap_inside_a_row_does_not_split_a_table_with_a_header(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b", "c"], [1, "", 3], ["", "", 4]], "A1")
    assert append(sheet, "A1:C1", [9])["tableRange"] == "Sheet1!A1:C3"


def test_an_empty_cell_between_filled_ones_is_no_table(sheet: gspread.Worksheet) -> None:
    sheet.update([["a"], ["b"]], "A1")
    sheet.insert_row(["x", "y"], 2)
    assert sheet.get_all_values() == [["a", ""], ["x", "y"], ["b", ""]]


def test_overwrite_writes_over_what_lies_below(sheet: gspread.Worksheet) -> None:
    sheet.update([["a"], ["b"], [], ["c"]], "A1")
    sheet.append_rows([["n"], ["m"]], table_range="A1")
    assert sheet.col_values(1) == ["a", "b", "n", "m"]


def test_insert_rows_pushes_down(sheet: gspread.Worksheet) -> None:
    sheet.update([["a"], ["b"], [], ["c"]], "A1")
    sheet.append_rows([["n"], ["m"]], table_range="A1", insert_data_option="INSERT_ROWS")
    assert sheet.col_values(1) == ["a", "b", "n", "m", "", "c"]


def test_growing(small: gspread.Worksheet) -> None:
    small.update([[1]] * 4, "A1")
    answer = append(small, "A1", list(range(8)))
    assert answer["updates"]["updatedRange"] == "'D3'!A5:H5"
    assert small.spreadsheet.values_get("'D3'")["range"] == "'D3'!A1:H5"
