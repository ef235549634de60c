"""gspread.Spreadsheet: each function calls the method it is named for and looks what came of it."""

from __future__ import annotations

import re

import pytest
from gspread.utils import ExportFormat

from tests.contract.surface.stage import Stage

RAW = {"valueInputOption": "RAW"}
SOMEBODY = "iemand@example.com"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def add_worksheet(stage: Stage) -> None:
    stage.book.add_worksheet("Achter", 3, 2)
    stage.book.add_worksheet("Voor", 1, 1, index=0)
    assert stage.titles() == ["Voor", "Sheet1", "Achter"]
    added = stage.book.worksheet("Achter")
    assert (added.row_count, added.col_count) == (3, 2)


def batch_update(stage: Stage) -> None:
    properties = {"sheetId": 0, "title": "Anders"}
    request = {"updateSheetProperties": {"properties": properties, "fields": "title"}}
    answer = stage.book.batch_update({"requests": [request]})
    assert answer == {"spreadsheetId": stage.book.id, "replies": [{}]}
    assert stage.titles() == ["Anders"]


def creationTime(stage: Stage) -> None:  # noqa: N802
    assert STAMP.fullmatch(stage.book.creationTime)
    assert stage.book.creationTime <= stage.book.get_lastUpdateTime()


def del_worksheet(stage: Stage) -> None:
    stage.book.del_worksheet(stage.book.add_worksheet("Weg", 1, 1))
    assert stage.titles() == ["Sheet1"]


def del_worksheet_by_id(stage: Stage) -> None:
    stage.book.del_worksheet_by_id(str(stage.book.add_worksheet("Weg", 1, 1).id))
    assert stage.titles() == ["Sheet1"]


def duplicate_sheet(stage: Stage) -> None:
    stage.sheet.update([["x"]], "A1")
    made = stage.book.duplicate_sheet(0, insert_sheet_index=1, new_sheet_id=7, new_sheet_name="K")
    assert (made.id, stage.titles()) == (7, ["Sheet1", "K"])
    assert stage.values("K") == [["x"]]


def export(stage: Stage) -> None:
    stage.sheet.update([["a"]], "A1")
    assert stage.book.export(ExportFormat.CSV) == b"a"


def fetch_sheet_metadata(stage: Stage) -> None:
    found = stage.book.fetch_sheet_metadata()
    assert found["spreadsheetId"] == stage.book.id
    assert found["properties"]["title"] == stage.book.title
    assert [sheet["properties"]["title"] for sheet in found["sheets"]] == ["Sheet1"]


def get_lastUpdateTime(stage: Stage) -> None:  # noqa: N802
    found = stage.book.get_lastUpdateTime()
    assert STAMP.fullmatch(found)
    assert found == stage.client.get_file_drive_metadata(stage.book.id)["modifiedTime"]


def get_worksheet(stage: Stage) -> None:
    stage.book.add_worksheet("Twee", 1, 1)
    assert stage.book.get_worksheet(1).title == "Twee"


def get_worksheet_by_id(stage: Stage) -> None:
    added = stage.book.add_worksheet("Twee", 1, 1)
    assert stage.book.get_worksheet_by_id(added.id).title == "Twee"


def lastUpdateTime(stage: Stage) -> None:  # noqa: N802
    with pytest.warns(DeprecationWarning, match="get_lastUpdateTime"):
        assert stage.book.lastUpdateTime == stage.book.get_lastUpdateTime()


def list_named_ranges(stage: Stage) -> None:
    assert stage.book.list_named_ranges() == []
    stage.sheet.define_named_range("B2:C3", "naam")
    (found,) = stage.book.list_named_ranges()
    assert found["name"] == "naam"
    assert found["range"] == {
        "startRowIndex": 1,
        "endRowIndex": 3,
        "startColumnIndex": 1,
        "endColumnIndex": 3,
    }


def list_permissions(stage: Stage) -> None:
    assert [one["role"] for one in stage.book.list_permissions()] == ["owner"]


def list_protected_ranges(stage: Stage) -> None:
    assert stage.book.list_protected_ranges(0) == []
    stage.sheet.add_protected_range("A1:B2", description="dicht", warning_only=True)
    (found,) = stage.book.list_protected_ranges(0)
    assert found["description"] == "dicht"
    assert (found["range"]["endRowIndex"], found["range"]["endColumnIndex"]) == (2, 2)


def named_range(stage: Stage) -> None:
    stage.sheet.update([[1, 2], [3, 4]], "B2")
    stage.sheet.define_named_range("B2:C3", "naam")
    cells = stage.book.named_range("naam")
    found = [(cell.address, cell.value) for cell in cells]
    assert found == [("B2", "1"), ("C2", "2"), ("B3", "3"), ("C3", "4")]


