"""gspread.Worksheet, what reads: each function calls the method it is named for."""

from __future__ import annotations

import re

from gspread.cell import Cell
from gspread.utils import Dimension, ValueRenderOption

from tests.contract.surface.stage import Stage

TABLE = [["naam", "aantal"], ["peer", 3], ["", 4], ["appel", 5]]
SHOWN = [["naam", "aantal"], ["peer", "3"], ["", "4"], ["appel", "5"]]


def _filled(stage: Stage) -> None:
    stage.sheet.update(TABLE, "A1")


def acell(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.acell("B2") == Cell(2, 2, "3")
    assert stage.sheet.acell("B2", ValueRenderOption.unformatted).value == 3
    assert stage.sheet.acell("C9").value is None


def batch_get(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.batch_get(["B2:B3", "A1", "C1"]) == [[["3"], ["4"]], [["naam"]], []]


def cell(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.cell(4, 1) == Cell(4, 1, "appel")


def col_values(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.col_values(1) == ["naam", "peer", "", "appel"]
    assert stage.sheet.col_values(2, ValueRenderOption.unformatted) == ["aantal", 3, 4, 5]
    assert stage.sheet.col_values(3) == []


def expand(stage: Stage) -> None:
    stage.sheet.update([["", "", ""], ["", "a", "b"], ["", "c", "d"], ["", "", "", "x"]], "A1")
    assert stage.sheet.expand("B2") == [["a", "b"], ["c", "d"]]


def find(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.find("appel") == Cell(4, 1, "appel")
    assert stage.sheet.find("APPEL") is None
    assert stage.sheet.find("APPEL", case_sensitive=False) == Cell(4, 1, "appel")
    assert stage.sheet.find(re.compile("^a"), in_column=2) == Cell(1, 2, "aantal")


def findall(stage: Stage) -> None:
    _filled(stage)
    found = stage.sheet.findall(re.compile("^a"))
    assert [cell.address for cell in found] == ["B1", "A4"]


def get(stage: Stage) -> None:
    _filled(stage)
    found = stage.sheet.get("A2:B4", value_render_option=ValueRenderOption.unformatted)
    assert (found.range, found.major_dimension) == ("Sheet1!A2:B4", "ROWS")
    assert found == [["peer", 3], ["", 4], ["appel", 5]]
    assert stage.sheet.get("A1:B2", Dimension.cols) == [["naam", "peer"], ["aantal", "3"]]
    assert stage.sheet.get("D1:E2", maintain_size=True) == [["", ""], ["", ""]]
    stage.sheet.merge_cells("A3:A4")
    assert stage.sheet.get("A3:B4") == [["", "4"], ["", "5"]]
    stage.sheet.update([["beide"]], "A3")
    combined = stage.sheet.get("A3:B4", combine_merged_cells=True)
    assert combined == [["beide", "4"], ["beide", "5"]]


def get_all_cells(stage: Stage) -> None:
    stage.sheet.resize(2, 2)
    stage.sheet.update([["x"]], "B2")
    found = [(cell.address, cell.value) for cell in stage.sheet.get_all_cells()]
    assert found == [("A1", ""), ("B1", ""), ("A2", ""), ("B2", "x")]


def get_all_records(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.get_all_records() == [
        {"naam": "peer", "aantal": 3},
        {"naam": "", "aantal": 4},
        {"naam": "appel", "aantal": 5},
    ]
    texts = stage.sheet.get_all_records(numericise_ignore=["all"])
    assert texts[0] == {"naam": "peer", "aantal": "3"}


def get_all_values(stage: Stage) -> None:
    assert stage.sheet.get_all_values() == [[]]
    _filled(stage)
    assert stage.sheet.get_all_values() == SHOWN


def get_note(stage: Stage) -> None:
    assert stage.sheet.get_note("B2") == ""
    stage.sheet.insert_note("B2", "noot")
    assert stage.sheet.get_note("B2") == "noot"
    assert stage.sheet.get_note("A1") == ""


def get_notes(stage: Stage) -> None:
    assert stage.sheet.get_notes() == [[]]
    stage.sheet.insert_note("B2", "noot")
    assert stage.sheet.get_notes() == [[], ["", "noot"]]
    assert stage.sheet.get_notes(grid_range="B2:C3") == [["noot"]]


def get_values(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.get_values("A3:C4") == [["", "4"], ["appel", "5"]]


def list_dimension_group_columns(stage: Stage) -> None:
    assert stage.sheet.list_dimension_group_columns() == []


def list_dimension_group_rows(stage: Stage) -> None:
    assert stage.sheet.list_dimension_group_rows() == []


def range(stage: Stage) -> None:
    _filled(stage)
    found = [(cell.address, cell.value) for cell in stage.sheet.range("B3:C4")]
    assert found == [("B3", "4"), ("C3", ""), ("B4", "5"), ("C4", "")]
    assert [cell.value for cell in stage.sheet.range(1, 1, 1, 2)] == ["naam", "aantal"]


def row_values(stage: Stage) -> None:
    _filled(stage)
    assert stage.sheet.row_values(3) == ["", "4"]
    assert stage.sheet.row_values(9) == []
