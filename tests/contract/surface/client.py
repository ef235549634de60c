"""gspread.Client: each function calls the method it is named for and looks what came of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import gspread
import openpyxl
import pytest
from gspread.utils import ExportFormat

from tests.contract.surface.stage import Stage

SOMEBODY = "iemand@example.com"


def _unique_title(stage: Stage) -> str:
    """Renames the spreadsheet so that no other bears its name."""
    title = f"Alleen {stage.book.id}"
    stage.book.update_title(title)
    return title


def _shared_with(stage: Stage) -> set[tuple[Any, Any]]:
    permissions = stage.client.list_permissions(stage.book.id)
    return {(one.get("emailAddress"), one["role"]) for one in permissions}


def copy(stage: Stage) -> None:
    stage.sheet.update([["x", 1]], "A1")
    stage.sheet.insert_note("A1", "noot")
    copied = stage.client.copy(stage.book.id, title="Kopie", folder_id=stage.folder)
    assert stage.client.open_by_key(copied.id).title == "Kopie"
    stage.sheet.update([["y"]], "A1")
    assert copied.sheet1.get_all_values() == [["x", "1"]]
    assert copied.sheet1.get_note("A1") == "noot"
    unnamed = stage.client.copy(stage.book.id, folder_id=stage.folder)
    assert unnamed.title == f"Copy of {stage.book.title}"


def create(stage: Stage) -> None:
    made = stage.client.create("Nieuw", folder_id=stage.folder)
    assert stage.client.open_by_key(made.id).title == "Nieuw"


def del_spreadsheet(stage: Stage) -> None:
    made = stage.client.create("Weg", folder_id=stage.folder)
    stage.client.del_spreadsheet(made.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        stage.client.open_by_key(made.id)


def export(stage: Stage) -> None:
    stage.sheet.update([["a", "b,c"], [1, 'd"']], "A1")
    stage.book.add_worksheet("Twee", 2, 2).update([["t"]], "A1")
    text = stage.client.export(stage.book.id, ExportFormat.CSV)
    assert text == b'a,"b,c"\r\n1,"d"""'
    book = openpyxl.load_workbook(BytesIO(stage.client.export(stage.book.id, ExportFormat.EXCEL)))
    assert book.sheetnames == ["Sheet1", "Twee"]
    assert list(book["Sheet1"].values)[:2] == [("a", "b,c"), (1, 'd"')]


def get_file_drive_metadata(stage: Stage) -> None:
    found = stage.client.get_file_drive_metadata(stage.book.id)
    assert sorted(found) == ["createdTime", "id", "modifiedTime", "name"]
    assert (found["id"], found["name"]) == (stage.book.id, stage.book.title)


def list_spreadsheet_files(stage: Stage) -> None:
    title = _unique_title(stage)
    (found,) = stage.client.list_spreadsheet_files(title)
    assert (found["id"], found["name"]) == (stage.book.id, title)
    assert stage.book.id in [file["id"] for file in stage.client.list_spreadsheet_files()]


def open(stage: Stage) -> None:
    assert stage.client.open(_unique_title(stage)).id == stage.book.id


def open_by_key(stage: Stage) -> None:
    assert stage.client.open_by_key(stage.book.id).title == stage.book.title


def open_by_url(stage: Stage) -> None:
    assert stage.client.open_by_url(stage.sheet.url).id == stage.book.id


def openall(stage: Stage) -> None:
    (found,) = stage.client.openall(_unique_title(stage))
    assert found.id == stage.book.id


def insert_permission(stage: Stage) -> None:
    before = _shared_with(stage)
    stage.client.insert_permission(stage.book.id, SOMEBODY, "user", "writer", notify=False)
    stage.client.insert_permission(stage.book.id, None, "anyone", "reader")
    assert _shared_with(stage) - before == {(SOMEBODY, "writer"), (None, "reader")}


def list_permissions(stage: Stage) -> None:
    (owner,) = stage.client.list_permissions(stage.book.id)
    assert (owner["type"], owner["role"]) == ("user", "owner")


def remove_permission(stage: Stage) -> None:
    before = _shared_with(stage)
    made = stage.client.insert_permission(stage.book.id, SOMEBODY, "user", "reader", notify=False)
    assert (SOMEBODY, "reader") in _shared_with(stage)
    stage.client.remove_permission(stage.book.id, made.json()["id"])
    assert _shared_with(stage) == before
