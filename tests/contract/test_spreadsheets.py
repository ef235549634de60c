"""spreadsheets.create and get, and Drive's files (§2, §6)."""

from __future__ import annotations

import re
from typing import Any

import gspread
import pytest

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
FILES = "https://www.googleapis.com/drive/v3/files"


def test_a_fresh_spreadsheet(book: gspread.Spreadsheet) -> None:
    found = book.fetch_sheet_metadata()
    assert re.fullmatch(r"[A-Za-z0-9_-]{44}", found["spreadsheetId"])
    assert found["properties"]["title"] == "Contract"
    assert found["properties"]["locale"] == "en_US"
    assert found["properties"]["timeZone"] == "Etc/GMT"
    assert found["properties"]["autoRecalc"] == "ON_CHANGE"
    assert len(found["properties"]["spreadsheetTheme"]["themeColors"]) == 9
    assert found["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    grid = {"rowCount": 1000, "columnCount": 26}
    first = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID"}
    assert found["sheets"] == [{"properties": first | {"gridProperties": grid}}]


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


def test_create_with_sheets(client: gspread.Client) -> None:
    body = {
        "properties": {"title": "Nieuw", "locale": "nl_NL"},
        "sheets": [
            {"properties": {"title": "Een", "gridProperties": {"rowCount": 5, "columnCount": 2}}},
            {"properties": {"title": "Twee", "hidden": True}},
        ],
    }
    made = client.http_client.request("post", SHEETS, json=body).json()
    assert (made["properties"]["title"], made["properties"]["locale"]) == ("Nieuw", "nl_NL")
    one, two = (sheet["properties"] for sheet in made["sheets"])
    assert (one["title"], one["sheetId"]) == ("Een", 0)
    assert one["gridProperties"] == {"rowCount": 5, "columnCount": 2}
    assert (two["title"], two["index"], two["hidden"]) == ("Twee", 1, True)
    assert two["sheetId"] > 0
    assert client.open_by_key(made["spreadsheetId"]).title == "Nieuw"


def test_create_without_sheets_makes_one(client: gspread.Client) -> None:
    made = client.http_client.request("post", SHEETS, json={}).json()
    assert [sheet["properties"]["title"] for sheet in made["sheets"]] == ["Sheet1"]


def test_drive_create(client: gspread.Client) -> None:
    kind = "application/vnd.google-apps.spreadsheet"
    made = client.http_client.request("post", FILES, json={"name": "N", "mimeType": kind}).json()
    assert made == {"kind": "drive#file", "id": made["id"], "name": "N", "mimeType": kind}


def test_drive_list_by_title_and_folder(client: gspread.Client) -> None:
    one = client.create("Een and name")
    two = client.create("Twee", folder_id="map")
    names = {file["id"]: file["name"] for file in client.list_spreadsheet_files()}
    assert names == {one.id: "Een and name", two.id: "Twee"}
    assert [file["id"] for file in client.list_spreadsheet_files("Een and name")] == [one.id]
    assert [f["id"] for f in client.list_spreadsheet_files(folder_id="map")] == [two.id]
    assert client.list_spreadsheet_files("Drie") == []
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Drie")


def test_drive_pages(client: gspread.Client) -> None:
    made = {client.create(str(i)).id for i in range(5)}
    seen, token = [], ""
    while True:
        params = {"pageSize": "2", "pageToken": token}
        page = client.http_client.request("get", FILES, params=params).json()
        assert page["kind"] == "drive#fileList"
        seen += [file["id"] for file in page["files"]]
        if "nextPageToken" not in page:
            break
        token = page["nextPageToken"]
    assert (len(seen), set(seen)) == (5, made)


def test_drive_get_and_its_times(book: gspread.Spreadsheet, client: gspread.Client) -> None:
    file = client.get_file_drive_metadata(book.id)
    assert set(file) == {"id", "name", "createdTime", "modifiedTime"}
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    assert re.fullmatch(stamp, file["createdTime"])
    assert re.fullmatch(stamp, file["modifiedTime"])
    book.update_title("Anders")
    later = client.get_file_drive_metadata(book.id)
    assert (later["name"], later["createdTime"]) == ("Anders", file["createdTime"])
    assert later["modifiedTime"] >= file["modifiedTime"]


def test_drive_without_the_file(client: gspread.Client) -> None:
    with pytest.raises(gspread.exceptions.APIError) as error:
        client.get_file_drive_metadata("geen")
    message = "File not found: geen."
    reason = {"message": message, "domain": "global", "reason": "notFound"}
    place = {"location": "fileId", "locationType": "parameter"}
    assert error.value.error == {"code": 404, "message": message, "errors": [reason | place]}


def test_an_unknown_key(client: gspread.Client) -> None:
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("1" * 44)
