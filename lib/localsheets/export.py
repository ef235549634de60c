"""files.export: the first sheet as CSV, or all of them as an Excel file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

from lib.localsheets import drive, pattern, people, rendering
from lib.localsheets.a1 import Rectangle
from lib.localsheets.answer import Answer
from lib.localsheets.call import Call
from lib.localsheets.cell import scalar
from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.refusal import unsupported
from lib.localsheets.rendering import Rendering
from lib.localsheets.workbook import Workbook

_CSV = "text/csv"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(call: Call) -> Answer:
    drive.require(call, people.READER)
    kind = call.query.get("mimeType", "")
    if kind == _CSV:
        return Answer(200, _as_csv(drive.opened_file(call)), _CSV)
    if kind == _EXCEL:
        return Answer(200, _as_excel(drive.opened_file(call)), _EXCEL)
    raise unsupported(f"mimeType '{kind}' in files.export")


def _as_csv(workbook: Workbook) -> bytes:
    """What the cells show, every row as wide as the widest; no end of line at the end."""
    sheet = workbook.sheets[0]
    window = Rectangle(0, 0, sheet.grid.filled_height(), sheet.grid.filled_width())
    how = Rendering(rendering.RENDER[0], rendering.DATE_TIME[0], workbook.locale)
    shown = rendering.rows(sheet.grid, window, how)
    lines = [[scalar(one) for one in text.split(",")] if text else [] for text in shown]
    out = StringIO()
    csv.writer(out).writerows(line + [""] * (window.width - len(line)) for line in lines)
    return out.getvalue().removesuffix("\r\n").encode()


def _as_excel(workbook: Workbook) -> bytes:
    """Values, number formats, notes, frozen rows and columns, hidden sheets."""
    from openpyxl import Workbook as ExcelFile  # costs 0.1 s, and few exports are made

    made = ExcelFile()
    for blank in made.worksheets:
        made.remove(blank)
    for sheet in workbook.sheets:
        page = made.create_sheet(sheet.title[:31])
        page.sheet_state = "hidden" if sheet.is_hidden else "visible"
        frozen = sheet.properties["gridProperties"]
        top, left = frozen.get("frozenRowCount", 0), frozen.get("frozenColumnCount", 0)
        page.freeze_panes = page.cell(top + 1, left + 1) if top or left else None
        for i, row in enumerate(sheet.grid.rows(0, sheet.rows), 1):
            _fill(workbook, page, i, row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _fill(workbook: Workbook, page: Any, number: int, row: Row) -> None:
    from openpyxl.comments import Comment

    for column in {*range(len(row.cells)), *row.extras}:
        extra, text = row.extras.get(column, {}), row.text(column)
        cell = page.cell(number, column + 1)
        if text != EMPTY:
            cell.value = value = extra.get("formula") or scalar(text)
            if isinstance(value, str) and "formula" not in extra:
                cell.data_type = "s"  # text that begins with = is text
        number_format = extra.get("format", {}).get("numberFormat")
        if number_format:
            cell.number_format = pattern.pattern_of(number_format, workbook.locale)
        if "note" in extra:
            cell.comment = Comment(extra["note"], "")
