"""spreadsheets.batchUpdate: the batch itself, and the after-state in the same answer (§4)."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.contract.conftest import Batch, Request, refused


def title(text: str, sheet_id: int = 0) -> Request:
    properties = {"sheetId": sheet_id, "title": text}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}


def number(value: float, **start: int) -> Request:
    rows = [{"values": [{"userEnteredValue": {"numberValue": value}}]}]
    where = {"sheetId": 0, **start}
    return {"updateCells": {"rows": rows, "start": where, "fields": "userEnteredValue"}}


def test_replies_are_one_to_one(book: gspread.Spreadsheet, batch: Batch) -> None:
    answer = batch(
        title("Een"),
        {"addSheet": {"properties": {"title": "Twee", "index": 0}}},
        {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}},
        {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 2, "newSheetName": "Drie"}},
    )
    assert answer["spreadsheetId"] == book.id
    replies = answer["replies"]
    assert [list(reply) for reply in replies] == [[], ["addSheet"], [], ["duplicateSheet"]]
    added = replies[1]["addSheet"]["properties"]
    assert (added["title"], added["index"], added["sheetType"]) == ("Twee", 0, "GRID")
    assert added["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    copied = replies[3]["duplicateSheet"]["properties"]
    assert (copied["title"], copied["index"]) == ("Drie", 2)
    assert copied["gridProperties"] == {"rowCount": 1001, "columnCount": 26}
    assert len({0, added["sheetId"], copied["sheetId"]}) == 3


def test_each_request_sees_what_the_one_before_left(sheet: gspread.Worksheet, batch: Batch) -> None:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    batch(
        number(1),
        {"insertDimension": {"range": span}},
        number(2),
        {"insertDimension": {"range": span}},
        number(3),
        {"addSheet": {"properties": {"sheetId": 5, "title": "Nieuw"}}},
        number(4, sheetId=5, rowIndex=1),
    )
    assert sheet.col_values(1) == ["3", "2", "1"]
    assert sheet.spreadsheet.values_get("Nieuw")["values"] == [[], ["4"]]


def test_nothing_of_a_failing_batch_is_applied(book: gspread.Spreadsheet, batch: Batch) -> None:
    before = book.fetch_sheet_metadata()
    with pytest.raises(APIError) as error:
        batch(
            number(1),
            {"addSheet": {"properties": {"title": "Nieuw"}}},
            {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}},
            {"addSheet": {"properties": {"title": "nieuw"}}},
        )
    text = 'A sheet with the name "nieuw" already exists. Please enter another name.'
    assert refused(error) == (400, f"Invalid requests[3].addSheet: {text}")
    assert book.fetch_sheet_metadata() == before
    assert "values" not in book.values_get("Sheet1")


def test_a_sheet_that_is_not_there(batch: Batch) -> None:
    request = {"repeatCell": {"range": {"sheetId": 1234}, "cell": {}, "fields": "note"}}
    with pytest.raises(APIError) as error:
        batch(request)
    assert refused(error) == (400, "Invalid requests[0].repeatCell: No grid with id: 1234")


def test_the_after_state_comes_in_the_same_answer(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, client: gspread.Client
) -> None:
    other = book.add_worksheet("Logboek", 10, 3)
    other.update([["wie", "wat"]], "A1")
    one = "values(userEnteredValue,effectiveValue,formattedValue)"
    data = f"data(startRow,startColumn,rowData({one}))"
    fields = f"updatedSpreadsheet(sheets(properties(sheetId,title),{data})),replies"
    who = [{"values": [{"userEnteredValue": {"stringValue": "ik"}}]}]
    append = {"sheetId": other.id, "rows": who, "fields": "userEnteredValue"}
    body = {
        "requests": [number(44593), {"appendCells": append}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1:B1", "Logboek!A2:B2", "Logboek!B1"],
    }
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}:batchUpdate"
    answer = client.http_client.request("post", url, params={"fields": fields}, json=body).json()

    def shown(value: dict[str, Any], formatted: str) -> dict[str, Any]:
        both = {"userEnteredValue": value, "effectiveValue": value}
        return {"rowData": [{"values": [{**both, "formattedValue": formatted}]}]}

    assert answer == {
        "replies": [{}, {}],
        "updatedSpreadsheet": {
            "sheets": [
                {
                    "properties": {"sheetId": 0, "title": "Sheet1"},
                    "data": [shown({"numberValue": 44593}, "44593")],
                },
                {
                    "properties": {"sheetId": other.id, "title": "Logboek"},
                    "data": [
                        {"startRow": 1, **shown({"stringValue": "ik"}, "ik")},
                        {"startColumn": 1, **shown({"stringValue": "wat"}, "wat")},
                    ],
                },
            ]
        },
    }


def test_grid_data_in_the_answer_only_when_asked(book: gspread.Spreadsheet, batch: Batch) -> None:
    request = number(1)
    assert "updatedSpreadsheet" not in batch(request)
    without = batch(request, includeSpreadsheetInResponse=True)["updatedSpreadsheet"]
    assert without == book.fetch_sheet_metadata()
    assert "data" not in without["sheets"][0]
    with_data = batch(
        request,
        includeSpreadsheetInResponse=True,
        responseIncludeGridData=True,
        responseRanges=["Sheet1!A1"],
    )
    data = with_data["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["effectiveValue"] == {"numberValue": 1}


def test_the_after_state_is_that_after_the_last_request(
    book: gspread.Spreadsheet, batch: Batch
) -> None:
    requests = [title("Een"), {"addSheet": {"properties": {"title": "Twee"}}}, title("Drie")]
    answer = batch(*requests, includeSpreadsheetInResponse=True)
    sheets = answer["updatedSpreadsheet"]["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets] == ["Drie", "Twee"]
    assert len(answer["replies"]) == 3


def test_null_is_not_set(book: gspread.Spreadsheet, batch: Batch) -> None:
    batch({"addSheet": {"properties": {"title": "Twee", "index": None, "gridProperties": None}}})
    assert [sheet.title for sheet in book.worksheets()] == ["Sheet1", "Twee"]
