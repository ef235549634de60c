"""values.get, batchGet, update, batchUpdate, clear, batchClear (§3.1, §3.2, §3.5)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import Batch, refused

RAW = {"valueInputOption": "RAW"}
UNFORMATTED = {"valueRenderOption": "UNFORMATTED_VALUE"}


def stored(sheet: gspread.Worksheet, a1: str = "", **params: str) -> Any:
    """The ValueRange of an unformatted read."""
    text = f"'{sheet.title}'" + (f"!{a1}" if a1 else "")
    return sheet.spreadsheet.values_get(text, UNFORMATTED | params)


def test_values_is_absent_when_there_are_none(book: gspread.Spreadsheet) -> None:
    assert book.values_get("Sheet1") == {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS"}


def test_trimming(sheet: gspread.Worksheet) -> None:
    sheet.update([["x", "", "z", ""], ["", ""], ["", "y"], [""]], "B2")
    assert stored(sheet)["values"] == [[], ["", "x", "", "z"], [], ["", "", "y"]]
    assert stored(sheet, "C2:D4")["values"] == [["", "z"], [], ["y"]]
    columns = stored(sheet, majorDimension="COLUMNS")
    assert columns["majorDimension"] == "COLUMNS"
    assert columns["values"] == [[], ["", "x"], ["", "", "", "y"], ["", "z"]]


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [
        ("'D3'", "'D3'!A1:D4"),
        ("'D3'!A1:C", "'D3'!A1:C4"),
        ("'D3'!2:4", "'D3'!A2:D4"),
        ("'D3'!A1:1", "'D3'!A1:D1"),
        ("'D3'!A1:D6", "'D3'!A1:D4"),
        ("'D3'!D4:A1", "'D3'!A1:D4"),
        ("'d3'!$B$3", "'D3'!B3"),
        ("'D3'!A1:A1", "'D3'!A1"),
        ("A:A", "Sheet1!A1:A1000"),
        ("sheet1", "Sheet1!A1:Z1000"),
    ],
)
def test_echoed_ranges(
    book: gspread.Spreadsheet, small: gspread.Worksheet, asked: str, echoed: str
) -> None:
    assert book.values_get(asked)["range"] == echoed


@pytest.mark.parametrize("text", ["'NoSuchSheet'!A1:B2", "NoSuchSheet", "Sheet1!A1:B2:C3"])
def test_what_is_no_range(book: gspread.Spreadsheet, text: str) -> None:
    with pytest.raises(APIError) as error:
        book.values_get(text)
    assert refused(error) == (400, f"Unable to parse range: {text}")


def test_a_range_without_a_sheet_is_on_the_first_visible_one(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, small: gspread.Worksheet
) -> None:
    sheet.hide()
    small.update([["x"]], "A1")
    assert book.values_get("A1") == {
        "range": "'D3'!A1",
        "majorDimension": "ROWS",
        "values": [["x"]],
    }


def test_outside_the_grid(book: gspread.Spreadsheet, small: gspread.Worksheet) -> None:
    limits = "exceeds grid limits. Max rows: 4, max columns: 4"
    with pytest.raises(APIError) as error:
        small.get("A5000:B5001")
    assert refused(error) == (400, f"Range ('D3'!A5000:B5001) {limits}")
    with pytest.raises(APIError) as error:
        small.update([["x"]], "E1")
    assert refused(error) == (400, f"Range ('D3'!E1) {limits}")
    with pytest.raises(APIError) as error:
        book.values_batch_clear(body={"ranges": ["'D3'!A9"]})
    assert refused(error) == (400, f"Invalid range[0]: Range ('D3'!A9) {limits}")


def test_batch_get_keeps_the_order(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    answer = book.values_batch_get(["Sheet1!B2", "Sheet1!A1", "Sheet1!C3"], dict(UNFORMATTED))
    assert answer["spreadsheetId"] == book.id
    assert answer["valueRanges"] == [
        {"range": "Sheet1!B2", "majorDimension": "ROWS", "values": [[4]]},
        {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [[1]]},
        {"range": "Sheet1!C3", "majorDimension": "ROWS"},
    ]


def test_render_options(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["2020-01-01", "50%", True, 53, 0.5, "= 1 / 1024", "t"]], "A1", raw=False)

    def row(render: str, date_time: str = "SERIAL_NUMBER") -> Any:
        options = {"valueRenderOption": render, "dateTimeRenderOption": date_time}
        return book.values_get("A1:G1", options)["values"][0]

    shown = ["2020-01-01", "50%", "TRUE", "53", "0.5", "0.0009765625", "t"]
    assert row("FORMATTED_VALUE") == shown
    assert row("UNFORMATTED_VALUE") == [43831, 0.5, True, 53, 0.5, 0.0009765625, "t"]
    assert row("UNFORMATTED_VALUE", "FORMATTED_STRING")[:2] == ["2020-01-01", 0.5]
    assert row("FORMULA") == [43831, 0.5, True, 53, 0.5, "= 1 / 1024", "t"]


def test_raw_is_literal(sheet: gspread.Worksheet) -> None:
    row = ["=1+1", "'x", "0042", "TRUE", 42, 42.0, 0.1, True, False, "2020-01-01", 'q"\\,é🌵\n']
    sheet.update([row], "A1")
    answer = stored(sheet)["values"][0]
    assert answer == row
    assert [type(value) for value in answer[4:9]] == [int, int, float, bool, bool]


def test_user_entered_follows_the_locale(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    book.update_locale("nl_NL")
    sheet.update([["1,5", "1-2-2022", "WAAR", "€ 2,50", "1.5"]], "A1", raw=False)
    assert stored(sheet)["values"] == [[1.5, 44593, True, 2.5, "1.5"]]
    assert sheet.get_all_values() == [["1,5", "1-2-2022", "WAAR", "€ 2,50", "1.5"]]


def test_a_formula_that_is_not_arithmetic_is_an_error_value(sheet: gspread.Worksheet) -> None:
    sheet.update([["=SUM(A2:A9)"]], "A1", raw=False)
    assert sheet.get("A1") == [["#ERROR!"]]
    assert sheet.get("A1", value_render_option="FORMULA") == [["=SUM(A2:A9)"]]
    sheet.update([[5]], "A1")
    assert sheet.get("A1", value_render_option="FORMULA") == [[5]]


def test_null_leaves_alone_and_empty_empties(sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2, 3], [4, 5, 6]], "A1")
    sheet.update([[None, "", 9], [7]], "A1")
    assert stored(sheet)["values"] == [[1, "", 9], [7, 5, 6]]


def test_counters(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    empty: list[Any] = [None] * 4
    corners = [["x", *empty[1:]], empty, empty, empty, empty, [*empty[1:], "y"]]
    answer = sheet.update(corners, "A1")
    counts = {"updatedRows": 2, "updatedColumns": 2, "updatedCells": 2}
    assert answer == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:D6", **counts}
    ragged = sheet.update([["a", "b"], [1, 2, 3, 4]], "A1")
    counts = {"updatedRows": 2, "updatedColumns": 4, "updatedCells": 6}
    assert ragged == {"spreadsheetId": book.id, "updatedRange": "Sheet1!A1:D2", **counts}


def test_columns_go_down(sheet: gspread.Worksheet) -> None:
    answer = sheet.update([[1, 2], [3]], "B1", major_dimension="COLUMNS")
    assert answer["updatedRange"] == "Sheet1!B1:C2"
    assert stored(sheet)["values"] == [["", 1, 3], ["", 2]]


def test_written_values_come_back_when_asked(sheet: gspread.Worksheet) -> None:
    answer = sheet.update([[1, True, ""]], "B2", include_values_in_response=True)
    shown = {"range": "Sheet1!B2:D2", "majorDimension": "ROWS", "values": [["1", "TRUE"]]}
    assert answer["updatedData"] == shown


def test_a_bounded_range_is_a_limit(sheet: gspread.Worksheet) -> None:
    tried = "but tried writing to"
    with pytest.raises(APIError) as error:
        sheet.update([[1, 2, 3]], "A1:B1")
    within = "Requested writing within range [Sheet1!A1:B1]"
    assert refused(error) == (400, f"{within}, {tried} column [C]")
    with pytest.raises(APIError) as error:
        sheet.update([[1], [2]], "A1:B1")
    assert refused(error) == (400, f"{within}, {tried} row [2]")
    assert "values" not in stored(sheet)
    assert sheet.update([[1, 2]], "A1:B2")["updatedRange"] == "Sheet1!A1:B1"
    assert sheet.update([[1], [2]], "A:A")["updatedRange"] == "Sheet1!A1:A2"


def test_the_grid_grows_from_inside(small: gspread.Worksheet) -> None:
    small.update([[i] * 5 for i in range(3)], "A3")
    assert stored(small)["range"] == "'D3'!A1:E5"


def test_a_spreadsheet_is_not_found(client: gspread.Client) -> None:
    with pytest.raises(APIError) as error:
        client.http_client.values_get("1" * 44, "A1")
    assert error.value.error == {
        "code": 404,
        "message": "Requested entity was not found.",
        "status": "NOT_FOUND",
    }


def test_how_values_go_in_must_be_said(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError) as error:
        book.values_update("A1", {}, {"values": [[1]]})
    assert refused(error) == (400, "'valueInputOption' is required but not specified")


def test_two_ranges_must_agree(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError) as error:
        book.values_update("Sheet1!A1", RAW, {"range": "Sheet1!A2", "values": [[1]]})
    text = "Request range[Sheet1!A1] does not match value's range[Sheet1!A2]"
    assert refused(error) == (400, text)


def test_wrong_json(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError) as error:
        book.values_update("Sheet1!A1", RAW, {"values": "X"})
    kind = "(type.googleapis.com/google.protobuf.ListValue)"
    message = f"Invalid value at 'data.values' {kind}, \"X\""
    assert refused(error) == (400, message)
    assert error.value.error["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": "data.values", "description": message}],
        }
    ]


def test_limits(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.update([["x" * 50_000]], "A1")
    with pytest.raises(APIError) as error:
        sheet.update([["x" * 50_001]], "A1")
    limit = "the maximum of 50000 characters in a single cell"
    assert refused(error) == (400, f"Your input contains more than {limit}")
    would = "This action would increase the number of"
    with pytest.raises(APIError) as error:
        sheet.resize(1_000_000, 11)
    ceiling = "cells in the workbook above the limit of 10000000 cells."
    assert refused(error)[1].endswith(f"{would} {ceiling}")
    sheet.resize(1, 18_278)
    with pytest.raises(APIError) as error:
        sheet.resize(1, 18_279)
    ceiling = "columns in the sheet above the limit of 18278 columns."
    assert refused(error)[1].endswith(f"{would} {ceiling}")
    with pytest.raises(APIError) as error:
        book.values_append("Sheet1!ZZY1", RAW, {"values": [[1, 2, 3, 4]]})
    assert refused(error)[1] == f"{would} {ceiling}"


def test_batch_update_counts_distinct_rows_and_columns(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    cells = [{"range": name, "values": [["x"]]} for name in ("B2", "C2", "B5", "C5")]
    answer = sheet.batch_update(cells)
    responses = answer.pop("responses")
    assert answer == {
        "spreadsheetId": book.id,
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 4,
        "totalUpdatedSheets": 1,
    }
    updated = [response["updatedRange"] for response in responses]
    assert updated == ["Sheet1!B2", "Sheet1!C2", "Sheet1!B5", "Sheet1!C5"]
    assert book.values_batch_update({**RAW, "data": []}) == {"spreadsheetId": book.id}


def test_batch_update_is_all_or_nothing(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    data = [{"range": "A1", "values": [[1]]}, {"range": "Nee!A1", "values": [[1]]}]
    with pytest.raises(APIError) as error:
        book.values_batch_update({**RAW, "data": data})
    assert refused(error) == (400, "Invalid data[1]: Unable to parse range: Nee!A1")
    assert "values" not in stored(sheet)


def test_clear(book: gspread.Spreadsheet, small: gspread.Worksheet, batch: Batch) -> None:
    small.update([[1, 2], [3, 4]], "A1")
    small.insert_note("A1", "blijft")
    answer = small.batch_clear(["A1:A9", "B2"])
    assert answer == {"spreadsheetId": book.id, "clearedRanges": ["'D3'!A1:A4", "'D3'!B2"]}
    assert stored(small)["values"] == [["", 2]]
    assert small.clear() == {"spreadsheetId": book.id, "clearedRange": "'D3'!A1:D4"}
    assert "values" not in stored(small)
    assert small.get_note("A1") == "blijft"


def test_a_merged_range_keeps_its_first_value(sheet: gspread.Worksheet) -> None:
    sheet.update([[1, 2], [3, 4]], "A1")
    sheet.merge_cells("A1:B2")
    assert stored(sheet)["values"] == [[1]]


def test_a_list_is_no_cell(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    with pytest.raises(APIError) as error:
        book.values_append("Sheet1!A1", RAW, {"values": [[1, [2]]]})
    assert refused(error)[0] == 400
    assert "list_value" in refused(error)[1]
    assert "values" not in stored(sheet)


def test_a_batch_gives_its_values_back(sheet: gspread.Worksheet) -> None:
    data = [{"range": "A1", "values": [["1-2-2022"], [0.5]]}]
    answer = sheet.batch_update(
        data,
        raw=False,
        include_values_in_response=True,
        response_value_render_option="UNFORMATTED_VALUE",
    )
    shown = {"range": "Sheet1!A1:A2", "majorDimension": "ROWS", "values": [[44563], [0.5]]}
    assert answer["responses"][0]["updatedData"] == shown


def test_numbers_that_json_spells_otherwise(sheet: gspread.Worksheet) -> None:
    sheet.update([[1e3, 1e300, 2**53 + 1, -0.0, 1.5e-7]], "A1")
    assert stored(sheet)["values"] == [[1000, 1e300, 2.0**53, 0, 1.5e-7]]
