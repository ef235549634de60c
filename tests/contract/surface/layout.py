"""gspread.Worksheet, what changes the sheet itself and how it looks: each function calls the method
it is named for and reads back what came of it."""

from __future__ import annotations

from typing import Any

from gspread.utils import Dimension, PasteOrientation, PasteType, ValidationConditionType

from tests.contract.surface.stage import Stage

BOLD = {"textFormat": {"bold": True}}


def _merges(stage: Stage) -> list[tuple[int, int, int, int]]:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    found = stage.metadata().get("merges", [])
    return sorted(tuple(merge[name] for name in names) for merge in found)


def _filter(stage: Stage) -> Any:
    return stage.metadata().get("basicFilter", {}).get("range")


def add_cols(stage: Stage) -> None:
    stage.sheet.add_cols(2)
    assert stage.grid() == {"rowCount": 1000, "columnCount": 28}


def add_rows(stage: Stage) -> None:
    stage.sheet.add_rows(5)
    assert stage.grid() == {"rowCount": 1005, "columnCount": 26}


def resize(stage: Stage) -> None:
    stage.sheet.update([[1, 2], [3, 4]], "A1")
    stage.sheet.resize(1, 1)
    assert stage.grid() == {"rowCount": 1, "columnCount": 1}
    assert stage.values() == [[1]]


def delete_columns(stage: Stage) -> None:
    stage.sheet.update([["a", "b", "c", "d"]], "A1")
    stage.sheet.delete_columns(2, 3)
    assert stage.values() == [["a", "d"]]
    assert stage.grid()["columnCount"] == 24


def delete_dimension(stage: Stage) -> None:
    stage.sheet.update([["a"], ["b"], ["c"]], "A1")
    stage.sheet.delete_dimension(Dimension.rows, 2)
    assert stage.values() == [["a"], ["c"]]


def delete_rows(stage: Stage) -> None:
    stage.sheet.update([["a"], ["b"], ["c"], ["d"]], "A1")
    stage.sheet.delete_rows(2, 3)
    assert stage.values() == [["a"], ["d"]]
    assert stage.grid()["rowCount"] == 998


def hide_columns(stage: Stage) -> None:
    stage.sheet.hide_columns(1, 3)
    assert stage.is_hidden("column", 4) == [False, True, True, False]


def hide_rows(stage: Stage) -> None:
    stage.sheet.hide_rows(0, 2)
    assert stage.is_hidden("row", 3) == [True, True, False]


def unhide_columns(stage: Stage) -> None:
    stage.sheet.hide_columns(0, 3)
    stage.sheet.unhide_columns(1, 2)
    assert stage.is_hidden("column", 3) == [True, False, True]


def unhide_rows(stage: Stage) -> None:
    stage.sheet.hide_rows(0, 3)
    stage.sheet.unhide_rows(2, 3)
    assert stage.is_hidden("row", 3) == [True, True, False]


def freeze(stage: Stage) -> None:
    stage.sheet.freeze(rows=2, cols=1)
    assert (stage.grid()["frozenRowCount"], stage.grid()["frozenColumnCount"]) == (2, 1)
    stage.sheet.freeze(rows=0)
    assert ("frozenRowCount" in stage.grid(), stage.grid()["frozenColumnCount"]) == (False, 1)


def hide(stage: Stage) -> None:
    stage.book.add_worksheet("Zichtbaar", 1, 1)
    stage.sheet.hide()
    assert stage.metadata()["properties"]["hidden"] is True


def show(stage: Stage) -> None:
    stage.book.add_worksheet("Zichtbaar", 1, 1)
    stage.sheet.hide()
    stage.sheet.show()
    assert "hidden" not in stage.metadata()["properties"]


def hide_gridlines(stage: Stage) -> None:
    stage.sheet.hide_gridlines()
    assert stage.grid()["hideGridlines"] is True


def show_gridlines(stage: Stage) -> None:
    stage.sheet.hide_gridlines()
    stage.sheet.show_gridlines()
    assert "hideGridlines" not in stage.grid()


def update_index(stage: Stage) -> None:
    stage.book.add_worksheet("Twee", 1, 1).update_index(0)
    assert stage.titles() == ["Twee", "Sheet1"]


def update_tab_color(stage: Stage) -> None:
    stage.sheet.update_tab_color("#ff0000")
    assert stage.metadata()["properties"]["tabColorStyle"] == {"rgbColor": {"red": 1}}


def clear_tab_color(stage: Stage) -> None:
    stage.sheet.update_tab_color("#ff0000")
    stage.sheet.clear_tab_color()
    assert "tabColorStyle" not in stage.metadata()["properties"]


def update_title(stage: Stage) -> None:
    stage.sheet.update_title("It's")
    assert stage.titles() == ["It's"]


def duplicate(stage: Stage) -> None:
    stage.sheet.update([["x"]], "A1")
    stage.sheet.format("A1", BOLD)
    copied = stage.sheet.duplicate(1, new_sheet_name="Kopie")
    assert stage.titles() == ["Sheet1", "Kopie"]
    assert copied.get_all_values() == [["x"]]


