"""Requests about ranges as a whole: merge, unmerge, sort."""

from __future__ import annotations

import json

from lib.localsheets.a1 import Rectangle
from lib.localsheets.cell import put
from lib.localsheets.grid import EMPTY
from lib.localsheets.kind import Apply, Body
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook


def merge_cells(workbook: Workbook, body: Body) -> Body:
    """Smaller merges inside are replaced; only the top-left value of each merge stays."""
    sheet, window = workbook.editable(body.get("range", {}))
    _check_uncut(sheet, window)
    _check_frozen(sheet, window)
    sheet.merges = [merge for merge in sheet.merges if not merge.overlaps(window)] + [
        piece
        for piece in _pieces(window, body.get("mergeType", "MERGE_ALL"))
        if piece.height * piece.width > 1
    ]
    _keep_corners(sheet, window)
    workbook.save(sheet)
    return {}


def _pieces(window: Rectangle, kind: str) -> list[Rectangle]:
    top, left, bottom, right = window.top, window.left, window.bottom, window.right
    if kind == "MERGE_ROWS":
        return [Rectangle(row, left, row + 1, right) for row in range(top, bottom)]
    if kind == "MERGE_COLUMNS":
        return [Rectangle(top, column, bottom, column + 1) for column in range(left, right)]
    return [window]


def _check_frozen(sheet: Sheet, window: Rectangle) -> None:
    grid = sheet.properties["gridProperties"]
    if window.left < grid.get("frozenColumnCount", 0) < window.right:
        raise invalid("You can't merge frozen and non-frozen columns")
    if window.top < grid.get("frozenRowCount", 0) < window.bottom:
        raise invalid("You can't merge frozen and non-frozen rows")


def _check_uncut(sheet: Sheet, window: Rectangle) -> None:
    if any(merge.overlaps(window) and not window.contains(merge) for merge in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")


def _keep_corners(sheet: Sheet, window: Rectangle) -> None:
    for merge in sheet.merges:
        if not window.contains(merge):
            continue
        rows = sheet.grid.rows(merge.top, merge.bottom)
        for i, row in enumerate(rows):
            for column in range(merge.left, min(merge.right, len(row.cells))):
                if (i, column) != (0, merge.left):
                    put(row, column, EMPTY)
        sheet.grid.store(merge.top, rows)


def unmerge_cells(workbook: Workbook, body: Body) -> Body:
    sheet, window = workbook.editable(body.get("range", {}))
    _check_uncut(sheet, window)
    sheet.merges = [merge for merge in sheet.merges if not window.contains(merge)]
    workbook.save(sheet)
    return {}


def sort_range(workbook: Workbook, body: Body) -> Body:
    """Rows of the range by sheet columns; later specs break ties, equal rows keep their order."""
    sheet, window = workbook.editable(body.get("range", {}))
    if any(merge.overlaps(window) for merge in sheet.merges):
        raise invalid("The range contains merged cells and cannot be sorted.")
    lines = [text.split(",") for text in sheet.grid.texts(window.top, window.bottom)]
    order = list(range(len(lines)))
    for spec in reversed(body.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not 0 <= column < sheet.columns:
            raise invalid(f"Invalid dimensionIndex: {column}")
        texts = [(line[column : column + 1] or [EMPTY])[0] or EMPTY for line in lines]
        _sort(order, texts, is_down=spec.get("sortOrder") == "DESCENDING")
    if window.left == 0 and window.right >= sheet.columns:
        sheet.grid.permute(window.top, order)
    else:
        _permute_part(sheet, window, order)
    return {}


def _sort(order: list[int], texts: list[str], *, is_down: bool) -> None:
    """Stable both ways; empty cells come last, also descending."""
    keys = [_key(text) for text in texts]
    order.sort(key=lambda i: keys[i], reverse=is_down)
    order.sort(key=lambda i: texts[i] == EMPTY)


def _key(text: str) -> tuple[int, float, str]:
    """Numbers before text before booleans; text regardless of case."""
    value = json.loads(text)
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return 0, float(value), ""


def _permute_part(sheet: Sheet, window: Rectangle, order: list[int]) -> None:
    rows = sheet.grid.rows(window.top, window.bottom)
    pieces = [row.window(window.left, window.right) for row in rows]
    for row, i in zip(rows, order, strict=True):
        row.overlay(window.left, window.right, pieces[i])
    sheet.grid.store(window.top, rows)


KINDS: dict[str, Apply] = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "sortRange": sort_range,
}
