"""Requests about whole sheets and the spreadsheet itself."""

from __future__ import annotations

import copy
import re
from typing import Any
from zoneinfo import ZoneInfo

from lib.localsheets import mask, objects
from lib.localsheets.axis import axis_of
from lib.localsheets.griddata import sheet_properties
from lib.localsheets.kind import Apply, Body, fields_of
from lib.localsheets.locales import LOCALES
from lib.localsheets.look import twinned_fields, with_twin
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook


def add_sheet(workbook: Workbook, body: Body) -> Body:
    given = copy.deepcopy(body.get("properties", {}))
    sheet_id = given.get("sheetId", workbook.free_id() if workbook.sheets else 0)
    title = given.get("title") or _free_title(workbook)
    _check_new(workbook, sheet_id, title)
    grid = {"rowCount": 1000, "columnCount": 26} | given.pop("gridProperties", {})
    index = _insertion_index(workbook, given.pop("index", None))
    properties = given | {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    sheet = workbook.add(_tidy(properties), index, {})
    _check_grid(sheet)
    return {"properties": sheet_properties(workbook, sheet)}


def _check_new(workbook: Workbook, sheet_id: int, title: str) -> None:
    if sheet_id < 0:
        raise invalid("Sheet id must be non-negative.")
    if workbook.find(sheet_id):
        raise invalid(f"Sheet with id {sheet_id} already exists.")
    workbook.check_title(title)


def _free_title(workbook: Workbook) -> str:
    number = len(workbook.sheets) + 1
    while workbook.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _insertion_index(workbook: Workbook, index: int | None) -> int:
    count = len(workbook.sheets)
    if index is not None and not 0 <= index <= count:
        raise invalid(f"Invalid index: {index}; there are {count} sheets")
    return count if index is None else index


def delete_sheet(workbook: Workbook, body: Body) -> Body:
    sheet = workbook.with_id(body.get("sheetId", 0), "sheet")
    others = [other for other in workbook.sheets if other is not sheet]
    if not others:
        raise invalid("You can't remove all the sheets in a document.")
    if all(other.is_hidden for other in others):
        raise invalid("You can't remove all the visible sheets in a document.")
    workbook.guard(sheet).check_sheet()
    workbook.remove(sheet)
    return {}


def duplicate_sheet(workbook: Workbook, body: Body) -> Body:
    source = workbook.with_id(body.get("sourceSheetId", 0), "sheet")
    sheet_id = body.get("newSheetId", workbook.free_id())
    title = body.get("newSheetName") or _copy_title(workbook, source.title)
    _check_new(workbook, sheet_id, title)
    properties = copy.deepcopy(source.properties) | {"sheetId": sheet_id, "title": title}
    # Left out means 0 here: before all others.
    index = _insertion_index(workbook, body.get("insertSheetIndex", 0))
    sheet = workbook.add(properties, index, objects.duplicated(source.objects))
    source.grid.copy_to(sheet.grid)
    return {"properties": sheet_properties(workbook, sheet)}


def _copy_title(workbook: Workbook, title: str) -> str:
    candidate, number = f"Copy of {title}", 1
    while workbook.titled(candidate):
        number += 1
        candidate = f"Copy of {title} {number}"
    return candidate


def update_sheet(workbook: Workbook, body: Body) -> Body:
    given = body.get("properties", {})
    sheet = workbook.with_id(given.get("sheetId", 0), "sheet")
    fields = twinned_fields(fields_of(body, "SheetProperties"))
    workbook.guard(sheet).check_whole()
    if "*" in fields or "title" in fields:
        workbook.check_title(given.get("title", ""), sheet)
    kept = {"sheetId": sheet.sheet_id, "title": sheet.title}
    before = (sheet.rows, sheet.columns)
    sheet.properties = _tidy(kept | mask.replaced(sheet.properties, given, fields))
    _check_grid(sheet)
    if all(other.is_hidden for other in workbook.sheets):
        raise invalid("You can't hide all the sheets in a document.")
    _check_sizes(workbook, sheet, before[1])
    _cut(workbook, sheet, *before)
    if "index" in fields or "*" in fields:
        _move(workbook, sheet, given.get("index", 0))
    workbook.save(*workbook.sheets)
    return {}


def _check_sizes(workbook: Workbook, sheet: Sheet, old_columns: int) -> None:
    """Google sets the rows first, and the size in between counts."""
    columns = sheet.columns
    sheet.resize(sheet.rows, old_columns)
    workbook.check_size()
    sheet.resize(sheet.rows, columns)
    workbook.check_size()


def _tidy(properties: dict[str, Any]) -> dict[str, Any]:
    """Without what proto3 leaves out, and without the index, which is the place in the list."""
    grid = properties.get("gridProperties", {})
    counts = {name: grid.get(name, 0) for name in ("rowCount", "columnCount")}
    optional = {name: value for name, value in grid.items() if value and name not in counts}
    found = with_twin(properties, "tabColor") | {"gridProperties": counts | optional}
    dropped = {"index", "sheetType"} | ({"hidden"} if not found.get("hidden") else set())
    return {name: value for name, value in found.items() if name not in dropped}


def _check_grid(sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    for axis, count in (("rows", sheet.rows), ("columns", sheet.columns)):
        if count <= 0:
            raise invalid(f"You can't delete all the {axis} on the sheet.")
    for axis, count in (("Row", sheet.rows), ("Column", sheet.columns)):
        frozen = grid.get(f"frozen{axis}Count", 0)
        if not 0 <= frozen < count:
            raise invalid(f"You can't freeze all visible {axis.lower()}s on the sheet.")


def _cut(workbook: Workbook, sheet: Sheet, rows: int, columns: int) -> None:
    """Shrinking is deleting what lies outside, with what lies over it."""
    for noun, before, after in (("ROWS", rows, sheet.rows), ("COLUMNS", columns, sheet.columns)):
        if after < before:
            axis = axis_of(sheet, noun)
            workbook.guard(sheet).check(axis.band(after, before))
            axis.delete(after, before)


def _move(workbook: Workbook, sheet: Sheet, index: int) -> None:
    """The index is read against the order before the move."""
    if not 0 <= index <= len(workbook.sheets):
        raise invalid(f"Invalid index: {index}; there are {len(workbook.sheets)} sheets")
    current = workbook.index(sheet)
    workbook.sheets.pop(current)
    workbook.sheets.insert(index - 1 if index > current else index, sheet)


def update_spreadsheet(workbook: Workbook, body: Body) -> Body:
    fields = fields_of(body, "SpreadsheetProperties")
    given = body.get("properties", {})
    if "*" not in fields:
        given = {name: given.get(name, "") for name in fields}
    set_properties(workbook, given)
    return {}


def set_properties(workbook: Workbook, given: dict[str, Any]) -> None:
    if given.get("autoRecalc", "ON_CHANGE") != "ON_CHANGE":
        raise unsupported(f"autoRecalc '{given['autoRecalc']}'")
    workbook.title = given.get("title", workbook.title) or "Untitled spreadsheet"
    workbook.locale_name = given.get("locale", workbook.locale_name)
    if workbook.locale_name not in LOCALES:
        raise unsupported(f"locale '{workbook.locale_name}'")
    workbook.time_zone = given.get("timeZone", workbook.time_zone)
    if not _is_zone(workbook.time_zone):
        raise invalid(f"Invalid time zone: {workbook.time_zone}")


def _is_zone(name: str) -> bool:
    try:
        return bool(re.fullmatch(r"[A-Za-z0-9_+/-]+", name)) and bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


KINDS: dict[str, Apply] = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet,
    "updateSpreadsheetProperties": update_spreadsheet,
}
