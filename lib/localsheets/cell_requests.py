"""Requests that set cells: updateCells, appendCells, repeatCell."""

from __future__ import annotations

from typing import Any

from lib.localsheets.a1 import Rectangle
from lib.localsheets.cells import Assignment
from lib.localsheets.grid import Row
from lib.localsheets.kind import Apply, Body, fields_of
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook


def update_cells(workbook: Workbook, body: Body) -> Body:
    """From `start`, or inside `range`, where cells that `rows` lacks are cleared."""
    fields = fields_of(body, "CellData")
    rows = [row.get("values", []) for row in body.get("rows", [])]
    if ("start" in body) == ("range" in body):
        raise invalid("Must specify exactly one of 'start' or 'range'.")
    if "range" in body:
        sheet, window = workbook.placed(body["range"])
        _check_covers(rows, window.height, window.width)
        rows = [_at(rows, i, []) for i in range(window.height)]
        rows = [[_at(row, j, {}) for j in range(window.width)] for row in rows]
        _assign_block(workbook, sheet, window.top, window.left, rows, fields)
        return {}
    start = body["start"]
    sheet = workbook.with_id(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    _check_inside(sheet, top, left, rows)
    _assign_block(workbook, sheet, top, left, rows, fields)
    return {}


def _at(elements: list[Any], index: int, default: Any) -> Any:
    return elements[index] if index < len(elements) else default


def _check_covers(rows: list[list[Any]], height: int, width: int) -> None:
    if len(rows) > height or any(len(row) > width for row in rows):
        raise invalid(f"The rows do not fit in a range of {height} rows and {width} columns")


def _check_inside(sheet: Sheet, top: int, left: int, rows: list[list[Any]]) -> None:
    """updateCells and appendCells do not make the grid wider or, updateCells, longer."""
    bottom, right = top + len(rows), left + max((len(row) for row in rows), default=0)
    if min(top, left) < 0:
        raise invalid("The start is outside the grid")
    for axis, end, count in (("row", bottom, sheet.rows), ("column", right, sheet.columns)):
        if end > count:
            last = f"beyond the last requested {axis} of: {count - 1}"
            raise invalid(f"Attempting to write {axis}: {count}, {last}")


def _assign_block(
    workbook: Workbook, sheet: Sheet, top: int, left: int, rows: list[list[Any]], fields: Mask
) -> None:
    width = max((len(row) for row in rows), default=0)
    workbook.guard(sheet).check(Rectangle(top, left, top + len(rows), left + width))
    old, assignment = sheet.grid.padded(top, top + len(rows)), Assignment(fields, workbook)
    for row, values in zip(old, rows, strict=True):
        for column, data in enumerate(values, left):
            assignment.to(row, column, data)
    sheet.grid.store(top, old)


def append_cells(workbook: Workbook, body: Body) -> Body:
    """After the last row with data; adds rows as needed, never columns."""
    fields = fields_of(body, "CellData")
    sheet = workbook.with_id(body.get("sheetId", 0))
    rows = [row.get("values", []) for row in body.get("rows", [])]
    top = sheet.grid.filled_height()
    workbook.grown(sheet, top + len(rows), 0)
    _check_inside(sheet, top, 0, rows)
    _assign_block(workbook, sheet, top, 0, rows, fields)
    return {}


def repeat_cell(workbook: Workbook, body: Body) -> Body:
    fields = fields_of(body, "CellData")
    sheet, window = workbook.editable(body.get("range", {}))
    data = body.get("cell", {})
    assignment = Assignment(fields, workbook)

    def assign(row: Row) -> None:
        for column in range(window.left, window.right):
            assignment.to(row, column, data)

    sheet.grid.alter(window.top, window.bottom, assign)
    return {}


def set_data_validation(workbook: Workbook, body: Body) -> Body:
    """Without a rule the old one goes."""
    given = {"range": body.get("range", {}), "cell": {"dataValidation": body.get("rule", {})}}
    return repeat_cell(workbook, given | {"fields": "dataValidation"})


KINDS: dict[str, Apply] = {
    "updateCells": update_cells,
    "appendCells": append_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_data_validation,
}
