"""Drive's files, as far as gspread uses them (§6)."""

from __future__ import annotations

import re
from typing import Any

import gspread
import pytest

FILES = "https://www.googleapis.com/drive/v3/files"
KIND = "application/vnd.google-apps.spreadsheet"


def no_such_file(file_id: str) -> dict[str, Any]:
    message = f"File not found: {file_id}."
    reason = {"message": message, "domain": "global", "reason": "notFound"}
    place = {"location": "fileId", "locationType": "parameter"}
    return {"code": 404, "message": message, "errors": [reason | place]}


def test_create(client: gspread.Client, folder: str) -> None:
    body = {"name": "N", "mimeType": KIND, "parents": [folder]}
    params = {"supportsAllDrives": True}
    made = client.http_client.request("post", FILES, json=body, params=params).json()
    assert re.fullmatch(r"[A-Za-z0-9_-]{44}", made["id"])
    assert made["kind"] == "drive#file"
    assert (made["name"], made["mimeType"]) == ("N", KIND)


def test_a_fresh_spreadsheet(client: gspread.Client, folder: str) -> None:
    made = client.create("Nieuw", folder_id=folder)
    assert (made.title, made.locale, made.timezone) == ("Nieuw", "en_US", "Etc/GMT")
    (sheet,) = made.worksheets()
    assert (sheet.title, sheet.id, sheet.row_count, sheet.col_count) == ("Sheet1", 0, 1000, 26)


def test_list_by_title_and_folder(
    client: gspread.Client, folder: str, book: gspread.Spreadsheet
) -> None:
    """The title is one of this test alone, and begins like a query."""
    title = f"Een and name {book.id}"
    assert client.list_spreadsheet_files(title) == []
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open(title)
    one, two = (client.create(title, folder_id=folder) for _ in range(2))
    listed = client.list_spreadsheet_files(title)
    assert {file["id"] for file in listed} == {one.id, two.id}
    assert set(listed[0]) == {"id", "name", "createdTime", "modifiedTime"}
    inside = {file["id"] for file in client.list_spreadsheet_files(folder_id=folder)}
    assert {one.id, two.id} <= inside
    assert client.list_spreadsheet_files(title, folder_id=folder) == listed
    assert client.open(title).id in {one.id, two.id}


def test_pages(client: gspread.Client, folder: str, book: gspread.Spreadsheet) -> None:
    title = f"Bladzijde {book.id}"
    made = {client.create(title, folder_id=folder).id for _ in range(5)}
    seen, token = [], ""
    for size in (2, 2, 1):
        params = {
            "q": f'name = "{title}"',
            "pageSize": "2",
            "pageToken": token,
            "supportsAllDrives": True,
            "includeItemsFromAllDrives": True,
        }
        page = client.http_client.request("get", FILES, params=params).json()
        assert page["kind"] == "drive#fileList"
        assert len(page["files"]) == size
        seen += [file["id"] for file in page["files"]]
        token = page.get("nextPageToken", "")
    assert (len(seen), set(seen), token) == (5, made, "")


def test_get_and_its_times(book: gspread.Spreadsheet, client: gspread.Client) -> None:
    file = client.get_file_drive_metadata(book.id)
    assert set(file) == {"id", "name", "createdTime", "modifiedTime"}
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    assert re.fullmatch(stamp, file["createdTime"])
    assert re.fullmatch(stamp, file["modifiedTime"])
    book.update_title("Anders")
    later = client.get_file_drive_metadata(book.id)
    assert (later["name"], later["createdTime"]) == ("Anders", file["createdTime"])
    assert later["modifiedTime"] >= file["modifiedTime"]


def test_a_file_that_is_not_there(client: gspread.Client) -> None:
    for call in (
        client.get_file_drive_metadata,
        client.del_spreadsheet,
        client.list_permissions,
        lambda file_id: client.copy(file_id, copy_comments=False),
        lambda file_id: client.export(file_id, gspread.utils.ExportFormat.CSV),
    ):
        with pytest.raises(gspread.exceptions.APIError) as error:
            call("geen")
        assert error.value.error == no_such_file("geen")


def test_deleting(client: gspread.Client, folder: str) -> None:
    made = client.create("Weg", folder_id=folder)
    client.del_spreadsheet(made.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key(made.id)
    with pytest.raises(gspread.exceptions.APIError) as error:
        client.get_file_drive_metadata(made.id)
    assert error.value.error == no_such_file(made.id)
    assert made.id not in [file["id"] for file in client.list_spreadsheet_files("Weg")]


def test_a_copy_has_no_comments(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    """A comments list is all that gspread asks after copying."""
    url = f"{FILES}/{book.id}/comments"
    query = {
        "fields": "comments/content,comments/anchor,nextPageToken",
        "includeDeleted": False,
        "pageSize": 100,
        "pageToken": "",
    }
    answer = client.http_client.request("get", url, params=query).json()
    assert answer == {"comments": []}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], b""),
        ([["a"]], b"a"),
        ([["a", "b"], [1, 2.5]], b"a,b\r\n1,2.5"),
        ([["a", "", "c"], [], ["d"]], b"a,,c\r\n,,\r\nd,,"),
        ([['"', "x,y", "z\nz"]], b'"""","x,y","z\nz"'),
        ([[True, "é🌵"]], "TRUE,é🌵".encode()),
    ],
)
def test_export_as_csv(
    client: gspread.Client, book: gspread.Spreadsheet, rows: list[list[Any]], text: bytes
) -> None:
    """The first sheet, as shown, without a newline at the end."""
    book.sheet1.update(rows or [[]], "A1")
    book.add_worksheet("Twee", 1, 1).update([["nee"]], "A1")
    assert client.export(book.id, gspread.utils.ExportFormat.CSV) == text
