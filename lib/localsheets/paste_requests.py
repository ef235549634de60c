"""copyPaste: cells to another place, whole or in part."""

from __future__ import annotations

import copy
import re

from lib.localsheets import validation
from lib.localsheets.a1 import Rectangle
from lib.localsheets.cell import Entry
from lib.localsheets.grid import Row
from lib.localsheets.kind import Apply, Body
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.sheet import Sheet, rectangle_of
from lib.localsheets.workbook import Workbook

# Which of value, formula, look, rule and note a paste takes along.
_PARTS = {
    "PASTE_NORMAL": {"value", "formula", "format", "validation", "note"},
    "PASTE_NO_BORDERS": {"value", "formula", "format", "validation", "note"},
    "PASTE_VALUES": {"value"},
    "PASTE_FORMULA": {"value", "formula"},
    "PASTE_FORMAT": {"format"},
    "PASTE_DATA_VALIDATION": {"validation"},
}
_QUOTED = re.compile('"[^"]*"')


def copy_paste(workbook: Workbook, body: Body) -> Body:
    """All of the source is pasted, and repeated where the destination is a multiple of it."""
    kind = body.get("pasteType", "PASTE_NORMAL")
    if kind not in _PARTS:
        raise unsupported(f"pasteType '{kind}' in copyPaste")
    source, window = workbook.placed(body.get("source", {}))
    sheet, asked = workbook.placed(body.get("destination", {}))
    if not window.has_cells:
        return {}
    block = _block(source, window)
    if body.get("pasteOrientation") == "TRANSPOSE":
        block = [list(line) for line in zip(*block, strict=True)]
    height, width = _tiled(asked.height, len(block)), _tiled(asked.width, len(block[0]))
    target = Rectangle(asked.top, asked.left, asked.top + height, asked.left + width)
    _check(workbook, source, window, sheet, target)
    rows = sheet.grid.padded(target.top, target.bottom)
    for i, row in enumerate(rows):
        for j in range(width):
            held = block[i % len(block)][j % len(block[0])]
            _paste(workbook, row, target.left + j, held, _PARTS[kind])
    sheet.grid.store(target.top, rows)
    return {}


def _block(sheet: Sheet, window: Rectangle) -> list[list[Row]]:
    """The cells of a window, each as a row of one."""
    rows = sheet.grid.padded(window.top, window.bottom)
    return [
        [
            Row([row.text(c)], {0: copy.deepcopy(row.extras.get(c, {}))})
            for c in range(window.left, window.right)
        ]
        for row in rows
    ]


def _tiled(asked: int, given: int) -> int:
    return asked if asked and asked % given == 0 else given


def _check(
    workbook: Workbook, source: Sheet, window: Rectangle, sheet: Sheet, target: Rectangle
) -> None:
    if target.bottom > sheet.rows or target.right > sheet.columns:
        raise invalid("The pasted cells do not fit on the sheet.")
    taken = any(merge.overlaps(window) for merge in source.merges)
    if taken or any(merge.overlaps(target) for merge in sheet.merges):
        raise unsupported("copyPaste of merged cells")
    rules = source.objects.get("conditionalFormats", [])
    if any(rectangle_of(one, source).overlaps(window) for rule in rules for one in rule["ranges"]):
        raise unsupported("copyPaste of cells with a conditional format")
    workbook.guard(sheet).check(target)


def _paste(workbook: Workbook, row: Row, column: int, held: Row, parts: set[str]) -> None:
    extra = held.extras[0]
    own = row.extras.setdefault(column, {})
    for name in parts - {"value", "formula"}:
        own.pop(name, None)
        if name in extra:
            own[name] = copy.deepcopy(extra[name])
    if "value" in parts:
        formula = extra.get("formula") if "formula" in parts else None
        if formula and re.search("[A-Za-z]", _QUOTED.sub("", formula)):
            raise unsupported("copyPaste of a formula that may name cells")
        entry = Entry(held.cells[0], formula=formula, error=extra.get("error"))
        validation.put(workbook, row, column, entry)


KINDS: dict[str, Apply] = {"copyPaste": copy_paste}