def remove_permissions(stage: Stage) -> None:
    stage.book.share(SOMEBODY, "user", "writer", notify=False)
    assert stage.book.remove_permissions(SOMEBODY, role="reader") == []
    (removed,) = stage.book.remove_permissions(SOMEBODY)
    assert removed not in [one["id"] for one in stage.book.list_permissions()]


def reorder_worksheets(stage: Stage) -> None:
    two, three = (stage.book.add_worksheet(title, 1, 1) for title in ("Twee", "Drie"))
    stage.book.reorder_worksheets([three, two])
    assert stage.titles() == ["Drie", "Twee", "Sheet1"]


def share(stage: Stage) -> None:
    stage.book.share(SOMEBODY, "user", "reader", email_message="Kijk eens")
    stage.book.share("example.com", "domain", "writer")
    found = {(one.get("emailAddress"), one.get("domain"), one["role"]) for one in _others(stage)}
    assert found == {(SOMEBODY, None, "reader"), (None, "example.com", "writer")}


def _others(stage: Stage) -> list[dict[str, str | bool]]:
    return [one for one in stage.book.list_permissions() if one["role"] != "owner"]


def sheet1(stage: Stage) -> None:
    stage.book.add_worksheet("Voor", 1, 1, index=0)
    assert stage.book.sheet1.title == "Voor"


def update_drive_metadata(stage: Stage) -> None:
    stage.book.update_drive_metadata()
    found = stage.client.get_file_drive_metadata(stage.book.id)
    assert stage.book.creationTime == found["createdTime"]


def update_locale(stage: Stage) -> None:
    stage.book.update_locale("nl_NL")
    assert stage.client.open_by_key(stage.book.id).locale == "nl_NL"


def update_timezone(stage: Stage) -> None:
    stage.book.update_timezone("Europe/Amsterdam")
    assert stage.client.open_by_key(stage.book.id).timezone == "Europe/Amsterdam"


def update_title(stage: Stage) -> None:
    stage.book.update_title("Anders")
    assert stage.client.open_by_key(stage.book.id).title == "Anders"
    assert stage.client.get_file_drive_metadata(stage.book.id)["name"] == "Anders"


def values_append(stage: Stage) -> None:
    stage.book.values_append("Sheet1!A1", dict(RAW), {"values": [[1]]})
    stage.book.values_append("Sheet1!A1", dict(RAW), {"values": [[2]]})
    assert stage.values() == [[1], [2]]


def values_batch_clear(stage: Stage) -> None:
    stage.sheet.update([[1, 2, 3]], "A1")
    stage.book.values_batch_clear(body={"ranges": ["Sheet1!A1", "Sheet1!C1"]})
    assert stage.values() == [["", 2]]


def values_batch_get(stage: Stage) -> None:
    stage.sheet.update([[1, 2]], "A1")
    found = stage.book.values_batch_get(["Sheet1!B1", "Sheet1!A1"])["valueRanges"]
    assert [one["values"] for one in found] == [[["2"]], [["1"]]]


def values_batch_update(stage: Stage) -> None:
    data = [{"range": f"Sheet1!{a1}", "values": [[a1]]} for a1 in ("A1", "B2")]
    stage.book.values_batch_update({**RAW, "data": data})
    assert stage.values() == [["A1"], ["", "B2"]]


def values_clear(stage: Stage) -> None:
    stage.sheet.update([[1, 2]], "A1")
    stage.book.values_clear("Sheet1!A1")
    assert stage.values() == [["", 2]]


def values_get(stage: Stage) -> None:
    stage.sheet.update([[1, 2]], "A1")
    found = stage.book.values_get("Sheet1!A1:B1", {"majorDimension": "COLUMNS"})
    assert found["values"] == [["1"], ["2"]]


def values_update(stage: Stage) -> None:
    stage.book.values_update("Sheet1!B1", dict(RAW), {"values": [[1]]})
    assert stage.values() == [["", 1]]


def worksheet(stage: Stage) -> None:
    added = stage.book.add_worksheet("Twee", 1, 1)
    assert stage.book.worksheet("Twee").id == added.id


def worksheets(stage: Stage) -> None:
    stage.book.add_worksheet("Twee", 1, 1).hide()
    assert [sheet.title for sheet in stage.book.worksheets()] == ["Sheet1", "Twee"]
    assert [sheet.title for sheet in stage.book.worksheets(exclude_hidden=True)] == ["Sheet1"]
