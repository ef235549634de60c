"""What is refused, and in which words (§1.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import Batch, refused

RAW = {"valueInputOption": "RAW"}
WOULD = "This action would increase the number of"
CELLS = f"{WOULD} cells in the workbook above the limit of 10000000 cells."
COLUMNS = f"{WOULD} columns in the sheet above the limit of 18278 columns."
LIST_VALUE = "(type.googleapis.com/google.protobuf.ListValue)"

# A call with the id of a spreadsheet.
Call = Callable[[gspread.http_client.HTTPClient, str], Any]


def violation(field: str, message: str) -> list[dict[str, Any]]:
    return [
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": field, "description": message}],
        }
    ]


@pytest.mark.parametrize(
    "call",
    [
        lambda http, key: http.fetch_sheet_metadata(key),
        lambda http, key: http.values_get(key, "A1"),
        lambda http, key: http.values_batch_get(key, ["A1"]),
        lambda http, key: http.values_update(key, "A1", dict(RAW), {"values": [[1]]}),
        lambda http, key: http.values_append(key, "A1", dict(RAW), {"values": [[1]]}),
        lambda http, key: http.values_clear(key, "A1"),
        lambda http, key: http.values_batch_clear(key, body={"ranges": ["A1"]}),
        lambda http, key: http.values_batch_update(key, {**RAW, "data": []}),
        lambda http, key: http.batch_update(key, {"requests": [{"deleteSheet": {"sheetId": 0}}]}),
    ],
)
def test_an_unknown_spreadsheet(client: gspread.Client, call: Call) -> None:
    with pytest.raises(APIError) as error:
        call(client.http_client, "1" * 44)
    assert error.value.error == {
        "code": 404,
        "message": "Requested entity was not found.",
        "status": "NOT_FOUND",
    }


def test_gspread_has_its_own_word_for_it(client: gspread.Client) -> None:
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("1" * 44)


@pytest.mark.parametrize(
    ("values", "field", "shown"),
    [("X", "data.values", '"X"'), (["a"], "data.values[0]", '"a"')],
)
def test_values_that_are_no_lists_of_lists(
    book: gspread.Spreadsheet, values: Any, field: str, shown: str
) -> None:
    message = f"Invalid value at '{field}' {LIST_VALUE}, {shown}"
    for write in (book.values_update, book.values_append):
        with pytest.raises(APIError) as error:
            write("Sheet1!A1", dict(RAW), {"values": values})
        assert error.value.error == {
            "code": 400,
            "message": message,
            "status": "INVALID_ARGUMENT",
            "details": violation(field, message),
        }


def test_a_list_is_no_cell(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    with pytest.raises(APIError) as error:
        book.values_append("Sheet1!A1", dict(RAW), {"values": [["a"], [1, [2]]]})
    code, text = refused(error)
    assert (code, text.startswith("Invalid values[1][1]: list_value ")) == (400, True)
    assert sheet.get_all_values() == [[]]


def test_an_unknown_kind_of_request(batch: Batch) -> None:
    with pytest.raises(APIError) as error:
        batch({"deleteSheet": {"sheetId": 0}}, {"frobnicate": {}})
    name = "Unknown name \"frobnicate\" at 'requests[1]': Cannot find field."
    message = f"Invalid JSON payload received. {name}"
    assert error.value.error == {
        "code": 400,
        "message": message,
        "status": "INVALID_ARGUMENT",
        "details": violation("requests[1]", message),
    }


def test_a_batch_without_requests(batch: Batch, book: gspread.Spreadsheet) -> None:
    for body in ({"requests": []}, {}):
        with pytest.raises(APIError) as error:
            book.batch_update(body)
        assert refused(error) == (400, "Must specify at least one request.")


def test_an_invalid_request_has_no_details(batch: Batch) -> None:
    message = "You can't hide all the sheets in a document."
    with pytest.raises(APIError) as error:
        batch(
            {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}},
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 0, "hidden": True},
                    "fields": "hidden",
                }
            },
        )
    assert error.value.error == {
        "code": 400,
        "message": f"Invalid requests[1].updateSheetProperties: {message}",
        "status": "INVALID_ARGUMENT",
    }


def test_how_values_go_in_must_be_said(book: gspread.Spreadsheet) -> None:
    expected = (400, "'valueInputOption' is required but not specified")
    body = {"values": [[1]]}
    with pytest.raises(APIError) as error:
        book.values_update("A1", {}, body)
    assert refused(error) == expected
    with pytest.raises(APIError) as error:
        book.values_append("A1", {}, body)
    assert refused(error) == expected
    with pytest.raises(APIError) as error:
        book.values_batch_update({"data": [{"range": "A1", **body}]})
    assert refused(error) == expected


@pytest.mark.parametrize(
    ("path", "body"), [("Sheet1!A1", "Sheet1!A2"), ("Sheet1!ZZ999", "Sheet1!ZZ998")]
)
def test_two_ranges_must_agree(book: gspread.Spreadsheet, path: str, body: str) -> None:
    with pytest.raises(APIError) as error:
        book.values_update(path, dict(RAW), {"range": body, "values": [[1]]})
    text = f"Request range[{path}] does not match value's range[{body}]"
    assert refused(error) == (400, text)


def test_too_many_cells(sheet: gspread.Worksheet, batch: Batch) -> None:
    resize = "Invalid requests[0].updateSheetProperties: "
    with pytest.raises(APIError) as error:
        sheet.resize(1_000_000, 11)
    assert refused(error) == (400, resize + CELLS)
    sheet.resize(1, 10)  # the rows are set first, while all columns are still there
    sheet.resize(1_000_000, 10)
    with pytest.raises(APIError) as error:
        batch({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}})
    assert refused(error) == (400, f"Invalid requests[0].appendDimension: {CELLS}")
    with pytest.raises(APIError) as error:
        sheet.spreadsheet.add_worksheet("Nog een", 1, 1)
    assert refused(error) == (400, f"Invalid requests[0].addSheet: {CELLS}")


def test_too_many_cells_by_appending(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    """Without a prefix, as it is no request of a batch."""
    sheet.resize(1, 10)
    sheet.resize(1_000_000, 10)
    with pytest.raises(APIError) as error:
        book.values_append("Sheet1!J1000000", dict(RAW), {"values": [[1, 2]]})
    assert refused(error) == (400, CELLS)


def test_rows_are_resized_before_columns(sheet: gspread.Worksheet) -> None:
    """The size in between counts: 400,000 rows of the 26 columns that are still there."""
    with pytest.raises(APIError) as error:
        sheet.resize(400_000, 20)
    assert refused(error) == (400, f"Invalid requests[0].updateSheetProperties: {CELLS}")


def test_too_many_columns(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.resize(1, 18_278)
    with pytest.raises(APIError) as error:
        sheet.resize(1, 18_279)
    assert refused(error) == (400, f"Invalid requests[0].updateSheetProperties: {COLUMNS}")
    with pytest.raises(APIError) as error:
        book.values_append("Sheet1!ZZY1", dict(RAW), {"values": [[1, 2, 3, 4]]})
    assert refused(error) == (400, COLUMNS)
