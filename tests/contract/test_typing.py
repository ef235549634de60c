"""USER_ENTERED: what typed text becomes (§3.3), in en_US unless a test says otherwise."""

from __future__ import annotations

from typing import Any

import gspread
import pytest


def both(sheet: gspread.Worksheet, a1: str = "A1") -> tuple[Any, Any]:
    """(as shown, as stored)"""
    shown, stored = (
        sheet.get(a1, value_render_option=option).first()
        for option in ("FORMATTED_VALUE", "UNFORMATTED_VALUE")
    )
    return shown, stored


def number_format(sheet: gspread.Worksheet) -> Any:
    query = {
        "ranges": f"'{sheet.title}'!A1",
        "fields": "sheets.data.rowData.values.userEnteredFormat.numberFormat",
    }
    data = sheet.spreadsheet.fetch_sheet_metadata(query)["sheets"][0]["data"][0]
    (cell,) = data["rowData"][0]["values"] if "rowData" in data else [{}]
    return cell.get("userEnteredFormat", {}).get("numberFormat")


@pytest.mark.parametrize(
    ("typed", "shown", "stored"),
    [
        ("= 1 / 1024", "0.0009765625", 0.0009765625),
        ("0042", "42", 42),
        ("007", "7", 7),
        (42, "42", 42),
        (42.01, "42.01", 42.01),
        ("42.01", "42.01", 42.01),
        ("3.00", "3", 3),
        ("TRUE", "TRUE", True),
        ("FALSE", "FALSE", False),
        (True, "TRUE", True),
        ("'0123", "0123", "0123"),
        ("'=1+1", "=1+1", "=1+1"),
        ("3_1_0", "3_1_0", "3_1_0"),
        ("peer", "peer", "peer"),
        ("https://example.com/", "https://example.com/", "https://example.com/"),
    ],
)
def test_without_a_format(sheet: gspread.Worksheet, typed: Any, shown: str, stored: Any) -> None:
    sheet.update([[typed]], "A1", raw=False)
    assert both(sheet) == (shown, stored)
    assert type(both(sheet)[1]) is type(stored)
    assert number_format(sheet) is None


@pytest.mark.parametrize(
    ("typed", "shown", "stored", "kind", "pattern"),
    [
        ("2,000,000.01", "2,000,000.01", 2000000.01, "NUMBER", "#,##0.00"),
        ("2020-01-01", "2020-01-01", 43831, "DATE", "yyyy-mm-dd"),
        ("9/27/2026", "9/27/2026", 46292, "DATE", "m/d/yyyy"),
        ("$100.15", "$100.15", 100.15, "CURRENCY", '"$"#,##0.00'),
        ("$1,234.50", "$1,234.50", 1234.5, "CURRENCY", '"$"#,##0.00'),
        ("50%", "50%", 0.5, "PERCENT", "0%"),
        (
            "2026-09-27 10:30:15",
            "2026-09-27 10:30:15",
            46292.43767361111,
            "DATE_TIME",
            "yyyy-mm-dd h:mm:ss",
        ),
        (
            "2026-09-27 09:05:00",
            "2026-09-27 9:05:00",
            46292.37847222222,
            "DATE_TIME",
            "yyyy-mm-dd h:mm:ss",
        ),
    ],
)
def test_with_a_format(
    sheet: gspread.Worksheet, typed: str, shown: str, stored: float, kind: str, pattern: str
) -> None:
    sheet.update([[typed]], "A1", raw=False)
    assert both(sheet) == (shown, stored)
    assert number_format(sheet) == {"type": kind, "pattern": pattern}


def test_a_day_without_a_year_is_shown_as_typed(sheet: gspread.Worksheet) -> None:
    sheet.update([["1-2"]], "A1", raw=False)
    shown, stored = both(sheet)
    assert (shown, type(stored)) == ("1-2", int)
    assert number_format(sheet) == {"type": "DATE", "pattern": "m-d"}


def test_what_begins_like_a_formula_and_is_none(sheet: gspread.Worksheet) -> None:
    sheet.update([["+ tekst", "=1+"]], "A1", raw=False)
    assert sheet.get("A1:B1") == [["#ERROR!", "#ERROR!"]]


def test_only_text_is_typed(sheet: gspread.Worksheet) -> None:
    """Numbers and booleans of JSON are the same in both ways of writing."""
    row = [1, 1.5, True, False, -3]
    sheet.update([row], "A1", raw=False)
    sheet.update([row], "A2", raw=True)
    typed, raw = sheet.get("A1:E2", value_render_option="UNFORMATTED_VALUE")
    assert (typed, raw) == (row, row)


def test_every_way_of_writing_types(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update_acell("A1", "50%")
    sheet.batch_update([{"range": "A2", "values": [["50%"]]}], raw=False)
    sheet.append_row(["50%"], value_input_option="USER_ENTERED", table_range="A1")
    assert sheet.get("A1:A3", value_render_option="UNFORMATTED_VALUE") == [[0.5]] * 3
    assert sheet.col_values(1) == ["50%"] * 3


def test_the_locale_of_the_spreadsheet_decides(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    stamp = "2023-01-25 19:08:01.054474"
    sheet.update([["1.5", "1,5", stamp]], "A1", raw=False)
    stored = sheet.get("A1:C1", value_render_option="UNFORMATTED_VALUE")[0]
    assert stored[0] == 1.5
    assert 44951.79 < stored[2] < 44951.8
    book.update_locale("nl_NL")
    sheet.update([["1.5", "1,5", stamp]], "A2", raw=False)
    stored = sheet.get("A2:C2", value_render_option="UNFORMATTED_VALUE")[0]
    assert stored[1:] == [1.5, stamp]


def test_a_cell_formatted_as_text_keeps_what_is_typed(sheet: gspread.Worksheet) -> None:
    sheet.format("A1:A9", {"numberFormat": {"type": "TEXT", "pattern": "@"}})
    typed = ["007", "1-2", "TRUE", "50%", "=1+1", "'0123", "peer"]
    sheet.update([[text] for text in typed], "A1", raw=False)
    kept = [["007"], ["1-2"], ["TRUE"], ["50%"], ["=1+1"], ["0123"], ["peer"]]
    assert sheet.get("A1:A7", value_render_option="UNFORMATTED_VALUE") == kept
    assert sheet.get("A1:A7", value_render_option="FORMULA") == kept
    sheet.update([[7]], "A8", raw=False)
    assert sheet.get("A8", value_render_option="UNFORMATTED_VALUE") == [[7]]
    assert number_format(sheet) == {"type": "TEXT", "pattern": "@"}