def format(stage: Stage) -> None:
    stage.sheet.format(["A1", "C1:C2"], BOLD)
    found = stage.cells("A1:C2", "userEnteredFormat.textFormat.bold")
    bold = {"userEnteredFormat": BOLD}
    assert found == [[bold, {}, bold], [{}, {}, bold]]


def batch_format(stage: Stage) -> None:
    right = {"horizontalAlignment": "RIGHT"}
    stage.sheet.batch_format([{"range": "A1", "format": BOLD}, {"range": "B1", "format": right}])
    found = stage.cells("A1:B1", "userEnteredFormat(textFormat.bold,horizontalAlignment)")
    assert found == [[{"userEnteredFormat": BOLD}, {"userEnteredFormat": right}]]


def merge_cells(stage: Stage) -> None:
    stage.sheet.merge_cells("A1:B2")
    stage.sheet.merge_cells(4, 1, 5, 2, merge_type="MERGE_COLUMNS")
    assert _merges(stage) == [(0, 2, 0, 2), (3, 5, 0, 1), (3, 5, 1, 2)]


def batch_merge(stage: Stage) -> None:
    stage.sheet.batch_merge([{"range": "A1:B1"}, {"range": "A2:B3", "mergeType": "MERGE_ROWS"}])
    assert _merges(stage) == [(0, 1, 0, 2), (1, 2, 0, 2), (2, 3, 0, 2)]


def unmerge_cells(stage: Stage) -> None:
    stage.sheet.merge_cells("A1:B2")
    stage.sheet.merge_cells("D1:E1")
    stage.sheet.unmerge_cells("A1:B2")
    assert _merges(stage) == [(0, 1, 3, 5)]


def sort(stage: Stage) -> None:
    stage.sheet.update([["kop", "n"], ["b", 2], ["a", 2], ["c", 1]], "A1")
    stage.sheet.freeze(rows=1)
    stage.sheet.sort((2, "des"), (1, "asc"))
    assert stage.values() == [["kop", "n"], ["a", 2], ["b", 2], ["c", 1]]


def copy_range(stage: Stage) -> None:
    stage.sheet.update([["x", 1]], "A1")
    stage.sheet.format("A1", BOLD)
    stage.sheet.copy_range("A1:B1", "A3")
    stage.sheet.copy_range("A1:B1", "D1", PasteType.values, PasteOrientation.transpose)
    assert stage.values() == [["x", 1, "", "x"], ["", "", "", 1], ["x", 1]]
    found = stage.cells("A3:D3", "userEnteredFormat.textFormat.bold")
    assert found == [[{"userEnteredFormat": BOLD}]]
    assert stage.cells("D1:D2", "userEnteredFormat.textFormat.bold") == []


def set_basic_filter(stage: Stage) -> None:
    stage.sheet.set_basic_filter()
    whole = {"endRowIndex": 1000, "endColumnIndex": 26}
    assert _filter(stage) == {"startRowIndex": 0, "startColumnIndex": 0, **whole}
    stage.sheet.set_basic_filter("B2:C9")
    part = {"startRowIndex": 1, "endRowIndex": 9, "startColumnIndex": 1, "endColumnIndex": 3}
    assert _filter(stage) == part


def clear_basic_filter(stage: Stage) -> None:
    stage.sheet.set_basic_filter("A1:B2")
    stage.sheet.clear_basic_filter()
    assert "basicFilter" not in stage.metadata()


def define_named_range(stage: Stage) -> None:
    stage.sheet.update([["x"]], "B2")
    reply = stage.sheet.define_named_range("B2", "naam")["replies"][0]
    named = reply["addNamedRange"]["namedRange"]
    assert (named["name"], named["namedRangeId"].isdecimal()) == ("naam", True)
    assert stage.book.values_get("naam")["range"] == "Sheet1!B2"
    assert stage.values("naam") == [["x"]]


def delete_named_range(stage: Stage) -> None:
    reply = stage.sheet.define_named_range("B2", "naam")["replies"][0]
    stage.sheet.delete_named_range(reply["addNamedRange"]["namedRange"]["namedRangeId"])
    assert "namedRanges" not in stage.book.fetch_sheet_metadata()


def add_protected_range(stage: Stage) -> None:
    stage.sheet.add_protected_range("A1:B2", description="dicht", warning_only=True)
    (found,) = stage.metadata()["protectedRanges"]
    assert (found["description"], found["warningOnly"]) == ("dicht", True)
    assert (found["range"]["endRowIndex"], found["range"]["endColumnIndex"]) == (2, 2)


def delete_protected_range(stage: Stage) -> None:
    reply = stage.sheet.add_protected_range("A1:B2", warning_only=True)["replies"][0]
    made = reply["addProtectedRange"]["protectedRange"]
    stage.sheet.delete_protected_range(made["protectedRangeId"])
    assert "protectedRanges" not in stage.metadata()


def add_validation(stage: Stage) -> None:
    one_of = ValidationConditionType.one_of_list
    stage.sheet.add_validation("A1:A2", one_of, ["ja", "nee"], "Kies", True, True)
    values = [{"userEnteredValue": "ja"}, {"userEnteredValue": "nee"}]
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": values},
        "inputMessage": "Kies",
        "strict": True,
        "showCustomUi": True,
    }
    assert stage.cells("A1:B2", "dataValidation") == [[{"dataValidation": rule}]] * 2
