"""Requests about rows and columns: append, insert, delete, move, describe."""

from __future__ import annotations

from lib.localsheets import mask
from lib.localsheets.axis import Axis, axis_of
from lib.localsheets.kind import Apply, Body, fields_of
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook


def _spanned(workbook: Workbook, span: Body) -> tuple[Sheet, Axis, int, int]:
    """Sheet, axis, start and end of a DimensionRange; an end left out is the end of the grid."""
    sheet = workbook.with_id(span.get("sheetId", 0))
    if "dimension" not in span:
        raise invalid("No dimension specified.")
    axis = axis_of(sheet, span["dimension"])
    start = span.get("startIndex", 0)
    end = span.get("endIndex", max(axis.size, start))
    if start < 0 or end < start:
        raise invalid(f"Invalid dimension range: {start} to {end}")
    return sheet, axis, start, end


def append(workbook: Workbook, body: Body) -> Body:
    sheet = workbook.with_id(body.get("sheetId", 0))
    if "dimension" not in body:
        raise invalid("No dimension specified.")
    length = body.get("length", 0)
    if length <= 0:
        raise invalid(f"Invalid length: {length}")
    workbook.guard(sheet).check_whole()
    axis_of(sheet, body["dimension"]).resize(length)
    _saved(workbook, sheet)
    return {}


def insert(workbook: Workbook, body: Body) -> Body:
    sheet, axis, start, end = _spanned(workbook, body.get("range", {}))
    inherits = body.get("inheritFromBefore", False)
    if end == start or "endIndex" not in body["range"]:
        raise invalid("range.endIndex must be greater than range.startIndex")
    if start > axis.size:
        raise invalid(f"range.startIndex is larger than current grid size ({axis.size})")
    if start == axis.size and not inherits:
        limit = f"must be less than the grid size ({axis.size}) if inheritFromBefore is false."
        raise invalid(f"range.startIndex {limit}")
    if inherits and start == 0:
        raise invalid("inheritFromBefore cannot be true if startIndex is 0")
    workbook.guard(sheet).check_insert(start, axis.noun)
    axis.resize(end - start)
    workbook.check_size()
    axis.insert(start, end - start, start - 1 if inherits else start)
    _saved(workbook, sheet)
    return {}


def delete(workbook: Workbook, body: Body) -> Body:
    sheet, axis, start, end = _spanned(workbook, body.get("range", {}))
    if end > axis.size:
        missing = max(start, axis.size)
        tried = f"Tried to delete {axis.noun} index {missing}"
        there = f"there are only {axis.size} {axis.noun}s."
        raise invalid(f"Cannot delete a {axis.noun} that doesn't exist. {tried} but {there}")
    if end - start == axis.size:
        raise invalid(f"You can't delete all the {axis.noun}s on the sheet.")
    frozen = axis.frozen
    thawed = axis.size - frozen - max(0, end - max(start, frozen))
    if frozen and not thawed:
        raise invalid(f"You can't delete all non-frozen {axis.noun}s.")
    workbook.guard(sheet).check(axis.band(start, end))
    axis.freeze(frozen - max(0, min(end, frozen) - start))
    axis.delete(start, end)
    axis.resize(start - end)
    _saved(workbook, sheet)
    return {}


def move(workbook: Workbook, body: Body) -> Body:
    """The destination is counted before the rows are taken out."""
    sheet, axis, start, end = _spanned(workbook, body.get("source", {}))
    destination = body.get("destinationIndex", 0)
    if end > axis.size:
        raise invalid(f"source.endIndex[{end}] is after last {axis.noun}[{axis.size}]")
    if destination > axis.size:
        raise invalid(f"destinationIndex[{destination}] is after last {axis.noun}[{axis.size}]")
    if start <= destination < end or destination < 0:
        outside = f"must be outside the requested range[{start}-{end}]"
        raise invalid(f"destinationIndex[{destination}] {outside}")
    low, high = min(start, destination), max(end, destination)
    workbook.guard(sheet).check(axis.band(low, high))
    axis.move(start, end, destination)
    _saved(workbook, sheet)
    return {}


def describe(workbook: Workbook, body: Body) -> Body:
    """Hidden or not, and how wide or high."""
    fields = fields_of(body, "DimensionProperties")
    sheet, axis, start, end = _spanned(workbook, body.get("range", {}))
    if end > axis.size:
        raise invalid(f"range.endIndex[{end}] is after last {axis.noun}[{axis.size}]")
    workbook.guard(sheet).check(axis.band(start, end))
    given, metadata = body.get("properties", {}), axis.metadata()
    if given.get("pixelSize", 0) < 0:
        raise invalid("pixelSize must not be negative")
    for index in range(start, end):
        changed = mask.replaced(metadata.get(index, {}), given, fields)
        metadata[index] = {name: value for name, value in changed.items() if value}
    axis.describe(metadata)
    _saved(workbook, sheet)
    return {}


def _saved(workbook: Workbook, sheet: Sheet) -> None:
    workbook.check_size()
    workbook.save(sheet)


KINDS: dict[str, Apply] = {
    "appendDimension": append,
    "insertDimension": insert,
    "deleteDimension": delete,
    "moveDimension": move,
    "updateDimensionProperties": describe,
}
