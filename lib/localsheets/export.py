"""files.export: the first sheet as CSV, or all of them as an Excel file."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from lib.localsheets import drive, pattern, people, rendering
from lib.localsheets.a1 import Rectangle
from lib.localsheets.answer import Answer
from lib.localsheets.call import Call
from lib.localsheets.cell import scalar
from lib.localsheets.grid import EMPTY, Extra, Row
from lib.localsheets.locales import Locale
from lib.localsheets.refusal import unsupported
from lib.localsheets.rendering import Rendering
from lib.localsheets.workbook import Workbook

_CSV = "text/csv"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAX_TITLE = 31
# What an Excel file cannot hold: in a title, and anywhere in a text.
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]\x00-\x1f]|^'|'$")
_NOT_IN_TEXTS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN_FORMULA = re.compile(r'"[^"]*"|[,;]')


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
    lines = [[str(scalar(one)) for one in text.split(",")] if text else [] for text in shown]
    padded = (line + [""] * (window.width - len(line)) for line in lines)
    return "\r\n".join(",".join(map(_quoted, line)) for line in padded).encode()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search('[,"\r\n]', text) else text


def _as_excel(workbook: Workbook) -> bytes:
    """Values, number formats, notes, frozen rows and columns, hidden sheets."""
    from openpyxl import Workbook as ExcelFile  # costs 0.1 s, and few exports are made

    made = ExcelFile()
    for blank in made.worksheets:
        made.remove(blank)
    for sheet in workbook.sheets:
        page = made.create_sheet(_free_title(sheet.title, made.sheetnames))
        page.sheet_state = "hidden" if sheet.is_hidden else "visible"
        frozen = sheet.properties["gridProperties"]
        top, left = frozen.get("frozenRowCount", 0), frozen.get("frozenColumnCount", 0)
        page.freeze_panes = page.cell(top + 1, left + 1) if top or left else None
        for i, row in enumerate(sheet.grid.rows(0, sheet.rows), 1):
            _fill(page, i, row, workbook.locale)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _free_title(title: str, taken: list[str]) -> str:
    """The title as Excel bears it, numbered when there is one like it already."""
    known = {one.casefold() for one in taken}
    wanted = _NOT_IN_TITLES.sub("_", title)
    found, number = wanted[:_MAX_TITLE], 1
    while found.casefold() in known:
        number += 1
        found = f"{wanted[: _MAX_TITLE - len(str(number)) - 1].rstrip()} {number}"
    return found


def _fill(page: Any, number: int, row: Row, locale: Locale) -> None:
    from openpyxl.comments import Comment

    for column in {*range(len(row.cells)), *row.extras}:
        extra, text = row.extras.get(column, {}), row.text(column)
        cell = page.cell(number, column + 1)
        if text != EMPTY:
            cell.value = value = _value(text, extra, locale)
            if isinstance(value, str) and "formula" not in extra:
                cell.data_type = "s"  # text that begins with = is text
        number_format = extra.get("format", {}).get("numberFormat")
        if number_format:
            cell.number_format = pattern.pattern_of(number_format, locale)
        if "note" in extra:
            cell.comment = Comment(_NOT_IN_TEXTS.sub("", extra["note"]), "")


def _value(text: str, extra: Extra, locale: Locale) -> Any:
    """In a file of Excel's, a formula has points in its numbers and commas between arguments."""
    value = scalar(text)
    if "formula" in extra:
        signs = {",": ".", ";": ","} if locale.decimal == "," else {}
        value = _IN_FORMULA.sub(lambda match: signs.get(match[0], match[0]), extra["formula"])
    return _NOT_IN_TEXTS.sub("", value) if isinstance(value, str) else value
