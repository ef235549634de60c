"""values.get and batchGet (§3.1)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

UNFORMATTED = {"valueRenderOption": "UNFORMATTED_VALUE"}


def stored(sheet: gspread.Worksheet, a1: str = "", **params: str) -> Any:
    """The ValueRange of an unformatted read."""
    text = f"'{sheet.title}'" + (f"!{a1}" if a1 else "")
    return sheet.spreadsheet.values_get(text, UNFORMATTED | params)


def test_values_is_absent_when_there_are_none(book: gspread.Spreadsheet) -> None:
    empty = {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS"}
    assert book.values_get("Sheet1") == empty
    assert book.values_get("Sheet1", {"majorDimension": "COLUMNS"}) == empty | {
        "majorDimension": "COLUMNS"
    }


def test_trimming(sheet: gspread.Worksheet) -> None:
    sheet.update([["x", "", "z", ""], ["", ""], ["", "y"], [""]], "B2")
    assert stored(sheet)["values"] == [[], ["", "x", "", "z"], [], ["", "", "y"]]
    assert stored(sheet, "C2:D4")["values"] == [["", "z"], [], ["y"]]
    columns = stored(sheet, majorDimension="COLUMNS")
    assert columns["majorDimension"] == "COLUMNS"
    assert columns["values"] == [[], ["", "x"], ["", "", "", "y"], ["", "z"]]
    assert stored(sheet, "C1:D9", majorDimension="COLUMNS")["values"] == [
        ["", "", "", "y"],
        ["", "z"],
    ]
    assert "values" not in stored(sheet, "A1:A9")


def test_a_cell_that_was_filled_once_is_empty(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    sheet.update([["", ""], ["", ""]], "A1")
    sheet.insert_note("C3", "noot")
    sheet.format("D4", {"textFormat": {"bold": True}})
    assert "values" not in stored(sheet)


def test_batch_get_keeps_the_order(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    other = book.add_worksheet("a b+c", 2, 2)
    other.update([["x"]], "A1")
    ranges = ["Sheet1!B2", "'a b+c'", "Sheet1!A1", "Sheet1!C3", "Sheet1!B2"]
    answer = book.values_batch_get(ranges, dict(UNFORMATTED))
    assert answer["spreadsheetId"] == book.id
    assert answer["valueRanges"] == [
        {"range": "Sheet1!B2", "majorDimension": "ROWS", "values": [[4]]},
        {"range": "'a b+c'!A1:B2", "majorDimension": "ROWS", "values": [["x"]]},
        {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [[1]]},
        {"range": "Sheet1!C3", "majorDimension": "ROWS"},
        {"range": "Sheet1!B2", "majorDimension": "ROWS", "values": [[4]]},
    ]


def test_batch_get_by_columns(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3]], "A1")
    answer = book.values_batch_get(["A1:B2", "A1:A2"], UNFORMATTED | {"majorDimension": "COLUMNS"})
    assert [one["values"] for one in answer["valueRanges"]] == [[[1, 3], [2]], [[1, 3]]]
    assert {one["majorDimension"] for one in answer["valueRanges"]} == {"COLUMNS"}


def test_render_options(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["2020-01-01", "50%", True, 53, 0.5, "= 1 / 1024", "t"]], "A1", raw=False)

    def row(render: str, date_time: str = "SERIAL_NUMBER") -> Any:
        options = {"valueRenderOption": render, "dateTimeRenderOption": date_time}
        (one,) = book.values_get("A1:G1", options)["values"]
        (same,) = book.values_batch_get(["A1:G1"], options)["valueRanges"][0]["values"]
        assert one == same
        return one

    shown = ["2020-01-01", "50%", "TRUE", "53", "0.5", "0.0009765625", "t"]
    assert row("FORMATTED_VALUE") == shown
    assert row("FORMATTED_VALUE", "FORMATTED_STRING") == shown
    plain = [0.5, True, 53, 0.5, 0.0009765625, "t"]
    assert row("UNFORMATTED_VALUE") == [43831, *plain]
    assert row("UNFORMATTED_VALUE", "FORMATTED_STRING") == ["2020-01-01", *plain]
    formula = [0.5, True, 53, 0.5, "= 1 / 1024", "t"]
    assert row("FORMULA") == [43831, *formula]
    assert row("FORMULA", "FORMATTED_STRING") == ["2020-01-01", *formula]


def test_the_default_is_as_shown(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["2020-01-01", True, 53]], "A1", raw=False)
    assert book.values_get("A1:C1")["values"] == [["2020-01-01", "TRUE", "53"]]


@pytest.mark.parametrize(
    ("kind", "pattern", "number", "shown"),
    [
        ("DATE", "yyyy-mm-dd", 43831, "2020-01-01"),
        ("DATE", "yyyy-mm-dd", 43831.75, "2020-01-01"),
        ("DATE_TIME", "yyyy-mm-dd h:mm:ss", 46292.43767361111, "2026-09-27 10:30:15"),
        ("TIME", "h:mm", 0.75, "18:00"),
        ("PERCENT", "0%", 0.5, "50%"),
        ("CURRENCY", '"$"#,##0.00', 1234.5, "$1,234.50"),
        ("NUMBER", "#,##0.00", 2000000.01, "2,000,000.01"),
    ],
)
def test_an_unformatted_read_drops_the_format(
    sheet: gspread.Worksheet, kind: str, pattern: str, number: float, shown: str
) -> None:
    sheet.update([[number]], "A1")
    sheet.format("A1", {"numberFormat": {"type": kind, "pattern": pattern}})
    assert stored(sheet, "A1")["values"] == [[number]]
    assert sheet.acell("A1").value == shown
    is_time = kind.startswith(("DATE", "TIME"))
    as_text = stored(sheet, "A1", dateTimeRenderOption="FORMATTED_STRING")["values"]
    assert as_text == [[shown if is_time else number]]


def test_a_time_shown_in_seconds_is_rounded_and_kept_exactly(sheet: gspread.Worksheet) -> None:
    """0.3 s before midnight is shown as the next day."""
    number = 46292 + (86400 - 0.3) / 86400
    sheet.update([[number]], "A1")
    sheet.format("A1", {"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd h:mm:ss"}})
    assert stored(sheet, "A1")["values"] == [[number]]
    assert sheet.acell("A1").value == "2026-09-28 0:00:00"


def test_a_merged_range_keeps_its_first_value(sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    sheet.merge_cells("A1:B2")
    assert stored(sheet)["values"] == [[1]]
