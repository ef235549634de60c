"""The table a values.append goes under: a rectangle of touching filled cells.

Found with the stored outermost columns of the rows, so a long sheet is not walked through; the
indexes are named because SQLite, without statistics, would walk.
"""

from __future__ import annotations

from collections.abc import Iterable

from lib.localsheets.a1 import Rectangle
from lib.localsheets.grid import BLANK, EMPTY, Grid, Row


def last_in(grid: Grid, window: Rectangle) -> Rectangle | None:
    """The table around the last filled cell of a window; None when the window is empty."""
    query = (
        "SELECT position, cells FROM row WHERE sheet=? AND position>=? AND position<?"
        " AND first<? AND last>=? ORDER BY position DESC"
    )
    span = (grid.sheet, window.top, window.bottom, window.right, window.left)
    for position, cells in grid.db.execute(query, span):
        row = Row(cells.split(","))
        for column in range(min(window.right, len(row.cells)) - 1, window.left - 1, -1):
            if row.cells[column] != EMPTY:
                return around(grid, position, row, column)
    return None


def around(grid: Grid, position: int, row: Row, column: int) -> Rectangle:
    """Grows from one filled cell until all four sides are empty."""
    left = right = column
    while left and row.text(left - 1) != EMPTY:
        left -= 1
    while row.text(right + 1) != EMPTY:
        right += 1
    found = Rectangle(position, left, position + 1, right + 1)
    while True:
        grown = _leapt(grid, found) if found.left == 0 else _walked(grid, found)
        if grown == found:
            return found
        found = grown


def _walked(grid: Grid, found: Rectangle) -> Rectangle:
    """One round of growing by looking at the rows nearby, as many again as are found already.

    Not all the way: once such a table reaches column A the rest can be leapt over.
    """
    stride = max(100, found.height)
    above = grid.texts(found.top - stride, found.top)
    below = grid.texts(found.bottom, found.bottom + stride)
    top = found.top - _touching(above[::-1], found)
    bottom = found.bottom + _touching(below, found)
    rows = [cells.split(",") for cells in grid.texts(top, bottom)]
    left, right = found.left, found.right
    while left and _is_filled(rows, left - 1):
        left -= 1
    while _is_filled(rows, right):
        right += 1
    return Rectangle(top, left, bottom, right)


def _touching(texts: list[str], found: Rectangle) -> int:
    """How many rows in succession have something in the columns of the table."""
    for count, cells in enumerate(texts):
        if not any(cell != EMPTY for cell in cells.split(",")[found.left : found.right] if cell):
            return count
    return len(texts)


def _is_filled(rows: Iterable[list[str]], column: int) -> bool:
    return any(column < len(row) and row[column] != EMPTY for row in rows)


def _leapt(grid: Grid, found: Rectangle) -> Rectangle:
    """One round of growing a table in column A: a row misses it only by beginning right of it.

    Blank rows count as beginning at BLANK, right of everything.
    """
    width = found.right
    before = "SELECT max(position) FROM row INDEXED BY row_first WHERE sheet=? AND position<? AND "
    after = "SELECT min(position) FROM row INDEXED BY row_first WHERE sheet=? AND position>=? AND "
    tops = [grid.scalar(before + miss, found.top, *bound) for miss, bound in _misses(width)]
    ends = [grid.scalar(after + miss, found.bottom, *bound) for miss, bound in _misses(width)]
    top = max((position + 1 for position in tops if position is not None), default=0)
    bottom = min((position for position in ends if position is not None), default=grid.height())
    wider = (
        "SELECT cells FROM row INDEXED BY row_last"
        " WHERE sheet=? AND last>=? AND position>=? AND position<?"
    )
    while _is_filled(_split(grid.db.execute(wider, (grid.sheet, width, top, bottom))), width):
        width += 1
    return Rectangle(top, 0, bottom, width)


def _misses(width: int) -> list[tuple[str, tuple[int, ...]]]:
    """Two conditions instead of one range, so that the many blank rows are sought, not scanned."""
    return [("first=?", (BLANK,)), ("first>=? AND first<?", (width, BLANK))]


def _split(records: Iterable[tuple[str]]) -> Iterable[list[str]]:
    return (cells.split(",") for (cells,) in records)
