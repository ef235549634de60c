"""What lies over the cells of a sheet, as answers show it and requests give it."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable
from typing import Any

from lib.localsheets import look, people
from lib.localsheets.protection import may_edit
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import RANGES, GridRange, Sheet, area_of, grid_range
from lib.localsheets.workbook import Workbook

Held = dict[str, Any]
# Objects with an id of their own: where a sheet keeps them and what the id is called.
ID_FIELDS = {
    "namedRanges": "namedRangeId",
    "protectedRanges": "protectedRangeId",
    "filterViews": "filterViewId",
    "bandedRanges": "bandedRangeId",
}
# Names are shown with the spreadsheet, metadata with the grid data.
_SHOWN = ("protectedRanges", "filterViews", "bandedRanges", "conditionalFormats")


def located(held: Held, sheet: Sheet) -> Held:
    """The object with the sheet's id in its ranges; an id of 0 is left out."""
    own = {"sheetId": sheet.sheet_id} if sheet.sheet_id else {}
    return _ranged(held, lambda one: own | one)


def kept(workbook: Workbook, given: Held) -> tuple[Sheet, Held]:
    """The sheet that an object is on, and the object as it is kept: its ranges without the id.

    All ranges of an object are on one sheet. Colours get their twins.
    """
    ranges = [given["range"]] if "range" in given else given.get("ranges")
    if not ranges:
        raise invalid("No range specified.")
    sheet = workbook.with_id(ranges[0].get("sheetId", 0))
    return sheet, _ranged(look.twinned(given), lambda one: _bare(sheet, one))


def _ranged(held: Held, change: Callable[[GridRange], GridRange]) -> Held:
    """The object with each of its ranges changed."""
    found = held | ({"range": change(held["range"])} if "range" in held else {})
    return found | {name: [change(one) for one in held[name]] for name in held.keys() & RANGES}


def _bare(sheet: Sheet, held: GridRange) -> GridRange:
    """Checked and cut to the grid; what is open stays open."""
    if held.get("sheetId", 0) != sheet.sheet_id:
        raise invalid("All ranges must be on the same sheet.")
    window = sheet.within(area_of(held))
    if not window.has_cells:
        raise invalid("The range has no cells.")
    return {name: edge for name, edge in grid_range(window).items() if name in held}


def shown(workbook: Workbook, sheet: Sheet) -> Held:
    """The parts of a Sheet resource that are there only when there is something."""
    held = sheet.objects
    found: Held = {
        name: [located(one, sheet) for one in held[name]] for name in _SHOWN if held.get(name)
    }
    if held.get("protectedRanges"):
        found["protectedRanges"] = [protection(workbook, sheet, p) for p in held["protectedRanges"]]
    if held.get("merges"):
        found["merges"] = located({"ranges": held["merges"]}, sheet)["ranges"]
    if "basicFilter" in held:
        found["basicFilter"] = located(held["basicFilter"], sheet)
    return found


def protection(workbook: Workbook, sheet: Sheet, held: Held) -> Held:
    """Editors are shown only to those who may edit the range; the owner stands among them."""
    found = located(held, sheet)
    editors = found.pop("editors", {})
    is_editor = workbook.rank >= people.WRITER
    if not is_editor or not may_edit(held, workbook.user, workbook.is_owner):
        return found
    owner = people.owner(workbook.db, workbook.spreadsheet_id)
    users = [name for name in editors.get("users", []) if name.lower() != owner.lower()]
    return found | {"editors": editors | {"users": [*users, owner]}, "requestingUserCanEdit": True}


def named_ranges(workbook: Workbook) -> list[Held]:
    return [
        located(one, sheet)
        for sheet in workbook.sheets
        for one in sheet.objects.get("namedRanges", [])
    ]


def duplicated(held: Held) -> Held:
    """What lies over a sheet, for its copy in the same spreadsheet: with ids of its own.

    Names stay with the sheet that has them.
    """
    found = copy.deepcopy({name: one for name, one in held.items() if name != "namedRanges"})
    for name in found.keys() & ID_FIELDS:
        for one in found[name]:
            one[ID_FIELDS[name]] = new_id()
    return found


def new_id() -> int:
    return secrets.randbelow(2**31 - 10**8) + 10**8
