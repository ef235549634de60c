"""Spreadsheet resources as spreadsheets.get and batchUpdate show them."""

from __future__ import annotations

from typing import Any

from lib.localsheets import cells, look, objects
from lib.localsheets.a1 import Area, Rectangle
from lib.localsheets.axis import axis_of
from lib.localsheets.locales import Locale
from lib.localsheets.mask import Mask, branch, kept
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook

_THEME_COLORS: dict[str, dict[str, float]] = {
    "TEXT": {},
    "BACKGROUND": {"red": 1, "green": 1, "blue": 1},
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}
_THEME = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": name, "color": {"rgbColor": color}} for name, color in _THEME_COLORS.items()
    ],
}


def spreadsheet(workbook: Workbook, ranges: list[str], fields: Mask) -> dict[str, Any]:
    """The whole resource, or the sheets of `ranges`. `fields` {}: everything with grid data."""
    names = objects.named_ranges(workbook)
    return {
        "spreadsheetId": workbook.spreadsheet_id,
        "properties": {
            "title": workbook.title,
            "locale": workbook.locale_name,
            "autoRecalc": "ON_CHANGE",
            "timeZone": workbook.time_zone,
            "defaultFormat": look.DEFAULT_FORMAT,
            "spreadsheetTheme": _THEME,
        },
        "sheets": _sheets(workbook, ranges, branch(fields, "sheets")),
        **({"namedRanges": names} if names else {}),
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{workbook.spreadsheet_id}/edit",
    }


def sheet_properties(workbook: Workbook, sheet: Sheet) -> dict[str, Any]:
    found = {"sheetId": sheet.sheet_id, "title": sheet.title, "index": workbook.index(sheet)}
    return found | {"sheetType": "GRID"} | sheet.properties


def _sheets(workbook: Workbook, ranges: list[str], fields: Mask | None) -> list[dict[str, Any]]:
    asked = [workbook.referred(text) for text in ranges]
    shown = []
    for sheet in workbook.sheets:
        areas = [area for other, area in asked if other is sheet]
        if ranges and not areas:
            continue
        resource: dict[str, Any] = {"properties": sheet_properties(workbook, sheet)}
        data = branch(fields, "data")
        if data is not None:
            windows = [sheet.within(area) for area in areas or [Area()]]
            resource["data"] = [_data(sheet, window, data, workbook.locale) for window in windows]
        shown.append(resource | objects.shown(workbook, sheet))
    return shown


def _data(sheet: Sheet, window: Rectangle, fields: Mask, locale: Locale) -> dict[str, Any]:
    """One GridData; without metadata when the mask does not name it."""
    found: dict[str, Any] = {}
    if window.top:
        found["startRow"] = window.top
    if window.left:
        found["startColumn"] = window.left
    rows = branch(fields, "rowData")
    if rows is not None:
        found |= _row_data(sheet, window, branch(rows, "values"), locale)
    for noun, first, last, size in (
        ("row", window.top, window.bottom, 21),
        ("column", window.left, window.right, 100),
    ):
        if branch(fields, f"{noun}Metadata") is not None:
            held = axis_of(sheet, f"{noun.upper()}S").metadata()
            described = [{"pixelSize": size} | held.get(i, {}) for i in range(first, last)]
            found[f"{noun}Metadata"] = described
    return found


def _row_data(
    sheet: Sheet, window: Rectangle, fields: Mask | None, locale: Locale
) -> dict[str, Any]:
    """Trimmed like values are; interior empty cells and rows are {}."""
    found = []
    for row in sheet.grid.rows(window.top, window.bottom):
        width = max([len(row.cells), *(column + 1 for column in row.extras)])
        columns = range(window.left, min(window.right, width))
        shown = [kept(cells.shown(row, column, fields, locale), fields) for column in columns]
        found.append({"values": shown} if _trim(shown) else {})
    return {"rowData": found} if _trim(found) else {}


def _trim(elements: list[Any]) -> list[Any]:
    while elements and not elements[-1]:
        elements.pop()
    return elements
