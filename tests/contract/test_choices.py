"""What only the emulator does: where the facts are silent, or Google cannot be asked."""

from __future__ import annotations

import re
from typing import Any

import gspread
import pytest
import requests
from gspread.exceptions import APIError

from tests.contract import discovery
from tests.contract.conftest import Batch, refusal, refused

pytestmark = pytest.mark.usefixtures("emulator")

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
UNFORMATTED = "UNFORMATTED_VALUE"


def test_dutch_entries(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    book.update_locale("nl_NL")
    sheet.update([["1,5", "1-2-2022", "WAAR", "€ 2,50", "1.5"]], "A1", raw=False)
    assert sheet.get(value_render_option=UNFORMATTED) == [[1.5, 44593, True, 2.5, "1.5"]]
    assert sheet.get_all_values() == [["1,5", "1-2-2022", "WAAR", "€ 2,50", "1.5"]]


def test_a_formula_that_is_not_arithmetic_is_an_error_value(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet
) -> None:
    sheet.update([["=SUM(A2:A9)"]], "A1", raw=False)
    assert sheet.get("A1") == [["#ERROR!"]]
    assert sheet.get("A1", value_render_option="FORMULA") == [["=SUM(A2:A9)"]]
    query = {"ranges": "Sheet1!A1", "fields": "sheets.data.rowData.values.effectiveValue"}
    data = book.fetch_sheet_metadata(query)["sheets"][0]["data"][0]
    error = {"type": "ERROR", "message": "Formula parse error."}
    assert data["rowData"][0]["values"] == [{"effectiveValue": {"errorValue": error}}]
    sheet.update([[5]], "A1")
    assert sheet.get("A1", value_render_option="FORMULA") == [[5]]


def test_numbers_that_json_spells_otherwise(sheet: gspread.Worksheet) -> None:
    sheet.update([[1e3, 1e300, 2**53 + 1, -0.0, 1.5e-7]], "A1")
    found = sheet.get(value_render_option=UNFORMATTED)
    assert found == [[1000, 1e300, 2.0**53, 0, 1.5e-7]]


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ([["a", "b", "c"], [1, "", 3], ["", "", 4]], "A1:C3"),
        ([["a", "b"], ["", 2], [3, ""]], "A1:B3"),
        ([["a", ""], ["", 2]], "A1"),
    ],
)
def test_a_table_grows_over_its_sides(
    sheet: gspread.Worksheet, rows: list[list[Any]], table: str
) -> None:
    """A gap inside does not end it; a corner alone does not join."""
    sheet.update(rows, "A1")
    assert sheet.append_row(["", "", ""], table_range="A1")["tableRange"] == f"Sheet1!{table}"


def test_colours_outside_the_scale(sheet: gspread.Worksheet, batch: Batch) -> None:
    colour = {"sheetId": 0, "tabColor": {"red": 1e300, "blue": -1}}
    batch({"updateSheetProperties": {"properties": colour, "fields": "tabColor"}})
    found = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]
    assert found["tabColorStyle"] == {"rgbColor": {"red": 1}}


def test_cutting_a_merge(sheet: gspread.Worksheet, batch: Batch) -> None:
    sheet.merge_cells("A1:B2")
    part = {"sheetId": 0, "endRowIndex": 1}
    text = "You must select all cells in a merged range to merge or unmerge them."
    assert refusal(batch, {"unmergeCells": {"range": part}}) == text
    sheet.delete_rows(2)
    (merged,) = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]["merges"]
    assert (merged["endRowIndex"], merged["endColumnIndex"]) == (1, 2)


def test_the_title_of_a_copy(batch: Batch) -> None:
    replies = batch(*[{"duplicateSheet": {"sourceSheetId": 0}}] * 2)["replies"]
    made = [reply["duplicateSheet"]["properties"]["title"] for reply in replies]
    assert made == ["Copy of Sheet1", "Copy of Sheet1 2"]


