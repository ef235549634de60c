"""What a kind of batchUpdate request is: the shape of its body and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lib.localsheets import mask, shape
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.shape import Check
from lib.localsheets.workbook import Sheet, Workbook

Body = dict[str, Any]
Apply = Callable[[Workbook, Body], Body]


@dataclass(frozen=True, slots=True)
class Kind:
    """`apply` changes the workbook and returns the content of the reply, {} when there is none."""

    shape: Check
    apply: Apply


GRID_RANGE = shape.message(
    sheetId=shape.integer,
    startRowIndex=shape.integer,
    endRowIndex=shape.integer,
    startColumnIndex=shape.integer,
    endColumnIndex=shape.integer,
)
COORDINATE = shape.message(sheetId=shape.integer, rowIndex=shape.integer, columnIndex=shape.integer)


def area_of(grid_range: Body) -> Area:
    """The area of a GridRange; proto3: a start left out is 0, an end left out is open."""
    top, left = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
    bottom, right = grid_range.get("endRowIndex"), grid_range.get("endColumnIndex")
    ends = [top if bottom is None else bottom, left if right is None else right]
    if min(top, left) < 0 or ends[0] < top or ends[1] < left:
        raise invalid("The range is not valid: it ends before it starts")
    return Area(top, left, bottom, right)


def placed(workbook: Workbook, grid_range: Body) -> tuple[Sheet, Rectangle]:
    """The sheet and the rectangle of a GridRange, clamped to the grid."""
    sheet = workbook.with_id(grid_range.get("sheetId", 0))
    return sheet, sheet.within(area_of(grid_range))


def grid_range(sheet: Sheet, rectangle: Rectangle) -> Body:
    """Google's spelling; a sheet id of 0 is left out, indexes of 0 are not."""
    found = {
        "startRowIndex": rectangle.top,
        "endRowIndex": rectangle.bottom,
        "startColumnIndex": rectangle.left,
        "endColumnIndex": rectangle.right,
    }
    return ({"sheetId": sheet.sheet_id} if sheet.sheet_id else {}) | found


def fields_of(body: Body, known: set[str]) -> Mask:
    """The mask of a request; every field it names must be one that is understood here.

    `known` are dotted paths; naming one means everything below it.
    """
    text = body.get("fields", "")
    if not text:
        words = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        raise invalid(words)
    parsed = mask.parsed(text)
    for path in mask.paths(parsed):
        is_parent = any(name.startswith(path + ".") for name in known)
        is_below = any(path == name or path.startswith(name + ".") for name in known)
        if path != "*" and not is_parent and not is_below:
            raise unsupported(f"'{path}' in fields '{text}'")
    return parsed
