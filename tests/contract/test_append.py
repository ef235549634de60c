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


@pytest.mark.parametrize(
    ("where", "table", "written"),
    [
        ("B2", "B2:C3", "B4:C4"),
        ("C3", "B2:C3", "B4:C4"),
        ("", "B2:C3", "B4:C4"),
        ("D5", None, "D5:E5"),
    ],
)
def test_data_starts_at_the_first_column_of_the_table(
    sheet: gspread.Worksheet, where: str, table: str | None, written: str
) -> None:
    """Without a table, at the first cell of the range."""
    sheet.update([["a", "b"], [1, 2]], "B2")
    answer = append(sheet, where, ["n", "m"])
    assert answer.get("tableRange") == (f"Sheet1!{table}" if table else None)
    assert answer["updates"]["updatedRange"] == f"Sheet1!{written}"


def test_an_empty_column_splits(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "", "x"], [1, "", 2], ["", "", 3]], "A1")
    assert append(sheet, "A1", ["n"])["tableRange"] == "Sheet1!A1:A2"
    assert append(sheet, "C1", ["m"])["tableRange"] == "Sheet1!C1:C3"
    assert sheet.get_all_values() == [
        ["a", "", "x"],
        ["1", "", "2"],
        ["n", "", "3"],
        ["", "", "m"],
    ]


def test_notes_and_formats_are_no_table(sheet: gspread.Worksheet) -> None:
    sheet.insert_note("A1", "noot")
    sheet.format("A1:C3", {"textFormat": {"bold": True}})
    answer = append(sheet, "A1", ["n"])
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!A1"


def test_a_formula_is_data(sheet: gspread.Worksheet) -> None:
    sheet.update([["=1+1"]], "A1", raw=False)
    assert append(sheet, "A1", ["n"])["tableRange"] == "Sheet1!A1"


def test_right_after_an_insertion_nothing_is_joined(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    """This is how insert_row works."""
    sheet.update([["a"], ["b"]], "A1")
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    book.batch_update({"requests": [{"insertDimension": {"range": span}}]})
    answer = append(sheet, "A2", list("12345678"))
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!A2:H2"


def test_columns_are_inserted_the_same_way(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    answer = sheet.insert_cols([["x", "y"]], col=2)
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!B1:B2"
    assert sheet.get_all_values() == [["a", "x", "b"], ["c", "y", "d"]]


@pytest.mark.parametrize("mode", ["OVERWRITE", "INSERT_ROWS"])
def test_the_last_row_is_not_the_end(small: gspread.Worksheet, mode: str) -> None:
    small.update([[1]] * 4, "A1")
    answer = append(small, "A1", list(range(8)), insertDataOption=mode)
    assert answer["tableRange"] == "'D3'!A1:A4"
    assert answer["updates"]["updatedRange"] == "'D3'!A5:H5"
    assert small.spreadsheet.values_get("'D3'")["range"] == "'D3'!A1:H5"


def test_inserted_rows_move_what_lies_beside_and_below(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "", "x"], ["", "", "y"]], "A1")
    sheet.insert_note("C2", "bij y")
    append(sheet, "A1", ["n"], insertDataOption="INSERT_ROWS")
    assert sheet.get_all_values() == [["a", "", "x"], ["n", "", ""], ["", "", "y"]]
    assert sheet.get_note("C3") == "bij y"


def test_null_leaves_alone_and_empty_empties(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "", "", ""], ["", "", "blijft", "gaat"]], "A1")
    answer = append(sheet, "A1", ["n", "m", None, ""])
    assert answer["updates"]["updatedRange"] == "Sheet1!A2:D2"
    assert (answer["updates"]["updatedColumns"], answer["updates"]["updatedCells"]) == (3, 3)
    assert sheet.row_values(2) == ["n", "m", "blijft"]


def test_appended_values_come_back_when_asked(sheet: gspread.Worksheet) -> None:
    sheet.update([["a"]], "A1")
    answer = sheet.append_rows(
        [["50%", True], ["=1+1"]],
        value_input_option="USER_ENTERED",
        table_range="A1",
        include_values_in_response=True,
    )
    assert answer["updates"]["updatedData"] == {
        "range": "Sheet1!A2:B3",
        "majorDimension": "ROWS",
        "values": [["50%", "TRUE"], ["2"]],
    }


def test_appending_by_columns(sheet: gspread.Worksheet) -> None:
    body = {"majorDimension": "COLUMNS", "values": [[1, 2], [3]]}
    answer = sheet.spreadsheet.values_append("Sheet1!A1", {"valueInputOption": "RAW"}, body)
    assert answer["updates"]["updatedRange"] == "Sheet1!A1:B2"
    assert sheet.get_all_values() == [["1", "3"], ["2", ""]]