@pytest.mark.parametrize(
    ("given", "code"),
    [({"timeZone": "Mars/Base"}, 400), ({"locale": "fr_FR"}, 501)],
)
def test_what_a_spreadsheet_cannot_be(batch: Batch, given: dict[str, str], code: int) -> None:
    fields = next(iter(given))
    with pytest.raises(APIError) as error:
        batch({"updateSpreadsheetProperties": {"properties": given, "fields": fields}})
    assert refused(error)[0] == code


def created(client: gspread.Client, body: dict[str, Any]) -> Any:
    """By spreadsheets.create, which makes files where a service account cannot."""
    return client.http_client.request("post", SHEETS, json=body).json()


def test_create_with_sheets(client: gspread.Client) -> None:
    size = {"rowCount": 5, "columnCount": 2}
    body = {
        "properties": {"title": "Nieuw", "locale": "nl_NL"},
        "sheets": [
            {"properties": {"title": "Een", "gridProperties": size}},
            {"properties": {"title": "Twee", "hidden": True}},
        ],
    }
    made = created(client, body)
    assert (made["properties"]["title"], made["properties"]["locale"]) == ("Nieuw", "nl_NL")
    one, two = (sheet["properties"] for sheet in made["sheets"])
    assert (one["title"], one["sheetId"], one["gridProperties"]) == ("Een", 0, size)
    assert (two["title"], two["index"], two["hidden"]) == ("Twee", 1, True)
    assert two["sheetId"] > 0
    assert client.open_by_key(made["spreadsheetId"]).title == "Nieuw"


def test_create_without_sheets_makes_one(client: gspread.Client) -> None:
    made = created(client, {})
    assert re.fullmatch(r"[A-Za-z0-9_-]{44}", made["spreadsheetId"])
    assert [sheet["properties"]["title"] for sheet in made["sheets"]] == ["Sheet1"]


def test_create_with_one_id_twice(client: gspread.Client) -> None:
    twice = [{"properties": {"sheetId": 0, "title": title}} for title in "ab"]
    with pytest.raises(APIError) as error:
        created(client, {"sheets": twice})
    code, text = refused(error)
    assert (code, "Sheet with id 0 already exists" in text) == (400, True)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (":getByDataFilter", {"dataFilters": [{"a1Range": "A1"}]}),
        ("/values:batchGetByDataFilter", {"dataFilters": [{"a1Range": "A1"}]}),
        ("/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": []}),
        ("/values:batchClearByDataFilter", {"dataFilters": [{"a1Range": "A1"}]}),
        ("/developerMetadata:search", {"dataFilters": [{"a1Range": "A1"}]}),
    ],
)
def test_data_filters_are_refused(
    client: gspread.Client, book: gspread.Spreadsheet, path: str, body: dict[str, Any]
) -> None:
    with pytest.raises(APIError) as error:
        client.http_client.request("post", f"{SHEETS}/{book.id}{path}", json=body)
    code, text = refused(error)
    assert (code, path.rpartition(":")[2] in text) == (501, True)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("textToColumns", {"source": {"sheetId": 0}, "delimiterType": "COMMA"}),
        ("addTable", {"table": {"name": "T", "range": {"sheetId": 0}}}),
        ("createDeveloperMetadata", {"developerMetadata": {"metadataKey": "k"}}),
        ("addChart", {"chart": {"spec": {"title": "t"}}}),
    ],
)
def test_kinds_without_a_method_of_gspread_are_refused(
    batch: Batch, kind: str, body: dict[str, Any]
) -> None:
    with pytest.raises(APIError) as error:
        batch({kind: body})
    code, text = refused(error)
    assert (code, kind in text) == (501, True)


@pytest.mark.parametrize("kind", discovery.schema_fields("sheets.v4", "Request"))
def test_no_kind_of_google_is_taken_for_a_slip(
    session: requests.Session, book: gspread.Spreadsheet, kind: str
) -> None:
    """It is done, refused as incomplete, or named as missing."""
    sent = {"requests": [{kind: {}}]}
    answer = session.post(f"{SHEETS}/{book.id}:batchUpdate", json=sent)
    assert answer.status_code in (200, 400, 501)
    assert "Unknown name" not in answer.text
    assert answer.ok or kind in answer.text
