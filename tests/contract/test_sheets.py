"""Sheets and what is set of them, and the properties of the spreadsheet (§4)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.contract.conftest import Batch, Request, refusal


def titles(book: gspread.Spreadsheet) -> list[str]:
    return [sheet.title for sheet in book.worksheets()]


def properties(sheet: gspread.Worksheet) -> Any:
    """As they are now, not as gspread remembers them."""
    for found in sheet.spreadsheet.fetch_sheet_metadata()["sheets"]:
        if found["properties"]["sheetId"] == sheet.id:
            return found["properties"]
    raise AssertionError(sheet.title)


def update(fields: str, **values: Any) -> Request:
    return {"updateSheetProperties": {"properties": values, "fields": fields}}


def test_add_sheet(book: gspread.Spreadsheet, batch: Batch) -> None:
    (reply,) = batch({"addSheet": {"properties": {"title": "Twee"}}})["replies"]
    made = reply["addSheet"]["properties"]
    assert made["sheetId"] > 0
    assert made == {
        "sheetId": made["sheetId"],
        "title": "Twee",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }
    assert book.fetch_sheet_metadata()["sheets"][1] == {"properties": made}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"sheetId": 0}, "Sheet with id 0 already exists."),
        ({"sheetId": -1}, "Sheet id must be non-negative."),
        ({"title": "x" * 101}, "The sheet name cannot be greater than 100 characters."),
        (
            {"title": "Sheet1"},
            'A sheet with the name "Sheet1" already exists. Please enter another name.',
        ),
    ],
)
def test_add_sheet_refusals(batch: Batch, given: dict[str, Any], text: str) -> None:
    assert refusal(batch, {"addSheet": {"properties": given}}) == text


def test_the_longest_title(book: gspread.Spreadsheet) -> None:
    title = "x" * 100
    book.add_worksheet(title, 1, 1)
    assert titles(book) == ["Sheet1", title]


def test_delete_sheet(book: gspread.Spreadsheet, batch: Batch) -> None:
    delete = {"deleteSheet": {"sheetId": 0}}
    assert refusal(batch, delete) == "You can't remove all the sheets in a document."
    other = book.add_worksheet("Ander", 2, 2)
    other.hide()
    assert refusal(batch, delete) == "You can't remove all the visible sheets in a document."
    assert refusal(batch, {"deleteSheet": {"sheetId": 7}}) == "No sheet with id: 7"
    other.show()
    batch(delete)
    assert titles(book) == ["Ander"]
    assert properties(other)["index"] == 0


def test_duplicate_sheet(book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.update([["x", 1]], "A1")
    sheet.insert_note("A1", "n")
    copied = sheet.duplicate(insert_sheet_index=1, new_sheet_name="Kopie")
    sheet.update([["y"]], "A1")
    assert (copied.get_all_values(), copied.get_note("A1")) == ([["x", "1"]], "n")
    assert titles(book) == ["Sheet1", "Kopie"]
    text = 'A sheet with the name "Kopie" already exists. Please enter another name.'
    again = {"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Kopie"}}
    assert refusal(batch, again) == text


def test_moving_a_sheet_reads_the_index_before_the_move(
    book: gspread.Spreadsheet, batch: Batch
) -> None:
    for title in "bcd":
        book.add_worksheet(title, 1, 1)
    batch(update("index", sheetId=0, index=3))
    assert titles(book) == ["b", "c", "Sheet1", "d"]
    for same in (2, 3):
        batch(update("index", sheetId=0, index=same))
        assert titles(book) == ["b", "c", "Sheet1", "d"]
    batch(update("index", sheetId=0, index=4))
    assert titles(book) == ["b", "c", "d", "Sheet1"]
    batch(update("index", sheetId=0, index=0))
    assert titles(book) == ["Sheet1", "b", "c", "d"]


def test_only_masked_properties_change(sheet: gspread.Worksheet, batch: Batch) -> None:
    grid = {"frozenRowCount": 2, "rowCount": 5}
    batch(update("gridProperties.frozenRowCount", sheetId=0, title="Nee", gridProperties=grid))
    found = properties(sheet)
    assert found["title"] == "Sheet1"
    grid = {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2}
    assert found["gridProperties"] == grid
    batch(update("gridProperties/frozenRowCount", sheetId=0))
    assert "frozenRowCount" not in properties(sheet)["gridProperties"]


def test_what_is_off_is_left_out(sheet: gspread.Worksheet) -> None:
    fresh = properties(sheet)
    sheet.freeze(rows=1, cols=1)
    sheet.hide_gridlines()
    sheet.update_tab_color("#00ff00")
    assert properties(sheet) == fresh | {
        "gridProperties": {
            "rowCount": 1000,
            "columnCount": 26,
            "frozenRowCount": 1,
            "frozenColumnCount": 1,
            "hideGridlines": True,
        },
        "tabColor": {"green": 1},
        "tabColorStyle": {"rgbColor": {"green": 1}},
    }
    sheet.freeze(rows=0, cols=0)
    sheet.show_gridlines()
    sheet.clear_tab_color()
    assert properties(sheet) == fresh


def test_hiding(sheet: gspread.Worksheet, batch: Batch) -> None:
    text = "You can't hide all the sheets in a document."
    assert refusal(batch, update("hidden", sheetId=0, hidden=True)) == text
    assert "hidden" not in properties(sheet)


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (update("*", sheetId=0), "The sheet name cannot be empty."),
        (
            update("", sheetId=0),
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
        (update("gridProperties", sheetId=0), "You can't delete all the rows on the sheet."),
        (
            update("title", sheetId=0, title="d3"),
            'A sheet with the name "d3" already exists. Please enter another name.',
        ),
    ],
)
def test_property_refusals(
    small: gspread.Worksheet, batch: Batch, request_: Request, text: str
) -> None:
    assert refusal(batch, request_) == text


def test_tab_colour_comes_back_twice_and_rounded(sheet: gspread.Worksheet, batch: Batch) -> None:
    batch(update("tabColorStyle", sheetId=0, tabColorStyle={"rgbColor": {"red": 0.498039215}}))
    assert properties(sheet)["tabColor"] == {"red": 0.49803922}
    assert properties(sheet)["tabColorStyle"] == {"rgbColor": {"red": 0.49803922}}
    batch(update("tabColor", sheetId=0, tabColor={"blue": 1}))
    assert properties(sheet)["tabColorStyle"] == {"rgbColor": {"blue": 1}}
    sheet.update_tab_color("#000000")
    assert properties(sheet)["tabColorStyle"] == {"rgbColor": {}}


def test_shrinking_drops_cells(sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    sheet.resize(1, 1)
    sheet.resize(3, 3)
    assert sheet.get_all_values() == [["1"]]


def test_spreadsheet_properties(book: gspread.Spreadsheet, client: gspread.Client) -> None:
    title = f"Nieuwe naam {book.id}"
    book.update_title(title)
    book.update_locale("nl_NL")
    book.update_timezone("Europe/Amsterdam")
    found = client.open(title).fetch_sheet_metadata()["properties"]
    assert (found["locale"], found["timeZone"]) == ("nl_NL", "Europe/Amsterdam")
