"""Rows and columns: added, inserted, deleted, moved, hidden (§4)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.contract.conftest import Batch, Request, refusal


def span(name: str, start: int, end: int, dimension: str = "ROWS", **more: Any) -> Request:
    inside = {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {name: {"source" if name == "moveDimension" else "range": inside, **more}}


def grid(book: gspread.Spreadsheet) -> Any:
    return book.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]


def test_insert_delete_and_move_rows(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.resize(10, 2)
    sheet.update([[str(i)] for i in range(5)], "A1")
    batch(span("insertDimension", 1, 3))
    assert sheet.col_values(1) == ["0", "", "", "1", "2", "3", "4"]
    assert grid(book)["rowCount"] == 12
    batch(span("deleteDimension", 1, 3))
    batch(span("moveDimension", 0, 2, destinationIndex=4))
    assert sheet.col_values(1) == ["2", "3", "0", "1", "4"]
    batch(span("moveDimension", 3, 5, destinationIndex=1))
    assert sheet.col_values(1) == ["2", "1", "4", "3", "0"]
    assert grid(book)["rowCount"] == 10


def test_the_same_with_columns(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.resize(2, 10)
    sheet.update([list("abcde")], "A1")
    batch(span("insertDimension", 1, 3, "COLUMNS"))
    assert sheet.row_values(1) == ["a", "", "", "b", "c", "d", "e"]
    assert grid(book) == {"rowCount": 2, "columnCount": 12}
    batch(span("deleteDimension", 1, 3, "COLUMNS"))
    batch(span("moveDimension", 0, 2, "COLUMNS", destinationIndex=4))
    assert sheet.row_values(1) == ["c", "d", "a", "b", "e"]
    assert grid(book) == {"rowCount": 2, "columnCount": 10}


def test_append_dimension(book: gspread.Spreadsheet, batch: Batch) -> None:
    for dimension, length in (("ROWS", 3), ("COLUMNS", 2)):
        answer = batch({"appendDimension": {"dimension": dimension, "length": length}})
        assert answer["replies"] == [{}]
    assert grid(book) == {"rowCount": 1003, "columnCount": 28}


def test_notes_and_formats_move_along(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.update([[0.5], [0.25]], "A1")
    sheet.insert_note("A1", "bij de helft")
    sheet.format("A1", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    batch(span("moveDimension", 0, 1, destinationIndex=2))
    assert sheet.col_values(1) == ["0.25", "50%"]
    assert sheet.get_notes() == [[], ["bij de helft"]]
    batch(span("moveDimension", 0, 1, "COLUMNS", destinationIndex=3))
    assert sheet.get_all_values() == [["", "", "0.25"], ["", "", "50%"]]
    assert sheet.get_note("C2") == "bij de helft"


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (
            span("insertDimension", 10, 11),
            "range.startIndex must be less than the grid size (10) if inheritFromBefore is false.",
        ),
        (
            span("insertDimension", 11, 12, inheritFromBefore=True),
            "range.startIndex is larger than current grid size (10)",
        ),
        (
            span("deleteDimension", 12, 13),
            "Cannot delete a row that doesn't exist. "
            "Tried to delete row index 12 but there are only 10 rows.",
        ),
        (
            span("deleteDimension", 10, 11),
            "Cannot delete a row that doesn't exist. "
            "Tried to delete row index 10 but there are only 10 rows.",
        ),
        (span("deleteDimension", 0, 10), "You can't delete all the rows on the sheet."),
        (
            span("deleteDimension", 0, 2, "COLUMNS"),
            "You can't delete all the columns on the sheet.",
        ),
        (span("deleteDimension", 1, 10), "You can't delete all non-frozen rows."),
        (
            span("moveDimension", 1, 2, destinationIndex=1),
            "destinationIndex[1] must be outside the requested range[1-2]",
        ),
        (
            span("moveDimension", 1, 4, destinationIndex=3),
            "destinationIndex[3] must be outside the requested range[1-4]",
        ),
        (
            span("moveDimension", 1, 2, destinationIndex=11),
            "destinationIndex[11] is after last row[10]",
        ),
    ],
)
def test_dimension_refusals(
    sheet: gspread.Worksheet, batch: Batch, request_: Request, text: str
) -> None:
    sheet.resize(10, 2)
    sheet.freeze(rows=1)
    assert refusal(batch, request_) == text


def test_inserting_at_the_very_end(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.resize(3, 2)
    sheet.update([["a"], ["b"], ["c"]], "A1")
    batch(span("insertDimension", 3, 5, inheritFromBefore=True))
    assert sheet.col_values(1) == ["a", "b", "c"]
    assert grid(sheet.spreadsheet)["rowCount"] == 5


def test_inserted_rows_and_columns_look_like_their_neighbour(
    sheet: gspread.Worksheet, batch: Batch
) -> None:
    sheet.format("B2", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
    batch(span("insertDimension", 2, 3, inheritFromBefore=True))
    batch(span("insertDimension", 1, 2, "COLUMNS"))
    sheet.update([[0.5] * 3] * 4, "A1")
    assert sheet.get("A1:C4") == [["0.5"] * 3, *[["0.5", "50%", "50%"]] * 2, ["0.5"] * 3]


def test_delete_columns(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b", "c"]], "A1")
    sheet.insert_note("C1", "bij c")
    sheet.freeze(cols=1)
    sheet.delete_columns(1)
    assert sheet.get_all_values() == [["b", "c"]]
    assert sheet.get_note("B1") == "bij c"
    assert grid(book) == {"rowCount": 1000, "columnCount": 25}


def test_hidden_rows_move_with_their_rows(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.hide_rows(1, 2)
    batch(span("insertDimension", 0, 1))
    query = {"ranges": "Sheet1!1:4", "fields": "sheets.data.rowMetadata.hiddenByUser"}
    data = sheet.spreadsheet.fetch_sheet_metadata(query)["sheets"][0]["data"][0]
    assert data["rowMetadata"] == [{}, {}, {"hiddenByUser": True}, {}]
