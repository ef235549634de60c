"""spreadsheets.get (§2)."""

from __future__ import annotations

import re
from typing import Any

import gspread


def test_a_fresh_spreadsheet(book: gspread.Spreadsheet) -> None:
    found = book.fetch_sheet_metadata()
    assert re.fullmatch(r"[A-Za-z0-9_-]{44}", found["spreadsheetId"])
    assert found["properties"]["title"] == "Contract"
    assert found["properties"]["locale"] == "en_US"
    assert found["properties"]["timeZone"] == "Etc/GMT"
    assert found["properties"]["autoRecalc"] == "ON_CHANGE"
    colours = found["properties"]["spreadsheetTheme"]["themeColors"]
    assert (len(colours), colours[0]["colorType"]) == (9, "TEXT")
    assert found["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    grid = {"rowCount": 1000, "columnCount": 26}
    first = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID"}
    assert found["sheets"] == [{"properties": first | {"gridProperties": grid}}]


def test_a_colour_has_no_channels_that_are_0(book: gspread.Spreadsheet) -> None:
    """So black is {}; the text of a new spreadsheet is black."""
    properties = book.fetch_sheet_metadata()["properties"]
    assert properties["spreadsheetTheme"]["themeColors"][0]["color"] == {"rgbColor": {}}
    assert properties["defaultFormat"]["textFormat"]["foregroundColor"] == {}


def test_masks(book: gspread.Spreadsheet) -> None:
    def masked(fields: str) -> Any:
        return book.fetch_sheet_metadata({"fields": fields, "includeGridData": "False"})

    assert masked("spreadsheetId,properties/title") == {
        "spreadsheetId": book.id,
        "properties": {"title": "Contract"},
    }
    assert masked("sheets.properties(sheetId,title)") == {
        "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1"}}]
    }
    assert masked("sheets.properties.tabColorStyle") == {"sheets": [{"properties": {}}]}
    assert masked("namedRanges") == {}
    assert masked("sheets.data.rowData.values.note") == {"sheets": [{"data": [{}]}]}


def test_ranges_choose_sheets(book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Twee", 2, 2)
    found = book.fetch_sheet_metadata({"ranges": "Twee!A1"})
    assert [sheet["properties"]["title"] for sheet in found["sheets"]] == ["Twee"]
    assert "data" not in found["sheets"][0]


def test_a_range_chooses_cells(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    """One piece of data for each range, and a mask counts for more than includeGridData."""
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    query = {
        "ranges": ["Sheet1!B1", "Sheet1!A2:B2"],
        "includeGridData": "False",
        "fields": "sheets.data(startRow,startColumn,rowData.values.formattedValue)",
    }
    b, c, d = ({"formattedValue": text} for text in "bcd")
    assert book.fetch_sheet_metadata(query)["sheets"] == [
        {
            "data": [
                {"startColumn": 1, "rowData": [{"values": [b]}]},
                {"startRow": 1, "rowData": [{"values": [c, d]}]},
            ]
        }
    ]


def test_a_new_column_is_100_pixels_wide(book: gspread.Spreadsheet) -> None:
    query = {"ranges": "Sheet1!A1:B1", "fields": "sheets.data.columnMetadata.pixelSize"}
    (found,) = book.fetch_sheet_metadata(query)["sheets"][0]["data"]
    assert found["columnMetadata"] == [{"pixelSize": 100}] * 2
