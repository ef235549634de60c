"""What lies over the cells of a sheet, as answers show it and requests give it."""

from __future__ import annotations

import secrets
from typing import Any

from lib.localsheets import look
from lib.localsheets.protection import may_edit
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import Sheet, area_of, grid_range
from lib.localsheets.workbook import Workbook

# Names are shown with the spreadsheet, metadata with the grid data.
_SHOWN = (
    "merges",
    "protectedRanges",
    "basicFilter",
    "filterViews",
    "bandedRanges",
    "conditionalFormats",
)
_RANGE_LISTS = ("ranges", "unprotectedRanges")


def located(held: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """The object with the sheet's id in its ranges; an id of 0 is left out."""
    shown = dict(held)
    if "range" in held:
        shown["range"] = _with_id(held["range"], sheet)
    for name in _RANGE_LISTS:
        if name in held:
            shown[name] = [_with_id(one, sheet) for one in held[name]]
    return shown


def _with_id(held: dict[str, int], sheet: Sheet) -> dict[str, int]:
    return ({"sheetId": sheet.sheet_id} if sheet.sheet_id else {}) | held


def kept(workbook: Workbook, given: dict[str, Any]) -> tuple[Sheet, dict[str, Any]]:
    """The sheet that an object is on, and the object as it is kept: its ranges without the id.

    All ranges of an object are on one sheet. Colours get their twins.
    """
    ranges = [given["range"]] if "range" in given else given.get("ranges", [{}])
    sheet = workbook.with_id(ranges[0].get("sheetId", 0))
    found = _twinned(given)
    if "range" in given:
        found["range"] = _bare(sheet, given["range"])
    for name in _RANGE_LISTS:
        if name in given:
            found[name] = [_bare(sheet, one) for one in given[name]]
    return sheet, found


def _bare(sheet: Sheet, held: dict[str, int]) -> dict[str, int]:
    """Checked and cut to the grid; what is open stays open."""
    if held.get("sheetId", 0) != sheet.sheet_id:
        raise invalid("All ranges must be on the same sheet.")
    window = sheet.within(area_of(held))
    cut = grid_range(window)
    return {name: cut[name] for name in cut if name in held}


def _twinned(value: Any) -> Any:
    """A copy in which every colour stands in both of its spellings."""
    if isinstance(value, list):
        return [_twinned(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _twinned(inner) for name, inner in value.items()}
    names = {
        name.removesuffix("Style") for name in found if name.removesuffix("Style").endswith("Color")
    }
    for name in names:
        found = look.with_twin(found, name)
    return found


def shown(workbook: Workbook, sheet: Sheet) -> dict[str, Any]:
    """The parts of a Sheet resource that are there only when there is something."""
    found: dict[str, Any] = {}
    for name in _SHOWN:
        held = sheet.objects.get(name)
        if not held:
            continue
        if name == "merges":
            found[name] = [_with_id(one, sheet) for one in held]
        elif name == "basicFilter":
            found[name] = located(held, sheet)
        elif name == "protectedRanges":
            found[name] = [protection(workbook, sheet, one) for one in held]
        else:
            found[name] = [located(one, sheet) for one in held]
    return found


def protection(workbook: Workbook, sheet: Sheet, held: dict[str, Any]) -> dict[str, Any]:
    """Editors are shown only to those who may edit the range."""
    found = located(held, sheet)
    if may_edit(held, workbook.user, workbook.is_owner):
        return found | {"requestingUserCanEdit": True}
    return {name: value for name, value in found.items() if name != "editors"}


def named_ranges(workbook: Workbook) -> list[dict[str, Any]]:
    return [
        located(one, sheet)
        for sheet in workbook.sheets
        for one in sheet.objects.get("namedRanges", [])
    ]


def new_id() -> int:
    return secrets.randbelow(2**31 - 10**8) + 10**8
