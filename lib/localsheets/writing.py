"""Writing blocks of plain values into a sheet, and what was touched by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from lib.localsheets import entry, validation
from lib.localsheets.a1 import Rectangle
from lib.localsheets.axis import axis_of
from lib.localsheets.cell import Entry, NoScalar, put, raw
from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook

# A value and whether the cell is formatted as text → what is put into the cell.
Enter = Callable[[Any, bool], Entry | str]


@dataclass(frozen=True, slots=True)
class Written:
    """`window` bounds the supplied array; rows and columns are those with at least one value."""

    sheet: Sheet
    window: Rectangle
    rows: set[int]
    columns: set[int]
    cells: int


def by_rows(data: dict[str, Any]) -> list[list[Any]]:
    values: list[list[Any]] = data.get("values", [])
    if data.get("majorDimension") == "COLUMNS":
        return [list(row) for row in zip_longest(*values)]
    return values


def write(
    workbook: Workbook, sheet: Sheet, top: int, left: int, values: list[list[Any]], option: str
) -> Written:
    """Null leaves a cell alone, "" empties it; the grid grows as needed."""
    width = max((len(row) for row in values), default=0)
    window = Rectangle(top, left, top + max(len(values), 1), left + max(width, 1))
    _check_editable(workbook, sheet, top, left, values)
    if width:
        workbook.grown(sheet, window.bottom, window.right)
    enter = _entering(workbook, option)
    rows = sheet.grid.padded(top, top + len(values)) if width else []
    touched_rows: set[int] = set()
    touched_columns: set[int] = set()
    count = 0
    for i, (row, cells) in enumerate(zip(rows, values, strict=False)):
        try:
            columns = _fill(workbook, row, cells, left, enter)
        except NoScalar as found:
            at = next(j for j, cell in enumerate(cells) if cell is found.value)
            raise found.refusal(f"values[{i}][{at}]") from None
        if columns:
            touched_rows.add(top + i)
            touched_columns.update(columns)
            count += len(columns)
    if count:
        sheet.grid.store(top, rows)
    return Written(sheet, window, touched_rows, touched_columns, count)


def _fill(
    workbook: Workbook, row: Row, cells: list[Any], left: int, enter: Enter
) -> range | list[int]:
    """Puts the cells into the row; the columns that got a value."""
    if left == 0 and not row.cells and not row.extras and None not in cells:
        entries = [enter(value, False) for value in cells]
        if all(isinstance(one, str) for one in entries):
            row.cells = entries  # type: ignore[assignment]
            return range(len(cells))
    columns = [left + j for j, value in enumerate(cells) if value is not None]
    for column in columns:
        entered = enter(cells[column - left], _is_text(row, column))
        validation.put(workbook, row, column, entered)
    return columns


def _is_text(row: Row, column: int) -> bool:
    held = row.extras.get(column, {}).get("format", {}).get("numberFormat", {})
    return bool(held.get("type") == "TEXT")


def _entering(workbook: Workbook, option: str) -> Enter:
    def enter(value: Any, is_text: bool) -> Entry | str:
        if option == "RAW" or not isinstance(value, str):
            return raw(value)
        return entry.untyped(value) if is_text else entry.typed(value, workbook.locale)

    return enter


def _check_editable(
    workbook: Workbook, sheet: Sheet, top: int, left: int, values: list[list[Any]]
) -> None:
    """Only what is written counts: null leaves a protected cell alone."""
    guard = workbook.guard(sheet)
    for i, row in enumerate(values if guard.closed else []):
        for column, value in enumerate(row, left):
            if value is not None:
                guard.check(Rectangle(top + i, column, top + i + 1, column + 1))


def clear(workbook: Workbook, sheet: Sheet, window: Rectangle) -> None:
    """Values only; notes and formats stay."""
    workbook.guard(sheet).check(window)
    rows = sheet.grid.rows(window.top, window.bottom)
    for row in rows:
        for column in range(window.left, min(window.right, len(row.cells))):
            put(row, column, EMPTY)
    sheet.grid.store(window.top, rows)


def insert_rows(workbook: Workbook, sheet: Sheet, at: int, count: int) -> None:
    """New rows look like the row above."""
    axis = axis_of(sheet, "ROWS")
    workbook.guard(sheet).check_insert(at, axis.noun)
    axis.resize(count)
    workbook.check_size()
    axis.insert(at, count, at - 1)
    workbook.save(sheet)
