"""gspread.Worksheet, what writes values and notes: each function calls the method it is named for
and reads back what stands in the sheet."""

from __future__ import annotations

from gspread.cell import Cell

from tests.contract.surface.stage import Stage


def append_row(stage: Stage) -> None:
    stage.sheet.append_row(["a", 1])
    stage.sheet.append_row(["1-2-2022"], value_input_option="USER_ENTERED", table_range="A1")
    assert stage.values() == [["a", 1], [44563]]


def append_rows(stage: Stage) -> None:
    stage.sheet.update([["a"], [], ["onder"]], "A1")
    stage.sheet.append_rows([["b"], ["c"]], insert_data_option="INSERT_ROWS", table_range="A1")
    assert stage.values() == [["a"], ["b"], ["c"], [], ["onder"]]


def batch_clear(stage: Stage) -> None:
    stage.sheet.update([[1, 2, 3], [4, 5, 6]], "A1")
    stage.sheet.batch_clear(["A1", "B2:C2"])
    assert stage.values() == [["", 2, 3], [4]]


def batch_update(stage: Stage) -> None:
    data = [{"range": "A1", "values": [["=1+1"]]}, {"range": "B2", "values": [["007"]]}]
    stage.sheet.batch_update(data)
    assert stage.values() == [["=1+1"], ["", "007"]]
    data = [{"range": "A1", "values": [["=1+1"]]}, {"range": "B2", "values": [["007"]]}]
    stage.sheet.batch_update(data, raw=False)
    assert stage.values() == [[2], ["", 7]]


def clear(stage: Stage) -> None:
    stage.sheet.update([[1]], "C3")
    stage.sheet.clear()
    assert stage.values() == []


def insert_cols(stage: Stage) -> None:
    stage.sheet.update([["a", "b"], ["c", "d"]], "A1")
    stage.sheet.insert_cols([["x", "y"], ["z"]], col=2)
    assert stage.values() == [["a", "x", "z", "b"], ["c", "y", "", "d"]]
    assert stage.grid()["columnCount"] == 28


def insert_row(stage: Stage) -> None:
    stage.sheet.update([["a"], ["b"]], "A1")
    stage.sheet.insert_row(["x", "y"], 2)
    assert stage.values() == [["a"], ["x", "y"], ["b"]]
    assert stage.grid()["rowCount"] == 1001


def insert_rows(stage: Stage) -> None:
    stage.sheet.update([["a"], ["b"]], "A1")
    stage.sheet.insert_rows([["x"], ["y"]], 2, inherit_from_before=True)
    assert stage.values() == [["a"], ["x"], ["y"], ["b"]]


def update(stage: Stage) -> None:
    stage.sheet.update([["=1+1", "007"]], "B2")
    assert stage.values() == [[], ["", "=1+1", "007"]]
    stage.sheet.update([["=1+1", "007"]], "B2", raw=False)
    assert stage.values() == [[], ["", 2, 7]]
    assert stage.values(render="FORMULA") == [[], ["", "=1+1", 7]]


def update_acell(stage: Stage) -> None:
    stage.sheet.update_acell("B1", "007")
    assert stage.values() == [["", 7]]


def update_cell(stage: Stage) -> None:
    stage.sheet.update_cell(2, 1, "007")
    assert stage.values() == [[], [7]]


def update_cells(stage: Stage) -> None:
    stage.sheet.update([["blijft"]], "B1")
    stage.sheet.update_cells([Cell(1, 1, "007"), Cell(2, 2, "1")])
    assert stage.values() == [["007", "blijft"], ["", "1"]]
    stage.sheet.update_cells([Cell(1, 1, "007")], value_input_option="USER_ENTERED")
    assert stage.values() == [[7, "blijft"], ["", "1"]]


def clear_note(stage: Stage) -> None:
    stage.sheet.update_notes({"A1": "een", "B1": "twee"})
    stage.sheet.clear_note("A1")
    assert stage.cells("A1:B1", "note") == [[{}, {"note": "twee"}]]


def clear_notes(stage: Stage) -> None:
    stage.sheet.update_notes({"A1": "een", "B1": "twee", "C1": "drie"})
    stage.sheet.clear_notes(["A1", "C1"])
    assert stage.cells("A1:C1", "note") == [[{}, {"note": "twee"}]]


def insert_note(stage: Stage) -> None:
    stage.sheet.insert_note("A1", "een")
    assert stage.cells("A1", "note") == [[{"note": "een"}]]


def insert_notes(stage: Stage) -> None:
    stage.sheet.insert_notes({"A1": "een", "B1": "twee"})
    assert stage.cells("A1:B1", "note") == [[{"note": "een"}, {"note": "twee"}]]


def update_note(stage: Stage) -> None:
    stage.sheet.insert_note("A1", "een")
    stage.sheet.update_note("A1", "anders")
    assert stage.cells("A1", "note") == [[{"note": "anders"}]]


def update_notes(stage: Stage) -> None:
    stage.sheet.insert_note("A1", "een")
    stage.sheet.update_notes({"A1": "anders", "A2": "twee"})
    assert stage.cells("A1:A2", "note") == [[{"note": "anders"}], [{"note": "twee"}]]
