"""A1 notation: what is taken, what is echoed, what is refused (§1.1, §1.3)."""

from __future__ import annotations

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import refused

TITLE = "It's/a:clear b+c %41&d#e?🌵"
QUOTED = "'It''s/a:clear b+c %41&d#e?🌵'"


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [
        ("'D3'", "'D3'!A1:D4"),
        ("'D3'!A1:C", "'D3'!A1:C4"),
        ("'D3'!B2:D", "'D3'!B2:D4"),
        ("'D3'!A:A", "'D3'!A1:A4"),
        ("'D3'!2:4", "'D3'!A2:D4"),
        ("'D3'!A3:3", "'D3'!A3:D3"),
        ("'D3'!A1:1", "'D3'!A1:D1"),
        ("'D3'!A1:D6", "'D3'!A1:D4"),
        ("'D3'!A1:Z1000", "'D3'!A1:D4"),
        ("'D3'!D4:A1", "'D3'!A1:D4"),
        ("'D3'!A4:D1", "'D3'!A1:D4"),
        ("'d3'!$B$3", "'D3'!B3"),
        ("'D3'!b2:$c3", "'D3'!B2:C3"),
        ("'D3'!A1:A1", "'D3'!A1"),
        ("'D3'!R2C3:R4C4", "'D3'!C2:D4"),
        ("R1C1:R1C2", "Sheet1!A1:B1"),
        ("A1", "Sheet1!A1"),
        ("A:A", "Sheet1!A1:A1000"),
        ("sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("SHEET1!b2", "Sheet1!B2"),
    ],
)
def test_echoed_ranges(
    book: gspread.Spreadsheet, small: gspread.Worksheet, asked: str, echoed: str
) -> None:
    assert book.values_get(asked)["range"] == echoed


@pytest.mark.parametrize(
    "title", ["Sales2", "wksht_test", "TRUE", "x.y", "TestImportSpreadsheet", "_x"]
)
def test_titles_echoed_bare(book: gspread.Spreadsheet, title: str) -> None:
    book.add_worksheet(title, 2, 2)
    assert book.values_get(f"'{title}'")["range"] == f"{title}!A1:B2"


@pytest.mark.parametrize(
    "title", ["D3", "ABC1234", "2026", "2a", "a-b", "Ünï", "R1C1", "Mijn blad", "🌵 test…", "It's"]
)
def test_titles_echoed_in_quotes(book: gspread.Spreadsheet, title: str) -> None:
    book.add_worksheet(title, 2, 2)
    quoted = "'" + title.replace("'", "''") + "'"
    assert book.values_get(quoted)["range"] == f"{quoted}!A1:B2"


def test_a_title_may_hold_what_an_address_is_made_of(book: gspread.Spreadsheet) -> None:
    sheet = book.add_worksheet(TITLE, 5, 3)
    answer = sheet.update([["x", "y"]], "B2")
    assert answer["updatedRange"] == f"{QUOTED}!B2:C2"
    assert sheet.append_row([1], table_range="B2")["tableRange"] == f"{QUOTED}!B2:C2"
    assert sheet.get("B2:C3").range == f"{QUOTED}!B2:C3"
    assert sheet.batch_get(["B2", "B3"]) == [[["x"]], [["1"]]]
    assert sheet.batch_clear(["B2"])["clearedRanges"] == [f"{QUOTED}!B2"]
    assert sheet.clear()["clearedRange"] == f"{QUOTED}!A1:C5"
    assert sheet.get_notes() == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "'NoSuchSheet'!A1:B2",
        "NoSuchSheet",
        "NoSuchSheet!A1",
        "Sheet1!AAAA1",
        "Sheet1!A1:AAAA2",
        "Sheet1!A0",
        "Sheet1!Table1[Column]",
        "Table1[Column]",
    ],
)
def test_what_is_no_range(book: gspread.Spreadsheet, text: str) -> None:
    """The text comes back as it was sent."""
    expected = (400, f"Unable to parse range: {text}")
    with pytest.raises(APIError) as error:
        book.values_get(text)
    assert refused(error) == expected
    with pytest.raises(APIError) as error:
        book.values_batch_get(["Sheet1!A1", text])
    assert refused(error) == expected
    with pytest.raises(APIError) as error:
        book.values_update(text, {"valueInputOption": "RAW"}, {"values": [[1]]})
    assert refused(error) == expected


def test_a_range_without_a_sheet_is_on_the_first_visible_one(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, small: gspread.Worksheet
) -> None:
    sheet.hide()
    small.update([["x"]], "A1")
    found = {"range": "'D3'!A1", "majorDimension": "ROWS", "values": [["x"]]}
    assert book.values_get("A1") == found


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("A5000:B5001", "A5000:B5001"),
        ("E1", "E1"),
        ("D5:E6", "D5:E6"),
        ("A5", "A5"),
    ],
)
def test_a_read_that_starts_outside_the_grid(
    small: gspread.Worksheet, asked: str, shown: str
) -> None:
    limits = "exceeds grid limits. Max rows: 4, max columns: 4"
    with pytest.raises(APIError) as error:
        small.get(asked)
    assert refused(error) == (400, f"Range ('D3'!{shown}) {limits}")


def test_outside_the_grid_of_a_sheet_that_needs_no_quotes(sheet: gspread.Worksheet) -> None:
    limits = "exceeds grid limits. Max rows: 1000, max columns: 26"
    with pytest.raises(APIError) as error:
        sheet.get("A5000:B5001")
    assert refused(error) == (400, f"Range (Sheet1!A5000:B5001) {limits}")
    with pytest.raises(APIError) as error:
        sheet.update_cell(1, 27, "x")
    assert refused(error) == (400, f"Range (Sheet1!AA1) {limits}")
    with pytest.raises(APIError) as error:
        sheet.batch_clear(["A1", "A1001"])
    assert refused(error) == (400, f"Invalid range[1]: Range (Sheet1!A1001) {limits}")


def test_a_named_range_is_a_range(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, small: gspread.Worksheet
) -> None:
    small.define_named_range("B2:C3", "naam")
    small.update([[1, 2], [3, 4]], "B2")
    assert book.values_get("naam")["range"] == "'D3'!B2:C3"
    assert book.values_get("naam")["values"] == [["1", "2"], ["3", "4"]]
    assert small.get("naam").range == "'D3'!B2:C3"
    assert book.values_update("naam", {"valueInputOption": "RAW"}, {"values": [[9]]}) == {
        "spreadsheetId": book.id,
        "updatedRange": "'D3'!B2",
        "updatedRows": 1,
        "updatedColumns": 1,
        "updatedCells": 1,
    }
    for text in ("'naam'", "naam!A1"):
        with pytest.raises(APIError) as error:
            book.values_get(text)
        assert refused(error) == (400, f"Unable to parse range: {text}")


def test_a_bare_word_is_a_named_range_before_it_is_a_sheet(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    book.add_worksheet("Blad", 2, 2)
    sheet.define_named_range("B2", "Blad")
    assert book.values_get("Blad")["range"] == "Sheet1!B2"
    assert book.values_get("'Blad'")["range"] == "Blad!A1:B2"
    assert book.values_get("Blad!A1")["range"] == "Blad!A1"
