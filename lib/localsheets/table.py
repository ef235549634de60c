"""The table a values.append goes under: a rectangle of touching filled cells (§3.4).

Found with the stored outermost columns of the rows, so a long sheet is not walked through; the
indexes are named because SQLite, without statistics, would walk.
"""

from __future__ import annotations

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
        grown = _sideways(grid, _down(grid, _up(grid, found)))
        if grown == found:
            return found
        found = grown


def _touches(cells: str, found: Rectangle) -> bool:
    return any(cell != EMPTY for cell in cells.split(",")[found.left : found.right])


def _down(grid: Grid, found: Rectangle) -> Rectangle:
    """To the row before the first one with nothing in these columns."""
    span = "FROM row INDEXED BY row_first WHERE sheet=? AND position>=?"
    ends = [
        grid.scalar(f"SELECT min(position) {span} AND first={BLANK}", found.bottom),
        grid.scalar(
            f"SELECT min(position) {span} AND first>=? AND first<{BLANK}", found.bottom, found.right
        ),
    ]
    bottom = min([end for end in ends if end is not None] + [grid.height()])
    query = f"SELECT position, cells {span} AND first<? AND position<? ORDER BY position"
    for position, cells in _left_of(grid, query, found.bottom, found.left, bottom):
        if not _touches(cells, found):
            bottom = position
            break
    return Rectangle(found.top, found.left, max(bottom, found.bottom), found.right)


def _up(grid: Grid, found: Rectangle) -> Rectangle:
    span = "FROM row INDEXED BY row_first WHERE sheet=? AND position<?"
    ends = [
        grid.scalar(f"SELECT max(position) {span} AND first={BLANK}", found.top),
        grid.scalar(
            f"SELECT max(position) {span} AND first>=? AND first<{BLANK}", found.top, found.right
        ),
    ]
    top = max([end + 1 for end in ends if end is not None] + [0])
    query = f"SELECT position, cells {span} AND first<? AND position>=? ORDER BY position DESC"
    for position, cells in _left_of(grid, query, found.top, found.left, top):
        if not _touches(cells, found):
            top = position + 1
            break
    return Rectangle(min(top, found.top), found.left, found.bottom, found.right)


def _left_of(grid: Grid, query: str, *values: int) -> list[tuple[int, str]]:
    """Rows that begin left of the table and so may jump over it; none for a table in column A."""
    return list(grid.db.execute(query, (grid.sheet, *values))) if values[1] else []


def _sideways(grid: Grid, found: Rectangle) -> Rectangle:
    left, right = found.left, found.right
    span, where = "SELECT cells FROM row", "WHERE sheet=? AND position>=? AND position<? AND"
    while left and _fills(grid, f"{span} INDEXED BY row_first {where} first<=?", found, left - 1):
        left -= 1
    while _fills(grid, f"{span} INDEXED BY row_last {where} last>=?", found, right):
        right += 1
    return Rectangle(found.top, left, found.bottom, right)


def _fills(grid: Grid, query: str, found: Rectangle, column: int) -> bool:
    rows = grid.db.execute(query, (grid.sheet, found.top, found.bottom, column))
    return any(Row(cells.split(",")).text(column) != EMPTY for (cells,) in rows)
